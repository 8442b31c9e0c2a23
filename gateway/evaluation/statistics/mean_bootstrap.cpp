#include "mean_bootstrap.h"

#include "value_groups.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/random/binomial_distribution.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace gateway::evaluation::statistics {
namespace {

constexpr double kTail = 0.025;
constexpr std::size_t kFewValues = 40;
constexpr std::size_t kFewDiffering = 2;
constexpr std::size_t kDrawsPerCount = 16; // as many draws of a row take as long as drawing how often a value occurs

double studentQuantile(std::size_t count)
{
    const boost::math::students_t student(static_cast<double>(count - 1));
    return boost::math::quantile(boost::math::complement(student, kTail));
}

/// Sums of squares and cubes of the distances from the mean.
struct Moments {
    double squares = 0;
    double cubes = 0;
};

Moments momentsOf(std::span<const double> values, double mean)
{
    Moments moments;
    for (const double value : values) {
        const double distance = value - mean;
        moments.squares += distance * distance;
        moments.cubes += distance * distance * distance;
    }
    return moments;
}

/// The mean of a resample, row by row.
double resampledMean(std::span<const double> values, SeededRandom& random)
{
    const auto count = static_cast<std::uint32_t>(values.size());
    double sum = 0;
    for (std::uint32_t drawn = 0; drawn < count; ++drawn)
        sum += values[random.below(count)];
    return sum / count;
}

/// The same for rows of equal values: how often each value occurs in a resample is multinomial, which is a chain of
/// binomials.
double resampledMean(const std::vector<ValueGroup>& groups, std::size_t count, SeededRandom& random)
{
    auto draws = static_cast<int>(count);
    auto rows = static_cast<double>(count); // of this group and those after it
    double sum = 0;
    for (const ValueGroup& group : groups) {
        if (draws == 0)
            break;
        const double share = std::min(1.0, static_cast<double>(group.count) / rows);
        const int drawn = share < 1 ? boost::random::binomial_distribution<int, double>(draws, share)(random) : draws;
        sum += group.mean * drawn;
        draws -= drawn;
        rows -= static_cast<double>(group.count);
    }
    return sum / static_cast<double>(count);
}

std::vector<double> sortedMeans(std::span<const double> values, int resamples)
{
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    const auto groups = groupsOf(sorted);
    const bool isCounted = groups.size() <= values.size() / kDrawsPerCount;
    SeededRandom random;
    std::vector<double> means(static_cast<std::size_t>(resamples));
    for (double& mean : means)
        mean = isCounted ? resampledMean(groups, values.size(), random) : resampledMean(values, random);
    std::sort(means.begin(), means.end());
    return means;
}

/// The share of resampled means below the mean itself; those equal to it, up to rounding, count half.
double shareBelow(const std::vector<double>& means, double mean)
{
    const double rounding = 1e-12 * std::max(1.0, std::abs(mean));
    const auto below = std::lower_bound(means.begin(), means.end(), mean - rounding) - means.begin();
    const auto notAbove = std::upper_bound(means.begin(), means.end(), mean + rounding) - means.begin();
    const auto count = static_cast<double>(means.size());
    const double share = (static_cast<double>(below) + static_cast<double>(notAbove)) / (2 * count);
    return std::clamp(share, 0.5 / count, 1 - 0.5 / count);
}

/// The resampled mean at that level, rounded away from the middle.
double atLevel(const std::vector<double>& means, double level)
{
    const double place = level * static_cast<double>(means.size() + 1);
    const double rounded = level < 0.5 ? std::floor(place) : std::ceil(place);
    const double rank = std::clamp(rounded, 1.0, static_cast<double>(means.size()));
    return means[static_cast<std::size_t>(rank) - 1];
}

/// The most frequent of sorted values, and how many of them differ from it.
struct Mode {
    double value = 0;
    std::size_t differing = 0;
};

Mode modeOf(std::span<const double> sorted)
{
    Mode mode{sorted.front(), sorted.size()};
    for (auto begin = sorted.begin(); begin != sorted.end();) {
        const auto end = std::upper_bound(begin, sorted.end(), *begin);
        const auto differing = sorted.size() - static_cast<std::size_t>(end - begin);
        if (differing < mode.differing)
            mode = {*begin, differing};
        begin = end;
    }
    return mode;
}

/// The largest share of all rows that may differ from the mode; see `boundedMeanInterval()`.
double largestDifferingShare(std::size_t differing, std::size_t count)
{
    if (differing == count)
        return 1;
    const boost::math::beta_distribution<> share(
        static_cast<double>(differing + 1), static_cast<double>(count - differing));
    return boost::math::quantile(boost::math::complement(share, kTail));
}

Interval hull(Interval a, Interval b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

} // namespace

double meanOf(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Interval studentInterval(std::span<const double> values)
{
    const double mean = meanOf(values);
    const auto count = static_cast<double>(values.size());
    const double error = std::sqrt(momentsOf(values, mean).squares / (count - 1) / count);
    const double half = studentQuantile(values.size()) * error;
    return {mean - half, mean + half};
}

Interval plainMeanBootstrap(std::span<const double> values, double quantile, int resamples)
{
    const double mean = meanOf(values);
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    if (*least == *most)
        return {mean, mean};

    const Moments moments = momentsOf(values, mean);
    const double acceleration = moments.cubes / (6 * std::pow(moments.squares, 1.5)); // the jackknife's, for a mean
    const auto means = sortedMeans(values, resamples);
    const boost::math::normal normal;
    const double bias = boost::math::quantile(normal, shareBelow(means, mean));
    const auto level = [&](double uncorrected) {
        const double moved = bias + uncorrected;
        const double scale = 1 - acceleration * moved;
        if (scale <= 0) // beyond where the correction is defined
            return moved < 0 ? 0.0 : 1.0;
        return boost::math::cdf(normal, bias + moved / scale);
    };
    return {atLevel(means, level(-quantile)), atLevel(means, level(quantile))};
}

Interval meanBootstrap(std::span<const double> values, int resamples)
{
    const auto count = static_cast<double>(values.size());
    const double expansion = values.size() < 2 ? 1 : std::sqrt(count / (count - 1)) * studentQuantile(values.size());
    return plainMeanBootstrap(values, expansion, resamples);
}

Interval boundedMeanInterval(std::span<const double> sorted, Interval range, int resamples)
{
    Interval interval = meanBootstrap(sorted, resamples);
    if (sorted.size() >= 2 && sorted.size() < kFewValues)
        interval = hull(interval, studentInterval(sorted));
    if (const Mode mode = modeOf(sorted); mode.differing <= kFewDiffering) {
        const double share = largestDifferingShare(mode.differing, sorted.size());
        const double kept = mode.value * (1 - share);
        interval = hull(interval, {kept + range.low * share, kept + range.high * share});
    }
    const double mean = meanOf(sorted);
    return {std::max(range.low, std::min(interval.low, mean)), std::min(range.high, std::max(interval.high, mean))};
}

} // namespace gateway::evaluation::statistics
