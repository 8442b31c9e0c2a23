#include "required_rows.h"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>

namespace gateway::evaluation::statistics {
namespace {

constexpr double kPower = 0.8;
constexpr double kMostRows = 1e12;

double quantileSum(double significance)
{
    const boost::math::normal normal;
    return boost::math::quantile(boost::math::complement(normal, significance / 2))
        + boost::math::quantile(normal, kPower);
}

/// How many differing rows, all in favour of one target, a sign-flip test needs.
int fewestDiffering(double significance)
{
    int count = 1;
    while (std::ldexp(2.0, -count) >= significance)
        ++count;
    return count;
}

/// The fewest rows that contain `count` differing ones with probability `kPower`.
double rowsContaining(int count, double differingShare)
{
    if (differingShare >= 1)
        return count;
    using Binomial = boost::math::binomial_distribution<>;
    return std::ceil(Binomial::find_minimum_number_of_trials(count - 1, differingShare, 1 - kPower));
}

} // namespace

std::optional<std::size_t> rowsNeeded(const PairedDifference& seen, double significance)
{
    if (seen.difference == 0 || seen.differing == 0)
        return std::nullopt;
    const auto count = static_cast<double>(seen.rows);
    const double share = static_cast<double>(seen.differing) / count;
    const double difference = std::abs(seen.difference);
    const double noise = quantileSum(significance) * seen.deviation;
    const double meanSquare = seen.deviation * seen.deviation * (count - 1) / count + difference * difference;
    const double step = std::sqrt(meanSquare / share);
    const double root = (noise + std::sqrt(noise * noise + 4 * difference * step)) / (2 * difference);
    const double rows = std::max(std::ceil(root * root), rowsContaining(fewestDiffering(significance), share));
    return static_cast<std::size_t>(std::min(rows, kMostRows));
}

std::optional<double> smallestDetectableDifference(std::size_t rows, std::optional<double> variance)
{
    if (rows < static_cast<std::size_t>(fewestDiffering(kSignificance)))
        return std::nullopt;
    const auto count = static_cast<double>(rows);
    const double sum = quantileSum(kSignificance);
    if (!variance) { // count × d = sum × sqrt(count (1 - d²)) + 1
        const double step = 1 / count;
        const double share = sum * sum / count;
        return (step + std::sqrt(step * step - (1 + share) * (step * step - share))) / (1 + share);
    }
    const double difference = sum * std::sqrt(*variance / count);
    if (difference > 1)
        return std::nullopt;
    return difference;
}

} // namespace gateway::evaluation::statistics
