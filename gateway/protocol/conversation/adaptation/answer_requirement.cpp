#include "answer_requirement.h"

#include "answer_duties.h"

#include "gateway/protocol/parameter_place.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace gateway::protocol {

namespace {

/// The path in the client's format of what OpenAI's chat calls `name`.
std::string placeIn(const Conversation& conversation, std::string_view name)
{
    return parameterPlace(conversation.origin, name);
}

bool asksForOtherThanText(const Json& kinds)
{
    constexpr std::array<std::string_view, 5> kUnheard{"audio", "image", "AUDIO", "IMAGE", "VIDEO"};
    return kinds.is_array() && std::ranges::any_of(kinds, [&](const Json& kind) {
        return kind.is_string()
            && std::ranges::find(kUnheard, kind.get_ref<const std::string&>()) != kUnheard.end();
    });
}

/// Audio or images, and Gemini's single-word answers, which no other format can express.
void requireKind(const Conversation& conversation, BodyProblem& problem)
{
    for (const auto& [key, value] : conversation.extras) {
        const bool isChats = conversation.origin == Format::OpenAiChat && key == "modalities";
        const bool isGeminis = conversation.origin == Format::Gemini && key == "generationConfig.responseModalities";
        if ((isChats || isGeminis) && asksForOtherThanText(value))
            problem.add(key,
                QT_TRANSLATE_NOOP("Error", "requests an answer that is not text, which the target's API does not support. Request text, or choose a "
                    "model of a provider with the API of this request."));
        if (conversation.origin == Format::Gemini && key == "generationConfig.responseMimeType")
            problem.add(key,
                QT_TRANSLATE_NOOP("Error", "requests a media type that the target's API does not support. Request application/json with a schema, "
                    "or choose one of Google's models."));
    }
}

void requireSchema(const Conversation& conversation, BodyProblem& problem)
{
    if (conversation.output.kind != OutputFormat::Kind::JsonSchema || !conversation.output.schema.is_null())
        return;
    const bool isResponses = conversation.origin == Format::OpenAiResponses;
    problem.add(isResponses ? "text.format.schema" : "response_format.json_schema.schema",
        QT_TRANSLATE_NOOP("Error", "is missing. Write the JSON Schema that the answer must match."));
}

void requireCount(const Conversation& conversation, bool isSeveral, BodyProblem& problem)
{
    const std::int64_t count = conversation.sampling.count.value_or(1);
    if (count < 1)
        problem.add(placeIn(conversation, "n"), QT_TRANSLATE_NOOP("Error", "must be at least 1."));
    else if (count > kMostRequests && !isSeveral)
        problem.add(placeIn(conversation, "n"),
            {QT_TRANSLATE_NOOP("Error", "requests %1 answers. The target's API returns one per request, and Signalbox sends at most %2 upstream "
                "requests for each request. Ask for fewer answers, or send several requests."),
                {std::to_string(count), std::to_string(kMostRequests)}});
}

void requireLimit(const Conversation& conversation, BodyProblem& problem)
{
    const Sampling& sampling = conversation.sampling;
    if (sampling.maxTokens.value_or(1) < 1)
        problem.add(sampling.isCompletionLimit ? "max_completion_tokens" : placeIn(conversation, "max_tokens"),
            QT_TRANSLATE_NOOP("Error", "must be at least 1. Otherwise, leave it out."));
}

/// Both formats with two fields for this require both.
void requireLogProbs(const Conversation& conversation, BodyProblem& problem)
{
    if (!conversation.sampling.topLogProbs || conversation.sampling.logProbs)
        return;
    if (conversation.origin == Format::OpenAiChat)
        problem.add("top_logprobs", QT_TRANSLATE_NOOP("Error", "requires \"logprobs\": true. Add it, or leave this field out."));
    if (conversation.origin == Format::Gemini)
        problem.add("generationConfig.logprobs",
            QT_TRANSLATE_NOOP("Error", "requires \"responseLogprobs\": true. Add it, or leave this field out."));
}

/// An output format of a later version: the client could not read another one.
void requireForm(const Conversation& conversation, Format target, BodyProblem& problem)
{
    for (const auto& [key, value] : conversation.extras) {
        const bool isChats = conversation.origin == Format::OpenAiChat && key == "response_format";
        const bool isResponses = conversation.origin == Format::OpenAiResponses && key == "text.format";
        const bool isAnthropics = conversation.origin == Format::Anthropic
            && (key == "output_format" || (key == "output_config" && value.is_object() && value.contains("format")));
        const bool isOllamas = familyOf(conversation.origin) == Format::OllamaChat && familyOf(target) != Format::OllamaChat && key == "format";
        if (isChats || isResponses || isAnthropics || isOllamas)
            problem.add(key == "output_config" ? "output_config.format" : key,
                QT_TRANSLATE_NOOP("Error", "requests an unknown answer format, which cannot be translated for the target. Request JSON with a "
                    "schema, or choose a model of a provider with the API of this request."));
    }
}

} // namespace

void requireAnswer(const Conversation& conversation, Format target, const TargetLimits& limits, BodyProblem& problem)
{
    if (conversation.origin != target) {
        requireKind(conversation, problem);
        requireSchema(conversation, problem);
        requireLimit(conversation, problem);
        requireLogProbs(conversation, problem);
        requireForm(conversation, target, problem);
    }
    requireCount(conversation, givesSeveral(target) && !limits.oneAnswer, problem);
}

} // namespace gateway::protocol
