#pragma once

#include "placed_limit.h"

#include "gateway/core/clock.h"
#include "gateway/policy/limits/limit_report.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// How close a limit is to its end, for the counter that is nearest to it.
enum class LimitLevel : std::uint8_t {
    Disabled,
    Unknown, ///< its counters are not known yet
    Free,
    Near, ///< from the lowest percentage at which the user is notified, or from 80%
    Reached,
};

/// A limit of the configuration with what is used of it.
struct LimitState {
    LimitPlace place = {};
    std::shared_ptr<const gateway::policy::LimitRule> rule = {}; ///< never null
    std::int64_t limit = 0; ///< in force now
    bool isRaised = false; ///< `limit` is higher than usual for some time
    bool isKnown = false; ///< the gateway has reported its counters
    std::string who = {}; ///< the counter that is nearest to the limit
    std::int64_t used = 0; ///< of that counter; for requests in flight, how many there are
    std::int64_t reserved = 0;
    std::optional<gateway::WallTime> resetsAt = {};
    std::size_t counters = 0; ///< that are in use
    std::size_t waiting = 0; ///< requests that wait for a place
    std::int64_t refused = 0; ///< today
    std::int64_t redirected = 0;

    const gateway::config::LimitSettings& settings() const { return rule->settings(); }
    const std::string& name() const { return rule->name(); }
    bool isBudget() const { return place.kind == LimitPlace::Kind::Budget; }
    /// Whether requests go to another target once it is reached.
    bool redirects() const { return !settings().onExceeded.to.empty(); }
    /// Of the limit, used and reserved; above 1 after it was lowered. A limit of 0 is always used up.
    double share() const;
    double reservedShare() const; ///< part of `share()`
    LimitLevel level() const;
};

/// All limits of `settings`, with the counters of `reports` as far as they belong to them. Pure.
std::vector<LimitState> limitStates(const gateway::config::Settings& settings, const std::vector<gateway::policy::LimitReport>& reports, gateway::WallTime now);
/// The enabled limit of which the highest share is used; null: nothing is used of any.
const LimitState* nearestLimit(const std::vector<LimitState>& states);

} // namespace ui::models
