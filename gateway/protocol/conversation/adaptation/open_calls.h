#pragma once

#include "gateway/protocol/conversation/conversation.h"

namespace gateway::protocol {

/// Gives each call that is followed by other words, and never by its result, one that says
/// that there is none: a session that was broken off goes on with such calls, and most
/// APIs refuse them (OpenAI: every tool_call_id wants its message; Gemini: as many
/// responses as calls; Bedrock: a toolResult each). True: there was one.
bool answerOpenCalls(Conversation& conversation);

} // namespace gateway::protocol
