#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::openai {

/// OpenAI's chat completions, with the extensions and omissions of the many vendors that speak this format. Source:
/// OpenAI API reference, "Chat Completions"; openai/openai-python, src/openai/types/chat. Read 2026-11.
const Codec& openAiChatCodec();

/// The older text completions. For clients only: reads requests and writes answers. Source: OpenAI API reference,
/// "Completions (legacy)". Read 2026-11.
const Codec& openAiCompletionsCodec();

} // namespace gateway::protocol::openai

namespace gateway::protocol {

using openai::openAiChatCodec;
using openai::openAiCompletionsCodec;

} // namespace gateway::protocol
