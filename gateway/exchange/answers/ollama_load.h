#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/exchange/admission/client_request.h"

#include <string>

namespace gateway::exchange {

/// Whether a conversation has no prompt: no messages, or an empty one.
bool hasNoPrompt(const ClientRequest& request);

/// The answer to a request that only loads or unloads a model, from a target that has no models to load. Errors:
/// InvalidRequest.
Result<std::string> loadAnswer(const ClientRequest& request, WallTime now);

} // namespace gateway::exchange
