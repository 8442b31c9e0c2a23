#include "arm_comparison.h"

#include "quantiles.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gateway::evaluation::statistics {
namespace {

const double kLogThreshold = std::log(20.0); // 1 / 5 %
constexpr int kHalvings = 32;
constexpr double kReach = 8; // how far the range of a logarithmic measure extends from its centre, as a factor
const double kLogRange = 2 * std::log(kReach);

bool isLogarithmic(Measure measure) { return measure == Measure::Latency || measure == Measure::Cost; }

/// The least centre, for values of which most are 0: 1 ms, or 10^-9 currency units.
double leastCenter(Measure measure) { return measure == Measure::Latency ? 1 : 1e-9; }

/// The end of an interval between `inside`, where the evidence is below the threshold, and `limit`. `evidence` rises
/// towards `limit`. Rounded outwards.
template <class Evidence> double endBetween(double inside, double limit, const Evidence& evidence)
{
    if (!(evidence(limit) >= kLogThreshold))
        return limit;
    double outside = limit;
    for (int halving = 0; halving < kHalvings; ++halving) {
        const double middle = (inside + outside) / 2;
        (evidence(middle) >= kLogThreshold ? outside : inside) = middle;
    }
    return outside;
}

bool isValidArm(const ArmEvidence& arm)
{
    const auto count = static_cast<double>(arm.count);
    return arm.sum >= 0 && arm.sum <= count && arm.variation >= 0 && arm.variation <= count;
}

} // namespace

bool isValid(const ExperimentState& state, Measure measure)
{
    const Interval& atWin = state.atWin;
    const bool isUsed = state.arms[0].count > 0 || state.arms[1].count > 0;
    if (!isLogarithmic(measure) && (state.center || !state.calibration.empty()))
        return false;
    if (isLogarithmic(measure) && isUsed && !state.center)
        return false;
    if (state.center && !(std::isfinite(*state.center) && *state.center >= leastCenter(measure)))
        return false;
    const auto isFinite = [](double value) { return std::isfinite(value); };
    return isValidArm(state.arms[0]) && isValidArm(state.arms[1]) && (!state.winner || *state.winner <= 1)
        && atWin.low >= -1 && atWin.low <= atWin.high && atWin.high <= 1 && (!state.winner || !atWin.contains(0))
        && state.calibration.size() < kCalibration && (!state.center || state.calibration.empty())
        && std::all_of(state.calibration.begin(), state.calibration.end(), isFinite);
}

ArmComparison::ArmComparison(Measure measure, ExperimentState state)
    : m_measure(measure)
    , m_state(std::move(state))
{
}

Observations ArmComparison::kind() const
{
    return m_measure == Measure::ErrorRate ? Observations::Binary : Observations::Graded;
}

/// Whether `value` is needed to choose the range, and thus no evidence.
bool ArmComparison::calibrate(double value)
{
    if (!isLogarithmic(m_measure) || m_state.center)
        return false;
    auto& values = m_state.calibration;
    values.push_back(value);
    if (values.size() >= kCalibration) {
        m_state.center = std::max(leastCenter(m_measure), median(values).value_or(0));
        values.clear();
    }
    return true;
}

double ArmComparison::toPart(double value) const
{
    if (m_measure == Measure::ErrorRate)
        return value > 0 ? 1 : 0;
    if (!m_state.center)
        return std::clamp(value, 0.0, 1.0);
    const double ratio = std::clamp(value / *m_state.center, 1 / kReach, kReach);
    return std::clamp(0.5 + std::log(ratio) / kLogRange, 0.0, 1.0);
}

double ArmComparison::fromPart(double part) const
{
    return m_state.center ? *m_state.center * std::exp((part - 0.5) * kLogRange) : part;
}

