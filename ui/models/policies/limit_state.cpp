#include "limit_state.h"

#include <algorithm>

namespace ui::models {

using gateway::config::LimitKind;
using gateway::policy::LimitReport;

namespace {

constexpr double kUsuallyNear = 0.8;
constexpr int kWholePercent = 100;

double shareOf(std::int64_t amount, std::int64_t limit) { return limit > 0 ? static_cast<double>(amount) / static_cast<double>(limit) : 0; }

/// The lowest percentage below 100 at which the user is notified.
double nearFrom(const gateway::config::LimitSettings& limit)
{
    int lowest = kWholePercent;
    for (const int percent : limit.warnAt) lowest = std::min(lowest, percent);
    return lowest < kWholePercent ? lowest / double{kWholePercent} : kUsuallyNear;
}

void takeReport(LimitState& state, const LimitReport& report)
{
    state.isKnown = true;
    state.counters = report.counters.size();
    state.waiting = report.waiting;
    state.refused = report.refused;
    state.redirected = report.redirected;
    const bool isConcurrent = state.rule->kind() == LimitKind::Concurrent;
    std::int64_t most = -1;
    for (const LimitReport::Counter& counter : report.counters) {
        const std::int64_t taken = counter.state.used + counter.state.reserved;
        if (taken <= most) continue;
        most = taken;
        state.who = counter.who;
        state.used = isConcurrent ? taken : counter.state.used;
        state.reserved = isConcurrent ? 0 : counter.state.reserved;
        state.resetsAt = counter.state.resetsAt;
    }
}

} // namespace

double LimitState::share() const { return limit > 0 ? shareOf(used + reserved, limit) : 1; }

double LimitState::reservedShare() const { return shareOf(reserved, limit); }

LimitLevel LimitState::level() const
{
    if (!settings().enabled) return LimitLevel::Disabled;
    if (!isKnown) return LimitLevel::Unknown;
    if (share() >= 1) return LimitLevel::Reached;
    return share() >= nearFrom(settings()) ? LimitLevel::Near : LimitLevel::Free;
}

std::vector<LimitState> limitStates(const gateway::config::Settings& settings, const std::vector<LimitReport>& reports, gateway::WallTime now)
{
    std::vector<LimitState> states;
    for (const PlacedLimit& limit : placedLimits(settings)) {
        const bool isRoute = limit.place.kind == LimitPlace::Kind::Route;
        const bool isConsumer = limit.place.kind == LimitPlace::Kind::Consumer;
        LimitState& state = states.emplace_back();
        state.place = limit.place;
        state.rule = std::make_shared<const gateway::policy::LimitRule>(limit.settings, isRoute ? limit.place.id : std::string(), isConsumer ? limit.place.id : std::string());
        state.limit = state.rule->amount().at(now);
        state.isRaised = state.limit != state.rule->amount().amount;
        const auto isOfIt = [&](const LimitReport& report) { return report.rule->name() == state.name() && report.rule->signature() == state.rule->signature(); };
        const auto report = std::ranges::find_if(reports, isOfIt);
        if (limit.settings.enabled && report != reports.end()) takeReport(state, *report);
    }
    return states;
}

const LimitState* nearestLimit(const std::vector<LimitState>& states)
{
    const LimitState* nearest = nullptr;
    for (const LimitState& state : states) {
        const bool isUsed = state.level() != LimitLevel::Disabled && state.isKnown && state.used + state.reserved > 0;
        if (isUsed && (!nearest || state.share() > nearest->share())) nearest = &state;
    }
    return nearest;
}

} // namespace ui::models
