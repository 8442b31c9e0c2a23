#pragma once

#include "interval.h"
#include "seeded_random.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace gateway::evaluation::statistics {

/// Below this p, after correction, a difference counts as shown.
inline constexpr double kSignificance = 0.05;

/// A score of each row of a dataset, in the same order for all targets; empty where the target has no score. Samples of
/// a row are averaged first.
using RowScores = std::vector<std::optional<double>>;

/// How the scores of two targets differ over their common rows.
struct PairedDifference {
    std::size_t rows = 0; ///< that both have a score for; at least 1
    double difference = 0; ///< mean of a - b, -1 to 1
    Interval interval; ///< 95 %, of the difference
    double p = 1; ///< two-sided, not corrected for other comparisons; above 0, at most 1
    double deviation = 0; ///< standard deviation of the rows' differences (divisor n - 1); 0 with one row
    std::size_t differing = 0; ///< rows whose two scores differ
};

/// Compares two targets of equally many rows. Scores are 0 to 1. Empty without a common row.
///
/// `p` is `signFlipProbability()`. The interval is `boundedMeanInterval()` of the rows' differences within -1 to 1 (the
/// BCa bootstrap except for few or equal rows). Where p >= 0.05, it is extended to 0 if 0 is outside: a bootstrap of
/// a few differing rows that all favour one target is too narrow on the side of 0, which the exact test shows.
///
/// The order of rows does not matter, and swapping the targets gives exactly the negative difference and interval and
/// the same p: differences are sorted, and resampled from the side on which their mean is positive.
std::optional<PairedDifference> comparePaired(
    std::span<const std::optional<double>> a, std::span<const std::optional<double>> b, int resamples = kResamples);

/// The two-sided paired permutation test of a mean difference of 0: how probable a sum at least as far from 0 is if
/// each row's sign is random. Rows with difference 0 change nothing and are left out. With at most 13 others, all (at
/// most 10,000) sign patterns are counted, and the result is exact. Otherwise `flips` random patterns and the observed
/// one are: (k + 1) / (flips + 1), k of them at least as far from 0. 1 if no row differs. From 4,096 rows on, close
/// differences count as equal, with their root mean square, so that the variance of the sum stays the same. Source: Belinda Phipson and
/// Gordon K. Smyth, "Permutation P-values Should Never Be Zero", 2010.
double signFlipProbability(std::span<const double> differences, int flips = kResamples);

} // namespace gateway::evaluation::statistics
