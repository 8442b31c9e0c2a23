#pragma once

#include "block_writer.h"

namespace gateway::protocol::anthropic {

/// The fields `system` (null: none) and `messages` of a request.
struct Turns {
    Json system;
    Json messages;
    /// Whether the last assistant turn calls tools without thinking before the calls. The API rejects that together
    /// with a thinking budget. Source: Anthropic, "Extended thinking", on preserving thinking blocks; "Adaptive
    /// thinking" says that it does not apply there.
    bool callsUnthinking = false;
};

Turns writeTurns(Writing& writing);

} // namespace gateway::protocol::anthropic
