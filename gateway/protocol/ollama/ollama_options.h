#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"

namespace gateway::protocol::ollama {

/// Reads the "options" of a request. Returns those that do not belong in `sampling` (num_ctx and the like); null if
/// there are none.
Json readOptions(const BodyNode& options, Sampling& sampling);

/// The inverse: `sampling` together with `others`, which `readOptions()` returned; null if nothing is specified.
Json optionsOf(const Sampling& sampling, const Json& others);

} // namespace gateway::protocol::ollama
