#pragma once

#include "gateway/exchange/admission/client_request.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/http/message.h"
#include "gateway/protocol/token_usage.h"

#include <optional>

namespace gateway::exchange {

/// What an attempt has used, for the bill: with what the request and the head of its answer say of the price. Values only.

/// `head` of the answer; null: none has come. `isStream`: the head was written before anyone knew the cost.
protocol::TokenUsage pricedUsage(protocol::TokenUsage used, const ClientRequest& request, const Provider& provider, const http::ResponseHead* head,
                                 bool isStream);

/// What is billed of an attempt that has no answer to show: what was sent is read and will be wanted something for, as far as
/// anybody knows, so its input is counted where the provider did not come to telling it. `wasSent`: all of the request went
/// there. Empty: nothing.
std::optional<protocol::TokenUsage> usageOfFailed(protocol::TokenUsage used, bool wasSent, Operation operation);

} // namespace gateway::exchange
