#pragma once

#include "gateway/protocol/dialect.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// What an endpoint does here.
enum class Operation {
    Liveness,        ///< answered at once, not recorded
    Health,
    ListModels,
    ShowModel,
    ChatCompletions,
    NotServed,       ///< known, but not served in this version
};

/// One row of the table of endpoints.
struct Endpoint {
    Operation operation;
    protocol::Dialect dialect;
    std::string_view name;    ///< in records: "openai-chat"
    std::string_view methods; ///< separated by commas, as in Allow
};

struct EndpointMatch {
    const Endpoint* endpoint = nullptr;
    std::string rest; ///< what stood for `{id}` or `*`, percent-decoded; may hold slashes
};

/// The longest known endpoint that ends `path`, so that `/v1/v1/chat/completions`,
/// a missing `/v1`, a doubled or a trailing slash and a route's own prefix all
/// work; empty if it ends in none. Any thread.
std::optional<EndpointMatch> findEndpoint(std::string_view path);

/// The dialect that a client of `path` most likely speaks, for errors.
protocol::Dialect dialectOf(std::string_view path);

/// The row of `POST /v1/chat/completions`.
const Endpoint& chatCompletionsEndpoint();

} // namespace gateway::exchange
