#include "arm_evidence.h"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace gateway::evaluation::statistics {
namespace {

constexpr std::size_t kSizes = 12;
constexpr double kLargestSize = 0.95;
constexpr double kSizeRatio = 0.6; // the smallest size is 0.0034: for a variation of about 500,000

struct Bet {
    double size = 0;
    double penalty = 0;
};

std::array<Bet, kSizes> makeBets()
{
    std::array<Bet, kSizes> bets;
    double size = kLargestSize;
    for (Bet& bet : bets) {
        bet = {size, -std::log1p(-size) - size};
        size *= kSizeRatio;
    }
    return bets;
}

/// `times` × log(`factor`), where 0 × log(0) is 0.
double timesLog(double times, double factor) { return times <= 0 ? 0 : times * std::log(factor); }

LogCapital portfolioCapital(double count, double sum, double mean)
{
    constexpr double kLogPi = 1.1447298858494002; // of the Beta(1/2, 1/2) density's divisor
    const double rest = std::max(0.0, count - sum);
    const double mixed = boost::math::lgamma(sum + 0.5) + boost::math::lgamma(rest + 0.5)
        - boost::math::lgamma(count + 1) - kLogPi;
    LogCapital capital;
    capital.value = mixed - timesLog(sum, mean) - timesLog(rest, 1 - mean);
    capital.slope = (rest <= 0 ? 0 : rest / (1 - mean)) - (sum <= 0 ? 0 : sum / mean);
    return capital;
}

LogCapital bernsteinCapital(double count, double sum, double variation, double mean)
{
    static const std::array<Bet, kSizes> bets = makeBets();
    const double gain = sum - count * mean;
    const double distance = std::abs(gain);
    double largest = -std::numeric_limits<double>::infinity();
    for (const Bet& bet : bets) largest = std::max(largest, bet.size * distance - bet.penalty * variation);
    double total = 0;
    double slope = 0;
    for (const Bet& bet : bets) {
        const double forward = std::exp(bet.size * distance - bet.penalty * variation - largest) / 2;
        const double backward = forward * std::exp(-2 * bet.size * distance);
        total += forward + backward;
        slope += bet.size * (forward - backward);
    }
    LogCapital capital;
    capital.value = largest + std::log(total / kSizes);
    capital.slope = -std::copysign(count * slope / total, gain);
    return capital;
}

/// Half of each.
LogCapital mixture(LogCapital a, LogCapital b)
{
    if (std::isinf(a.value)) // a supposed mean of 0 or 1 that is refuted
        return a;
    const double largest = std::max(a.value, b.value);
    const double partOfA = std::exp(a.value - largest);
    const double partOfB = std::exp(b.value - largest);
    const double total = partOfA + partOfB;
    return {largest + std::log(total / 2), (partOfA * a.slope + partOfB * b.slope) / total};
}

} // namespace

void ArmEvidence::add(double observation)
{
    const double earlier = (sum + 0.5) / (static_cast<double>(count) + 1);
    variation += (observation - earlier) * (observation - earlier);
    sum += observation;
    ++count;
}

LogCapital ArmEvidence::logCapital(double supposedMean, Observations kind) const
{
    if (count == 0)
        return {};
    const auto observations = static_cast<double>(count);
    const LogCapital portfolio = portfolioCapital(observations, sum, supposedMean);
    if (kind == Observations::Binary)
        return portfolio;
    return mixture(portfolio, bernsteinCapital(observations, sum, variation, supposedMean));
}

} // namespace gateway::evaluation::statistics
