#pragma once

#include "gateway/config/settings/provider_settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/money.h"

#include <functional>
#include <string>
#include <string_view>

namespace gateway::routing {

/// The price of a million tokens of a model at some time, in USD; below 0: unknown.
struct ModelPrice {
    double input = -1;
    double output = -1;
    double cachedInput = -1; ///< if it has a separate price
    Currency currency = Currency::Usd; ///< the currency of the original price
    double rate = 1; ///< units of that currency per dollar
    double factor = 1; ///< surcharge or discount factor of these hours, which the price includes
    std::string hours = {}; ///< "16:30-00:30 UTC"; empty: it is the regular price
    double cacheWrite = -1; ///< if it has a separate price
};
/// The prices with which exchanges are billed. Any thread.
using ModelPrices = std::function<ModelPrice(const config::ProviderSettings& provider, std::string_view model, WallTime time)>;

} // namespace gateway::routing
