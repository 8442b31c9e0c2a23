#pragma once

#include "gateway/protocol/conversation/conversation.h"

namespace gateway::protocol {

/// Adds, for each tool call that is followed by other messages but never by its result, a result that says there is
/// none: an interrupted session continues with such calls, and most APIs reject them (OpenAI requires a message for
/// each tool_call_id; Gemini as many responses as calls; Bedrock a toolResult for each). True if there was one.
bool answerOpenCalls(Conversation& conversation);

} // namespace gateway::protocol
