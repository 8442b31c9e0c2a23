#pragma once

#include "dialect.h"

#include <string_view>

namespace gateway::protocol {

/// A wire format in which conversations are asked for and answered.
enum class Format {
    OpenAiChat,
    OpenAiCompletions,
    OpenAiResponses,
    Anthropic,
    Gemini,
    OllamaChat,
    OllamaGenerate,
    Bedrock,
    Cohere
};

/// Where a request names its model: in its body, which may be a must, or in its path.
enum class ModelPlace { Body, MaybeBody, Path };

/// How requests of a kind are laid out, as far as the gateway reads them without building a tree.
struct RequestShape {
    std::string_view messages = "messages"; ///< the field that holds what is said; empty: none
    ModelPlace model = ModelPlace::Body;
    bool streamsUnasked = false; ///< what an absent "stream" means
};

/// How a stream of a format comes.
enum class Framing { Sse, Lines, Array, Binary };

/// One row of the table of formats.
struct FormatInfo {
    Format format;
    std::string_view name; ///< in records and explanations: "openai-chat"
    Dialect dialect; ///< whose errors its clients read
    RequestShape shape;
    Framing framing;
    bool hasCallText = false; ///< a call's arguments are text, as the model wrote it; else an object
};

/// The row of `format`. Any thread.
const FormatInfo& formatInfo(Format format);

/// The chat of the API that `format` is of, from which Ollama's generate and OpenAI's completions differ in little but
/// their path; else itself.
constexpr Format familyOf(Format format)
{
    return format == Format::OllamaGenerate ? Format::OllamaChat : format == Format::OpenAiCompletions ? Format::OpenAiChat : format;
}

} // namespace gateway::protocol
