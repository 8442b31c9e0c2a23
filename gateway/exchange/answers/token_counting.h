#pragma once

#include "gateway/core/result.h"
#include "gateway/exchange/admission/client_request.h"
#include "gateway/protocol/responses/store/kept_history.h"
#include "gateway/protocol/responses/store/response_store.h"
#include "gateway/protocol/tokenizer/count_job.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// The answer to a token counting request, by estimate and in the client's dialect. A Responses request is counted
/// together with the response in `history` that it continues. Any thread. Errors: InvalidRequest, ResponseNotKept.
Result<std::string> tokenCount(const ClientRequest& request, protocol::KeptHistory& history);

/// The same request as a job for `countTokens()`, including the kept history; call it after `tokenCount()` succeeded.
/// Leaves the model family unset. Any thread.
protocol::CountJob countJob(const ClientRequest& request, protocol::KeptHistory& history);
/// A number of tokens as an answer in the client's dialect.
std::string countAnswer(const ClientRequest& request, std::int64_t tokens);

/// The estimated input tokens of a request, by its messages.
std::int64_t estimatedInput(const protocol::RequestOutline& outline, std::string_view body);

/// The tokens of what a Responses request only refers to: the responses of `consumer` that it continues, and items of
/// them. Estimated where they are kept here; what a provider stores is known by the usage it reported, if it did.
std::int64_t earlierInput(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store);

/// Whether `body`, a provider's answer to a token counting request, contains a number.
bool isTokenCount(const ClientRequest& request, const std::string& body);
/// Whether the body contains a nested model name, which `model` would have to replace: Gemini's generateContentRequest.
bool namesOtherModel(const ClientRequest& request, std::string_view model);

/// The model that a body names in "model", or in "name" as older Ollama clients do; may be empty.
std::string askedModel(const ClientRequest& request);

} // namespace gateway::exchange
