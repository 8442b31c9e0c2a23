#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::anthropic {

/// See `Codec::readRequest`.
Result<Conversation> readRequest(const Json& body, const RequestPlace& place);
/// The same for a token counting request.
Result<Conversation> readCountRequest(const Json& body);

} // namespace gateway::protocol::anthropic
