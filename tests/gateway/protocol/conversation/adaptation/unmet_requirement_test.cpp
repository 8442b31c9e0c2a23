#include "gateway/protocol/conversation/adaptation/unmet_requirement.h"

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

/// The path of the rejected field; empty: accepted.
std::string refusedPath(const Conversation& conversation, Format target)
{
    const auto need = unmetRequirement(conversation, target);
    if (!need)
        return {};
    CHECK(need->kind == ErrorKind::InvalidRequest);
    CHECK(need->text().starts_with('"' + need->param + "\" "));
    return need->param;
}

} // namespace

TEST_CASE("drops a provider tool beside functions and rejects one that is alone")
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
        {Format::OpenAiResponses, "frobnicate", Format::Gemini, "tools[0].type", ""},
        {Format::OpenAiResponses, "frobnicate", Format::OpenAiResponses, "", ""},
        {Format::OpenAiChat, "builtin_function", Format::Bedrock, "tools[0].type", ""},
        {Format::OpenAiChat, "frobnicate", Format::Cohere, "tools[0].type", ""},
        {Format::Anthropic, "web_search_20250305", Format::OpenAiChat, "tools[0].type", ""},
        {Format::Anthropic, "bash_20250124", Format::Gemini, "tools[0].type", ""},
        {Format::Anthropic, "frobnicate_20250124", Format::Gemini, "tools[0].type", ""},
        {Format::Anthropic, "web_search_20250305", Format::Anthropic, "", ""},
        {Format::Gemini, "googleSearch", Format::OllamaChat, "tools[0].googleSearch", ""},
        {Format::Gemini, "frobnicate", Format::Anthropic, "tools[0].frobnicate", ""},
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

TEST_CASE("rejects audio or image output for formats that do not support it")
{
    Conversation spoken;
    spoken.extras = {{"modalities", Json{"text", "audio"}}};
    CHECK(refusedPath(spoken, Format::Anthropic) == "modalities");
    CHECK(refusedPath(spoken, Format::OpenAiChat).empty());
    spoken.extras = {{"modalities", Json{"text"}}};
    CHECK(refusedPath(spoken, Format::Anthropic).empty());
    spoken.extras = {{"modalities", "audio"}}; // not an array: the target never receives it
    CHECK(refusedPath(spoken, Format::Anthropic).empty());

    Conversation drawn;
    drawn.origin = Format::Gemini;
    drawn.extras = {{"generationConfig.responseModalities", Json{"TEXT", "IMAGE"}}};
    CHECK(refusedPath(drawn, Format::OpenAiChat) == "generationConfig.responseModalities");
    CHECK(refusedPath(drawn, Format::Gemini).empty());
}

TEST_CASE("rejects fields that only the client's own provider can resolve")
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
        {Format::Anthropic, "container", "container_1", true},
        {Format::Anthropic, "container", Json(), false},
        {Format::Gemini, "generationConfig.responseMimeType", "text/x.enum", true},
        {Format::OpenAiChat, "web_search_options", Json::object(), true}, // the common case
        {Format::OpenAiChat, "mcp_servers", Json::array({1}), false},
    }));
    CAPTURE(row.field);
    Conversation conversation;
    conversation.origin = row.client;
    conversation.extras = {{row.field, row.value}};
    CHECK(refusedPath(conversation, Format::Cohere) == (row.isRefused ? row.field : ""));
    CHECK(refusedPath(conversation, row.client).empty());
}

TEST_CASE("rejects the choice of a tool that does not exist or that the target lacks")
{
    using Kind = ToolChoice::Kind;
    struct Row {
        const char* name;
        ToolChoice choice;
        Format client;
        const char* path;
    };
    const char* const geminis = "toolConfig.functionCallingConfig";
    const auto row = GENERATE_COPY(values<Row>({
        {"a function", {Kind::Named, "ls", {}}, Format::OpenAiChat, ""},
        {"a function in a namespace", {Kind::Named, "agents__spawn", {}}, Format::OpenAiResponses, ""},
        {"a built-in tool", {Kind::Named, "web_search", {}}, Format::OpenAiChat, "tool_choice"},
        {"a built-in tool by its name", {Kind::Named, "search", {}}, Format::Anthropic, "tool_choice"},
        {"a tool that is not in the request", {Kind::Named, "nowhere", {}}, Format::OpenAiChat, "tool_choice"},
        {"a tool that is not in the request", {Kind::Named, "nowhere", {}}, Format::Gemini, geminis},
        {"any", {Kind::Required, {}, {}}, Format::OpenAiChat, ""},
        {"some of the tools", {Kind::Auto, {}, {"ls", "web_search"}}, Format::OpenAiChat, ""},
        {"some that do not exist", {Kind::Auto, {}, {"ls", "nowhere"}}, Format::OpenAiChat, "tool_choice"},
        {"required, but all allowed ones are dropped", {Kind::Required, {}, {"web_search"}}, Format::OpenAiResponses, "tool_choice"},
        {"none", {Kind::None, {}, {}}, Format::OpenAiChat, ""},
    }));
    CAPTURE(row.name);
    Tool function;
    function.name = "ls";
    Tool grouped;
    grouped.name = "spawn";
    grouped.nameSpace = "agents";
    Tool search = builtIn(row.client, row.client == Format::Anthropic ? "web_search_20250305" : "web_search");
    search.definition = Json{{"name", "search"}};
    auto conversation = asking(row.client, {function, grouped, search});
    conversation.toolChoice = row.choice;
    const bool isFrom = row.client == Format::Gemini; // no other format knows its "web_search"
    if (isFrom)
        conversation.tools.pop_back();
    CHECK(refusedPath(conversation, Format::Bedrock) == row.path);
    conversation.usesFunctions = true;
    CHECK(refusedPath(conversation, Format::Cohere) == (row.path == std::string("tool_choice") ? "function_call" : row.path));
    if (row.choice.kind == Kind::Required) {
        conversation.tools.clear();
        CHECK_FALSE(refusedPath(conversation, Format::OllamaChat).empty());
    }
}

