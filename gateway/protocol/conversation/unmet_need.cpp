#include "unmet_need.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

namespace gateway::protocol {

namespace {

Error need(std::string path, const std::string& what)
{
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.message = '"' + path + "\" " + what;
    error.param = std::move(path);
    return error;
}

// ---- tools that a provider runs, or knows without being told their parameters

/// Source: OpenAI API reference, "Create a model response", tools; what Codex sends. Read 2026-11-21.
constexpr std::array<std::string_view, 17> kOfResponses{"web_search", "web_search_2025_08_26", "web_search_preview",
    "web_search_preview_2025_03_11", "file_search", "code_interpreter", "image_generation", "mcp", "computer",
    "computer_use_preview", "computer_use", "local_shell", "shell", "apply_patch", "tool_search", "additional_tools",
    "programmatic_tool_calling"};
/// Source: the references of Zhipu, Moonshot and OpenRouter. Read 2026-11-21.
constexpr std::array<std::string_view, 6> kOfChat{
    "web_search", "builtin_function", "retrieval", "code_interpreter", "drawing_tool", "mcp"};
/// By their beginnings: behind them stands a date. Source: Anthropic API reference, "Create a message". Read 2026-11-21.
constexpr std::array<std::string_view, 9> kOfAnthropic{"web_search_", "web_fetch_", "code_execution_", "bash_",
    "text_editor_", "computer_", "memory_", "tool_search_tool_", "mcp_toolset"};
/// Source: Gemini API reference, Tool; Vertex AI reference, Tool. Read 2026-11-21.
constexpr std::array<std::string_view, 11> kOfGemini{"googleSearch", "googleSearchRetrieval", "codeExecution",
    "urlContext", "googleMaps", "fileSearch", "computerUse", "enterpriseWebSearch", "retrieval", "mcpServers",
    "parallelAiSearch"};

bool isOneOf(std::string_view name, std::span<const std::string_view> names)
{
    return std::ranges::find(names, name) != names.end();
}

bool isKnown(const Tool& tool)
{
    switch (tool.origin.value_or(Format::OpenAiChat)) {
    case Format::OpenAiResponses: return isOneOf(tool.name, kOfResponses);
    case Format::Anthropic:
        return std::ranges::any_of(kOfAnthropic, [&](std::string_view begin) { return tool.name.starts_with(begin); });
    case Format::Gemini: return isOneOf(tool.name, kOfGemini);
    default: return isOneOf(tool.name, kOfChat);
    }
}

/// Where its type stands, which in Gemini's words is the name of a field.
std::string typePath(const Tool& tool)
{
    return tool.place + '.' + (tool.origin == Format::Gemini ? tool.name : "type");
}

std::optional<Error> missingTool(const Conversation& conversation, Format target)
{
    if (conversation.toolChoice.kind == ToolChoice::Kind::None)
        return std::nullopt;
    const Tool* missing = nullptr;
    bool hasOthers = false;
    for (const Tool& tool : conversation.tools) {
        if (tool.kind != Tool::Kind::BuiltIn || tool.origin == target) {
            hasOthers = true;
            continue;
        }
        if (!isKnown(tool))
            return need(typePath(tool),
                "asks for the tool \"" + tool.name
                    + "\", which is not known here and which the target's API does not have. Describe it as a function, "
                      "or choose a model of a provider that has it.");
        missing = missing ? missing : &tool;
    }
    if (!missing || hasOthers)
        return std::nullopt;
    return need(typePath(*missing),
        "asks for the tool \"" + missing->name
            + "\", which the target's API does not have, and there is no other: the answer would be made without it. "
              "Choose a model of a provider that has it, or describe a function.");
}

// ---- what a provider keeps, or fetches by itself

struct Field {
    Format client;
    std::string_view name;
    std::string_view what; ///< goes on behind the name
};

constexpr std::array kOwnFields{
    Field{Format::Gemini, "cachedContent",
        "names what Google keeps of the conversation, which the target cannot see. Send the conversation itself, or "
        "choose one of Google's models."},
    Field{Format::Anthropic, "mcp_servers",
        "names servers whose tools Anthropic calls, which the target's API does not. Choose a model of Anthropic's, or "
        "describe their tools as functions."},
    Field{Format::OpenAiChat, "web_search_options",
        "asks for a search of the web, which the target's API does not have. Choose a model of a provider that has it."},
};

std::optional<Error> missingField(const Conversation& conversation, Format target)
{
    if (conversation.origin == target)
        return std::nullopt;
    for (const Field& field : kOwnFields)
        for (const auto& [key, value] : conversation.extras)
            if (field.client == conversation.origin && field.name == key && !value.empty())
                return need(key, std::string(field.what));
    return std::nullopt;
}

// ---- what the answer is to be

bool asksFor(const Json& kinds, std::span<const std::string_view> unheard)
{
    return kinds.is_array() && std::ranges::any_of(kinds, [&](const Json& kind) {
        return kind.is_string() && isOneOf(kind.get_ref<const std::string&>(), unheard);
    });
}

/// Sound or pictures, which only the format that was asked for them has words for.
std::optional<Error> missingModality(const Conversation& conversation, Format target)
{
    constexpr std::array<std::string_view, 5> kUnheard{"audio", "image", "AUDIO", "IMAGE", "VIDEO"};
    if (conversation.origin == target)
        return std::nullopt;
    for (const auto& [key, value] : conversation.extras) {
        const bool isChats = conversation.origin == Format::OpenAiChat && key == "modalities";
        const bool isGeminis = conversation.origin == Format::Gemini && key == "generationConfig.responseModalities";
        if ((isChats || isGeminis) && asksFor(value, kUnheard))
            return need(key,
                "asks for an answer that is not text, which the target's API cannot be asked for. Ask for text, or choose "
                "a model of a provider that speaks the API of this request.");
    }
    return std::nullopt;
}

/// Where each format says it. Source: the API references; read 2026-11-21.
std::string stopPath(Format client)
{
    switch (client) {
    case Format::Anthropic: return "stop_sequences";
    case Format::Gemini: return "generationConfig.stopSequences";
    case Format::OllamaChat:
    case Format::OllamaGenerate: return "options.stop";
    default: return "stop";
    }
}

} // namespace

std::optional<Error> unmetNeed(const Conversation& conversation, Format target)
{
    if (auto tool = missingTool(conversation, target))
        return tool;
    if (auto field = missingField(conversation, target))
        return field;
    if (auto modality = missingModality(conversation, target))
        return modality;
    if (target == Format::OpenAiResponses && !conversation.sampling.stop.empty())
        return need(stopPath(conversation.origin),
            "tells where the answer has to stop, which OpenAI's Responses API cannot be told. Leave it out, or choose a "
            "model of a provider that has another API.");
    return std::nullopt;
}

} // namespace gateway::protocol
