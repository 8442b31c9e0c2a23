#pragma once

#include "arm_evidence.h"
#include "interval.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace gateway::evaluation::statistics {

/// What an experiment compares, and the unit of its observations. A judge's score is better if higher, the others if
/// lower.
enum class Measure {
    ErrorRate, ///< 1: the client saw an error; 0: it did not
    Latency, ///< milliseconds
    Cost, ///< currency units of one request
    Judge, ///< a score, 0 to 1
};

/// How many observations of both arms together choose the range of a latency or a cost. They are no evidence.
inline constexpr std::size_t kCalibration = 20;

/// All that an experiment's test remembers: a few numbers that can be stored and restored.
struct ExperimentState {
    std::array<ArmEvidence, 2> arms;
    std::optional<std::uint8_t> winner; ///< the arm, 0 or 1
    Interval atWin; ///< of the difference when the winner was shown, in parts of the range; with a winner only
    /// Latency and cost only: the first values, at most `kCalibration`; once there are so many, their median.
    std::vector<double> calibration;
    std::optional<double> center;

    bool operator==(const ExperimentState&) const = default;
};

/// Whether a stored state can be the one of a test of `measure`: all numbers are finite and in their ranges.
bool isValid(const ExperimentState& state, Measure measure);

/// What one arm has shown so far.
struct ArmFigures {
    std::uint64_t count = 0; ///< of observations that are evidence
    std::optional<double> value; ///< mean in the unit of the measure, geometric for latency and cost; empty without any
    std::optional<Interval>
        interval; ///< of `value`, 95 % at all times together, for this arm alone; empty without `value`
};

/// An always-valid test of two arms, 0 and 1: it may be looked at after each observation, and stopped at any time. If
/// the arms have the same mean, the probability that it ever shows a winner is at most 5 %, from the first observation
/// on, with any shares.
///
/// It is an e-process. For each difference d it is supposed that arm 1 has a mean m and arm 0 has m + d. The product of
/// the two arms' capitals (`ArmEvidence`) is a test supermartingale if m is right; its smallest value over all m is the
/// e-value against d. A winner is shown when the e-value against d = 0 reaches 20. All d with an e-value below 20
/// are a confidence sequence: with a probability of 95 %, it contains the true difference at all times.
///
/// What it relies on: given all earlier observations, the next one of an arm has that arm's mean. It does not rely on
/// the distribution or on how arms are chosen. Observations of the same session depend on each other: add one value per
/// session, such as that of its first request. A mean that drifts for both arms alike violates it, although
/// assignment at random keeps that harmless in simulation.
///
/// Latency and cost have no upper bound; their plain means would need one, and be ruled by a few extreme requests. They
/// are compared by their logarithms, which are close to normal, within a range of 1/8 to 8 times the median of the
/// first 20 values. Values outside count as the nearer end. The range depends on earlier observations only, so the test
/// holds; the narrower it is, the sooner a difference is shown. Compared are thus geometric means, that is typical
/// requests: the arm with the lower one can still have the higher total, if a few of its requests are very slow or
/// expensive.
///
/// The difference is arm 0 - arm 1, in the unit of the measure; for latency and cost, it is the natural logarithm of
/// the ratio of the geometric means, so that e^difference - 1 is how much higher arm 0 is. Within -4.16 to 4.16 then.
///
/// A value. No I/O; each object is for one thread at a time. Time of `add()`: about 0.1 µs far from a winner, 40 µs
/// near one; `interval()`: about 2 ms. Why it holds: the smallest value over all m is at most the one of the right m,
/// which reaches 20 with a probability of at most 1 / 20 (Ville). Sources: those of `ArmEvidence`.
class ArmComparison {
public:
    /// `state` is `isValid()`: one of `state()` of a test of the same measure, or a new one.
    explicit ArmComparison(Measure measure, ExperimentState state = {});

    /// Counts an observation of `arm` (0 or 1), in the unit of the measure. One that is not finite is not counted.
    void add(std::size_t arm, double value);

    /// The arm that has been shown to be better. Stays once it is shown; later observations still count for the
    /// figures.
    std::optional<std::size_t> winner() const;
    /// Of arm 0 - arm 1; empty until both arms have an observation.
    std::optional<double> difference() const;
    /// The confidence sequence's present interval of the difference. It does not contain 0 once a winner is shown.
    /// It may leave out `difference()` then, if later observations contradict the earlier ones. As empty as
    /// `difference()`.
    std::optional<Interval> interval() const;
    /// Evidence against equal means, at this time; not negative. 20 shows a winner.
    double eValue() const;
    ArmFigures arm(std::size_t arm) const;

    Measure measure() const { return m_measure; }
    const ExperimentState& state() const { return m_state; }

private:
    Observations kind() const;
    bool calibrate(double value);
    double toPart(double value) const;
    double fromPart(double part) const;
    double logEvidence(double difference) const;
    Interval intervalInParts() const;

    Measure m_measure;
    ExperimentState m_state;
};

} // namespace gateway::evaluation::statistics
