#pragma once

#include "block_writer.h"

namespace gateway::protocol::anthropic {

/// Whether a structured answer is requested as a tool call: the model does not support schemas, and this schema is an
/// object as for tools. A tool call that the client forces takes precedence.
bool asksByTool(const Writing& writing);
/// Whether a field of the request can make the model follow the answer's schema.
bool isHeldToFormat(const Writing& writing);

/// Writes `tools` and `tool_choice`. True if the model must call a tool.
bool writeTools(Json& body, Writing& writing);

/// Writes `max_tokens`, `thinking` and the related fields of `output_config`. `callsUnthinking` (see `Turns`) and
/// `isForced` (see `writeTools()`) forbid thinking. True if the model thinks.
bool writeLimits(Json& body, bool callsUnthinking, bool isForced, Writing& writing);

/// Writes `temperature`, `top_p`, `top_k` and `stop_sequences`.
void writeSampling(Json& body, bool isThinking, Writing& writing);

} // namespace gateway::protocol::anthropic
