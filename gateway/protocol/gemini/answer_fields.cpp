#include "answer_fields.h"

#include "content_writer.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/tool_name.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gateway::protocol::gemini {

namespace {

struct Finish {
    std::string_view name;
    StopReason stop;
};

// The first row of a reason is used for writing. LANGUAGE means an unsupported language.
constexpr std::array kFinishes{
    Finish{"STOP", StopReason::Stop},
    Finish{"MAX_TOKENS", StopReason::Length},
    Finish{"SAFETY", StopReason::ContentFilter},
    Finish{"RECITATION", StopReason::ContentFilter},
    Finish{"LANGUAGE", StopReason::ContentFilter},
    Finish{"BLOCKLIST", StopReason::ContentFilter},
    Finish{"PROHIBITED_CONTENT", StopReason::ContentFilter},
    Finish{"SPII", StopReason::ContentFilter},
    Finish{"MODEL_ARMOR", StopReason::ContentFilter},
    Finish{"IMAGE_SAFETY", StopReason::ContentFilter},
    Finish{"IMAGE_PROHIBITED_CONTENT", StopReason::ContentFilter},
    Finish{"IMAGE_RECITATION", StopReason::ContentFilter},
    Finish{"OTHER", StopReason::Error},
    Finish{"MALFORMED_FUNCTION_CALL", StopReason::Error},
    Finish{"UNEXPECTED_TOOL_CALL", StopReason::Error},
    Finish{"TOO_MANY_TOOL_CALLS", StopReason::Error},
    Finish{"MISSING_THOUGHT_SIGNATURE", StopReason::Error},
    Finish{"MALFORMED_RESPONSE", StopReason::Error},
    Finish{"IMAGE_OTHER", StopReason::Error},
    Finish{"NO_IMAGE", StopReason::Error},
    Finish{"FINISH_REASON_UNSPECIFIED", StopReason::Unknown},
};

std::int64_t orZero(const std::optional<Tokens>& tokens) { return tokens ? tokens->count : 0; }

/// The count for one modality in a list of counts; empty if there is none. Several entries add up.
std::optional<Tokens> ofModality(const Json& metadata, const char* key, std::string_view modality)
{
    const auto list = metadata.find(key);
    if (list == metadata.end() || !list->is_array())
        return std::nullopt;
    std::optional<Tokens> sum;
    for (const Json& each : *list)
        if (const auto count = json::textOf(each, "modality") == modality ? json::tokensOf(each, "tokenCount") : std::nullopt)
            sum = sum.value_or(Tokens{}) + *count;
    return sum;
}

std::optional<Tokens> within(const std::optional<Tokens>& part, Tokens all)
{
    return part ? std::optional(std::min(*part, all)) : std::nullopt;
}

/// The media in the cached input. If there is a list, it is complete: a modality that is missing was not cached.
/// Source: ai.google.dev, UsageMetadata.cacheTokensDetails (promptTokensDetails counts cached ones, too). Read
/// 2026-11-23.
void takeCachedMedia(const Json& metadata, TokenUsage& usage)
{
    const auto list = metadata.find("cacheTokensDetails");
    if (!usage.cachedInput || list == metadata.end() || !list->is_array() || list->empty())
        return;
    usage.cachedAudio = within(ofModality(metadata, "cacheTokensDetails", "AUDIO").value_or(Tokens{}), *usage.cachedInput);
    usage.cachedImages = within(ofModality(metadata, "cacheTokensDetails", "IMAGE").value_or(Tokens{}), *usage.cachedInput);
}

constexpr std::array<const char*, 3> kAnnotations{"groundingMetadata", "citationMetadata", "urlContextMetadata"};

} // namespace

StopReason stopOf(std::string_view finishReason, bool hasCalls)
{
    const auto row =
        std::find_if(kFinishes.begin(), kFinishes.end(), [&](const Finish& each) { return each.name == finishReason; });
    const StopReason ofNoRow = finishReason.empty() ? StopReason::Unknown : StopReason::Other;
    const StopReason stop = row == kFinishes.end() ? ofNoRow : row->stop;
    return hasCalls && (stop == StopReason::Stop || stop == StopReason::Other) ? StopReason::ToolCalls : stop;
}

std::string causeOf(const Json& candidate)
{
    const std::string reason = json::textOf(candidate, "finishReason");
    const std::string message = json::textOf(candidate, "finishMessage");
    if (!hasCause(stopOf(reason, false)))
        return {};
    return message.empty() ? reason : reason + ": " + message;
}

std::string_view finishReasonOf(StopReason stop)
{
    switch (stop) {
    case StopReason::Length:
    case StopReason::ContextFull:
        return "MAX_TOKENS";
    case StopReason::ContentFilter:
    case StopReason::Refusal:
        return "SAFETY";
    case StopReason::Error:
    case StopReason::Pause:
    case StopReason::CutShort: // "Unknown reason"; the provider's own reason goes into finishMessage
        return "OTHER";
    default: // clients retry endlessly without a known reason
        return "STOP";
    }
}

