#pragma once

#include "embedding_codec.h"

namespace gateway::protocol::embeddings {

// Source: Ollama, api/types.go, "EmbedRequest", "EmbeddingRequest" and their responses. Read 2026-11-21.
Result<EmbeddingRequest> readOllamaEmbed(const Json& body, const RequestPlace& place);
Result<EmbeddingRequest> readOllamaEmbeddings(const Json& body, const RequestPlace& place);
Result<Json> writeOllamaEmbed(const EmbeddingRequest& request, const WriteTarget& target, Losses& losses);
Result<EmbeddingAnswer> readOllamaVectors(const Json& body);
Json writeOllamaVectors(const EmbeddingAnswer& answer, const EmbeddingRequest& request, const AnswerContext& context);
Json writeOllamaVector(const EmbeddingAnswer& answer, const EmbeddingRequest& request, const AnswerContext& context);

} // namespace gateway::protocol::embeddings
