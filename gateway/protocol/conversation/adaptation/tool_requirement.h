#pragma once

#include "target_limits.h"

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"

#include <optional>

namespace gateway::protocol {

/// Refuses tools that no writer of `target` has words for and that the answer cannot do
/// without: one that the client's provider runs and that is all the request offers, and a choice
/// that no tool is left for. Tools that a provider runs, and those of a type that is not known,
/// may be left out beside functions: agents send them with every request (Codex its
/// web_search), whoever answers.
void requireTools(const Conversation& conversation, Format target, const TargetLimits& limits, BodyProblem& problem);

/// `conversation` with a list of allowed tools that names only those which `target` is sent; where none of the list is left, none
/// may be called. What is left out is named in `losses`. Nothing: the list is right as it is. Behind `requireTools()`.
std::optional<Conversation> withSentToolsAllowed(const Conversation& conversation, Format target, Losses& losses);

} // namespace gateway::protocol