void putFinish(Json& candidate, StopReason stop, const std::string& cause)
{
    candidate["finishReason"] = std::string(finishReasonOf(stop));
    if (hasCause(stop) && !cause.empty())
        candidate["finishMessage"] = cause;
}

bool hasParts(const Json& candidate)
{
    const auto content = candidate.find("content");
    if (content == candidate.end() || !content->is_object())
        return false;
    const auto parts = content->find("parts");
    return parts != content->end() && parts->is_array() && !parts->empty();
}

TokenUsage usageOf(const Json& metadata)
{
    TokenUsage usage;
    if (!metadata.is_object() || metadata.empty())
        return usage;
    usage.origin = UsageOrigin::Reported;
    const auto prompt = json::tokensOf(metadata, "promptTokenCount");
    const auto ofTools = json::tokensOf(metadata, "toolUsePromptTokenCount");
    usage.cachedInput = json::tokensOf(metadata, "cachedContentTokenCount");
    usage.output = json::tokensOf(metadata, "candidatesTokenCount");
    usage.reasoning = json::tokensOf(metadata, "thoughtsTokenCount");
    const auto total = json::tokensOf(metadata, "totalTokenCount");
    const std::int64_t rest = orZero(total) - orZero(prompt) - orZero(ofTools) - orZero(usage.reasoning);
    if (!usage.output && prompt && rest > 0)
        usage.output = Tokens{rest};
    const bool isInputSplit = (prompt || ofTools) && usage.splitInput(Tokens{orZero(prompt)});
    if (ofTools)
        usage.input = usage.input.value_or(Tokens{}) + *ofTools;
    // Some hosts of this format include the thoughts in the output, which the total shows.
    const std::int64_t thoughts = orZero(usage.reasoning);
    const bool isWithin =
        total && thoughts > 0 && usage.output && total->count == orZero(prompt) + orZero(ofTools) + orZero(usage.output);
    const bool isOutputSplit = isWithin && usage.splitOutput(*usage.output);
    const auto heard = [&](const char* modality) {
        const auto asked = ofModality(metadata, "promptTokensDetails", modality);
        const auto tools = ofModality(metadata, "toolUsePromptTokensDetails", modality);
        return within(tools ? std::optional(asked.value_or(Tokens{}) + *tools) : asked, usage.totalInput());
    };
    usage.audioInput = heard("AUDIO");
    usage.imageInput = heard("IMAGE");
    takeCachedMedia(metadata, usage);
    usage.audioOutput = within(ofModality(metadata, "candidatesTokensDetails", "AUDIO"), usage.output.value_or(Tokens{}));
    usage.imageOutput = within(ofModality(metadata, "candidatesTokensDetails", "IMAGE"), usage.output.value_or(Tokens{}));
    if (isInputSplit)
        usage.doubtInput();
    if (isOutputSplit)
        usage.doubtOutput();
    const std::string tier = json::textOf(metadata, "serviceTier");
    usage.tellTier(tier.empty() ? json::textOf(metadata, "trafficType") : tier);
    return usage;
}

namespace {

/// Visits the grounding of each candidate that has any.
template <class Visit> void eachGrounding(const Json& answer, Visit visit)
{
    const auto candidates = answer.find("candidates");
    if (candidates == answer.end() || !candidates->is_array())
        return;
    for (const Json& candidate : *candidates)
        if (candidate.is_object())
            if (const auto grounding = candidate.find("groundingMetadata"); grounding != candidate.end() && grounding->is_object())
                visit(*grounding);
}

} // namespace

// Source: ai.google.dev, "Grounding with Google Search" (groundingMetadata.webSearchQueries) and "Pricing". Read 2026-11-23.
std::optional<std::int64_t> webSearchesOf(const Json& answer)
{
    std::int64_t count = 0;
    eachGrounding(answer, [&](const Json& grounding) {
        const auto queries = grounding.find("webSearchQueries");
        if (queries != grounding.end() && queries->is_array())
            count += static_cast<std::int64_t>(queries->size());
    });
    return count > 0 ? std::optional(count) : std::nullopt;
}

// Source: ai.google.dev, "Grounding with Google Maps" (groundingChunks[].maps) and "Pricing". Read 2026-11-23.
bool usesMaps(const Json& answer)
{
    bool uses = false;
    eachGrounding(answer, [&](const Json& grounding) {
        if (const auto chunks = grounding.find("groundingChunks"); chunks != grounding.end() && chunks->is_array())
            uses = uses || std::ranges::any_of(*chunks, [](const Json& chunk) { return chunk.is_object() && chunk.contains("maps"); });
    });
    return uses;
}

Json usageMetadata(const TokenUsage& usage)
{
    Json metadata;
    if (usage.input || usage.cachedInput || usage.cacheWrite)
        metadata["promptTokenCount"] = usage.totalInput().count;
    if (usage.cachedInput)
        metadata["cachedContentTokenCount"] = usage.cachedInput->count;
    if (usage.output)
        metadata["candidatesTokenCount"] = usage.output->count;
    if (usage.reasoning)
        metadata["thoughtsTokenCount"] = usage.reasoning->count;
    if (!metadata.is_null())
        metadata["totalTokenCount"] = (usage.totalInput() + usage.totalOutput()).count;
    return metadata;
}

