#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"

#include <cstddef>

namespace gateway::protocol {

/// What a provider wants otherwise of tools than the format that it speaks.
struct ToolLimits {
    std::size_t most = 0;   ///< so many are taken; 0: any number
    bool noForcing = false; ///< it cannot be told that one has to be called
};

/// Refuses tools that no writer of `target` has words for and that the answer cannot do
/// without: one that the client's provider runs and that is all the request offers, one of a
/// type that is not known, and a choice that no tool is left for. Tools that a provider runs
/// may be left out beside functions: agents send them with every request (Codex its
/// web_search and tool_search), whoever answers.
void requireTools(const Conversation& conversation, Format target, const ToolLimits& limits, BodyProblem& problem);

} // namespace gateway::protocol
