#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"

namespace gateway::protocol::responses {

/// `input`: a text, or the items that came before. Appends to `out.messages`, which may
/// hold the instructions. `out.previousResponseId` has to be there already: a result whose
/// call is in neither is a problem.
void readInput(const BodyNode& input, Conversation& out);

} // namespace gateway::protocol::responses
