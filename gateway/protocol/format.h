#pragma once

#include "dialect.h"

#include <string_view>

namespace gateway::protocol {

/// A wire format of conversations.
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

/// Where a request names its model: in its body, possibly optional, or in its path.
enum class ModelPlace { Body, MaybeBody, Path };

/// The layout of requests of one kind, as far as the gateway reads them without building a tree.
struct RequestShape {
    std::string_view messages = "messages"; ///< the field with the messages or the prompt; empty: none
    ModelPlace model = ModelPlace::Body;
    bool streamsUnasked = false; ///< the meaning of an absent "stream"
};

/// The framing of a format's stream.
enum class Framing { Sse, Lines, Array, Binary };

/// One row of the table of formats.
struct FormatInfo {
    Format format;
    std::string_view name; ///< in records and explanations: "openai-chat"
    Dialect dialect; ///< error format of its clients
    RequestShape shape;
    Framing framing;
    bool hasCallText = false; ///< a call's arguments are text, as the model wrote it; otherwise an object
};

/// The row of `format`. Any thread.
const FormatInfo& formatInfo(Format format);

/// The chat format of the API that `format` belongs to: Ollama's generate and OpenAI's completions differ from it in
/// little more than their path. All others return themselves.
constexpr Format familyOf(Format format)
{
    return format == Format::OllamaGenerate ? Format::OllamaChat : format == Format::OpenAiCompletions ? Format::OpenAiChat : format;
}

} // namespace gateway::protocol
