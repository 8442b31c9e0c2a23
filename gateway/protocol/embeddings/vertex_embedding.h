#pragma once

#include "embedding_codec.h"

namespace gateway::protocol::embeddings {

// Source: Google Cloud, "Text embeddings API" of Vertex AI (instances, parameters,
// predictions); gemini-embedding models take one instance a request. Read 2026-11-21.
Result<Json> writeVertexEmbedding(const EmbeddingRequest& request, const WriteTarget& target, Losses& losses);
Result<EmbeddingAnswer> readVertexVectors(const Json& body);

} // namespace gateway::protocol::embeddings
