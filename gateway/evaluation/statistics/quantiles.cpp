#include "quantiles.h"

#include "gateway/core/median.h"

#include <boost/math/distributions/beta.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace gateway::evaluation::statistics {
namespace {

constexpr std::size_t kFewestRows = 6; // 5 values lie on one side of the median with a probability of 1/16

std::vector<double> sortedCopy(std::span<const double> values)
{
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

/// How many values, counted from the smallest one, are left out below the low end: the 2.5 % quantile of the rank that
/// the lower middle value of a resample has.
std::size_t leftOut(std::size_t count)
{
    const std::size_t middle = (count + 1) / 2;
    const boost::math::beta_distribution<> share(static_cast<double>(middle), static_cast<double>(count - middle + 1));
    const double rank = std::ceil(boost::math::quantile(share, 0.025) * static_cast<double>(count));
    return static_cast<std::size_t>(std::max(rank, 1.0)) - 1;
}

} // namespace

std::optional<double> median(std::span<const double> values) { return gateway::median(std::vector(values.begin(), values.end())); }

std::optional<double> percentile95(std::span<const double> values)
{
    if (values.empty())
        return std::nullopt;
    const auto sorted = sortedCopy(values);
    return sorted[(sorted.size() * 95 + 99) / 100 - 1];
}

std::optional<MedianDifference> medianDifference(
    std::span<const std::optional<double>> a, std::span<const std::optional<double>> b)
{
    std::vector<double> differences;
    for (std::size_t row = 0; row < std::min(a.size(), b.size()); ++row) {
        if (a[row] && b[row])
            differences.push_back(*a[row] - *b[row]);
    }
    if (differences.empty())
        return std::nullopt;
    std::sort(differences.begin(), differences.end());
    MedianDifference result{differences.size(), *gateway::median(differences), std::nullopt};
    if (differences.size() >= kFewestRows) {
        const std::size_t outside = leftOut(differences.size());
        result.interval = Interval{differences[outside], differences[differences.size() - 1 - outside]};
    }
    return result;
}

} // namespace gateway::evaluation::statistics
