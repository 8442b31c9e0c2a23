#pragma once

#include "target_limits.h"

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"

namespace gateway::protocol {

/// Rejects an answer that no writer of `target` can request or that cannot exist: audio or images, a choice from a list
/// of words, more answers than are requested one by one, a limit below one token, a missing schema, an output format of
/// a later version.
void requireAnswer(const Conversation& conversation, Format target, const TargetLimits& limits, BodyProblem& problem);

} // namespace gateway::protocol
