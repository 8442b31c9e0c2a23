#pragma once

#include "interval.h"
#include "seeded_random.h"

#include <optional>
#include <span>

namespace gateway::evaluation::statistics {

/// A mean of scores with its 95 % interval.
struct ScoreEstimate {
    double score = 0; ///< 0 to 1
    Interval interval; ///< within 0 to 1; contains `score`
};

/// The mean score over rows. Every score is 0 to 1; their order does not matter. Empty without rows.
///
/// - Scores that are all 0 or 1: Wilson's interval. With few rows it covers a true score near 0 or 1 more or less often
///   than 95 %, depending on the score: with 20 rows and a true score of 0.95, 92.5 %.
/// - Other scores: `boundedMeanInterval()` within 0 to 1, which is the BCa bootstrap except for few or equal rows.
std::optional<ScoreEstimate> scoreInterval(std::span<const double> rowScores, int resamples = kResamples);

/// Wilson's 95 % interval (without continuity correction) of a share: `successes` of `rows`. 0 <= successes <= rows,
/// rows >= 1. Source: Edwin B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927.
Interval wilsonInterval(double successes, double rows);

} // namespace gateway::evaluation::statistics
