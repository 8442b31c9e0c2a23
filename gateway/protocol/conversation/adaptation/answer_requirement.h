#pragma once

#include "target_limits.h"

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"

namespace gateway::protocol {

/// Refuses an answer that no writer of `target` can ask for, or that nobody could give: sound
/// or pictures, one of a list of words, more answers than are asked for one by one, a limit below
/// one token, a schema that is not there, a form of the answer that is of a later version.
void requireAnswer(const Conversation& conversation, Format target, const TargetLimits& limits, BodyProblem& problem);

} // namespace gateway::protocol
