#pragma once

#include "embedding.h"

#include <string>
#include <string_view>

namespace gateway::protocol::embeddings {

/// "RETRIEVAL_QUERY" and the like; empty for Unsaid.
std::string geminiTask(EmbeddingTask task);
/// The other way; empty: no such task.
std::optional<EmbeddingTask> taskOfGemini(std::string_view word);

/// Cohere's input_type, which has to be said. `isExact`: it means the same.
struct CohereTask {
    std::string word;
    bool isExact = true;
};
CohereTask cohereTask(EmbeddingTask task);

} // namespace gateway::protocol::embeddings
