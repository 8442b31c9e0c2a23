#pragma once

#include "paired_comparison.h"

#include <cstddef>
#include <optional>

namespace gateway::evaluation::statistics {

/// With how many common rows the difference seen would be shown with a probability of about 0.8, if it and the standard
/// deviation of the rows' differences are the true ones. At least 6, and at most 10^12. Empty for a difference
/// of 0.
///
/// The larger of two numbers:
/// - By the normal approximation, the n for which n × difference = z × deviation × sqrt(n) + step, where z is the sum
/// of
///   the normal quantiles of 1 - significance / 2 and of 0.8. The step is the continuity correction: the root mean
///   square of the differences that are not 0, since sums of random signs are twice that apart.
/// - The rows that, with a probability of 0.8, contain as many differing ones as a sign-flip test needs for a p below
///   `significance`: k with 2 / 2^k < significance, which is 6 at 5 %.
///
/// `significance`: two-sided, above 0, below 1.
std::optional<std::size_t> rowsNeeded(const PairedDifference& seen, double significance = kSignificance);

/// The smallest true difference that `rows` common rows show with a probability of about 0.8 (two-sided 5 %), by the
/// same approximation. 0 to 1; 0 only for a variance of 0. Empty with fewer than 6 rows, or where only differences
/// above 1 could be shown.
///
/// `variance`: of the rows' differences, not negative; used without the continuity correction. By default, the worst
/// case for scores of 0 or 1 is taken: the two targets differ on each row, so that a difference d has the variance
/// 1 - d². Targets that agree on many rows need fewer rows than that.
std::optional<double> smallestDetectableDifference(std::size_t rows, std::optional<double> variance = std::nullopt);

} // namespace gateway::evaluation::statistics
