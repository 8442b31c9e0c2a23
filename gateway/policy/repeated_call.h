#pragma once

#include "gateway/protocol/conversation/conversation.h"

#include <cstdint>

namespace gateway::policy {

/// The tool calls at the end of a conversation that are equal in name, arguments and result.
struct RepeatedCall {
    int count = 0; ///< of them, in a row; 0: the conversation does not end with the result of a call
    std::uint64_t digest = 0; ///< of name, arguments and result

    bool operator==(const RepeatedCall&) const = default;
};

/// Pure; any thread.
RepeatedCall repeatedCall(const protocol::Conversation& conversation);

} // namespace gateway::policy
