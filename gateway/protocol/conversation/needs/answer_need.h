#pragma once

#include "target_limits.h"

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"

namespace gateway::protocol {

/// Refuses an answer that no writer of `target` can ask for, or that nobody could give: sound
/// or pictures, one of a list of words, several answers, places to stop that the target
/// does not take, a limit below one token, a schema that is not there, an effort that is
/// no word of any format.
void requireAnswer(const Conversation& conversation, Format target, const TargetLimits& limits, BodyProblem& problem);

} // namespace gateway::protocol
