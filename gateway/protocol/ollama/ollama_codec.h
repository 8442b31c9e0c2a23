#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol {

/// POST /api/chat, for clients and upstreams. Source: Ollama API reference (docs/api.md) and its Go client's types
/// (api/types.go), read 2026-11-21.
const Codec& ollamaChatCodec();

/// POST /api/generate, for clients only: upstream requests use chat. A request that only Ollama itself could serve
/// (raw, suffix, template, context) is InvalidRequest.
const Codec& ollamaGenerateCodec();

/// The answer to a request without messages (chat) or prompt (generate), which loads the model or unloads it
/// (keep_alive 0). Never a stream of several lines.
Json ollamaLoadAnswer(const Conversation& conversation, const AnswerContext& context);

} // namespace gateway::protocol
