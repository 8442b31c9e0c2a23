#pragma once

#include "embedding.h"

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol {

/// One format of embeddings. Functions that a format has no use for are null: upstreams
/// are asked in OpenAI's, Gemini's batch, Ollama's embed, Cohere's and Vertex AI's.
struct EmbeddingCodec {
    EmbeddingFormat format;
    std::string_view inputs; ///< the field of a request with what is to be embedded
    /// Reads a client's request. Errors: InvalidRequest, `param` is the JSON path of the field at fault.
    Result<EmbeddingRequest> (*readRequest)(const Json& body, const RequestPlace& place) = nullptr;
    /// Errors: InvalidRequest, where leaving something out would change what the vectors mean.
    Result<Json> (*writeRequest)(const EmbeddingRequest& request, const WriteTarget& target, Losses& losses) = nullptr;
    /// Errors: UpstreamProtocolError; UpstreamError for an error in the place of an answer.
    /// Whether there is a vector for each input is for the caller to see.
    Result<EmbeddingAnswer> (*readAnswer)(const Json& body) = nullptr;
    /// `request`: what was asked for; of `context` the model's name and the times count.
    Json (*writeAnswer)(
        const EmbeddingAnswer& answer, const EmbeddingRequest& request, const AnswerContext& context) = nullptr;
};

/// Never null.
const EmbeddingCodec* embeddingCodec(EmbeddingFormat format);

} // namespace gateway::protocol
