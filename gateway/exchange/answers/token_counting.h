#pragma once

#include "gateway/core/result.h"
#include "gateway/exchange/admission/client_request.h"
#include "gateway/protocol/responses/store/kept_history.h"
#include "gateway/protocol/tokenizer/count_job.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// The answer to a request that asks how many tokens another one would be, by estimate and
/// in the client's dialect. A Responses request counts with what `history` has of the response that it goes
/// on from. Any thread. Errors: InvalidRequest, ResponseNotKept.
Result<std::string> tokenCount(const ClientRequest& request, protocol::KeptHistory& history);

/// The same request for `countTokens()`, with what is kept of earlier ones; after `tokenCount()` had nothing
/// against it. The family is left open. Any thread.
protocol::CountJob countJob(const ClientRequest& request, protocol::KeptHistory& history);
/// A number in the client's dialect.
std::string countAnswer(const ClientRequest& request, std::int64_t tokens);

/// Of a request, by its messages.
std::int64_t estimatedInput(const protocol::RequestOutline& outline, std::string_view body);

/// Whether `body`, a provider's answer to the same, says a number.
bool isTokenCount(const ClientRequest& request, const std::string& body);
/// Whether the body names a model inside of it, for which `model` would have to be put: Gemini's
/// generateContentRequest.
bool namesOtherModel(const ClientRequest& request, std::string_view model);

/// The model that a body names as "model", or "name" as older clients of Ollama do; may be empty.
std::string askedModel(const ClientRequest& request);

} // namespace gateway::exchange
