#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"
#include "gateway/exchange/admission/client_request.h"
#include "gateway/http/message.h"
#include "gateway/protocol/responses/store/response_store.h"

#include <memory>
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
/// The response itself, where that is all that is asked for: writing it may be long work. Null: it is not.
std::shared_ptr<const protocol::KeptResponse> askedWhole(std::string_view rest, const http::RequestHead& head, std::string_view consumer,
                                                         protocol::ResponseStore& store);

/// What is kept here of what a Responses request may refer to; nothing where it does not.
protocol::KeptHistory historyFor(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store);
/// Whether to put that in takes long, however short the request is.
bool refersToLong(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store);
/// A Responses request with what it only refers to. Any thread. Errors: ResponseNotKept.
Result<Json> withHistory(Json body, protocol::KeptHistory& history);

/// What is kept here of the response of `consumer` that the request goes on from; null: nothing.
const protocol::KeptResponse* previousOf(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store);

} // namespace gateway::exchange
