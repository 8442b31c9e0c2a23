#pragma once

#include "gateway/protocol/embeddings/embedding.h"
#include "gateway/protocol/format.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// What an endpoint does here.
enum class Operation {
    Liveness,        ///< answered at once, not recorded
    Health,
    Metrics,         ///< metrics for Prometheus
    ListModels,
    ShowModel,
    Converse,        ///< a conversation, in the endpoint's format
    CountTokens,     ///< of a conversation; estimated here if no provider reports it
    Compact,         ///< compacts a conversation
    StoredResponse,  ///< a response kept by this gateway
    Embed,
    PassThrough,     ///< forwarded to a provider unchanged
    GeminiModel,     ///< the verb after the model in the path decides
    OllamaTags,
    OllamaRunning,
    OllamaShow,
    OllamaVersion,
    OllamaLoad,      ///< a conversation without a prompt, which only loads or unloads the model
    NotServed,       ///< known, but not served in this version
};

/// One row of the table of endpoints.
struct Endpoint {
    Operation operation;
    protocol::Dialect dialect;
    std::string_view name;    ///< in records: "openai-chat"
    std::string_view methods; ///< separated by commas, as in Allow
    protocol::Format format = protocol::Format::OpenAiChat; ///< of a conversation; otherwise ignored
    protocol::EmbeddingFormat embedding = protocol::EmbeddingFormat::OpenAi; ///< of Embed; otherwise ignored
    std::optional<Operation> withoutPrompt = {}; ///< what a request without a prompt means; empty: the same
};

struct EndpointMatch {
    const Endpoint* endpoint = nullptr;
    std::string rest; ///< what matched `{id}` or `*`, percent-decoded; may contain slashes
    std::string path; ///< from the endpoint's first segment on, as received: "files/file-1/content"
    /// The whole path as documented, "/v1/chat/completions" for "/chat//completions"; empty: the received path is the
    /// documented one.
    std::string usualPath = {};
};

/// The longest known endpoint that `path` ends with, so that `/v1/v1/chat/completions`, a missing `/v1`, a doubled or
/// trailing slash and a route's own prefix all work; empty if there is none. Any thread.
std::optional<EndpointMatch> findEndpoint(std::string_view path);

/// An action on a model in Gemini's API.
struct GeminiVerb {
    std::string_view name; ///< the part after the model's colon
    Operation operation = Operation::NotServed;
    bool isStream = false;
    protocol::EmbeddingFormat embedding = protocol::EmbeddingFormat::GeminiOne;
};

/// Null if no version of that API has this verb. Static.
const GeminiVerb* geminiVerb(std::string_view name);

/// What `endpoint` means to an Anthropic client, since Anthropic's API shares some paths with OpenAI's; usually
/// `endpoint` itself.
const Endpoint& asAnthropics(const Endpoint& endpoint);

/// The dialect that a client of `path` most likely speaks, for errors.
protocol::Dialect dialectOf(std::string_view path);

/// The row of `POST /v1/chat/completions`.
const Endpoint& chatCompletionsEndpoint();

} // namespace gateway::exchange
