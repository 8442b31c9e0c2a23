#pragma once

#include <cstdint>

namespace gateway::evaluation::statistics {

/// What the observations of one arm can be.
enum class Observations {
    Binary, ///< 0 or 1
    Graded, ///< anything from 0 to 1
};

/// The logarithm of a bettor's capital, and its slope.
struct LogCapital {
    double value = 0;
    double slope = 0; ///< by the supposed mean
};

/// The observations of one arm of an experiment, as far as the test needs them: three numbers, however many there are.
/// `logCapital(m)` is the evidence against "the mean is m": a bettor starts with 1, and bets on each observation at
/// odds that are fair or bad if the mean is m. Under that supposition the capital is a test supermartingale: the
/// probability that it ever reaches c is at most 1 / c (Ville), whatever decides which arm gets the next observation.
///
/// The capital is a mixture of bets that are fixed beforehand, so that only sums enter:
/// - The factor (b / m)^x ((1 - b) / (1 - m))^(1 - x) for each observation x, over b with a Beta(1/2, 1/2) density. By
/// the
///   inequality of weighted means, it is at most x b / m + (1 - x) (1 - b) / (1 - m), whose mean is b + 1 - b = 1.
///   For x of 0 or 1, it is the likelihood ratio.
/// - Graded observations only, half of the capital: exp(l (x - m) - psi(|l|) (x - e)²) with psi(l) = -log(1 - l) - l,
/// over
///   12 sizes of l and both signs; e is the mean of earlier observations. It gains from a small variance. By Fan's
///   inequality exp(l y - psi(l) y²) <= 1 + l y for y >= -1, here with y = x - e, it is at most
///   exp(l (e - m)) (1 + l (x - e)), whose mean is exp(l (e - m)) (1 - l (e - m)) <= 1.
/// Both are log-convex in m, with their minimum at the observed mean.
/// Source: Ian Waudby-Smith and Aaditya Ramdas, "Estimating means of bounded random variables by betting" (predictable
/// plug-in empirical Bernstein), and Francesco Orabona and Kwang-Sung Jun, "Tight Concentrations and Confidence
/// Sequences from the Regret of Universal Portfolio"; abstracts read 2026-11-30.
struct ArmEvidence {
    std::uint64_t count = 0;
    double sum = 0; ///< of observations, 0 to `count`
    double variation = 0; ///< squared distances from the mean of earlier observations; 0 to `count`

    /// `observation` is 0 to 1.
    void add(double observation);

    /// The observed mean; 1/2 without observations.
    double mean() const { return count == 0 ? 0.5 : sum / static_cast<double>(count); }

    /// `supposedMean` is 0 to 1. Infinite where an observation refutes the supposition.
    LogCapital logCapital(double supposedMean, Observations kind) const;

    /// At least `logCapital(supposedMean, kind).value`, in a tenth of the time: what the best of the bets has.
    double logCapitalBound(double supposedMean, Observations kind) const;

    bool operator==(const ArmEvidence&) const = default;
};

} // namespace gateway::evaluation::statistics