TEST_CASE("rejects values that no target can satisfy")
{
    struct Row {
        Format client;
        void (*ask)(Conversation&);
        Format target;
        const char* path;
    };
    const auto eightTimes = [](Conversation& c) { c.sampling.count = 8; };
    const auto nineTimes = [](Conversation& c) { c.sampling.count = 9; };
    const auto nothing = [](Conversation& c) { c.sampling.maxTokens = 0; };
    const auto likely = [](Conversation& c) { c.sampling.topLogProbs = 3; };
    const auto bananas = [](Conversation& c) { c.reasoning.effort = "banana"; }; // see known_values_test.cpp
    const auto shaped = [](Conversation& c) { c.output.kind = OutputFormat::Kind::JsonSchema; };
    const auto row = GENERATE_COPY(values<Row>({
        {Format::OpenAiChat, eightTimes, Format::Anthropic, ""},
        {Format::OpenAiChat, nineTimes, Format::Anthropic, "n"},
        {Format::OpenAiCompletions, nineTimes, Format::OllamaChat, "n"},
        {Format::Gemini, nineTimes, Format::Bedrock, "generationConfig.candidateCount"},
        {Format::Gemini, nineTimes, Format::OpenAiChat, ""},
        {Format::OpenAiChat, nineTimes, Format::Gemini, ""},
        {Format::OpenAiChat, [](Conversation& c) { c.sampling.count = 0; }, Format::Gemini, "n"},
        {Format::OpenAiChat, nothing, Format::Anthropic, "max_tokens"},
        {Format::OpenAiChat,
            [](Conversation& c) {
                c.sampling.maxTokens = -5;
                c.sampling.isCompletionLimit = true;
            },
            Format::Anthropic, "max_completion_tokens"},
        {Format::OpenAiResponses, nothing, Format::Anthropic, "max_output_tokens"},
        {Format::Gemini, nothing, Format::Anthropic, "generationConfig.maxOutputTokens"},
        {Format::OpenAiChat, likely, Format::Gemini, "top_logprobs"},
        {Format::Gemini, likely, Format::OpenAiChat, "generationConfig.logprobs"},
        {Format::OpenAiResponses, likely, Format::OpenAiChat, ""},
        {Format::OpenAiChat, bananas, Format::Anthropic, ""},
        {Format::OpenAiChat, shaped, Format::Cohere, "response_format.json_schema.schema"},
        {Format::OpenAiResponses, shaped, Format::Cohere, "text.format.schema"},
    }));
    Conversation conversation;
    conversation.origin = row.client;
    row.ask(conversation);
    CAPTURE(row.path);
    CHECK(refusedPath(conversation, row.target) == row.path);
}

TEST_CASE("rejects a forced call for targets that do not support forcing")
{
    struct Row {
        Format client;
        ToolChoice::Kind kind;
        Format target;
        bool noForcing;
        const char* path;
        std::size_t tools = 2;
    };
    using Kind = ToolChoice::Kind;
    const auto row = GENERATE(values<Row>({
        {Format::OpenAiChat, Kind::Required, Format::OllamaChat, false, ""}, // see forced_call.h
        {Format::OpenAiChat, Kind::Required, Format::OllamaChat, false, "", 1},
        {Format::Anthropic, Kind::Named, Format::OllamaChat, false, ""},
        {Format::Gemini, Kind::Required, Format::OllamaChat, false, ""},
        {Format::Gemini, Kind::Required, Format::OpenAiChat, true, "toolConfig.functionCallingConfig"},
        {Format::OpenAiChat, Kind::Auto, Format::OllamaChat, false, ""},
        {Format::OpenAiChat, Kind::None, Format::OllamaChat, false, ""},
        {Format::Anthropic, Kind::Required, Format::OpenAiChat, true, "tool_choice"},
        {Format::Anthropic, Kind::Required, Format::OpenAiChat, true, "", 1},
        {Format::Anthropic, Kind::Named, Format::OpenAiChat, true, ""},
        {Format::Anthropic, Kind::Required, Format::OpenAiChat, false, ""},
        {Format::Anthropic, Kind::Required, Format::Cohere, false, ""},
    }));
    CAPTURE(static_cast<int>(row.client), static_cast<int>(row.kind), static_cast<int>(row.target));
    Tool function;
    function.name = "ls";
    std::vector<Tool> tools(row.tools, function);
    tools.back().name = row.tools > 1 ? "rm" : "ls";
    auto conversation = asking(row.client, tools);
    conversation.toolChoice.kind = row.kind;
    conversation.toolChoice.name = row.kind == Kind::Named ? "ls" : "";
    const auto need = unmetRequirement(conversation, row.target, {0, row.noForcing});
    CHECK((need ? need->param : std::string()) == row.path);
}

