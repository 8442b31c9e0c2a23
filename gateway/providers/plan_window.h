#pragma once

#include "gateway/core/clock.h"

#include <chrono>
#include <optional>
#include <string>

namespace gateway::providers {

/// How much a key has used of a window of its subscription plan.
struct PlanWindow {
    std::string name; ///< its length, "5h" or "week"; otherwise as named by the provider
    double usedPercent = 0; ///< 0 and up
    std::optional<WallTime> reset = {}; ///< when it is fully available again; empty: not reported
    std::optional<WallTime> usedUpAt = {}; ///< forecast from the last hour of own use; empty: none, or not before the reset

    /// Whether it has been reset since it was reported.
    bool isOver(WallTime now) const { return reset && *reset <= now; }
    bool operator==(const PlanWindow&) const = default;
};

/// The name of a window of that length: "5h", "week", "month"; empty: not a length.
std::string windowName(std::chrono::minutes length);

} // namespace gateway::providers
