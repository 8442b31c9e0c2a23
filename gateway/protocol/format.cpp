#include "format.h"

#include <array>

namespace gateway::protocol {

namespace {

constexpr std::array kFormats{
    FormatInfo{Format::OpenAiChat, "openai-chat", Dialect::OpenAi, {}, Framing::Sse, true},
    FormatInfo{Format::OpenAiCompletions, "openai-completions", Dialect::OpenAi, {"prompt"}, Framing::Sse},
    FormatInfo{Format::OpenAiResponses, "openai-responses", Dialect::OpenAiResponses, {"input"}, Framing::Sse, true},
    FormatInfo{Format::Anthropic, "anthropic-messages", Dialect::Anthropic, {}, Framing::Sse},
    FormatInfo{Format::Gemini, "gemini", Dialect::Gemini, {"contents", ModelPlace::Path}, Framing::Sse},
    FormatInfo{Format::OllamaChat, "ollama-chat", Dialect::Ollama, {"messages", ModelPlace::Body, true}, Framing::Lines},
    FormatInfo{Format::OllamaGenerate, "ollama-generate", Dialect::Ollama, {"prompt", ModelPlace::Body, true}, Framing::Lines},
    FormatInfo{Format::Bedrock, "bedrock", Dialect::OpenAi, {"messages", ModelPlace::Path}, Framing::Binary},
    FormatInfo{Format::Cohere, "cohere", Dialect::OpenAi, {}, Framing::Sse, true},
};

} // namespace

const FormatInfo& formatInfo(Format format) { return kFormats[static_cast<std::size_t>(format)]; }

} // namespace gateway::protocol
