#pragma once

#include "limit_rule.h"

#include "gateway/core/clock.h"
#include "gateway/core/text/sentence.h"
#include "gateway/limits/limit_counter.h"

#include <memory>
#include <string>

namespace gateway::policy {

/// A counter has reached one of the percentages in `warn_at` of its limit.
struct LimitWarning {
    std::shared_ptr<const LimitRule> rule;
    std::string who;
    int level = 0; ///< percent, the highest that was reached
    limits::CounterState state;
    WallTime at{};
    bool isRefusing = false; ///< the limit refuses a request

    /// The used part of the limit in percent, rounded down.
    int percent() const;
    bool isReached() const { return isRefusing || percent() >= 100; }
    /// "Limit "spend" of $5 per calendar day: consumer "ci" used 80 percent. It resets at 2026-11-30 00:00 UTC."
    Sentence words() const;
};

/// What was reported of a counter, so that it is not repeated in a later run.
struct ReportedLevel {
    std::string limit; ///< name
    std::string signature; ///< of the rule
    std::string who;
    int level = 0; ///< percent
    WallTime until{}; ///< when the counter resets, after which this has no effect

    bool operator==(const ReportedLevel&) const = default;
};

} // namespace gateway::policy
