#pragma once

#include "block_writer.h"

namespace gateway::protocol::anthropic {

/// The fields `system` (null: none) and `messages` of a request.
struct Turns {
    Json system;
    Json messages;
    /// The last turn of the assistant calls tools, and no thinking stands before that. With a
    /// budget for thinking, the API refuses it. Source: Anthropic, "Extended thinking", on
    /// preserving thinking blocks; "Adaptive thinking" says that it is not so there.
    bool callsUnthinking = false;
};

Turns writeTurns(Writing& writing);

} // namespace gateway::protocol::anthropic
