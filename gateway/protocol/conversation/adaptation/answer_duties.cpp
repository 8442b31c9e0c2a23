#include "answer_duties.h"

#include "first_call.h"
#include "forced_call.h"
#include "stop_watch.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/translation/reasoning_scale.h"
#include "gateway/protocol/models/sampling_limit.h"

#include <QtGlobal>

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

namespace gateway::protocol {

namespace {

/// Whether Bedrock supports stop sequences for a model of that id or ARN: others reject the field. Sources:
/// crewAIInc/crewAI issues 3317 and 4046 (gpt-oss), langgenius/dify-official-plugins issue 1767 (Qwen). Read
/// 2026-11-28.
bool takesStopsAtBedrock(std::string_view model)
{
    return model.find("claude") != std::string_view::npos || model.find("nova") != std::string_view::npos;
}

/// How many stop sequences an API supports. Few other providers of OpenAI's chat support more than four. Sources:
/// OpenAI API reference, stop (Responses has none); ai.google.dev, GenerationConfig.stopSequences; docs.cohere.com,
/// "Chat" (v2), stop_sequences. Read 2026-11-22. boto/botocore issue 3354 (Converse, four). Read 2026-11-28.
std::size_t mostStops(const Conversation& conversation, Format target, const TargetLimits& limits, const WriteTarget& to)
{
    constexpr std::size_t kFour = 4;
    constexpr std::size_t kFive = 5;
    switch (target) {
    case Format::OpenAiResponses: return 0;
    case Format::Gemini:
    case Format::Cohere: return kFive;
    case Format::Bedrock: return takesStopsAtBedrock(to.model) ? kFour : 0;
    case Format::OpenAiChat:
        if (!untakenSampling(to.model, effortOf(conversation.reasoning), to.canThink).empty())
            return 0;
        return std::min(limits.mostStops, kFour);
    default: return std::numeric_limits<std::size_t>::max();
    }
}

/// Source: Anthropic API reference, stop_sequences ("must contain non-whitespace"); read 2026-11-28.
bool takesBlankStops(Format target) { return target != Format::Anthropic && target != Format::Bedrock; }

/// The stop sequences that are not sent to the target.
std::vector<std::string> stopsHere(const Conversation& conversation, Format target, const TargetLimits& limits, const WriteTarget& to)
{
    std::vector<std::string> here;
    std::size_t room = mostStops(conversation, target, limits, to);
    for (const std::string& sequence : conversation.sampling.stop) {
        const bool isTaken = room > 0 && (takesBlankStops(target) || !isBlank(sequence));
        if (sequence.empty())
            continue;
        if (isTaken)
            --room;
        else
            here.push_back(sequence);
    }
    return here;
}

std::string_view jsonFieldOf(Format client)
{
    switch (familyOf(client)) {
    case Format::Anthropic: return "output_config.format";
    case Format::OpenAiResponses: return "text.format";
    case Format::Gemini: return "generationConfig.responseMimeType";
    case Format::OllamaChat: return "format";
    default: return "response_format";
    }
}

/// The JSON values that follow the output format.
JsonKind kindOf(const OutputFormat& output, Format client)
{
    const bool takesArrays = client == Format::Gemini || familyOf(client) == Format::OllamaChat;
    if (output.kind != OutputFormat::Kind::JsonSchema)
        return takesArrays ? JsonKind::Container : JsonKind::Object;
    const std::string type = json::textOf(output.schema, "type");
    if (type == "object" || (type.empty() && output.schema.is_object() && output.schema.contains("properties")))
        return JsonKind::Object;
    return type == "array" ? JsonKind::Container : JsonKind::Any;
}

} // namespace

bool givesSeveral(Format target)
{
    return target == Format::OpenAiChat || target == Format::OpenAiCompletions || target == Format::Gemini;
}

AnswerDuties dutiesFor(const Conversation& conversation, Format target, const TargetLimits& limits, const WriteTarget& to)
{
    AnswerDuties duties;
    const auto count = static_cast<int>(std::clamp<std::int64_t>(conversation.sampling.count.value_or(1), 1, std::numeric_limits<int>::max()));
    (givesSeveral(target) && !limits.oneAnswer ? duties.choices : duties.requests) = count;
    if (conversation.origin != target || conversation.sampling.stop.size() > limits.mostStops)
        duties.stop = stopsHere(conversation, target, limits, to);
    // Many providers accept the field and ignore it.
    duties.oneCall = !conversation.tools.empty() && (conversation.parallelCalls == false || conversation.usesFunctions);
    return duties;
}

void requireJson(const Conversation& conversation, AnswerDuties& duties)
{
    duties.jsonField = jsonFieldOf(conversation.origin);
    duties.json = kindOf(conversation.output, conversation.origin);
}

void requireCall(const Conversation& conversation, const std::vector<const Tool*>& tools, AnswerDuties& duties)
{
    duties.jsonField = conversation.usesFunctions ? "function_call" : "tool_choice";
    duties.calls = callNames(conversation, tools);
    duties.json = tools.size() > 1 ? JsonKind::Call : JsonKind::Object;
    duties.oneCall = false; // there is only one call
}

std::optional<Conversation> withoutDuties(const Conversation& conversation, const AnswerDuties& duties)
{
    if (duties.stop.empty() && duties.requests == 1)
        return std::nullopt;
    Conversation told = conversation;
    std::erase_if(told.sampling.stop, [&](const std::string& sequence) {
        return sequence.empty() || std::ranges::find(duties.stop, sequence) != duties.stop.end();
    });
    if (duties.requests > 1) {
        told.sampling.count.reset();
        told.isStream = false; // the answers are combined
    }
    return told;
}

std::unique_ptr<AnswerDecoder> doingDuties(std::unique_ptr<AnswerDecoder> decoder, const AnswerDuties& duties, std::shared_ptr<StreamMeter::Work> work)
{
    if (duties.oneCall)
        decoder = callingOnce(std::move(decoder), work);
    if (!duties.stop.empty())
        decoder = stoppingAt(std::move(decoder), duties.stop, duties.choices, work);
    if (!duties.jsonField.empty())
        decoder = holdingJson(std::move(decoder), duties.json, gateway::toText(noJsonWords(duties)), std::move(work));
    if (!duties.calls.empty())
        decoder = givingCall(std::move(decoder), duties);
    return decoder;
}

StreamMeter::Work doDuties(const AnswerDuties& duties, ModelAnswer& answer)
{
    StreamMeter::Work work;
    if (duties.oneCall)
        work.droppedCalls = keepFirstCalls(answer);
    if (!duties.stop.empty())
        work.isStopped = stopAt(duties.stop, answer);
    if (!duties.jsonField.empty())
        work.lacksJson = !keepJson(answer, duties.json);
    if (!duties.calls.empty() && !work.lacksJson)
        giveCall(duties, answer);
    return work;
}

Sentence noJsonWords(const AnswerDuties& duties)
{
    if (duties.calls.size() > 1)
        return {QT_TRANSLATE_NOOP("Error", "The model's answer does not call one of the tools that \"%1\" requires. The target's API cannot require "
            "a tool call, so the request asked for an answer that matches the tool's schema. Repeat the request, or "
            "choose a model of a provider that can require tool calls."),
            {duties.jsonField}};
    if (!duties.calls.empty())
        return {QT_TRANSLATE_NOOP("Error", "The model's answer does not hold the arguments of the tool \"%1\", which \"%2\" requires. The target's "
            "API cannot require a tool call, so the request asked for an answer that matches the tool's schema. "
            "Repeat the request, or choose a model of a provider that can require tool calls."),
            {duties.calls.front(), duties.jsonField}};
    return {QT_TRANSLATE_NOOP("Error", "The model's answer is not the JSON that \"%1\" requires. The target's API cannot enforce it for this "
        "request, so the instructions asked for it. Repeat the request, or choose a model of a provider that can "
        "enforce a JSON format."),
        {duties.jsonField}};
}

ModelAnswer joined(std::vector<ModelAnswer> parts)
{
    ModelAnswer whole = std::move(parts.front());
    for (std::size_t i = 1; i < parts.size(); ++i) {
        for (Choice& choice : parts[i].choices)
            whole.choices.push_back(std::move(choice));
        whole.usage = whole.usage + parts[i].usage;
    }
    int index = 0;
    for (Choice& choice : whole.choices)
        choice.index = index++;
    return whole;
}

} // namespace gateway::protocol
