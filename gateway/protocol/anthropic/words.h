#pragma once

#include "gateway/core/json/json_members.h"
#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/model_answer.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace gateway::protocol::anthropic {

/// The API's name for a stop reason; never empty, since clients do not continue without one.
std::string_view stopWord(StopReason reason);
/// Unknown for an unknown name.
StopReason stopOf(std::string_view word);

/// Reads a `usage` object and accepts the gaps that compatible vendors leave.
TokenUsage readUsage(const Json& usage);
/// Later values replace earlier ones, except an input that a vendor later reports as 0.
void mergeUsage(TokenUsage& all, const TokenUsage& later);
/// To be called once nothing more will be reported: marks the missing side as to be determined here, and also an input
/// of 0, since no prompt is empty; the remaining numbers stay as certain as before. If all numbers are zero, nothing
/// changes.
void lackUnreported(TokenUsage& all);
/// The usage as the API writes it: input_tokens and output_tokens are always present.
Json usageJson(const TokenUsage& usage, const std::string& serviceTier = {});

/// Service tiers of a request; the neutral form uses OpenAI's names. Empty if there is none.
std::string tierOf(const std::string& word);
std::string_view tierWord(const std::string& tier);
/// The tier of an answer.
std::string answerTierOf(const std::string& word);
std::string answerTierWord(const std::string& tier);

/// Reads {"type":"error","error":{...}} or what a vendor writes instead.
AnswerError readError(const Json& body);

/// Name of the tool by which a structured answer is requested if output_config.format is not supported.
inline constexpr std::string_view kAnswerTool = "signalbox_structured_answer";

/// The fields of `object` that are not in `known`, without nulls; null if there are none.
template <class Keys> Json restOf(const Json& object, const Keys& known)
{
    Json rest;
    for (const auto& [key, value] : object.items()) {
        bool isKnown = value.is_null();
        for (const std::string_view each : known)
            isKnown = isKnown || key == each;
        if (!isKnown)
            rest[key] = value;
    }
    return rest;
}

/// The same for a body that is being read. The caller has to carry or report these fields.
template <class Keys> Json takeRest(const BodyNode& object, const Keys& known)
{
    Json rest = Json::object();
    JsonMembers members(rest);
    object.eachMember([&known](std::string_view key) { return std::find(std::begin(known), std::end(known), key) != std::end(known); },
        [&members](const std::string& key, const BodyNode& member) { members[key] = member.json(); });
    return rest.empty() ? Json() : rest;
}

} // namespace gateway::protocol::anthropic
