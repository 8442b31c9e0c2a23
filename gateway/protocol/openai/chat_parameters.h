#pragma once

#include "chat_content.h"

#include <string_view>

namespace gateway::protocol::openai {

// What a request says beside its messages and tools.

/// Reads all of it; fields that are not known become `extras`.
void readParameters(const BodyNode& root, Conversation& conversation);

/// Writes all of it.
///
/// The limit of the answer is written as `max_completion_tokens` where the client said it
/// so (or as Responses' max_output_tokens), or speaks another format and wants reasoning;
/// else as `max_tokens`. What a provider calls it is the catalog's business.
void writeParameters(ChatWriting& writing, Json& body);

/// Numbers, stop words and log probabilities; shared with the older completions, but for `logprobs`.
void readSampling(const BodyNode& root, Sampling& sampling);

} // namespace gateway::protocol::openai
