#include "gateway/protocol/conversation/unmet_need.h"

#include "catch.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;

namespace {

Tool builtIn(Format origin, const std::string& name)
{
    Tool tool;
    tool.kind = Tool::Kind::BuiltIn;
    tool.origin = origin;
    tool.name = name;
    tool.place = "tools[0]";
    return tool;
}

Conversation asking(Format origin, std::vector<Tool> tools)
{
    Conversation conversation;
    conversation.origin = origin;
    conversation.tools = std::move(tools);
    return conversation;
}

/// The path that is refused; empty: none is.
std::string refusedPath(const Conversation& conversation, Format target)
{
    const auto need = unmetNeed(conversation, target);
    if (!need)
        return {};
    CHECK(need->kind == ErrorKind::InvalidRequest);
    CHECK(need->message.starts_with('"' + need->param + "\" "));
    return need->param;
}

} // namespace

TEST_CASE("a tool of a provider's own is left out beside functions only, and where it is known")
{
    struct Row {
        Format client;
        const char* name;
        Format target;
        const char* alone;
        const char* besideFunctions;
    };
    const auto row = GENERATE(values<Row>({
        {Format::OpenAiResponses, "web_search", Format::Anthropic, "tools[0].type", ""},
        {Format::OpenAiResponses, "tool_search", Format::OpenAiChat, "tools[0].type", ""},
        {Format::OpenAiResponses, "web_search", Format::OpenAiResponses, "", ""},
        {Format::OpenAiResponses, "frobnicate", Format::Gemini, "tools[0].type", "tools[0].type"},
        {Format::OpenAiResponses, "frobnicate", Format::OpenAiResponses, "", ""},
        {Format::OpenAiChat, "builtin_function", Format::Bedrock, "tools[0].type", ""},
        {Format::OpenAiChat, "frobnicate", Format::Cohere, "tools[0].type", "tools[0].type"},
        {Format::Anthropic, "web_search_20250305", Format::OpenAiChat, "tools[0].type", ""},
        {Format::Anthropic, "bash_20250124", Format::Gemini, "tools[0].type", ""},
        {Format::Anthropic, "frobnicate_20250124", Format::Gemini, "tools[0].type", "tools[0].type"},
        {Format::Anthropic, "web_search_20250305", Format::Anthropic, "", ""},
        {Format::Gemini, "googleSearch", Format::OllamaChat, "tools[0].googleSearch", ""},
        {Format::Gemini, "frobnicate", Format::Anthropic, "tools[0].frobnicate", "tools[0].frobnicate"},
    }));
    CAPTURE(row.name, static_cast<int>(row.target));
    CHECK(refusedPath(asking(row.client, {builtIn(row.client, row.name)}), row.target) == row.alone);
    Tool function;
    function.name = "ls";
    auto both = asking(row.client, {builtIn(row.client, row.name), function});
    CHECK(refusedPath(both, row.target) == row.besideFunctions);
    both.toolChoice.kind = ToolChoice::Kind::None;
    CHECK(refusedPath(both, row.target).empty());
}

TEST_CASE("sound and pictures are asked of the format that has words for them")
{
    Conversation spoken;
    spoken.extras = {{"modalities", Json{"text", "audio"}}};
    CHECK(refusedPath(spoken, Format::Anthropic) == "modalities");
    CHECK(refusedPath(spoken, Format::OpenAiChat).empty());
    spoken.extras = {{"modalities", Json{"text"}}};
    CHECK(refusedPath(spoken, Format::Anthropic).empty());
    spoken.extras = {{"modalities", "audio"}}; // no list: the target never hears of it
    CHECK(refusedPath(spoken, Format::Anthropic).empty());

    Conversation drawn;
    drawn.origin = Format::Gemini;
    drawn.extras = {{"generationConfig.responseModalities", Json{"TEXT", "IMAGE"}}};
    CHECK(refusedPath(drawn, Format::OpenAiChat) == "generationConfig.responseModalities");
    CHECK(refusedPath(drawn, Format::Gemini).empty());
}

TEST_CASE("what only the client's own provider can see or call is not left out")
{
    struct Row {
        Format client;
        const char* field;
        Json value;
        bool isRefused;
    };
    const auto row = GENERATE(values<Row>({
        {Format::Gemini, "cachedContent", "cachedContents/1", true},
        {Format::Gemini, "cachedContent", Json(), false},
        {Format::Anthropic, "mcp_servers", Json::array({Json{{"url", "https://e.com"}}}), true},
        {Format::Anthropic, "mcp_servers", Json::array(), false},
        {Format::OpenAiChat, "web_search_options", Json{{"search_context_size", "low"}}, true},
        {Format::OpenAiChat, "mcp_servers", Json::array({1}), false},
    }));
    CAPTURE(row.field);
    Conversation conversation;
    conversation.origin = row.client;
    conversation.extras = {{row.field, row.value}};
    CHECK(refusedPath(conversation, Format::Cohere) == (row.isRefused ? row.field : ""));
    CHECK(refusedPath(conversation, row.client).empty());
}

TEST_CASE("where to stop cannot be left out, and OpenAI's Responses cannot be told")
{
    struct Row {
        Format client;
        const char* path;
    };
    const auto row = GENERATE(values<Row>({
        {Format::OpenAiChat, "stop"},
        {Format::Anthropic, "stop_sequences"},
        {Format::Gemini, "generationConfig.stopSequences"},
        {Format::OllamaChat, "options.stop"},
    }));
    Conversation stopping;
    stopping.origin = row.client;
    stopping.sampling.stop = {"END"};
    CHECK(refusedPath(stopping, Format::OpenAiResponses) == row.path);
    CHECK(refusedPath(stopping, Format::Bedrock).empty());
}
