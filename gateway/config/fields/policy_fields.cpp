#include "policy_fields.h"

#include "fields.h"

#include "gateway/core/text/closest_names.h"

#include <QtGlobal>

#include <algorithm>

namespace gateway::config {

namespace {

Shape<LoopSettings> loopShape()
{
    constexpr int kMostRepeats = 1000;
    return object<LoopSettings>({{
        row("repeats", &LoopSettings::repeats, wholeNumber(2, kMostRepeats),
            "Number of equal tool calls in a row, with equal arguments and results, that look like a loop."),
        row("action", &LoopSettings::action, oneOf<LoopAction>({{LoopAction::Warn, "warn"}, {LoopAction::Refuse, "refuse"}}),
            "\"warn\": a notification; \"refuse\": the request is refused once, so that sending it again goes on."),
    }});
}

/// A row for each policy in `policies`.
FieldTable<PolicySettings> policyFields()
{
    return {policyRow("limits", &PolicySettings::limits, listOf(limitShape(), Identity<LimitSettings>{[](const LimitSettings& limit) { return limit.name; }, "name"}),
        "Limits of requests, tokens, cost and requests in flight. Those of the whole gateway, the route and the consumer apply together."),
        policyRow("loop", &PolicySettings::loop, loopShape(), "Loop guard: acts if a conversation repeats the same tool call with the same result.")};
}

Sentence unknownPolicyText(std::string_view name, const std::vector<std::string_view>& known)
{
    if (const auto meant = closestNames(name, {known.begin(), known.end()}, 1); !meant.empty())
        return {QT_TRANSLATE_NOOP("Configuration", "unknown policy; did you mean \"%1\"?"), {meant.front()}};
    return QT_TRANSLATE_NOOP("Configuration", "unknown policy; remove it, or install a version that has it");
}

} // namespace

Json withoutUnknownPolicies(const Json& node, const std::vector<std::string_view>& known, const Place& place)
{
    if (!node.is_object())
        return node;
    Json rest = Json::object();
    for (const auto& [name, value] : node.items()) {
        if (std::ranges::find(known, std::string_view(name)) != known.end())
            rest[name] = value;
        else
            place.field(name).error(unknownPolicyText(name, known));
    }
    return rest;
}

const Shape<PolicySettings>& policiesShape()
{
    static const Shape<PolicySettings> shape = policiesShape(policyFields());
    return shape;
}

} // namespace gateway::config
