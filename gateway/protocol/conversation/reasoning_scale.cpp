#include "reasoning_scale.h"

#include <algorithm>
#include <array>

namespace gateway::protocol {

namespace {

struct Step {
    std::string_view effort;
    std::int64_t budget;
};

// Budgets that the vendors' own tools use for these words.
constexpr std::array kSteps{Step{"none", 0}, Step{"minimal", 1024}, Step{"low", 2048}, Step{"medium", 8192},
    Step{"high", 16384}, Step{"xhigh", 32000}, Step{"max", 64000}};
constexpr std::size_t kMedium = 3;
constexpr std::size_t kLargestGuessed = 5; // "max" is nothing to be guessed

} // namespace

std::string effortOf(std::int64_t budget)
{
    for (std::size_t i = 0; i < kLargestGuessed; ++i)
        if (budget <= kSteps[i].budget)
            return std::string(kSteps[i].effort);
    return std::string(kSteps[kLargestGuessed].effort);
}

std::int64_t budgetOf(std::string_view effort)
{
    const auto found =
        std::find_if(kSteps.begin(), kSteps.end(), [&](const Step& step) { return step.effort == effort; });
    return found == kSteps.end() ? kSteps[kMedium].budget : found->budget;
}

std::string effortOf(const Reasoning& reasoning)
{
    if (!reasoning.effort.empty())
        return reasoning.effort;
    if (reasoning.enabled == false)
        return "none";
    return reasoning.budget ? effortOf(*reasoning.budget) : std::string();
}

std::int64_t budgetOf(const Reasoning& reasoning)
{
    if (reasoning.enabled == false)
        return 0;
    if (reasoning.budget)
        return *reasoning.budget;
    return reasoning.effort.empty() ? -1 : budgetOf(reasoning.effort);
}

} // namespace gateway::protocol
