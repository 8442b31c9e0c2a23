#pragma once

#include "target_limits.h"

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"

#include <optional>

namespace gateway::protocol {

/// Rejects tools that no writer of `target` can express and that the answer needs: one that the client's provider runs
/// and that is the only one offered, and a tool choice without any tool left. Tools that a provider runs, and tools of
/// unknown type, may be dropped if there are functions as well: agents send them with every request (Codex its
/// web_search), whoever answers.
void requireTools(const Conversation& conversation, Format target, const TargetLimits& limits, BodyProblem& problem);

/// `conversation` with an allowed-tools list that contains only tools which `target` receives; if none is left, no tool
/// may be called. What is removed is added to `losses`. Empty if the list needs no change. To be called after
/// `requireTools()`.
std::optional<Conversation> withSentToolsAllowed(const Conversation& conversation, Format target, Losses& losses);

} // namespace gateway::protocol
