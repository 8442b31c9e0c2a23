#pragma once

#include "gateway/exchange/admission/admission.h"
#include "gateway/http/message.h"
#include "gateway/routing/health/health.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::exchange {

// Answers that need no provider. All bodies are JSON.

std::string livenessBody();
/// Version, state, number of usable providers and of what rests: keys, models, providers.
std::string healthBody(const Snapshot& snapshot, const routing::Health& health, bool isPaused);
/// GET /v1/models in OpenAI's shape: what `caller` can use. Source: OpenAI API reference "List models", read 2026-11-20.
std::string modelListBody(const Snapshot& snapshot, const Caller& caller);
/// GET /v1/models/{id}; empty if there is no such model for this caller.
std::optional<std::string> modelBody(const Snapshot& snapshot, const Caller& caller, std::string_view model);

/// For OPTIONS. Source: WHATWG Fetch, "CORS protocol".
http::Headers preflightHeaders(const http::RequestHead& head, std::string_view methods);

/// Lets the page of an allowed origin read an answer; adds nothing for other clients.
void addCorsHeaders(const http::RequestHead& head, const Snapshot& snapshot, http::Headers& headers);

} // namespace gateway::exchange
