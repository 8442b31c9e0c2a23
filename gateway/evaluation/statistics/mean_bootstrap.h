#pragma once

#include "interval.h"
#include "seeded_random.h"

#include <span>

namespace gateway::evaluation::statistics {

/// 95 % interval of a mean by the bias-corrected and accelerated (BCa) bootstrap over rows, with the acceleration of
/// the jackknife. Depends on the order of `values`: sort them for a result that does not. `resamples` is at least 1.
/// Time: values × resamples; 2,000 × 10,000 takes about 0.1 s. Where values repeat, how often each of them occurs is
/// drawn instead of rows, which is the same distribution; from 4,096 values on, close values count as equal
/// (`groupsOf()`). So any number of values takes about 1 s at most, unless nearly all of them are within 1/256 of their range.
///
/// The levels are expanded: the normal quantile z is replaced by sqrt(n / (n - 1)) times Student's t with n - 1 degrees
/// of freedom. Otherwise the interval is too narrow by the factor that z and the divisor n have against t and n - 1,
/// and covers too rarely with few rows. With 2,000 rows the change is less than 0.2 % of the width.
///
/// With no two different values, the interval is the mean alone; `boundedMeanInterval()` widens it.
/// Source: Bradley Efron, "Better Bootstrap Confidence Intervals", 1987, and Tim Hesterberg, "What Teachers Should Know
/// About the Bootstrap", 2014 (expanded percentile interval, as in his R package "resample", read 2026-11-30).
Interval meanBootstrap(std::span<const double> values, int resamples = kResamples);

/// The same with levels that are not expanded: `quantile` is that of a normal distribution, 1.96 for 95 %.
Interval plainMeanBootstrap(std::span<const double> values, double quantile, int resamples = kResamples);

/// 95 % interval of a mean by Student's t; clips nothing. Needs at least two values.
Interval studentInterval(std::span<const double> values);

/// 95 % interval of a mean of values that lie within `range`. `sorted` is in ascending order and not empty. The
/// interval lies within `range` and contains the mean of `sorted`.
///
/// It is `meanBootstrap()`, widened where resamples cannot show what other rows may be like:
/// - Below 40 values, it also contains `studentInterval()`. With 20 skewed values, each of the two covers the mean in
/// about
///   93 of 100 samples and misses it on different sides; together, they cover it in about 94 to 96.
/// - Where at most two of n values differ from the most frequent value v, the differing ones are too few to be
/// resampled.
///   By Clopper and Pearson, at most the share q of all rows differs from v (97.5 % confidence; without a differing
///   value, q = 1 - 0.025^(1/n)). Those rows may have any value in `range`, and the interval also contains the means
///   that are possible then: v (1 - q) + low × q to v (1 - q) + high × q. So equal values never have an empty interval.
Interval boundedMeanInterval(std::span<const double> sorted, Interval range, int resamples = kResamples);

/// The mean. Needs at least one value.
double meanOf(std::span<const double> values);

} // namespace gateway::evaluation::statistics
