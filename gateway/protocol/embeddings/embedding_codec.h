#pragma once

#include "embedding.h"

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol {

/// One format of embeddings. Unneeded functions are null: upstream requests use OpenAI's format, Gemini's batch,
/// Ollama's embed, Cohere's and Vertex AI's.
struct EmbeddingCodec {
    EmbeddingFormat format;
    std::string_view inputs; ///< the request field with the texts to embed
    /// Reads a client's request. Errors: InvalidRequest; `param` is the JSON path of the invalid field.
    Result<EmbeddingRequest> (*readRequest)(const Json& body, const RequestPlace& place) = nullptr;
    /// Errors: InvalidRequest if dropping something would change the meaning of the vectors.
    Result<Json> (*writeRequest)(const EmbeddingRequest& request, const WriteTarget& target, Losses& losses) = nullptr;
    /// Errors: UpstreamProtocolError; UpstreamError for an error instead of an answer. The caller checks that there is
    /// a vector for each input.
    Result<EmbeddingAnswer> (*readAnswer)(const Json& body) = nullptr;
    /// `request`: the client's request; only the model's name and the times of `context` are used.
    Json (*writeAnswer)(
        const EmbeddingAnswer& answer, const EmbeddingRequest& request, const AnswerContext& context) = nullptr;
};

/// Never null.
const EmbeddingCodec* embeddingCodec(EmbeddingFormat format);

} // namespace gateway::protocol
