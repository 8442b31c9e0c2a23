#pragma once

#include "block_writer.h"

namespace gateway::protocol::anthropic {

/// Whether the answer by a schema is asked for as the call of a tool: the model knows no schemas, and
/// this one is of an object, as those of tools are. A call that the client forces comes before the answer.
bool asksByTool(const Writing& writing);
/// Whether the model can be held to the schema of the answer by a field of the request.
bool isHeldToFormat(const Writing& writing);

/// Writes `tools` and `tool_choice`. True: the model has to call a tool.
bool writeTools(Json& body, Writing& writing);

/// Writes `max_tokens`, `thinking` and what of `output_config` is about them.
/// `callsUnthinking` (see `Turns`) and `isForced` (see `writeTools()`) forbid thinking. True: the model thinks.
bool writeLimits(Json& body, bool callsUnthinking, bool isForced, Writing& writing);

/// Writes `temperature`, `top_p`, `top_k` and `stop_sequences`.
void writeSampling(Json& body, bool isThinking, Writing& writing);

} // namespace gateway::protocol::anthropic