/// The logarithm of the e-value against a difference: the smallest evidence over all means of arm 1. It is convex, and
/// its minimum lies between the means at which either arm's own evidence is smallest.
double ArmComparison::logEvidence(double difference) const
{
    const ArmEvidence& first = m_state.arms[0]; // a lambda cannot capture a structured binding everywhere
    const ArmEvidence& second = m_state.arms[1];
    const double least = std::max(0.0, -difference);
    const double most = std::min(1.0, 1 - difference);
    const double ofFirst = std::clamp(first.mean() - difference, least, most);
    const double ofSecond = std::clamp(second.mean(), least, most);
    double low = std::min(ofFirst, ofSecond);
    double high = std::max(ofFirst, ofSecond);
    const auto evidence = [&](double mean) {
        const auto a = first.logCapital(std::clamp(mean + difference, 0.0, 1.0), kind());
        const auto b = second.logCapital(mean, kind());
        return LogCapital{a.value + b.value, a.slope + b.slope};
    };
    double smallest = std::min(evidence(low).value, evidence(high).value);
    for (int halving = 0; halving < kHalvings && high - low > 1e-9; ++halving) {
        const double middle = (low + high) / 2;
        const LogCapital at = evidence(middle);
        smallest = std::min(smallest, at.value);
        (at.slope < 0 ? low : high) = middle;
    }
    return smallest;
}

Interval ArmComparison::intervalInParts() const
{
    const double seen = m_state.arms[0].mean() - m_state.arms[1].mean();
    const auto evidence = [this](double difference) { return logEvidence(difference); };
    return {endBetween(seen, -1, evidence), endBetween(seen, 1, evidence)};
}

void ArmComparison::add(std::size_t arm, double value)
{
    if (arm > 1 || !std::isfinite(value) || calibrate(value))
        return;
    auto& [first, second] = m_state.arms;
    m_state.arms[arm].add(toPart(value));
    if (m_state.winner || first.count == 0 || second.count == 0)
        return;
    // The evidence at any mean is at least the smallest one: mostly, the one at the common mean rules out a
    // winner, or already its bound does.
    const double common = (first.sum + second.sum) / static_cast<double>(first.count + second.count);
    if (first.logCapitalBound(common, kind()) + second.logCapitalBound(common, kind()) < kLogThreshold)
        return;
    const double atCommon = first.logCapital(common, kind()).value + second.logCapital(common, kind()).value;
    if (atCommon < kLogThreshold || !(logEvidence(0) >= kLogThreshold))
        return;
    const Interval shown = intervalInParts();
    if (shown.contains(0)) // by rounding, at the threshold itself
        return;
    m_state.atWin = shown;
    m_state.winner = (first.mean() > second.mean()) == (m_measure == Measure::Judge) ? 0 : 1;
}

std::optional<std::size_t> ArmComparison::winner() const
{
    if (!m_state.winner)
        return std::nullopt;
    return *m_state.winner;
}

std::optional<double> ArmComparison::difference() const
{
    const auto& [first, second] = m_state.arms;
    if (first.count == 0 || second.count == 0)
        return std::nullopt;
    return (first.mean() - second.mean()) * (m_state.center ? kLogRange : 1);
}

std::optional<Interval> ArmComparison::interval() const
{
    if (!difference())
        return std::nullopt;
    Interval now = intervalInParts();
    if (m_state.winner) { // both hold at all times together, and so does what they have in common
        now.low = std::clamp(now.low, m_state.atWin.low, m_state.atWin.high);
        now.high = std::clamp(now.high, m_state.atWin.low, m_state.atWin.high);
    }
    const double width = m_state.center ? kLogRange : 1;
    return Interval{now.low * width, now.high * width};
}

double ArmComparison::eValue() const { return std::exp(logEvidence(0)); }

ArmFigures ArmComparison::arm(std::size_t arm) const
{
    const ArmEvidence& evidence = m_state.arms[arm];
    const auto against = [&](double mean) { return evidence.logCapital(mean, kind()).value; };
    ArmFigures figures;
    figures.count = evidence.count;
    if (evidence.count == 0)
        return figures;
    figures.value = fromPart(evidence.mean());
    figures.interval = Interval{
        fromPart(endBetween(evidence.mean(), 0.0, against)), fromPart(endBetween(evidence.mean(), 1.0, against))};
    return figures;
}

} // namespace gateway::evaluation::statistics
