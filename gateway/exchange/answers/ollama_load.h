#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/exchange/admission/client_request.h"

#include <string>

namespace gateway::exchange {

/// Whether a request to Ollama's chat or generate has no prompt and so only loads or unloads the model. Source: Ollama,
/// docs/api.md, "Load a model", "Unload a model"; read 2026-11-21.
bool asksForLoad(const ClientRequest& request);

/// The answer to such a request from a target that has no models to load. Errors: InvalidRequest.
Result<std::string> loadAnswer(const ClientRequest& request, WallTime now);

} // namespace gateway::exchange
