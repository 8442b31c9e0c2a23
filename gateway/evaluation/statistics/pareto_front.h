#pragma once

#include <optional>
#include <span>
#include <vector>

namespace gateway::evaluation::statistics {

/// What a target scores and costs.
struct ScoreAndCost {
    std::optional<double> score; ///< mean, 0 to 1
    std::optional<double> costPerThousandRows; ///< in one currency for all targets; empty: unknown
};

/// Whether each target, in the same order, is on the Pareto front of point scores: no other target scores at least as
/// much and costs at most as much, one of them strictly. Equal targets are on the front together. A target without a
/// score or a cost is outside of it, and keeps no other target off it.
std::vector<bool> paretoFront(std::span<const ScoreAndCost> targets);

} // namespace gateway::evaluation::statistics
