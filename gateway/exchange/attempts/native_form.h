#pragma once

#include "gateway/exchange/admission/client_request.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/protocol/models/model_table.h"

#include <string_view>

namespace gateway::exchange {

/// Decides whether a client's own bytes are sent to an endpoint unchanged. Values only; any thread.

bool isConversation(const Ask& ask);
/// Whether the client's bytes are sent there and the answer's bytes are returned.
bool isNative(const Ask& ask, const Access& access);
/// ... and they are OpenAI's chat.
bool isPlainChat(const Ask& ask, const Access& access);

/// How a target needs a client's own request in its format to be written.
struct OwnForm {
    protocol::SystemPlace systemPlace = protocol::SystemPlace::Middle;
    bool plainTools = false; ///< Messages: see late_tools.h
    bool plainChoice = false; ///< Responses: see allowed_tools_body.h
};
OwnForm ownFormAt(const Ask& ask, const Access& access, std::string_view model);

/// Whether a request in the format of `access` may contain something that is written differently for it. Searches the
/// text without parsing it.
bool mayDiffer(const ClientRequest& request, const Access& access, OwnForm form);

/// Whether the client's own bytes are sent there without reading them.
bool goesAsItIs(const ClientRequest& request, const Access& access, OwnForm form);

} // namespace gateway::exchange
