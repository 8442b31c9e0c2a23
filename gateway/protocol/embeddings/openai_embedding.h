#pragma once

#include "embedding_codec.h"

namespace gateway::protocol::embeddings {

// Source: OpenAI API reference, "Create embeddings"; openai-node 6.49 (base64 is little-endian float32). Read
// 2026-11-21.
Result<EmbeddingRequest> readOpenAiEmbedding(const Json& body, const RequestPlace& place);
Result<Json> writeOpenAiEmbedding(const EmbeddingRequest& request, const WriteTarget& target, Losses& losses);
Result<EmbeddingAnswer> readOpenAiVectors(const Json& body);
Json writeOpenAiVectors(const EmbeddingAnswer& answer, const EmbeddingRequest& request, const AnswerContext& context);

} // namespace gateway::protocol::embeddings
