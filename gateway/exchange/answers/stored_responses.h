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

/// Which stored response, and which part of it, a path after "responses/" means.
struct StoredAsk {
    enum class What { Response, Items, End }; ///< `End`: cancel it
    std::string_view id;
    What what = What::Response;
    std::string_view path = {}; ///< after the id: "/input_items"
};
StoredAsk storedAskOf(std::string_view rest, const http::RequestHead& head);

/// GET or DELETE of "resp_1", GET of "resp_1/input_items": what is kept here of a response of `consumer`, as JSON. POST
/// of "resp_1/cancel" is rejected, because no response is created in the background here. Errors: InvalidRequest with
/// status 404 or 400. Source: OpenAI API reference, "Get a model response", "List input items", "Delete a model
/// response", "Cancel a response"; read 2026-11-23.
Result<std::string> storedResponse(std::string_view rest, const http::RequestHead& head, std::string_view consumer,
                                   protocol::ResponseStore& store);
/// The stored response itself, if the request asks for it as a whole: writing it may be long work. Otherwise null.
std::shared_ptr<const protocol::KeptResponse> askedWhole(std::string_view rest, const http::RequestHead& head, std::string_view consumer,
                                                         protocol::ResponseStore& store);

/// Whether a request may contain ids of items, whose texts may be omitted.
bool mayHoldIds(const ClientRequest& request);
/// The history kept here that a Responses request may refer to; empty if it refers to none.
protocol::KeptHistory historyFor(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store);
/// Whether adding that history takes long, however short the request is.
bool refersToLong(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store);
/// Adds to a Responses request what it only refers to. Any thread. Errors: ResponseNotKept.
Result<Json> withHistory(Json body, protocol::KeptHistory& history);

/// Whether a provider keeps the conversation of the request, or its answer: no other target can answer it.
bool isKeptByProvider(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store);

/// The kept response of `consumer` that the request continues; null if there is none.
const protocol::KeptResponse* previousOf(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store);

} // namespace gateway::exchange
