#pragma once

#include "gateway/core/result.h"
#include "gateway/exchange/admission/client_request.h"

#include <string>
#include <string_view>

namespace gateway::exchange {

/// The answer to a request that asks how many tokens another one would be, by estimate and
/// in the client's dialect. Errors: InvalidRequest.
Result<std::string> tokenCount(const ClientRequest& request);

/// The model that a body names as "model", or "name" as older clients of Ollama do; may be empty.
std::string askedModel(const ClientRequest& request);

} // namespace gateway::exchange
