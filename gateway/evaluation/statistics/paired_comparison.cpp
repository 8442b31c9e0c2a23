#include "paired_comparison.h"

#include "mean_bootstrap.h"
#include "value_groups.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>

namespace gateway::evaluation::statistics {
namespace {

constexpr std::size_t kMostExact = 13; // 2^13 = 8,192 patterns

std::vector<double> commonDifferences(
    std::span<const std::optional<double>> a, std::span<const std::optional<double>> b)
{
    std::vector<double> differences;
    for (std::size_t row = 0; row < std::min(a.size(), b.size()); ++row) {
        if (a[row] && b[row])
            differences.push_back(*a[row] - *b[row]);
    }
    std::sort(differences.begin(), differences.end());
    return differences;
}

/// -1, 0 or 1: on which side of 0 the sorted differences are. 0 if they are the same on both sides.
int sideOf(const std::vector<double>& sorted, const std::vector<double>& mirrored)
{
    const double sum = std::accumulate(sorted.begin(), sorted.end(), 0.0);
    const double mirroredSum = std::accumulate(mirrored.begin(), mirrored.end(), 0.0);
    if (sum != mirroredSum)
        return sum > mirroredSum ? 1 : -1;
    if (sorted == mirrored)
        return 0;
    return sorted > mirrored ? 1 : -1;
}

std::vector<double> mirror(const std::vector<double>& sorted)
{
    std::vector<double> mirrored(sorted.rbegin(), sorted.rend());
    for (double& difference : mirrored)
        difference = 0 - difference;
    return mirrored;
}

double deviationOf(const std::vector<double>& values, double mean)
{
    if (values.size() < 2)
        return 0;
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    const double deviation = std::sqrt(squares / static_cast<double>(values.size() - 1));
    return values.front() == values.back() ? 0 : deviation;
}

/// All sign patterns: how many have a sum at least as far from 0 as `least`. Only those with a positive first sign are
/// counted; the others mirror them.
double exactShare(const std::vector<double>& sizes, double least)
{
    const std::uint32_t patterns = std::uint32_t{1} << (sizes.size() - 1);
    std::uint32_t found = 0;
    for (std::uint32_t pattern = 0; pattern < patterns; ++pattern) {
        double sum = sizes.front();
        for (std::size_t i = 1; i < sizes.size(); ++i)
            sum += (pattern >> (i - 1) & 1U) != 0 ? -sizes[i] : sizes[i];
        found += std::abs(sum) >= least ? 1 : 0;
    }
    return static_cast<double>(found) / patterns;
}

/// Coins that are flipped by the bits of random numbers.
class Coins {
public:
    explicit Coins(SeededRandom& random)
        : m_random(random)
    {
    }

    /// How many of so many coins show heads.
    std::size_t heads(std::size_t coins)
    {
        std::size_t found = 0;
        while (coins > 0) {
            if (m_left == 0) {
                m_bits = m_random.bits();
                m_left = 64;
            }
            const std::size_t taken = std::min(coins, m_left);
            const std::uint64_t bits = taken == 64 ? m_bits : m_bits & ((std::uint64_t{1} << taken) - 1);
            found += static_cast<std::size_t>(std::popcount(bits));
            m_bits = taken == 64 ? 0 : m_bits >> taken;
            m_left -= taken;
            coins -= taken;
        }
        return found;
    }

private:
    SeededRandom& m_random;
    std::uint64_t m_bits = 0;
    std::size_t m_left = 0; // of `m_bits`
};

double randomShare(std::vector<double> sizes, double least, int flips)
{
    std::reverse(sizes.begin(), sizes.end());
    auto groups = groupsOf(sizes);
    std::reverse(groups.begin(), groups.end());
    SeededRandom random;
    int found = 0;
    for (int flip = 0; flip < flips; ++flip) {
        Coins coins(random);
        double sum = 0;
        for (const ValueGroup& group : groups)
            sum += group.size * (static_cast<double>(group.count) - 2 * static_cast<double>(coins.heads(group.count)));
        found += std::abs(sum) >= least ? 1 : 0;
    }
    return (found + 1.0) / (flips + 1.0);
}

} // namespace

double signFlipProbability(std::span<const double> differences, int flips)
{
    std::vector<double> sizes;
    double sum = 0;
    for (const double difference : differences) {
        if (difference == 0)
            continue;
        sizes.push_back(std::abs(difference));
        sum += difference;
    }
    if (sizes.empty())
        return 1;
    std::sort(sizes.begin(), sizes.end(), std::greater<>()); // the result depends on no order
    const double total = std::accumulate(sizes.begin(), sizes.end(), 0.0);
    const double least = std::abs(sum) - 1e-12 * total; // equal sums may differ by rounding
    return sizes.size() <= kMostExact ? exactShare(sizes, least) : randomShare(sizes, least, flips);
}

std::optional<PairedDifference> comparePaired(
    std::span<const std::optional<double>> a, std::span<const std::optional<double>> b, int resamples)
{
    const auto sorted = commonDifferences(a, b);
    if (sorted.empty())
        return std::nullopt;
    const auto mirrored = mirror(sorted);
    const int side = sideOf(sorted, mirrored);
    const auto& positive = side < 0 ? mirrored : sorted;
    const double sign = side < 0 ? -1 : 1;

    const double mean = meanOf(positive);
    const double p = signFlipProbability(positive, resamples);
    Interval interval = boundedMeanInterval(positive, {-1, 1}, resamples);
    if (p >= kSignificance)
        interval = {std::min(interval.low, 0.0), std::max(interval.high, 0.0)};
    if (side == 0) {
        const double half = (interval.high - interval.low) / 2;
        interval = {-half, half};
    } else if (side < 0) {
        interval = {-interval.high, -interval.low};
    }
    PairedDifference result;
    result.rows = sorted.size();
    result.difference = side == 0 ? 0 : sign * mean;
    result.interval = interval;
    result.p = p;
    result.deviation = deviationOf(positive, mean);
    result.differing = static_cast<std::size_t>(
        std::count_if(sorted.begin(), sorted.end(), [](double difference) { return difference != 0; }));
    return result;
}

} // namespace gateway::evaluation::statistics
