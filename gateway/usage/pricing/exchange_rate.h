#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/money.h"
#include "gateway/providers/price_list.h"

#include <optional>
#include <string>

namespace gateway::usage {

/// The rate that holds: the user's, else one that was asked for, else the catalog's, which is `builtIn`.
config::ExchangeRate rateInForce(const config::UsageSettings& settings, const std::optional<config::ExchangeRate>& fetched,
    const providers::PriceList& builtIn);

/// As much in another currency, to the nearest millionth of a millionth. `rate` is above 0.
Money converted(const Money& money, Currency to, const config::ExchangeRate& rate);

/// "$1 = ¥6.7686 of 2026-06-19 (frankfurter.dev)".
std::string toText(const config::ExchangeRate& rate);

} // namespace gateway::usage