namespace {

Json openAiToken(const Json& from)
{
    Json token;
    token["token"] = json::textOf(from, "token");
    token["logprob"] = from.is_object() ? from.value("logProbability", Json(0.0)) : Json(0.0); // a missing value means 0
    return token;
}

Json geminiToken(const Json& from)
{
    Json token;
    token["token"] = json::textOf(from, "token");
    token["logProbability"] = from.is_object() ? from.value("logprob", Json(0.0)) : Json(0.0);
    return token;
}

} // namespace

Json logProbsOf(const Json& candidate)
{
    const auto result = candidate.find("logprobsResult");
    const Json* const chosen = result == candidate.end() ? nullptr : json::findList(*result, "chosenCandidates");
    if (!chosen)
        return {};
    const Json* const top = json::findList(*result, "topCandidates");
    Json content = Json::array();
    for (std::size_t i = 0; i < chosen->size(); ++i) {
        Json token = openAiToken((*chosen)[i]);
        Json others = Json::array();
        if (const Json* const list = top && i < top->size() ? json::findList((*top)[i], "candidates") : nullptr)
            for (const Json& other : *list)
                others.push_back(openAiToken(other));
        token["top_logprobs"] = std::move(others);
        content.push_back(std::move(token));
    }
    return Json{{"content", std::move(content)}};
}

void putLogProbs(Json& candidate, const Json& logProbs, bool withAverage)
{
    const Json* const content = json::findList(logProbs, "content");
    if (!content || content->empty())
        return;
    Json chosen = Json::array();
    Json top = Json::array();
    double sum = 0;
    for (const Json& token : *content) {
        chosen.push_back(geminiToken(token));
        const Json& probability = chosen.back()["logProbability"];
        sum += probability.is_number() ? probability.get<double>() : 0;
        Json others = Json::array();
        if (const Json* const list = json::findList(token, "top_logprobs"))
            for (const Json& other : *list)
                others.push_back(geminiToken(other));
        top.push_back(Json{{"candidates", std::move(others)}});
    }
    const auto count = static_cast<double>(content->size());
    if (withAverage)
        candidate["avgLogprobs"] = sum / count;
    candidate["logprobsResult"] = Json{{"topCandidates", std::move(top)}, {"chosenCandidates", std::move(chosen)}};
}

Json annotationsOf(const Json& candidate)
{
    Json list;
    for (const char* const key : kAnnotations)
        if (const auto found = candidate.find(key); found != candidate.end() && !found->empty())
            list.push_back(Json{{key, *found}});
    return list;
}

void putAnnotations(Json& candidate, const Json& annotations)
{
    if (!annotations.is_array())
        return;
    for (const Json& each : annotations)
        for (const char* const key : kAnnotations)
            if (each.is_object() && each.contains(key))
                candidate[key] = each[key];
}

std::optional<AnswerError> errorOf(const Json& body)
{
    if (!body.is_object() || !body.contains("error") || body["error"].is_null())
        return std::nullopt;
    const Json& inner = body["error"];
    AnswerError error;
    error.message = inner.is_string() ? inner.get<std::string>() : json::textOf(inner, "message");
    error.type = json::textOf(inner, "status");
    const Json code = inner.is_object() ? inner.value("code", Json()) : Json();
    constexpr int kLeast = 400;
    constexpr int kMost = 599;
    if (code.is_number_integer() && code >= kLeast && code <= kMost)
        error.status = code.get<int>();
    error.code = code.is_number() ? code.dump() : code.is_string() ? code.get<std::string>() : std::string();
    return error;
}

Json callPart(const ToolCall& call, Json arguments)
{
    Json function;
    function["id"] = call.id;
    function["name"] = flatToolName(call.nameSpace, call.name);
    function["args"] = std::move(arguments);
    Json part{{"functionCall", std::move(function)}};
    if (!call.signature.empty())
        part["thoughtSignature"] = call.signature;
    return part;
}

namespace {

Json mediaPart(const Media& media)
{
    const bool isInline = !media.data.empty();
    Json inner;
    if (!media.mediaType.empty())
        inner["mimeType"] = media.mediaType;
    inner[isInline ? "data" : "fileUri"] = isInline ? media.data : !media.url.empty() ? media.url : media.fileId;
    Json part{{isInline ? "inlineData" : "fileData", std::move(inner)}};
    if (!media.signature.empty())
        part["thoughtSignature"] = media.signature;
    return part;
}

} // namespace

Json partOf(const Content& content)
{
    if (const auto* const media = std::get_if<Media>(&content))
        return mediaPart(*media);
    const auto* const opaque = std::get_if<Opaque>(&content);
    return opaque && opaque->format == Format::Gemini ? opaque->value : Json();
}

} // namespace gateway::protocol::gemini
