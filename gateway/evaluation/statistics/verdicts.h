#pragma once

#include "paired_comparison.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace gateway::evaluation::statistics {

/// What a comparison says of its first target.
enum class Verdict { Better, Worse, NoDifferenceShown };

/// "better", "worse" or "no difference shown".
std::string_view verdictName(Verdict verdict);

/// One of all pairs of targets, a < b by their place in the list.
struct Comparison {
    std::size_t a = 0;
    std::size_t b = 0;
    PairedDifference seen; ///< a - b; its interval never contradicts the verdict
    double pCorrected = 1; ///< by Holm over all pairs; at most 1
    Verdict verdict = Verdict::NoDifferenceShown;
    /// How many common rows would show the difference seen with a probability of about 0.8, at the level that holds for
    /// any of the pairs (5 % divided by their number). Only where no difference is shown; empty for a difference of 0.
    std::optional<std::size_t> rowsNeeded;
};

/// Compares all pairs of targets that have a common row, in the order of their places. All targets have equally many
/// rows. Pairs are corrected for together: of targets that are all equal, at most 5 % of runs show any difference.
///
/// A verdict needs both: a corrected p below 0.05, and an interval without 0. An interval is that of its pair alone,
/// and may leave out 0 although no difference is shown after the correction. It is then extended to 0, which only makes
/// it cover more often. So a reader sees an interval without 0 exactly where a difference is shown.
std::vector<Comparison> compareAll(std::span<const RowScores> targets, int resamples = kResamples);

/// The verdicts of comparisons whose `seen` is known; the other members are set. See `compareAll()`.
void judge(std::span<Comparison> comparisons);

/// Holm's correction: p-values that may each be compared with 0.05 although there are several. In the same order, at
/// most 1, never smaller than before. Source: Sture Holm, "A Simple Sequentially Rejective Multiple Test Procedure",
/// 1979.
std::vector<double> holm(std::span<const double> p);

} // namespace gateway::evaluation::statistics
