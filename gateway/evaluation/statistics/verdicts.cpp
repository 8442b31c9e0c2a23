#include "verdicts.h"

#include "required_rows.h"

#include <algorithm>
#include <numeric>

namespace gateway::evaluation::statistics {
namespace {

Verdict verdictOf(const PairedDifference& seen, double pCorrected)
{
    if (pCorrected >= kSignificance || seen.interval.contains(0))
        return Verdict::NoDifferenceShown;
    return seen.difference > 0 ? Verdict::Better : Verdict::Worse;
}

} // namespace

std::string_view verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Better:
        return "better";
    case Verdict::Worse:
        return "worse";
    case Verdict::NoDifferenceShown:
        break;
    }
    return "no difference shown";
}

std::vector<double> holm(std::span<const double> p)
{
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return p[x] < p[y]; });
    std::vector<double> corrected(p.size());
    double largest = 0;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        const double factor = static_cast<double>(order.size() - rank);
        largest = std::max(largest, std::min(1.0, factor * p[order[rank]]));
        corrected[order[rank]] = largest;
    }
    return corrected;
}

void judge(std::span<Comparison> comparisons)
{
    std::vector<double> p;
    p.reserve(comparisons.size());
    for (const Comparison& comparison : comparisons)
        p.push_back(comparison.seen.p);
    const auto corrected = holm(p);
    const double significance = kSignificance / static_cast<double>(std::max<std::size_t>(comparisons.size(), 1));

    for (std::size_t i = 0; i < comparisons.size(); ++i) {
        Comparison& comparison = comparisons[i];
        PairedDifference& seen = comparison.seen;
        comparison.pCorrected = corrected[i];
        comparison.verdict = verdictOf(seen, corrected[i]);
        comparison.rowsNeeded.reset();
        if (comparison.verdict != Verdict::NoDifferenceShown)
            continue;
        seen.interval = {std::min(seen.interval.low, 0.0), std::max(seen.interval.high, 0.0)};
        if (const auto needed = rowsNeeded(seen, significance))
            comparison.rowsNeeded = std::max(*needed, seen.rows + 1); // so many did not show it
    }
}

std::vector<Comparison> compareAll(std::span<const RowScores> targets, int resamples)
{
    std::vector<Comparison> comparisons;
    for (std::size_t a = 0; a < targets.size(); ++a) {
        for (std::size_t b = a + 1; b < targets.size(); ++b) {
            if (const auto seen = comparePaired(targets[a], targets[b], resamples)) {
                Comparison comparison;
                comparison.a = a;
                comparison.b = b;
                comparison.seen = *seen;
                comparisons.push_back(comparison);
            }
        }
    }
    judge(comparisons);
    return comparisons;
}

} // namespace gateway::evaluation::statistics
