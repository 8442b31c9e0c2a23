#pragma once

#include "target_limits.h"

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"

namespace gateway::protocol {

/// Refuses tools that no writer of `target` has words for and that the answer cannot do
/// without: one that the client's provider runs and that is all the request offers, and a choice
/// that no tool is left for. Tools that a provider runs, and those of a type that is not known,
/// may be left out beside functions: agents send them with every request (Codex its
/// web_search), whoever answers.
void requireTools(const Conversation& conversation, Format target, const TargetLimits& limits, BodyProblem& problem);

} // namespace gateway::protocol
