#pragma once

#include "chat_content.h"

#include <string_view>

namespace gateway::protocol::openai {

// The parameters of a request other than messages and tools.

/// Reads all of them; unknown fields become `extras`.
void readParameters(const BodyNode& root, Conversation& conversation);

/// Writes all of them.
///
/// The output limit is written as `max_completion_tokens` if the client used that name (or Responses'
/// max_output_tokens), or uses another format and wants reasoning; otherwise as `max_tokens`. The catalog knows the
/// provider's own name for it.
void writeParameters(ChatWriting& writing, Json& body);

/// Numbers, stop sequences and log probabilities; shared with the older completions, except `logprobs`.
void readSampling(const BodyNode& root, Sampling& sampling);

} // namespace gateway::protocol::openai
