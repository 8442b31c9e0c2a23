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
    Metrics,         ///< figures for Prometheus
    ListModels,
    ShowModel,
    Converse,        ///< a conversation, in the endpoint's format
    CountTokens,     ///< of one; answered here, by estimate where no provider says
    Compact,         ///< a conversation put in a nutshell
    StoredResponse,  ///< what is kept of a response
    Embed,
    PassThrough,     ///< goes to a provider as it is
    GeminiModel,     ///< what is done with the model of a path stands behind it
    OllamaTags,
    OllamaRunning,
    OllamaShow,
    OllamaVersion,
    NotServed,       ///< known, but not served in this version
};

/// One row of the table of endpoints.
struct Endpoint {
    Operation operation;
    protocol::Dialect dialect;
    std::string_view name;    ///< in records: "openai-chat"
    std::string_view methods; ///< separated by commas, as in Allow
    protocol::Format format = protocol::Format::OpenAiChat; ///< of a conversation; else not looked at
    protocol::EmbeddingFormat embedding = protocol::EmbeddingFormat::OpenAi; ///< of Embed
};

struct EndpointMatch {
    const Endpoint* endpoint = nullptr;
    std::string rest; ///< what stood for `{id}` or `*`, percent-decoded; may hold slashes
    std::string path; ///< from the endpoint's first segment on, as it came: "files/file-1/content"
    std::string usualPath = {}; ///< the whole path as documentation writes it; empty: it came so. "/chat//completions": "/v1/chat/completions"
};

/// The longest known endpoint that ends `path`, so that `/v1/v1/chat/completions`,
/// a missing `/v1`, a doubled or a trailing slash and a route's own prefix all
/// work; empty if it ends in none. Any thread.
std::optional<EndpointMatch> findEndpoint(std::string_view path);

/// What is done with a model of Gemini's API.
struct GeminiVerb {
    std::string_view name; ///< behind the model's colon
    Operation operation = Operation::NotServed;
    bool isStream = false;
    protocol::EmbeddingFormat embedding = protocol::EmbeddingFormat::GeminiOne;
};

/// Null: it is none of any version of that API. Static.
const GeminiVerb* geminiVerb(std::string_view name);

/// What `endpoint` is to a client of Anthropic's, whose API has some of OpenAI's paths, too;
/// mostly itself.
const Endpoint& asAnthropics(const Endpoint& endpoint);

/// The dialect that a client of `path` most likely speaks, for errors.
protocol::Dialect dialectOf(std::string_view path);

/// The row of `POST /v1/chat/completions`.
const Endpoint& chatCompletionsEndpoint();

} // namespace gateway::exchange
