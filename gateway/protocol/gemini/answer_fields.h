#pragma once

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/model_answer.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

// Fields that a whole answer and a piece of a stream share.
// Source: ai.google.dev, "Generating content", GenerateContentResponse; googleapis/js-genai,
// src/types.ts. Read 2026-11-21.

namespace gateway::protocol::gemini {

/// A finishReason; STOP is also said behind calls, which `hasCalls` tells of.
StopReason stopOf(std::string_view finishReason, bool hasCalls);
/// What a candidate says of the error that it ended with; empty: it ended with none.
std::string causeOf(const Json& candidate);
std::string_view finishReasonOf(StopReason stop);
/// That, and the provider's own word for it where this format has none: `finishMessage`.
/// Source: ai.google.dev, Candidate.finishMessage; read 2026-11-28.
void putFinish(Json& candidate, StopReason stop, const std::string& cause);

/// usageMetadata. promptTokenCount includes what was cached; candidatesTokenCount is
/// without the thoughts; input that tools brought stands beside both.
TokenUsage usageOf(const Json& metadata);
/// It says something, or calls a tool.
bool hasParts(const Json& candidate);
/// That an answer, or a chunk of one, was grounded on; empty: none is told.
std::optional<std::int64_t> webSearchesOf(const Json& answer);
/// It was grounded on places of a map, which is charged by the request.
bool usesMaps(const Json& answer);
Json usageMetadata(const TokenUsage& usage);

/// logprobsResult in OpenAI's shape; null: there is none.
Json logProbsOf(const Json& candidate);
/// The other way: puts logprobsResult, and avgLogprobs if `withAverage`, into `candidate`.
void putLogProbs(Json& candidate, const Json& logProbs, bool withAverage);

/// groundingMetadata and the like of a candidate as annotations, an array; null: there are none.
Json annotationsOf(const Json& candidate);
/// The other way, of annotations whose origin is Gemini.
void putAnnotations(Json& candidate, const Json& annotations);

/// The error that stands in the place of an answer.
std::optional<AnswerError> errorOf(const Json& body);

/// A part of an answer as neutral content; nothing if it says nothing. `makeId` gives the id
/// of a call that has none.
template <class MakeId> std::optional<Content> contentOf(const Json& part, MakeId makeId);

/// Media and what only Gemini has, as a part; null: nothing of it can be said.
Json partOf(const Content& content);
/// `arguments`: an object.
Json callPart(const ToolCall& call, Json arguments);

template <class MakeId> std::optional<Content> contentOf(const Json& part, MakeId makeId)
{
    const auto is = [&](const char* key) { return part.contains(key) && part[key].is_object(); };
    if (is("functionCall")) {
        const Json& function = part["functionCall"];
        ToolCall call;
        call.id = json::textOf(function, "id");
        call.hasOwnId = !call.id.empty();
        if (!call.hasOwnId)
            call.id = makeId();
        call.name = json::textOf(function, "name");
        const auto arguments = function.find("args");
        call.input = arguments == function.end() || arguments->is_null() ? "{}" : toText(*arguments);
        call.signature = json::textOf(part, "thoughtSignature");
        return call;
    }
    const bool isThought = part.value("thought", Json()) == true;
    if (is("inlineData") && !isThought) {
        Media media;
        media.mediaType = json::textOf(part["inlineData"], "mimeType");
        media.data = json::textOf(part["inlineData"], "data");
        media.signature = json::textOf(part, "thoughtSignature");
        media.kind = media.mediaType.starts_with("image/") ? Media::Kind::Image
            : media.mediaType.starts_with("audio/")        ? Media::Kind::Audio
            : media.mediaType.starts_with("video/")        ? Media::Kind::Video
                                                           : Media::Kind::File;
        return media;
    }
    if (part.contains("text") || part.contains("thoughtSignature")) {
        if (!isThought)
            return Text{.text = json::textOf(part, "text"), .origin = Format::Gemini, .signature = json::textOf(part, "thoughtSignature")};
        Thinking thinking;
        thinking.text = json::textOf(part, "text");
        thinking.signature = json::textOf(part, "thoughtSignature");
        thinking.origin = Format::Gemini;
        return thinking;
    }
    return part.empty() ? std::nullopt : std::optional<Content>(Opaque{Format::Gemini, part});
}

} // namespace gateway::protocol::gemini
