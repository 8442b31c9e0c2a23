#include "pareto_front.h"

#include <algorithm>

namespace gateway::evaluation::statistics {
namespace {

bool isComplete(const ScoreAndCost& target) { return target.score && target.costPerThousandRows; }

bool dominates(const ScoreAndCost& a, const ScoreAndCost& b)
{
    return isComplete(a) && *a.score >= *b.score && *a.costPerThousandRows <= *b.costPerThousandRows
        && (*a.score > *b.score || *a.costPerThousandRows < *b.costPerThousandRows);
}

} // namespace

std::vector<bool> paretoFront(std::span<const ScoreAndCost> targets)
{
    std::vector<bool> isOnFront;
    isOnFront.reserve(targets.size());
    for (const ScoreAndCost& target : targets) {
        isOnFront.push_back(isComplete(target)
            && std::none_of(
                targets.begin(), targets.end(), [&](const ScoreAndCost& other) { return dominates(other, target); }));
    }
    return isOnFront;
}

} // namespace gateway::evaluation::statistics
