#include "thinking_field.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/translation/reasoning_scale.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace gateway::protocol {

namespace {

constexpr const char* kEffort = "reasoning_effort";
constexpr std::array kOwnFields{"thinking", "enable_thinking", "thinking_budget", "reasoning"};

/// The requested thinking.
struct Wish {
    bool isOn = false;
    std::int64_t budget = 0; ///< tokens; 0: left to the model
};

/// From this effort on, a model's own limit is not lower.
constexpr std::int64_t kUnlimited = 16384;

std::optional<Wish> wishOf(const QuirkFacts& facts, const Json& body)
{
    const auto said = body.find(kEffort);
    const std::string effort = said != body.end() && said->is_string() ? said->get<std::string>() : std::string();
    const bool isAdaptive = facts.asked && facts.asked->isAdaptive;
    if (effort.empty())
        return isAdaptive ? std::optional(Wish{true}) : std::nullopt;
    Wish wish{effort != "none"};
    if (facts.asked && facts.asked->budget)
        wish.budget = std::max<std::int64_t>(*facts.asked->budget, 0);
    else if (!isAdaptive && budgetOf(effort) < kUnlimited)
        wish.budget = budgetOf(effort);
    return wish;
}

/// `what`: the loss for a client of another format.
void dropEffort(const Wish& wish, const QuirkFacts& facts, const char* what, Json& body, Losses& losses)
{
    if (body.erase(kEffort) > 0 && wish.isOn)
        losses.add(facts.asked && !facts.isOwn ? what : kEffort);
}

/// For providers with OpenAI's field only: not every model accepts every effort. The value of a chat client is sent
/// unchanged, since the client knows its target.
void fitEffort(const ChatQuirks& quirks, const QuirkFacts& facts, Json& body, Losses& losses)
{
    const auto said = body.find(kEffort);
    if (!facts.asked || facts.isOwn || said == body.end() || !said->is_string())
        return;
    const std::string effort = said->get<std::string>();
    const std::string model = json::textOf(body, "model");
    const std::string fitting = effortFor(model, !quirks.systemRoleOnly, facts.canThink, effort);
    if (fitting == effort)
        return;
    const bool isMet = facts.canThink == false && effort == "none"; // a model that never thinks complies anyway
    if (!isMet)
        losses.add(fitting.empty() && effort != "none" ? "reasoning" : "reasoning: how much");
    if (fitting.empty())
        body.erase(kEffort);
    else
        body[kEffort] = fitting;
}

} // namespace

void sayThinking(const ChatQuirks& quirks, const QuirkFacts& facts, Json& body, Losses& losses)
{
    if (!quirks.thinkingSwitch && !quirks.thinkingAdaptive && !quirks.thinkingFlag)
        return fitEffort(quirks, facts, body, losses);
    const auto wish = wishOf(facts, body);
    if (!wish || std::ranges::any_of(kOwnFields, [&](const char* field) { return body.contains(field); }))
        return;
    if (facts.canThink == false) { // such a model has no field for it
        if (facts.asked)
            dropEffort(*wish, facts, "reasoning", body, losses);
        return;
    }
    if (quirks.thinkingFlag) {
        body["enable_thinking"] = wish->isOn;
        if (wish->isOn && wish->budget > 0)
            body["thinking_budget"] = wish->budget;
        body.erase(kEffort);
        return;
    }
    const char* const on = quirks.thinkingAdaptive ? "adaptive" : "enabled";
    body["thinking"] = Json{{"type", wish->isOn ? on : "disabled"}};
    if (quirks.thinkingAdaptive || !wish->isOn)
        dropEffort(*wish, facts, "reasoning: how much", body, losses);
}

} // namespace gateway::protocol
