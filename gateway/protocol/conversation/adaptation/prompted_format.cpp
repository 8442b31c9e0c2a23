#include "prompted_format.h"

#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/translation/answer_schema.h"
#include "gateway/protocol/models/gemma_model.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gateway::protocol {

namespace {

constexpr const char* kJsonOnly = "Answer with one JSON object and nothing else: no other text, no code fence.";

bool offersFunctions(const Conversation& conversation)
{
    return std::ranges::any_of(conversation.tools, [](const Tool& tool) { return tool.kind != Tool::Kind::BuiltIn; });
}

bool isForced(const ToolChoice& choice)
{
    return choice.kind == ToolChoice::Kind::Required || choice.kind == ToolChoice::Kind::Named;
}

/// Whether the target does not support functions and an output format together. Sources: vercel/ai pull request 16540
/// (any Gemini where a call is required); ollama/ollama issue 11185 (the model calls nothing then); cohere-python, v2
/// "chat", response_format. Read 2026-11-22.
bool isEitherOr(const Conversation& conversation, const FormatTarget& target)
{
    switch (target.format) {
    case Format::Gemini: return target.jsonOrTools || isForced(conversation.toolChoice);
    case Format::OllamaChat: return conversation.toolChoice.kind != ToolChoice::Kind::None;
    case Format::Cohere: return true;
    case Format::OpenAiChat: return target.jsonOrTools;
    default: return false;
    }
}

/// Whether the target does not support JSON output without a schema. Sources: Anthropic, "Structured outputs", and
/// Amazon Bedrock User Guide, "Structured outputs" (both require a schema); read 2026-11-28.
bool hasNoJsonMode(const FormatTarget& target)
{
    return target.noJson || target.format == Format::Anthropic || target.format == Format::Bedrock
        || (target.format == Format::Gemini && isPlainGemma(target.model));
}

bool saysJson(std::string_view text)
{
    constexpr std::string_view kWord = "json";
    const auto isSame = [](char a, char b) { return asciiLower(a) == b; };
    return std::search(text.begin(), text.end(), kWord.begin(), kWord.end(), isSame) != text.end();
}

/// Sources: OpenAI, "Structured outputs", JSON mode; StefanBratanov/jvm-openai issue 15; miracodeai/mira pull
/// request 267 (the same for Responses). Read 2026-11-22.
bool needsWord(const Conversation& conversation, Format target)
{
    if (conversation.output.kind != OutputFormat::Kind::JsonObject
        || (target != Format::OpenAiChat && target != Format::OpenAiResponses))
        return false;
    for (const Message& message : conversation.messages)
        for (const Part& part : message.parts)
            if (const auto* const text = std::get_if<Text>(&part.content); text && saysJson(text->text))
                return false;
    return true;
}

/// Inserted after the system messages at the beginning.
void say(Conversation& conversation, std::string words)
{
    Message message;
    message.role = Role::System;
    Text text;
    text.text = std::move(words);
    message.parts.push_back({std::move(text), {}});
    const auto isOther = [](const Message& each) { return each.role != Role::System && each.role != Role::Developer; };
    conversation.messages.insert(std::ranges::find_if(conversation.messages, isOther), std::move(message));
}

} // namespace

std::optional<Conversation> withPromptedFormat(const Conversation& conversation, const FormatTarget& target, Losses& losses)
{
    const OutputFormat& output = conversation.output;
    const bool isSchema = output.kind == OutputFormat::Kind::JsonSchema;
    if (!isSchema && output.kind != OutputFormat::Kind::JsonObject)
        return std::nullopt;
    const bool isInTheWay = offersFunctions(conversation) && isEitherOr(conversation, target);
    const bool isWithoutSchema = isSchema && target.noSchema;
    if (conversation.origin == target.format && !isInTheWay && !target.noJson && !isWithoutSchema)
        return std::nullopt;
    const bool isTold = isInTheWay || target.noJson || (!isSchema && hasNoJsonMode(target));
    if (isTold || isWithoutSchema) {
        Conversation prompted = conversation;
        say(prompted, isSchema ? schemaInWords(output.schema) : kJsonOnly);
        prompted.output = {};
        if (!isTold)
            prompted.output.kind = OutputFormat::Kind::JsonObject;
        if (isSchema)
            losses.addPromptedSchema();
        return prompted;
    }
    if (!needsWord(conversation, target.format))
        return std::nullopt;
    Conversation prompted = conversation;
    say(prompted, kJsonOnly);
    return prompted;
}

} // namespace gateway::protocol
