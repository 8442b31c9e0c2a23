#include "body_shape.h"

#include "gateway/core/text/joined.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace gateway::protocol {

namespace {

struct TypeRow {
    const char* type;
    const char* value;
};

// Indexed by BodyType.
constexpr std::array kTypes{
    TypeRow{QT_TRANSLATE_NOOP("Error", "a string"), QT_TRANSLATE_NOOP("Error", "a string in double quotes")},
    TypeRow{QT_TRANSLATE_NOOP("Error", "a number"), QT_TRANSLATE_NOOP("Error", "a number without quotes, such as 1")},
    TypeRow{QT_TRANSLATE_NOOP("Error", "true or false"), ""},
    TypeRow{QT_TRANSLATE_NOOP("Error", "an object"), QT_TRANSLATE_NOOP("Error", "an object, such as {\"name\":\"value\"}")},
    TypeRow{QT_TRANSLATE_NOOP("Error", "an array"), QT_TRANSLATE_NOOP("Error", "an array, such as [\"a\",\"b\"]")},
};

enum class Client { Any, Chat, Responses, Anthropic, Gemini, Ollama, None };

Client clientOf(std::optional<Format> format)
{
    if (!format)
        return Client::None;
    switch (familyOf(*format)) {
    case Format::OpenAiChat: return Client::Chat;
    case Format::OpenAiResponses: return Client::Responses;
    case Format::Anthropic: return Client::Anthropic;
    case Format::Gemini: return Client::Gemini;
    case Format::OllamaChat: return Client::Ollama;
    default: return Client::None;
    }
}

struct ShapeRow {
    Client client;
    std::string_view tail; ///< the last members of the path, without indices
    std::string_view words; ///< allowed values, separated by blanks; if empty, `value` with `example` in it is used
    const char* value = "";
    const char* example = "";
    const char* type = ""; ///< empty: the type as which it is read
};

constexpr const char* kSchema = QT_TRANSLATE_NOOP("Error", "a JSON Schema, such as %1");
constexpr const char* kAnySchema = R"({"type":"object","properties":{}})";
constexpr const char* kList = QT_TRANSLATE_NOOP("Error", "an array such as %1");
constexpr const char* kTextOrList = QT_TRANSLATE_NOOP("Error", "a string, or an array such as %1");
constexpr const char* kMessages = R"([{"role":"user","content":"Hello"}])";
constexpr const char* kParts = R"([{"text":"Hello"}])";
constexpr const char* kFunctions = R"([{"type":"function","function":{"name":"NAME"}}])";
constexpr const char* kTextOrObject = QT_TRANSLATE_NOOP("Error", "a string or an object");
constexpr const char* kTextOrArray = QT_TRANSLATE_NOOP("Error", "a string or an array");
constexpr const char* kTool = QT_TRANSLATE_NOOP("Error", "the name of a tool");
constexpr const char* kToolType = QT_TRANSLATE_NOOP("Error", "\"function\", or the type of another tool");
constexpr const char* kCallId = QT_TRANSLATE_NOOP("Error", "the id of the tool call");
constexpr const char* kLink = QT_TRANSLATE_NOOP("Error", "a URL or a data URL");
constexpr const char* kDataType = QT_TRANSLATE_NOOP("Error", "the type of the data, such as %1");
constexpr const char* kArguments = QT_TRANSLATE_NOOP("Error", "the arguments as an object, such as %1");
constexpr const char* kSomeArguments = R"({"city":"Paris"})";

// The first matching row applies. Source: the API references; read 2026-11-28.
constexpr std::array kShapes{
    ShapeRow{Client::Chat, "messages.role", "system developer user assistant tool"},
    ShapeRow{Client::Responses, "input.role", "user assistant developer system"},
    ShapeRow{Client::Anthropic, "messages.role", "user assistant"},
    ShapeRow{Client::Gemini, "contents.role", "user model"},
    ShapeRow{Client::Ollama, "messages.role", "system user assistant tool"},
    ShapeRow{Client::Any, "model", "", QT_TRANSLATE_NOOP("Error", "the name of a model")},
    ShapeRow{Client::Any, "messages", "", kList, kMessages},
    ShapeRow{Client::Gemini, "contents", "", kList, R"([{"role":"user","parts":[{"text":"Hello"}]}])"},
    ShapeRow{Client::Responses, "input", "", kTextOrList, kMessages, kTextOrArray},
    ShapeRow{Client::None, "input", "", QT_TRANSLATE_NOOP("Error", "a string or an array of strings"), "", kTextOrArray},
    ShapeRow{Client::Any, "prompt", "", QT_TRANSLATE_NOOP("Error", "the prompt as a string")},
    ShapeRow{Client::Chat, "messages.content", "", kTextOrList, R"([{"type":"text","text":"Hello"}])"},
    ShapeRow{Client::Ollama, "messages.content", "", QT_TRANSLATE_NOOP("Error", "a string in double quotes (images go into \"images\")")},
    ShapeRow{Client::Anthropic, "max_tokens", "", QT_TRANSLATE_NOOP("Error", "the maximum number of output tokens, such as 1024")},
    ShapeRow{Client::Anthropic, "tool_choice.type", "auto any none tool"},
    ShapeRow{Client::Anthropic, "tool_choice", "", QT_TRANSLATE_NOOP("Error", "an object such as %1"), R"({"type":"auto"})"},
    ShapeRow{Client::Any, "tool_choice.type", "", kToolType},
    ShapeRow{Client::Any, "tool_choice", "", QT_TRANSLATE_NOOP("Error", "\"auto\", \"none\", \"required\", or an object that names a tool"), "", kTextOrObject},
    ShapeRow{Client::Chat, "function_call", "", QT_TRANSLATE_NOOP("Error", "\"auto\", \"none\", or an object that names a function"), "", kTextOrObject},
    ShapeRow{Client::Gemini, "mode", "AUTO ANY VALIDATED NONE"},
    ShapeRow{Client::Any, "tool_choice.mode", "auto required"},
    ShapeRow{Client::Any, "allowed_tools.mode", "auto required"},
    ShapeRow{Client::Any, "parameters", "", kSchema, kAnySchema},
    ShapeRow{Client::Any, "input_schema", "", kSchema, kAnySchema},
    ShapeRow{Client::Any, "schema", "", kSchema, kAnySchema},
    ShapeRow{Client::Gemini, "parametersJsonSchema", "", kSchema, kAnySchema},
    ShapeRow{Client::Gemini, "responseJsonSchema", "", kSchema, kAnySchema},
    ShapeRow{Client::Gemini, "responseSchema", "", kSchema, kAnySchema},
    ShapeRow{Client::Ollama, "format", "", QT_TRANSLATE_NOOP("Error", "\"json\", or a JSON Schema"), "", kTextOrObject},
    ShapeRow{Client::Ollama, "think", "", QT_TRANSLATE_NOOP("Error", "true, false, \"low\", \"medium\" or \"high\""), "", QT_TRANSLATE_NOOP("Error", "true, false or a string")},
    ShapeRow{Client::Chat, "tools", "", kList, kFunctions},
    ShapeRow{Client::Ollama, "tools", "", kList, kFunctions},
    ShapeRow{Client::Responses, "tools", "", kList, R"([{"type":"function","name":"NAME"}])"},
    ShapeRow{Client::Anthropic, "tools", "", kList, R"([{"name":"NAME","input_schema":{"type":"object"}}])"},
    ShapeRow{Client::Any, "tools.type", "", kToolType},
    ShapeRow{Client::Any, "tools.name", "", kTool},
    ShapeRow{Client::Any, "tool_choice.name", "", kTool},
    ShapeRow{Client::Any, "tool.name", "", kTool},
    ShapeRow{Client::Any, "function.name", "", kTool},
    ShapeRow{Client::Any, "custom.name", "", kTool},
    ShapeRow{Client::Any, "functions.name", "", kTool},
    ShapeRow{Client::Any, "function_call.name", "", kTool},
    ShapeRow{Client::Responses, "input.name", "", kTool},
    ShapeRow{Client::Anthropic, "content.name", "", kTool},
    ShapeRow{Client::Gemini, "name", "", kTool},
    ShapeRow{Client::Any, "tool_call_id", "", kCallId},
    ShapeRow{Client::Any, "tool_use_id", "", kCallId},
    ShapeRow{Client::Any, "call_id", "", kCallId},
    ShapeRow{Client::Anthropic, "content.id", "", kCallId},
    ShapeRow{Client::Responses, "content.type", "input_text output_text input_image input_file"},
    ShapeRow{Client::Responses, "output.type", "input_text input_image input_file"},
    ShapeRow{Client::Responses, "input.type", "message function_call function_call_output"},
    ShapeRow{Client::Responses, "output", "", QT_TRANSLATE_NOOP("Error", "the tool result as a string"), "", kTextOrArray},
    ShapeRow{Client::Anthropic, "content.type", "text image document tool_use tool_result"},
    ShapeRow{Client::Anthropic, "source.type", "base64 url file"},
    ShapeRow{Client::Chat, "content.type", "text image_url input_audio file"},
    ShapeRow{Client::Anthropic, "format.type", "json_schema"},
    ShapeRow{Client::Any, "format.type", "text json_object json_schema"},
    ShapeRow{Client::Any, "response_format.type", "text json_object json_schema"},
    ShapeRow{Client::Any, "thinking.type", "enabled disabled adaptive"},
    ShapeRow{Client::Any, "media_type", "", kDataType, "\"image/png\""},
    ShapeRow{Client::Gemini, "mimeType", "", kDataType, "\"image/png\""},
    ShapeRow{Client::Any, "input_audio.format", "wav mp3"},
    ShapeRow{Client::Anthropic, "source.data", "", QT_TRANSLATE_NOOP("Error", "the content of the file")},
    ShapeRow{Client::Any, "data", "", QT_TRANSLATE_NOOP("Error", "the data as base64")},
    ShapeRow{Client::Any, "images", "", QT_TRANSLATE_NOOP("Error", "an array of images as base64")},
    ShapeRow{Client::Any, "file_data", "", QT_TRANSLATE_NOOP("Error", "the file as base64 or as a data URL, or send \"file_id\"")},
    ShapeRow{Client::Any, "image_url", "", kLink},
    ShapeRow{Client::Any, "url", "", kLink},
    ShapeRow{Client::Gemini, "fileUri", "", QT_TRANSLATE_NOOP("Error", "the URL of the file")},
    ShapeRow{Client::Any, "file_id", "", QT_TRANSLATE_NOOP("Error", "the id of the file")},
    ShapeRow{Client::Any, "arguments", "", kArguments, kSomeArguments},
    ShapeRow{Client::Any, "args", "", kArguments, kSomeArguments},
    ShapeRow{Client::Anthropic, "content.input", "", kArguments, kSomeArguments},
    ShapeRow{Client::Gemini, "parts", "", kList, kParts},
    ShapeRow{Client::None, "content.parts", "", kList, kParts},
    ShapeRow{Client::None, "requests", "", kList, R"([{"content":{"parts":[{"text":"Hello"}]}}])"},
};

Sentence valueOf(const ShapeRow& row)
{
    if (row.words.empty())
        return Sentence::of(row.value, {std::string(row.example)});
    std::vector<std::string> words;
    for (std::string_view left = row.words; !left.empty();) {
        const std::size_t end = std::min(left.find(' '), left.size());
        words.push_back('"' + std::string(left.substr(0, end)) + '"');
        left.remove_prefix(std::min(end + 1, left.size()));
    }
    return alternativesOf(words);
}

std::string withoutIndices(std::string_view path)
{
    std::string members;
    bool isInside = false;
    for (const char c : path) {
        isInside = isInside || c == '[';
        if (!isInside)
            members += c;
        isInside = isInside && c != ']';
    }
    return members;
}

bool endsIn(std::string_view members, std::string_view tail)
{
    return members.ends_with(tail) && (members.size() == tail.size() || members[members.size() - tail.size() - 1] == '.');
}

} // namespace

BodyShape bodyShape(std::optional<Format> client, std::string_view path, BodyType type)
{
    const TypeRow& usual = kTypes[static_cast<std::size_t>(type)];
    const Client asking = clientOf(client);
    const std::string members = withoutIndices(path);
    // An element has a different shape than its list.
    const bool isElement = path.ends_with(']');
    const auto row = std::ranges::find_if(kShapes, [&](const ShapeRow& each) {
        return (each.client == Client::Any || each.client == asking) && endsIn(members, each.tail);
    });
    if (row == kShapes.end() || isElement)
        return {Sentence::of(usual.type), Sentence::of(usual.value)};
    return {Sentence::of(*row->type == '\0' ? usual.type : row->type), valueOf(*row)};
}

} // namespace gateway::protocol
