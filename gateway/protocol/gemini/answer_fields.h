#pragma once

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/model_answer.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

// Fields common to a whole answer and a chunk of a stream. Source: ai.google.dev, "Generating content",
// GenerateContentResponse; googleapis/js-genai, src/types.ts. Read 2026-11-21.

namespace gateway::protocol::gemini {

/// From a finishReason; STOP is also used after tool calls, which `hasCalls` indicates.
StopReason stopOf(std::string_view finishReason, bool hasCalls);
/// What a candidate says about the error that it ended with; empty if it has none.
std::string causeOf(const Json& candidate);
std::string_view finishReasonOf(StopReason stop);
/// Sets the finishReason and, if this format has no equivalent, the provider's own reason as `finishMessage`. Source:
/// ai.google.dev, Candidate.finishMessage; read 2026-11-28.
void putFinish(Json& candidate, StopReason stop, const std::string& cause);

/// From usageMetadata. promptTokenCount includes cached input; candidatesTokenCount excludes thoughts; neither includes
/// input from tools.
TokenUsage usageOf(const Json& metadata);
/// Whether it has content or calls a tool.
bool hasParts(const Json& candidate);
/// The number of web searches that ground an answer, or a chunk of one; empty if not reported.
std::optional<std::int64_t> webSearchesOf(const Json& answer);
/// Whether it was grounded on map data, which is charged per request.
bool usesMaps(const Json& answer);
Json usageMetadata(const TokenUsage& usage);

/// logprobsResult in OpenAI's shape; null if there is none.
Json logProbsOf(const Json& candidate);
/// The inverse: puts logprobsResult, and avgLogprobs if `withAverage`, into `candidate`.
void putLogProbs(Json& candidate, const Json& logProbs, bool withAverage);

/// groundingMetadata and similar fields of a candidate as an array of annotations; null if there are none.
Json annotationsOf(const Json& candidate);
/// The inverse, for annotations whose origin is Gemini.
void putAnnotations(Json& candidate, const Json& annotations);

/// An error instead of an answer.
std::optional<AnswerError> errorOf(const Json& body);

/// A part of an answer as neutral content; empty if it has no content. `makeId` creates the id of a call that has none.
template <class MakeId> std::optional<Content> contentOf(const Json& part, MakeId makeId);

/// Media and content that only Gemini has, as a part; null if nothing of it can be expressed.
Json partOf(const Content& content);
/// `arguments` is an object.
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
