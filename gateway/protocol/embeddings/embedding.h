#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/token_usage.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace gateway::protocol {

/// A wire format of embeddings requests and answers.
enum class EmbeddingFormat {
    OpenAi, ///< /v1/embeddings
    GeminiOne, ///< :embedContent
    GeminiBatch, ///< :batchEmbedContents
    OllamaEmbed, ///< /api/embed
    OllamaEmbeddings, ///< /api/embeddings, one prompt
    Cohere, ///< /v2/embed
    Vertex ///< :predict
};

/// What the vectors are for. Models embed a question differently from the documents that answer it.
enum class EmbeddingTask {
    Unsaid,
    Query,
    Document,
    Similarity,
    Classification,
    Clustering,
    QuestionAnswering,
    FactVerification,
    CodeQuery
};

enum class EmbeddingEncoding { Float, Base64 };

using TokenIds = std::vector<std::int64_t>;

struct EmbeddingInput {
    std::variant<std::string, TokenIds> content;
    std::string title; ///< of a document
};

/// An embeddings request. Empty values mean "not specified".
struct EmbeddingRequest {
    EmbeddingFormat origin = EmbeddingFormat::OpenAi;
    std::string model;
    std::vector<EmbeddingInput>
        inputs; ///< empty: an Ollama client that wants the model loaded; to be answered without vectors
    bool isList = true; ///< false: the input was a single value, not a list of one
    std::optional<std::int64_t> dimensions;
    std::optional<EmbeddingEncoding> encoding; ///< of the answer; empty: numbers
    EmbeddingTask task = EmbeddingTask::Unsaid;
    std::optional<bool> truncate; ///< too long inputs are cut instead of rejected
    std::string user;
    /// Top-level fields that nothing above covers, as `origin` writes them.
    std::vector<std::pair<std::string, Json>> extras;
};

struct EmbeddingAnswer {
    std::string id;
    std::string model;
    std::vector<std::vector<float>> vectors; ///< in the order of the inputs; equally many if the upstream is correct
    TokenUsage usage; ///< input only
};

} // namespace gateway::protocol
