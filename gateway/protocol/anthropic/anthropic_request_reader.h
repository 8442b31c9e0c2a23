#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::anthropic {

/// As `Codec::readRequest`.
Result<Conversation> readRequest(const Json& body, const RequestPlace& place);
/// The same for one that asks for a count of tokens.
Result<Conversation> readCountRequest(const Json& body);

} // namespace gateway::protocol::anthropic
