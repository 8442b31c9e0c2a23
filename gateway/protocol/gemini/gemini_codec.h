#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gateway::protocol {

/// generateContent and streamGenerateContent of the Gemini API (v1beta); Vertex AI has the same bodies. The path
/// specifies model and stream: see RequestPlace. Source: ai.google.dev, "Generating content" (API reference);
/// googleapis/js-genai, src/types.ts. Read 2026-11-21.
const Codec& geminiCodec();

/// A countTokens request, as the conversation to count: `contents`, or all of a `generateContentRequest`. Errors:
/// InvalidRequest, as for `Codec::readRequest`.
Result<Conversation> readGeminiCount(const Json& body, const RequestPlace& place);

/// The answer to a countTokens request.
Json geminiCount(std::int64_t tokens);

/// A model as the model list describes it.
struct GeminiModel {
    std::string id; ///< without "models/"
    std::string displayName; ///< empty: the id
    std::int64_t inputLimit = 0; ///< tokens; 0: unknown
    std::int64_t outputLimit = 0; ///< tokens; 0: unknown
    bool embeds = false; ///< it creates embeddings, not text
};

/// The answer to GET models/<id>.
Json geminiModel(const GeminiModel& model);
/// The answer to GET models: all models on one page, whatever the requested pageSize.
Json geminiModelList(const std::vector<GeminiModel>& models);

} // namespace gateway::protocol
