#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gateway::protocol {

/// generateContent and streamGenerateContent of the Gemini API (v1beta); Vertex AI has the same bodies.
/// Model and stream stand in the path: RequestPlace.
/// Source: ai.google.dev, "Generating content" (API reference); googleapis/js-genai, src/types.ts. Read 2026-11-21.
const Codec& geminiCodec();

/// A countTokens request, as the conversation whose tokens are asked for: `contents`, or all
/// of a `generateContentRequest`. Errors: InvalidRequest, as of `Codec::readRequest`.
Result<Conversation> readGeminiCount(const Json& body, const RequestPlace& place);

/// The answer to it.
Json geminiCount(std::int64_t tokens);

/// A model as the model list tells of it.
struct GeminiModel {
    std::string id; ///< without "models/"
    std::string displayName; ///< empty: the id
    std::int64_t inputLimit = 0; ///< tokens; 0: not known
    std::int64_t outputLimit = 0; ///< tokens; 0: not known
    bool embeds = false; ///< it makes embeddings, no text
};

/// The answer to GET models/<id>.
Json geminiModel(const GeminiModel& model);
/// The answer to GET models: all of them on one page, whatever pageSize was asked for.
Json geminiModelList(const std::vector<GeminiModel>& models);

} // namespace gateway::protocol
