#pragma once

#include "gateway/evaluation/runs/results.h"

#include <string>
#include <vector>

namespace gateway::evaluation {

/// The axis of scores in table and chart: from a multiple of 0.1 to another one, so that all intervals are on it.
struct ScoreAxis {
    double low = 0;
    double high = 1;

    static ScoreAxis of(const RunResults& results);
    /// 0 to 1.
    double part(double score) const { return (score - low) / (high - low); }
    /// At most six, from `low` to `high`.
    std::vector<double> ticks() const;
};

/// The class of a target's colour in the report's style sheet, by its place.
std::string colorClass(std::size_t target);
/// A number with so many decimals, for people and for coordinates.
std::string fixed(double value, int decimals);

/// The interval of a score as an SVG element with the axis' ticks behind it. Empty text without a score.
std::string scoreBar(const ScoreAxis& axis, const TargetResult& target, std::size_t place);

} // namespace gateway::evaluation
