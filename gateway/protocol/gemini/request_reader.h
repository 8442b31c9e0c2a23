#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::gemini {

/// See Codec::readRequest.
Result<Conversation> readRequest(Json body, const RequestPlace& place);

} // namespace gateway::protocol::gemini
