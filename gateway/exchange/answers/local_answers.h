#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/exchange/admission/admission.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/http/message.h"
#include "gateway/protocol/dialect.h"
#include "gateway/routing/health/health.h"

#include <string>
#include <string_view>

namespace gateway::exchange {

/// The state of the gateway.
struct Condition {
    const routing::Health& health;
    const Clock& clock;
    bool isPaused = false;
};

// ---- the bodies of answers, as JSON in the client's dialect

/// For clients that only check whether this program runs.
std::string livenessAnswer();
/// Version, state, number of usable providers and of cooldowns (keys, models, providers).
std::string healthAnswer(const Snapshot& snapshot, const Condition& condition);
/// The models that `caller` can use.
std::string modelList(protocol::Dialect dialect, const Snapshot& snapshot, const Caller& caller);
/// One of them. Errors: ModelNotFound.
Result<std::string> oneModel(std::string_view model, protocol::Dialect dialect, const Snapshot& snapshot, const Caller& caller);
/// The models as loaded, in Ollama's dialect: nothing is loaded here, but clients check whether their model is.
std::string loadedModels(const Snapshot& snapshot, const Caller& caller, WallTime now);
/// The version of Ollama's API that is spoken here.
std::string ollamaVersionAnswer();

/// The response headers for OPTIONS. Source: WHATWG Fetch, "CORS protocol".
http::Headers preflightHeaders(const http::RequestHead& head, std::string_view methods);

/// Allows the page of an allowed origin to read an answer; adds nothing for other clients.
void addCorsHeaders(const http::RequestHead& head, const Snapshot& snapshot, http::Headers& headers);

} // namespace gateway::exchange
