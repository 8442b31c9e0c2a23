#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol {

/// The Messages API. Facts are those of Anthropic's API reference and of the types of its TypeScript SDK
/// (src/resources/beta/messages/messages.ts, of 2026-08-19), read 2026-11-21.
///
/// A client's content in this format is written back unchanged. Content from other formats is adapted: system messages
/// at the front, alternating roles, tool results after their calls, sampling and thinking within what the API allows.
const Codec& anthropicCodec();

/// A request for count_tokens: the same as one for an answer, without max_tokens.
Result<Conversation> readAnthropicCountRequest(const Json& body);

} // namespace gateway::protocol
