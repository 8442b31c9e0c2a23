#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"

#include <string>

namespace gateway::protocol::openai {

/// Reads `messages`. Consecutive tool results become one message.
void readMessages(const BodyNode& messages, Conversation& conversation);

} // namespace gateway::protocol::openai
