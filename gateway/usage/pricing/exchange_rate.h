#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/money.h"
#include "gateway/providers/price_list.h"

#include <optional>
#include <string>

namespace gateway::usage {

/// The rate in force: the user's, else the fetched one, else `builtIn` from the catalog.
config::ExchangeRate rateInForce(const config::UsageSettings& settings, const std::optional<config::ExchangeRate>& fetched,
    const providers::PriceList& builtIn);

/// Converts to another currency, rounded to 10^-12 of the unit. `rate` must be above 0.
Money converted(const Money& money, Currency to, const config::ExchangeRate& rate);

/// "$1 = ¥6.7686 of 2026-06-19 (frankfurter.dev)".
std::string toText(const config::ExchangeRate& rate);

} // namespace gateway::usage
