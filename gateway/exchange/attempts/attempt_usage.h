#pragma once

#include "gateway/exchange/admission/client_request.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/http/message.h"
#include "gateway/protocol/token_usage.h"

#include <optional>

namespace gateway::exchange {

/// The usage of an attempt for the bill, with what the request and the head of its answer say about the price. Values
/// only.

/// `head` of the answer; null if there is none. `isStream`: the head was written before the cost was known.
protocol::TokenUsage pricedUsage(protocol::TokenUsage used, const ClientRequest& request, const Provider& provider, const http::ResponseHead* head,
                                 bool isStream);

/// What is billed for an attempt without an answer to show. What was sent was presumably read and will be charged, so
/// its input is counted if the provider did not report it. `wasSent`: the whole request was sent. `isBounded`: a
/// limit has reserved the most that it may use, so that it is counted whatever its kind. Empty if nothing is billed.
std::optional<protocol::TokenUsage> usageOfFailed(protocol::TokenUsage used, bool wasSent, Operation operation, bool isBounded);

} // namespace gateway::exchange
