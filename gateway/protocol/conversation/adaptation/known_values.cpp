#include "known_values.h"

#include "gateway/protocol/conversation/translation/reasoning_scale.h"
#include "gateway/protocol/conversation/translation/schema_draft.h"
#include "gateway/protocol/parameter_place.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gateway::protocol {

namespace {

/// Whether it has a Gemini signature that other formats cannot express; reasoning is handled elsewhere.
bool isSigned(const Part& part)
{
    const auto* const text = std::get_if<Text>(&part.content);
    const auto* const media = std::get_if<Media>(&part.content);
    const auto* const call = std::get_if<ToolCall>(&part.content);
    return (text && !text->signature.empty()) || (media && !media->signature.empty())
        || (call && !call->signature.empty());
}

bool holdsSigned(const Message& message) { return std::ranges::any_of(message.parts, isSigned); }

bool hasUnknownEffort(const Reasoning& reasoning) { return !reasoning.effort.empty() && !isEffort(reasoning.effort); }

std::string effortPlace(Format client)
{
    return familyOf(client) == Format::OllamaChat ? "think" : parameterPlace(client, "reasoning_effort");
}

std::string answerPlace(Format client)
{
    switch (familyOf(client)) {
    case Format::Anthropic: return "output_config";
    case Format::OpenAiResponses: return "text";
    case Format::Gemini: return "generationConfig";
    case Format::OllamaChat: return "format";
    default: return "response_format";
    }
}

bool hasOlderSchemas(const Conversation& conversation)
{
    return isOfOlderDraft(conversation.output.schema)
        || std::ranges::any_of(conversation.tools, [](const Tool& tool) { return isOfOlderDraft(tool.parameters); });
}

void renewSchemas(Conversation& conversation, Losses& losses)
{
    (void)takeLatestDraft(conversation.output.schema, answerPlace(conversation.origin), losses);
    for (Tool& tool : conversation.tools)
        (void)takeLatestDraft(tool.parameters, "tools", losses);
}

bool saysNothing(const Message& message) { return !message.original.is_null() && message.parts.empty(); }

} // namespace

std::optional<Conversation> withKnownValues(Format target, const Conversation& conversation, Losses& losses)
{
    const bool isOld = hasOlderSchemas(conversation);
    if (familyOf(conversation.origin) == familyOf(target)) {
        if (!isOld)
            return std::nullopt;
        Conversation made = conversation;
        renewSchemas(made, losses);
        return made;
    }
    for (const std::string& place : conversation.unknown)
        losses.add(place);
    if (conversation.origin == Format::Gemini && std::ranges::any_of(conversation.messages, holdsSigned))
        losses.add("thoughtSignature");
    const bool isNewEffort = hasUnknownEffort(conversation.reasoning);
    if (isNewEffort)
        losses.add(effortPlace(conversation.origin));
    if (!isNewEffort && !isOld && std::ranges::none_of(conversation.messages, saysNothing))
        return std::nullopt;
    Conversation made = conversation;
    if (isOld)
        renewSchemas(made, losses);
    std::erase_if(made.messages, saysNothing);
    if (isNewEffort) {
        made.reasoning.effort.clear();
        made.reasoning.isAdaptive = true;
        made.reasoning.enabled = made.reasoning.enabled.value_or(true);
    }
    return made;
}

} // namespace gateway::protocol
