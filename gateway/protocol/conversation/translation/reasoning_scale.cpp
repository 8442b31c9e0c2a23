#include "reasoning_scale.h"

#include <algorithm>
#include <array>

namespace gateway::protocol {

namespace {

struct Step {
    std::string_view effort;
    std::int64_t budget;
};

// Budgets that the vendors' own tools use for these efforts.
constexpr std::array kSteps{Step{"none", 0}, Step{"minimal", 1024}, Step{"low", 2048}, Step{"medium", 8192},
    Step{"high", 16384}, Step{"xhigh", 32000}, Step{"max", 64000}};
constexpr std::size_t kMedium = 3;
constexpr std::size_t kLargestGuessed = 5; // "max" is never guessed

constexpr std::size_t kNone = 0;
constexpr std::size_t kMinimal = 1;
constexpr std::size_t kLow = 2;
constexpr std::size_t kHigh = 4;
constexpr std::size_t kXhigh = 5;

/// The lowest and highest effort that models with that name prefix accept.
struct EffortRange {
    std::string_view model;
    std::size_t least;
    std::size_t most;
};
constexpr std::array kOpenAiEfforts{EffortRange{"o1", kLow, kHigh}, EffortRange{"o3", kLow, kHigh},
    EffortRange{"o4", kLow, kHigh}, EffortRange{"gpt-oss", kLow, kHigh}, EffortRange{"gpt-5-pro", kHigh, kHigh},
    EffortRange{"gpt-5-codex", kLow, kHigh}, EffortRange{"gpt-5-", kMinimal, kHigh},
    EffortRange{"gpt-5.1-codex-max", kNone, kXhigh}, EffortRange{"gpt-5.1", kNone, kHigh}};
constexpr EffortRange kNewerEfforts{"", kNone, kXhigh};

std::size_t placeOfEffort(std::string_view effort)
{
    const auto found = std::ranges::find(kSteps, effort, &Step::effort);
    return found == kSteps.end() ? kMedium : static_cast<std::size_t>(found - kSteps.begin());
}

std::string withinRange(const EffortRange& range, std::string_view effort)
{
    const std::size_t place = std::clamp(placeOfEffort(effort), range.least, range.most);
    const bool isUnknown = place == kMinimal && range.least != kMinimal; // models after GPT-5 do not have it
    return std::string(kSteps[isUnknown ? kLow : place].effort);
}

} // namespace

bool isEffort(std::string_view word) { return std::ranges::find(kSteps, word, &Step::effort) != kSteps.end(); }

std::string effortOf(std::int64_t budget)
{
    for (std::size_t i = 0; i < kLargestGuessed; ++i)
        if (budget <= kSteps[i].budget)
            return std::string(kSteps[i].effort);
    return std::string(kSteps[kLargestGuessed].effort);
}

std::int64_t budgetOf(std::string_view effort)
{
    return kSteps[placeOfEffort(effort)].budget;
}

std::string effortFor(std::string_view model, bool isOpenAis, std::optional<bool> canThink, std::string_view effort)
{
    if (canThink == false)
        return {};
    return isOpenAis ? openAiEffort(model, effort) : plainEffort(model, effort);
}

std::string openAiEffort(std::string_view model, std::string_view effort)
{
    const std::string name = std::string(model.substr(model.rfind('/') + 1)) + '-'; // so that "gpt-5" also matches "gpt-5-"
    const auto found = std::ranges::find_if(kOpenAiEfforts, [&](const EffortRange& range) { return name.starts_with(range.model); });
    return withinRange(found == kOpenAiEfforts.end() ? kNewerEfforts : *found, effort);
}

std::string plainEffort(std::string_view model, std::string_view effort)
{
    constexpr std::array<std::string_view, 5> kUntold{"grok-4", "grok-code", "qwen", "magistral", "glm-"};
    constexpr std::array<std::string_view, 3> kOnlyHigh{"mistral-", "ministral-", "devstral-"};
    const std::string_view name = model.substr(model.rfind('/') + 1);
    const auto isIn = [name](std::string_view part) { return name.find(part) != std::string_view::npos; };
    if (effort == "none" || std::ranges::any_of(kUntold, isIn))
        return {};
    return withinRange({"", std::ranges::any_of(kOnlyHigh, isIn) ? kHigh : kLow, kHigh}, effort);
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
