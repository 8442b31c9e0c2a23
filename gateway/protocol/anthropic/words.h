#pragma once

#include "gateway/core/json/json_members.h"
#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/model_answer.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace gateway::protocol::anthropic {

/// The API's word for a reason to stop; never empty, since no client goes on without one.
std::string_view stopWord(StopReason reason);
/// Unknown for a word that is not known.
StopReason stopOf(std::string_view word);

/// Reads a `usage` object with the gaps that compatible vendors leave.
TokenUsage readUsage(const Json& usage);
/// What is told later counts; input that a vendor tells as 0 then does not.
void mergeUsage(TokenUsage& all, const TokenUsage& later);
/// Once no more of it is told: the side that is missing is to be found out here, and so is input that is told as 0, since
/// no prompt is empty; the rest is as sure as it was. Zeros alone stay what they are.
void lackUnreported(TokenUsage& all);
/// The same as the API writes it: input_tokens and output_tokens are always there.
Json usageJson(const TokenUsage& usage, const std::string& serviceTier = {});

/// Service tiers of a request, in the neutral form in OpenAI's words. Empty: there is none.
std::string tierOf(const std::string& word);
std::string_view tierWord(const std::string& tier);
/// The tier that an answer came in.
std::string answerTierOf(const std::string& word);
std::string answerTierWord(const std::string& tier);

/// {"type":"error","error":{...}}, or what a vendor writes in its place.
AnswerError readError(const Json& body);

/// Name of the tool that a schema is asked for by, where output_config.format is not known.
inline constexpr std::string_view kAnswerTool = "signalbox_structured_answer";

/// Fields of `object` that are none of `known`, nulls left out; null if there are none.
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

/// The same of a body that is being read. Whoever takes these fields carries or reports them.
template <class Keys> Json takeRest(const BodyNode& object, const Keys& known)
{
    Json rest = Json::object();
    JsonMembers members(rest);
    object.eachMember([&known](std::string_view key) { return std::find(std::begin(known), std::end(known), key) != std::end(known); },
        [&members](const std::string& key, const BodyNode& member) { members[key] = member.json(); });
    return rest.empty() ? Json() : rest;
}

} // namespace gateway::protocol::anthropic
