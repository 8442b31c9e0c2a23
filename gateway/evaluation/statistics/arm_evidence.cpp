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

/// Without the detour over long double, which costs more than the rest and gives digits that are not needed.
using DoubleOnly = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

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

const std::array<Bet, kSizes>& allBets()
{
    static const std::array<Bet, kSizes> bets = makeBets();
    return bets;
}

/// The logarithm of what the best bet of `bernsteinCapital()` has.
double bestBet(double distance, double variation)
{
    double best = -std::numeric_limits<double>::infinity();
    for (const Bet& bet : allBets())
        best = std::max(best, bet.size * distance - bet.penalty * variation);
    return best;
}

/// `times` × log(`factor`), where 0 × log(0) is 0.
double timesLog(double times, double factor) { return times <= 0 ? 0 : times * std::log(factor); }

LogCapital portfolioCapital(double count, double sum, double mean)
{
    constexpr double kLogPi = 1.1447298858494002; // of the Beta(1/2, 1/2) density's divisor
    const double rest = std::max(0.0, count - sum);
    const auto logGamma = [](double x) { return boost::math::lgamma(x, DoubleOnly()); };
    const double mixed = logGamma(sum + 0.5) + logGamma(rest + 0.5) - logGamma(count + 1) - kLogPi;
    LogCapital capital;
    capital.value = mixed - timesLog(sum, mean) - timesLog(rest, 1 - mean);
    capital.slope = (rest <= 0 ? 0 : rest / (1 - mean)) - (sum <= 0 ? 0 : sum / mean);
    return capital;
}

LogCapital bernsteinCapital(double count, double sum, double variation, double mean)
{
    const double gain = sum - count * mean;
    const double distance = std::abs(gain);
    const double largest = bestBet(distance, variation);
    double total = 0;
    double slope = 0;
    for (const Bet& bet : allBets()) {
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

double ArmEvidence::logCapitalBound(double supposedMean, Observations kind) const
{
    if (count == 0)
        return 0;
    const auto observations = static_cast<double>(count);
    const double rest = std::max(0.0, observations - sum);
    const double likeliest = timesLog(sum, sum / observations) + timesLog(rest, rest / observations)
        - timesLog(sum, supposedMean) - timesLog(rest, 1 - supposedMean);
    if (kind == Observations::Binary)
        return likeliest;
    return std::max(likeliest, bestBet(std::abs(sum - observations * supposedMean), variation));
}

} // namespace gateway::evaluation::statistics
