#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol {

/// POST /api/chat, at both ends.
/// Source: Ollama API reference (docs/api.md) and its Go client's types (api/types.go), read 2026-11-21.
const Codec& ollamaChatCodec();

/// POST /api/generate, at the client's end: its upstreams are asked with chat. A request that
/// only Ollama itself could serve (raw, suffix, template, context) is InvalidRequest.
const Codec& ollamaGenerateCodec();

/// What a request without messages (chat) or prompt (generate) is answered with: the client
/// wants the model to be loaded, or let go (keep_alive 0). Never a stream of several lines.
Json ollamaLoadAnswer(const Conversation& conversation, const AnswerContext& context);

} // namespace gateway::protocol
