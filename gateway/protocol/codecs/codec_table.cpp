#include "codec_table.h"

#include "gateway/protocol/anthropic/anthropic_codec.h"
#include "gateway/protocol/bedrock/bedrock_codec.h"
#include "gateway/protocol/cohere/cohere_codec.h"
#include "gateway/protocol/gemini/gemini_codec.h"
#include "gateway/protocol/ollama/ollama_codec.h"
#include "gateway/protocol/openai/chat_codec.h"
#include "gateway/protocol/responses/responses_codec.h"

#include <array>

namespace gateway::protocol {

namespace {

using Find = const Codec& (*)();

// In the order of Format.
constexpr std::array<Find, 9> kCodecs{openAiChatCodec, openAiCompletionsCodec, openAiResponsesCodec, anthropicCodec, geminiCodec,
                                      ollamaChatCodec, ollamaGenerateCodec,    bedrockCodec,         cohereCodec};

} // namespace

const Codec& codecOf(Format format) { return kCodecs[static_cast<std::size_t>(format)](); }

} // namespace gateway::protocol
