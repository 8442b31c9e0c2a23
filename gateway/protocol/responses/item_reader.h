#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"

namespace gateway::protocol::responses {

/// Reads `input`: a text, or the items so far. Appends to `out.messages`, which may contain the instructions.
/// `out.previousResponseId` must be set already: a result without a call is a problem unless the call may be in the
/// previous response.
void readInput(const BodyNode& input, Conversation& out);

} // namespace gateway::protocol::responses
