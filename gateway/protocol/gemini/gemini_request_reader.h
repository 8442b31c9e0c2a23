#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::gemini {

/// See Codec::readRequest.
Result<Conversation> readRequest(const Json& body, const RequestPlace& place);

} // namespace gateway::protocol::gemini
