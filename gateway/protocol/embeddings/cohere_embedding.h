#pragma once

#include "embedding_codec.h"

namespace gateway::protocol::embeddings {

// Source: Cohere API v2 "Embed"; cohere-python, src/cohere/v2/client.py and types/embed_by_type_response.py. Read
// 2026-11-21.
Result<Json> writeCohereEmbedding(const EmbeddingRequest& request, const WriteTarget& target, Losses& losses);
Result<EmbeddingAnswer> readCohereVectors(const Json& body);

} // namespace gateway::protocol::embeddings
