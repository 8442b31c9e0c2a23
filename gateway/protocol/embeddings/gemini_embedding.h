#pragma once

#include "embedding_codec.h"

namespace gateway::protocol::embeddings {

// Source: Gemini API reference, "Embeddings"; js-genai, src/converters/_models_converters.ts. Read 2026-11-21.
Result<EmbeddingRequest> readGeminiEmbedding(const Json& body, const RequestPlace& place);
Result<EmbeddingRequest> readGeminiBatch(const Json& body, const RequestPlace& place);
Result<Json> writeGeminiBatch(const EmbeddingRequest& request, const WriteTarget& target, Losses& losses);
Result<EmbeddingAnswer> readGeminiVectors(const Json& body);
Json writeGeminiVector(const EmbeddingAnswer& answer, const EmbeddingRequest& request, const AnswerContext& context);
Json writeGeminiVectors(const EmbeddingAnswer& answer, const EmbeddingRequest& request, const AnswerContext& context);

} // namespace gateway::protocol::embeddings
