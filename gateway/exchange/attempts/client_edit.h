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

/// A client's own request that goes to a provider of its format with few changes: what is kept here is put in for one that does
/// not know it, what was written into answers here is left out, and what stands in another place there is moved.
struct ClientEdit {
    std::optional<Json> tree; ///< empty: nothing is to be changed, the bytes go as they are
    Json before = {}; ///< of plain chat: as it came
    std::string beginning = {}; ///< likewise, of a long one: see `protocol::beginningOf()`
    Result<void> joined = {}; ///< with what is kept here
    std::vector<std::string> used = {}; ///< ids of that
    bool isFormed = false; ///< it is written otherwise for the target
    protocol::Losses losses = {};
};

/// How a request is to be edited for one target.
struct EditAim {
    const Access* access = nullptr;
    OwnForm form = {};
    bool isChat = false; ///< plain chat, whose quirks are applied behind this
    bool isContinued = false; ///< from a response that is kept here
    bool isLong = false; ///< the request
};

/// Any thread.
ClientEdit editedBody(const Ask& ask, std::string_view body, const EditAim& aim, protocol::KeptHistory& history, http::BodyBudget::Share& share);
/// What of it goes to the target. `reader` may be null. Any thread.
Result<UpstreamRequest> upstreamRequest(ClientEdit edit, const EditAim& aim, bool isStream, protocol::RequestOutlineReader* reader);

} // namespace gateway::exchange