TEST_CASE("rejects more tools than the provider accepts")
{
    Tool function;
    auto conversation = asking(Format::Anthropic, std::vector<Tool>(129, function));
    for (std::size_t i = 0; i < conversation.tools.size(); ++i)
        conversation.tools[i].name = "f" + std::to_string(i);
    const TargetLimits limits{.mostTools = 128};
    REQUIRE(unmetRequirement(conversation, Format::OpenAiChat, limits));
    CHECK(unmetRequirement(conversation, Format::OpenAiChat, limits)->param == "tools");
    CHECK_FALSE(unmetRequirement(conversation, Format::OpenAiChat));
    CHECK_FALSE(unmetRequirement(conversation, Format::Anthropic, limits)); // left to its provider
    conversation.tools.pop_back();
    CHECK_FALSE(unmetRequirement(conversation, Format::OpenAiChat, limits));
    conversation.tools.push_back(builtIn(Format::Anthropic, "web_search_20250305")); // which is dropped
    CHECK_FALSE(unmetRequirement(conversation, Format::OpenAiChat, limits));
}

TEST_CASE("names the path of what a provider rejects although its format allows it")
{
    struct Row {
        const char* name;
        TargetLimits limits;
        void (*ask)(Conversation& conversation);
        const char* path; ///< empty: accepted
    };
    static constexpr auto kChoose = [](Conversation& conversation) {
        conversation.toolChoice.kind = ToolChoice::Kind::Named;
        conversation.toolChoice.name = "f";
    };
    static constexpr auto kWant = [](Conversation& conversation) {
        conversation.toolChoice.kind = ToolChoice::Kind::Required;
        conversation.tools.push_back(conversation.tools.front());
        conversation.tools.back().name = "g";
    };
    static constexpr auto kSend = [](Conversation& conversation) {
        Media media;
        media.kind = Media::Kind::File;
        media.data = "JVBERi0x";
        media.mediaType = "application/pdf";
        media.place = "messages[0].content[1]";
        conversation.messages.emplace_back().parts.push_back({media, {}});
    };
    static constexpr auto kSendText = [](Conversation& conversation) {
        kSend(conversation);
        std::get<Media>(conversation.messages.back().parts[0].content).mediaType = "text/plain";
    };
    const auto row = GENERATE(values<Row>({
        {"one of several tools", {.noForcing = true, .noNaming = true}, kWant, "tool_choice"},
        {"a named tool, forced by a schema", {.noNaming = true}, kChoose, ""},
        {"a named tool, where naming is supported", {.noForcing = true}, kChoose, ""},
        {"a document", {.noFiles = true}, kSend, "messages[0].content[1]"},
        {"a text document", {.noFiles = true}, kSendText, ""},
        {"a document, where files are supported", {}, kSend, ""},
    }));
    CAPTURE(row.name);
    Tool function;
    function.name = "f";
    auto conversation = asking(Format::Anthropic, {function});
    row.ask(conversation);
    const auto need = unmetRequirement(conversation, Format::OpenAiChat, row.limits);
    CHECK((need ? need->param : std::string()) == row.path);
    CHECK_FALSE(unmetRequirement(conversation, Format::Anthropic, row.limits)); // left to its provider
}

TEST_CASE("rejects a conversation without any message that another format can carry")
{
    struct Row {
        Format client;
        const char* place;
    };
    const auto row = GENERATE(values<Row>({{Format::OpenAiChat, "messages"}, {Format::OpenAiResponses, "input"},
        {Format::Gemini, "contents"}, {Format::OllamaChat, "messages"}}));
    Message silent;
    silent.original = Json{{"role", "cursor"}};
    Conversation conversation;
    conversation.origin = row.client;
    conversation.messages = {silent, silent};
    CHECK(refusedPath(conversation, Format::Anthropic) == row.place);
    CHECK(refusedPath(conversation, row.client).empty());
    conversation.messages.push_back({Role::User, {{Text{"Hi"}, {}}}});
    CHECK(refusedPath(conversation, Format::Anthropic).empty());
}
