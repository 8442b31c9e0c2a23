#pragma once

#include "native_form.h"
#include "request_writing.h"

#include "gateway/http/body_budget.h"
#include "gateway/protocol/responses/store/response_store.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// A client's own request that goes to a provider of its format with few changes: kept history is added for a provider
/// that does not have it, what this gateway wrote into earlier answers is removed, and what the provider expects in
/// another place is moved.
struct ClientEdit {
    std::optional<Json> tree; ///< empty: nothing to change, the bytes are sent as they are
    Json before = {}; ///< plain chat as received
    std::string beginning = {}; ///< of a long plain chat: see `protocol::beginningOf()`
    Result<void> joined = {}; ///< whether kept history could be added
    std::vector<std::string> used = {}; ///< ids of the added history
    bool isFormed = false; ///< it is written differently for the target
    protocol::Losses losses = {};
};

/// How a request is to be edited for one target.
struct EditAim {
    const Access* access = nullptr;
    OwnForm form = {};
    bool isChat = false; ///< plain chat, whose quirks are applied afterwards
    bool isContinued = false; ///< it continues a response that is kept here
    bool isLong = false; ///< the request is long
};

/// Any thread.
ClientEdit editedBody(const ClientRequest& request, const EditAim& aim, protocol::KeptHistory& history, http::BodyBudget::Share& share);
/// The edited request for the target. `reader` may be null. Any thread.
Result<UpstreamRequest> upstreamRequest(ClientEdit edit, const EditAim& aim, bool isStream, protocol::RequestOutlineReader* reader);

} // namespace gateway::exchange
