#pragma once

#include "interval.h"

#include <cstddef>
#include <optional>
#include <span>

namespace gateway::evaluation::statistics {

/// The middle value, or the mean of the two middle ones. In the unit of `values`, in any order. Empty without values.
std::optional<double> median(std::span<const double> values);

/// The 95th percentile by nearest rank: the smallest of the values that at least 95 % of them do not exceed. With fewer
/// than 20 values, that is the largest one. Empty without values.
std::optional<double> percentile95(std::span<const double> values);

/// How a latency or a cost differs between two targets over their common rows.
struct MedianDifference {
    std::size_t rows = 0; ///< that both have a value for; at least 1
    double difference = 0; ///< median of a - b, in the unit of the values
    std::optional<Interval> interval; ///< 95 %; empty below 6 rows, which cannot have one
};

/// The median of the rows' differences (not the difference of the medians). The interval is the percentile bootstrap's
/// with infinitely many resamples: which order statistic is the median of a resample follows a binomial distribution,
/// hence quantiles of a beta distribution give its ends, and nothing is drawn. For an even number of rows, the low end
/// is that of the lower middle value and the high end that of the upper one, which covers slightly more often. (BCa's
/// acceleration by the jackknife is inconsistent for a median.) Swapping the targets negates the result.
/// Empty without a common row. Source: Bradley Efron, "Bootstrap Methods: Another Look at the Jackknife", 1979,
/// section 3.
std::optional<MedianDifference> medianDifference(
    std::span<const std::optional<double>> a, std::span<const std::optional<double>> b);

} // namespace gateway::evaluation::statistics
