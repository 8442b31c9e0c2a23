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

/// A wire format in which embeddings are asked for and answered.
enum class EmbeddingFormat {
    OpenAi, ///< /v1/embeddings
    GeminiOne, ///< :embedContent
    GeminiBatch, ///< :batchEmbedContents
    OllamaEmbed, ///< /api/embed
    OllamaEmbeddings, ///< /api/embeddings, one prompt
    Cohere, ///< /v2/embed
    Vertex ///< :predict
};

/// What the vectors are for. Models make others of a question than of what answers it.
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

/// What a client asks for. In all of it an empty value means that nothing was said.
struct EmbeddingRequest {
    EmbeddingFormat origin = EmbeddingFormat::OpenAi;
    std::string model;
    std::vector<EmbeddingInput>
        inputs; ///< empty: an Ollama client that wants the model loaded; answer it without vectors
    bool isList = true; ///< false: the input was one, and no list of one
    std::optional<std::int64_t> dimensions;
    std::optional<EmbeddingEncoding> encoding; ///< of the answer; unsaid: numbers
    EmbeddingTask task = EmbeddingTask::Unsaid;
    std::optional<bool> truncate; ///< inputs that are too long are cut, in place of an error
    std::string user;
    /// Top-level fields that nothing above carries, as `origin` writes them.
    std::vector<std::pair<std::string, Json>> extras;
};

struct EmbeddingAnswer {
    std::string id;
    std::string model;
    std::vector<std::vector<float>> vectors; ///< in the order of the inputs; as many, if the upstream is right
    TokenUsage usage; ///< input only
};

} // namespace gateway::protocol
