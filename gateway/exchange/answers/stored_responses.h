#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"
#include "gateway/exchange/admission/client_request.h"
#include "gateway/http/message.h"
#include "gateway/protocol/responses/store/response_store.h"

#include <string>
#include <string_view>

namespace gateway::exchange {

/// Which response a path behind "responses/" means, and what of it.
struct StoredAsk {
    enum class What { Response, Items, End }; ///< `End`: it is not to be made any further
    std::string_view id;
    What what = What::Response;
    std::string_view path = {}; ///< behind the id: "/input_items"
};
StoredAsk storedAskOf(std::string_view rest, const http::RequestHead& head);

/// GET or DELETE of "resp_1", GET of "resp_1/input_items": what is kept here of a response
/// of `consumer`, as JSON. POST of "resp_1/cancel" is refused: nothing is made here in the background.
/// Errors: InvalidRequest with status 404 or 400.
/// Source: OpenAI API reference, "Get a model response", "List input items", "Delete a model
/// response", "Cancel a response"; read 2026-11-23.
Result<std::string> storedResponse(std::string_view rest, const http::RequestHead& head, std::string_view consumer,
                                   protocol::ResponseStore& store);

/// A Responses request with what is kept here of what it only refers to. Errors: ResponseNotKept.
Result<Json> withHistory(Json body, std::string_view consumer, protocol::ResponseStore& store);

/// What is kept here of the response of `consumer` that the request goes on from; null: nothing.
const protocol::KeptResponse* previousOf(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store);

} // namespace gateway::exchange
