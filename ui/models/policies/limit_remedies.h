#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/usage/pricing/price.h"

#include <functional>
#include <optional>
#include <string>

namespace ui::models {

/// The current price of a model at a provider; empty: unknown.
using TargetPrice = std::function<std::optional<gateway::usage::Price>(const std::string& provider, const std::string& model)>;

/// The limit, higher by half until the end of the day of `now` in local time. A raise that is in force is raised
/// further. Pure.
gateway::config::LimitSettings raisedForToday(gateway::config::LimitSettings limit, gateway::WallTime now);

/// The target that costs least of all targets of enabled routes, as PROVIDER/MODEL; `usdCny`: the exchange rate. Empty: no
/// two of them have different prices. Pure.
std::string cheapestTarget(const gateway::config::Settings& settings, const TargetPrice& price, double usdCny);

} // namespace ui::models
