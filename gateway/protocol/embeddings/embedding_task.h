#pragma once

#include "embedding.h"

#include <string>
#include <string_view>

namespace gateway::protocol::embeddings {

/// "RETRIEVAL_QUERY" and the like; empty for Unsaid.
std::string geminiTask(EmbeddingTask task);
/// The inverse; empty if there is no such task.
std::optional<EmbeddingTask> taskOfGemini(std::string_view word);

/// Cohere's input_type, which is required. `isExact`: it has the same meaning as the task.
struct CohereTask {
    std::string word;
    bool isExact = true;
};
CohereTask cohereTask(EmbeddingTask task);

} // namespace gateway::protocol::embeddings
