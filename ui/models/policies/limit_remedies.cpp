#include "limit_remedies.h"

#include "placed_limit.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/calendar.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

namespace ui::models {

using gateway::config::LimitKind;
using gateway::config::LimitSettings;

namespace {

constexpr double kMore = 1.5;

/// Of a million tokens of input and one of output, in US dollars; empty: unknown.
std::optional<double> costOf(const std::optional<gateway::usage::Price>& price, double usdCny)
{
    if (!price || !price->terms.input || !price->terms.output) return std::nullopt;
    const double cost = *price->terms.input + *price->terms.output;
    return price->terms.currency == gateway::Currency::Cny && usdCny > 0 ? cost / usdCny : cost;
}

} // namespace

LimitSettings raisedForToday(LimitSettings limit, gateway::WallTime now)
{
    double amount = limitAmount(limit);
    if (limit.raise)
        if (const auto until = gateway::config::parseTimestamp(limit.raise->until); until && now < *until) amount = std::max(amount, limit.raise->to);
    constexpr double kCents = 100;
    const bool isMoney = limit.kind() == LimitKind::Cost;
    const double unit = isMoney ? 1 / kCents : 1;
    const double raised = std::max(amount + unit, std::floor(amount * kMore / unit) * unit);
    const auto day = gateway::calendarSpan(gateway::CalendarUnit::Day, std::chrono::floor<std::chrono::seconds>(now));
    limit.raise = gateway::config::LimitRaise{isMoney ? std::round(raised * kCents) / kCents : raised, gateway::config::toTimestamp(day.to)};
    return limit;
}

std::string cheapestTarget(const gateway::config::Settings& settings, const TargetPrice& price, double usdCny)
{
    std::map<std::string, double> costs;
    for (const auto& route : settings.routes) {
        if (!route.enabled) continue;
        for (const auto& target : route.targets) {
            const auto* const provider = settings.provider(target.provider);
            const std::string model = target.model.value_or("");
            if (!provider || !provider->enabled || model.empty()) continue;
            if (const auto cost = costOf(price(target.provider, model), usdCny)) costs.emplace(target.provider + '/' + model, *cost);
        }
    }
    const auto [least, most] = std::ranges::minmax_element(costs, {}, [](const auto& each) { return each.second; });
    return costs.empty() || least->second == most->second ? std::string() : least->first;
}

} // namespace ui::models
