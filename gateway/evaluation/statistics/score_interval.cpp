#include "score_interval.h"

#include "mean_bootstrap.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace gateway::evaluation::statistics {
namespace {

constexpr double kNormalQuantile = 1.959963984540054; // of 0.975

} // namespace

Interval wilsonInterval(double successes, double rows)
{
    const double square = kNormalQuantile * kNormalQuantile;
    const double share = successes / rows;
    const double middle = share + square / (2 * rows);
    const double half = kNormalQuantile * std::sqrt(share * (1 - share) / rows + square / (4 * rows * rows));
    const double divisor = 1 + square / rows;
    return {successes <= 0 ? 0 : std::max(0.0, (middle - half) / divisor),
        successes >= rows ? 1 : std::min(1.0, (middle + half) / divisor)};
}

std::optional<ScoreEstimate> scoreInterval(std::span<const double> rowScores, int resamples)
{
    if (rowScores.empty())
        return std::nullopt;
    std::vector<double> scores(rowScores.begin(), rowScores.end());
    std::sort(scores.begin(), scores.end());
    const double score = meanOf(scores);

    if (std::all_of(scores.begin(), scores.end(), [](double value) { return value == 0 || value == 1; })) {
        const double successes = std::accumulate(scores.begin(), scores.end(), 0.0);
        return ScoreEstimate{score, wilsonInterval(successes, static_cast<double>(scores.size()))};
    }
    return ScoreEstimate{score, boundedMeanInterval(scores, {0, 1}, resamples)};
}

} // namespace gateway::evaluation::statistics
