#include "sampling_limit.h"

#include <algorithm>
#include <array>

namespace gateway::protocol {

namespace {

constexpr std::array<std::string_view, 7> kUntakenAtOpenAi{
    "temperature", "top_p", "frequency_penalty", "presence_penalty", "logprobs", "top_logprobs", "logit_bias"};
constexpr std::array<std::string_view, 2> kUntakenAtXai{"frequency_penalty", "presence_penalty"};

/// Without the prefix that a reseller adds.
std::string_view nameOf(std::string_view model) { return model.substr(model.rfind('/') + 1); }

bool thinksAtXai(std::string_view model, std::optional<bool> canThink)
{
    constexpr std::array<std::string_view, 3> kThinking{"grok-4", "grok-code", "grok-3-mini"};
    const std::string_view name = nameOf(model);
    if (!name.starts_with("grok-") || name.find("non-reasoning") != std::string_view::npos)
        return false;
    return canThink.value_or(std::ranges::any_of(kThinking, [&](std::string_view begin) { return name.starts_with(begin); }));
}

} // namespace

bool thinksAtOpenAi(std::string_view model, std::string_view effort)
{
    constexpr std::array<std::string_view, 4> kThinking{"o1", "o3", "o4", "gpt-5"};
    const std::string_view name = nameOf(model);
    const bool isUnasked = !name.starts_with("gpt-5."); // from 5.1 on they reason only when told to
    const bool isTold = !effort.empty() && effort != "none";
    return (isUnasked || isTold) && name.find("-chat") == std::string_view::npos
        && std::ranges::any_of(kThinking, [&](std::string_view begin) { return name.starts_with(begin); });
}

std::span<const std::string_view> untakenSampling(
    std::string_view model, std::string_view effort, std::optional<bool> canThink)
{
    if (thinksAtOpenAi(model, effort))
        return kUntakenAtOpenAi;
    if (thinksAtXai(model, canThink))
        return kUntakenAtXai;
    return {};
}

} // namespace gateway::protocol
