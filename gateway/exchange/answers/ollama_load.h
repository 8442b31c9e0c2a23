#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/exchange/admission/client_request.h"

#include <string>

namespace gateway::exchange {

/// Whether a request to Ollama's chat or generate says nothing: the model is to be loaded then,
/// or let go. Source: Ollama, docs/api.md, "Load a model", "Unload a model"; read 2026-11-21.
bool asksForLoad(const ClientRequest& request);

/// The answer to that from those that have no models to load. Errors: InvalidRequest.
Result<std::string> loadAnswer(const ClientRequest& request, WallTime now);

} // namespace gateway::exchange
