#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::responses {

/// The messages from index `first` on as `input`. What must not be dropped is a problem.
Json inputJson(const Conversation& conversation, std::size_t first, const WriteTarget& target, Losses& losses,
    BodyProblem& problem);

} // namespace gateway::protocol::responses
