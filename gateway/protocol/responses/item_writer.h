#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::responses {

/// The messages as `input`, from the `first`th on. A problem is what must not be left out.
Json inputJson(const Conversation& conversation, std::size_t first, const WriteTarget& target, Losses& losses,
    BodyProblem& problem);

} // namespace gateway::protocol::responses
