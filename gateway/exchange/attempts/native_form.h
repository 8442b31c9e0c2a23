#pragma once

#include "gateway/exchange/admission/ask.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/protocol/models/model_table.h"

#include <string_view>

namespace gateway::exchange {

/// What becomes of a client's own bytes at an endpoint: whether they go there as they are. Values only; any thread.

bool isConversation(const Ask& ask);
/// The client's bytes go there, and the answer's bytes come back.
bool isNative(const Ask& ask, const Access& access);
/// ... and they are OpenAI's chat.
bool isPlainChat(const Ask& ask, const Access& access);

/// What a target asks of a client's own request in its format.
struct OwnForm {
    protocol::SystemPlace systemPlace = protocol::SystemPlace::Middle;
    bool plainTools = false; ///< of Messages: see late_tools.h
    bool plainChoice = false; ///< of Responses: see allowed_tools_body.h
};
OwnForm ownFormAt(const Ask& ask, const Access& access, std::string_view model);

/// Whether a request in the format of `access` may hold what is written otherwise for it. A search, no reading.
bool mayDiffer(const Access& access, OwnForm form, std::string_view body);

/// The client's own bytes go there without a look at what they say.
bool goesAsItIs(const Ask& ask, std::string_view body, const Access& access, OwnForm form);

} // namespace gateway::exchange
