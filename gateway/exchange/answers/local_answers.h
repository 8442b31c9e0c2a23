#pragma once

#include "gateway/core/clock.h"
#include "gateway/exchange/admission/admission.h"
#include "gateway/exchange/admission/ask.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/http/message.h"
#include "gateway/routing/health/health.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// Whether the gateway answers this itself, without a provider.
bool isAnsweredHere(Operation operation);

/// What a client wants to know.
struct LocalQuestion {
    const Ask& ask;
    protocol::Dialect dialect;
    const Caller& caller;
};

/// The state of the gateway.
struct Condition {
    const routing::Health& health;
    const Clock& clock;
    bool isPaused = false;
};

/// The answer to a request without a body, as JSON in the client's dialect; empty if the operation is not answered
/// here. Lists contain what the caller can use. Errors: ModelNotFound.
std::optional<Result<std::string>> localAnswer(const LocalQuestion& question, const Snapshot& snapshot,
                                               const Condition& condition);

/// The answer for one model that the body names (Ollama's show).
Result<std::string> shownModel(std::string_view model, const Snapshot& snapshot, const Caller& caller);

/// The response headers for OPTIONS. Source: WHATWG Fetch, "CORS protocol".
http::Headers preflightHeaders(const http::RequestHead& head, std::string_view methods);

/// Allows the page of an allowed origin to read an answer; adds nothing for other clients.
void addCorsHeaders(const http::RequestHead& head, const Snapshot& snapshot, http::Headers& headers);

} // namespace gateway::exchange
