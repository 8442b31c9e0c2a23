#include "sent_request.h"

#include "gateway/protocol/codecs/codec_table.h"

#include "catch.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

/// Tools of the same name without a namespace and in two namespaces.
std::string choosing(const std::string& choice, const std::string& more = {})
{
    return R"({"model":"m","input":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","name":"x","parameters":{"type":"object"}},)"
           R"({"type":"namespace","name":"ns","description":"d","tools":[{"type":"function","name":"x","parameters":{"type":"object"}},{"type":"custom","name":"y"}]},)"
           R"({"type":"namespace","name":"other","description":"d","tools":[{"type":"function","name":"x","parameters":{"type":"object"}}]})"
        + more + R"(],"tool_choice":)" + choice + "}";
}

Json at(const Json& body, const char* pointer)
{
    const Json::json_pointer path(pointer);
    return body.contains(path) ? body.at(path) : Json();
}

/// The tool that the model must call; null: none.
Json forced(Format target, const Sent& sent)
{
    switch (target) {
    case Format::OpenAiChat:
        return sent.says(R"("tool_choice":{"type":"custom")") ? at(sent.body, "/tool_choice/custom/name") : at(sent.body, "/tool_choice/function/name");
    case Format::Anthropic: return at(sent.body, "/tool_choice/name");
    case Format::Gemini: return at(sent.body, "/toolConfig/functionCallingConfig/allowedFunctionNames/0");
    case Format::Bedrock: return at(sent.body, "/toolConfig/toolChoice/tool/name");
    default: return sent.tools.size() == 1 ? Json(sent.tools.front()) : Json();
    }
}

/// The tools that the model may call.
std::vector<std::string> allowed(Format target, const Sent& sent)
{
    std::vector<std::string> names;
    const Json list = target == Format::OpenAiChat ? at(sent.body, "/tool_choice/allowed_tools/tools")
        : target == Format::Gemini    ? at(sent.body, "/toolConfig/functionCallingConfig/allowedFunctionNames")
                                      : Json();
    if (list.is_null())
        return sent.tools;
    for (const Json& each : list)
        names.push_back(each.is_string() ? each.get<std::string>() : each[each["type"].get<std::string>()]["name"].get<std::string>());
    return names;
}

} // namespace

TEST_CASE("a tool choice with a namespace forces only the tool of that namespace")
{
    struct Row {
        const char* choice;
        const char* more; ///< further tools
        const char* forced;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"type":"function","name":"x","namespace":"ns"})", "", "ns__x"},
        {R"({"type":"function","name":"x","namespace":"other"})", "", "other__x"},
        {R"({"type":"function","function":{"name":"x","namespace":"ns"}})", "", "ns__x"},
        {R"({"type":"custom","name":"y","namespace":"ns"})", "", "ns__y"},
        {R"({"type":"function","name":"x"})", "", "x"},
        {R"({"type":"function","name":"ns__x"})", R"(,{"type":"function","name":"ns__x","parameters":{"type":"object"}})", "ns__x"},
    }));
    CAPTURE(row.choice);
    const Conversation request = readFrom(Format::OpenAiResponses, choosing(row.choice, row.more));
    for (const Format target : {Format::OpenAiChat, Format::Anthropic, Format::Gemini, Format::Bedrock, Format::Cohere}) {
        const Sent sent = sentTo(target, request);
        CAPTURE(static_cast<int>(target), sent.text(), sent.refused);
        CHECK(sent.refused.empty());
        CHECK(forced(target, sent) == row.forced);
    }
}

TEST_CASE("forces the right tool when a plain tool has the flattened name of a namespaced one")
{
    const char* const plain = R"(,{"type":"function","name":"ns__x","parameters":{"type":"object"}})";
    const Conversation request = readFrom(Format::OpenAiResponses, choosing(R"({"type":"function","name":"x","namespace":"ns"})", plain));
    for (const Format target : {Format::OpenAiChat, Format::Anthropic, Format::Gemini, Format::Bedrock}) {
        const Sent sent = sentTo(target, request);
        CAPTURE(static_cast<int>(target), sent.text());
        const std::string name = forced(target, sent);
        CHECK(name.starts_with("ns__x_"));
        const std::string back = calledBack(request, name, "{}");
        CHECK(back.find(R"("name":"x")") != std::string::npos);
        CHECK(back.find(R"("namespace":"ns")") != std::string::npos);
        CHECK(back.find(name) == std::string::npos);
    }
}

TEST_CASE("rejects the choice of a tool that its namespace does not contain")
{
    for (const char* const choice : {R"({"type":"function","name":"y","namespace":"other"})", R"({"type":"function","name":"x","namespace":"none"})"}) {
        const Conversation request = readFrom(Format::OpenAiResponses, choosing(choice));
        for (const Format target : {Format::OpenAiChat, Format::Anthropic, Format::Gemini})
            CHECK(sentTo(target, request).refused.starts_with("tool_choice: "));
    }
}

TEST_CASE("a list of allowed tools selects those of the given namespace")
{
    struct Row {
        const char* tools;
        std::vector<std::string> allowed;
    };
    const auto row = GENERATE(values<Row>({
        {R"([{"type":"function","name":"x","namespace":"ns"}])", {"ns__x"}},
        {R"([{"type":"function","name":"x"}])", {"x"}},
        {R"([{"type":"function","name":"x","namespace":"other"},{"type":"custom","name":"y","namespace":"ns"}])", {"other__x", "ns__y"}},
        {R"([{"type":"namespace","name":"ns"}])", {"ns__x", "ns__y"}},
        {R"([{"type":"function","name":"x"},{"type":"mcp","server_label":"l"}])", {"x"}},
        {R"([{"type":"mcp","server_label":"l"},{"type":"custom","name":"y","namespace":"ns"}])", {"ns__y"}},
    }));
    CAPTURE(row.tools);
    const Conversation request = readFrom(Format::OpenAiResponses, choosing(R"({"type":"allowed_tools","mode":"auto","tools":)" + std::string(row.tools) + "}"));
    for (const Format target : {Format::OpenAiChat, Format::Anthropic, Format::Gemini, Format::OllamaChat, Format::Bedrock, Format::Cohere}) {
        const Sent sent = sentTo(target, request);
        CAPTURE(static_cast<int>(target), sent.text(), sent.refused);
        CHECK(sent.refused.empty());
        auto names = allowed(target, sent);
        auto expected = row.allowed;
        std::ranges::sort(names);
        std::ranges::sort(expected);
        CHECK(names == expected);
    }
}

TEST_CASE("a list of allowed tools contains only tools that the target receives")
{
    struct Row {
        const char* tools;
        const char* allowed;
        std::vector<std::string> left;
    };
    const auto row = GENERATE(values<Row>({
        {R"(,{"type":"web_search"})", R"([{"type":"web_search"},{"type":"function","name":"x"}])", {"x"}},
        {R"(,{"type":"web_search"},{"type":"code_interpreter","container":{"type":"auto"}})",
            R"([{"type":"code_interpreter"},{"type":"web_search"},{"type":"custom","name":"y","namespace":"ns"},{"type":"function","name":"x"}])", {"ns__y", "x"}},
        {R"(,{"type":"mcp","server_label":"l"})", R"([{"type":"mcp","server_label":"l"},{"type":"function","name":"x","namespace":"other"}])", {"other__x"}},
        {R"(,{"type":"web_search"})", R"([{"type":"web_search"}])", {}},
        {R"(,{"type":"web_search"},{"type":"shell"})", R"([{"type":"shell"},{"type":"web_search"}])", {}},
        {R"(,{"type":"mcp","server_label":"l"})", R"([{"type":"mcp","server_label":"l"}])", {}},
    }));
    CAPTURE(row.tools, row.allowed);
    const auto inMode = [&row](const char* mode) {
        return readFrom(Format::OpenAiResponses, choosing(R"({"type":"allowed_tools","mode":")" + std::string(mode) + R"(","tools":)" + row.allowed + "}", row.tools));
    };
    for (const Format target : {Format::OpenAiChat, Format::Gemini, Format::Anthropic, Format::OllamaChat, Format::Bedrock, Format::Cohere}) {
        const Sent sent = sentTo(target, inMode("auto"));
        CAPTURE(static_cast<int>(target), sent.text(), sent.refused);
        CHECK(sent.refused.empty());
        for (const char* const tool : {"web_search", "code_interpreter", "mcp", "shell"})
            if (std::string(row.tools).find(tool) != std::string::npos)
                CHECK(sent.drops("tools: " + std::string(tool)));
        if (!row.left.empty()) {
            auto names = allowed(target, sent);
            std::ranges::sort(names);
            CHECK(names == row.left);
        }
        if (target != Format::OllamaChat || row.left.size() < 2) // it cannot be told to call one of several
            CHECK(sentTo(target, inMode("required")).refused.empty() == !row.left.empty());
    }
    if (row.left.empty()) {
        CHECK(at(sentTo(Format::OpenAiChat, inMode("auto")).body, "/tool_choice") == "none");
        CHECK(at(sentTo(Format::Anthropic, inMode("auto")).body, "/tool_choice/type") == "none");
        CHECK(at(sentTo(Format::Gemini, inMode("auto")).body, "/toolConfig/functionCallingConfig/mode") == "NONE");
        CHECK(sentTo(Format::OllamaChat, inMode("auto")).tools.empty());
    }
}

TEST_CASE("the choice of a namespace requires a call of one of its tools")
{
    const Conversation request = readFrom(Format::OpenAiResponses, choosing(R"({"type":"namespace","name":"ns"})"));
    const Sent sent = sentTo(Format::Anthropic, request);
    CHECK(at(sent.body, "/tool_choice/type") == "any");
    CHECK(sent.tools == std::vector<std::string>{"ns__x", "ns__y"});
}

TEST_CASE("passes a tool choice with namespaces unchanged to the same format")
{
    for (const char* const choice : {R"({"type":"function","name":"x","namespace":"ns"})", R"({"type":"custom","name":"y","namespace":"ns"})", R"({"type":"function","name":"x"})",
             R"({"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"x","namespace":"other"},{"type":"function","name":"x"}]})"}) {
        CAPTURE(choice);
        CHECK(unordered(writtenAgain(Format::OpenAiResponses, choosing(choice))["tool_choice"]) == unordered(*parseJson(choice)));
    }
}

TEST_CASE("accepts custom tools in chat's allowed tools and drops unknown types")
{
    const Conversation request = readFrom(Format::OpenAiChat,
        R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}},)"
        R"({"type":"custom","custom":{"name":"c"}},{"type":"function","function":{"name":"g"}}],)"
        R"("tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"custom","custom":{"name":"c"}},{"type":"mcp","server_label":"l"},{"type":"function","function":{"name":"g"}}]}}})");
    for (const Format target : {Format::Anthropic, Format::OllamaChat, Format::Bedrock}) {
        const Sent sent = sentTo(target, request);
        CAPTURE(static_cast<int>(target), sent.text(), sent.dropped);
        CHECK(sent.refused.empty());
        CHECK(sent.tools == std::vector<std::string>{"c", "g"});
    }
}

TEST_CASE("an empty list of allowed tools forbids all calls")
{
    const std::string ofChat = R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f"}},{"type":"custom","custom":{"name":"c"}}],)"
                               R"("tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"MODE","tools":[]}}})";
    const std::string ofResponses = choosing(R"({"type":"allowed_tools","mode":"MODE","tools":[]})");
    for (const auto& asked : {std::pair(Format::OpenAiChat, ofChat), std::pair(Format::OpenAiResponses, ofResponses)}) {
        const Format client = asked.first;
        const std::string& text = asked.second;
        const auto inMode = [&text](const std::string& mode) { return std::string(text).replace(text.find("MODE"), 4, mode); };
        const Conversation request = readFrom(client, inMode("auto"));
        CHECK(request.toolChoice.kind == ToolChoice::Kind::None);
        CHECK(at(sentTo(Format::OpenAiChat, request).body, "/tool_choice") == "none");
        CHECK(at(sentTo(Format::Anthropic, request).body, "/tool_choice/type") == "none");
        CHECK(at(sentTo(Format::Gemini, request).body, "/toolConfig/functionCallingConfig/mode") == "NONE");
        const auto refused = codecOf(client).readRequest(*parseJson(inMode("required")), {});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().param.ends_with("tools"));
    }
}

TEST_CASE("Anthropic's choice of a deferred tool forces it in every other format")
{
    struct Row {
        const char* tools;
        const char* messages;
        const char* name;
    };
    const auto row = GENERATE(values<Row>({
        {R"([{"name":"f","input_schema":{"type":"object"}},{"name":"late","input_schema":{"type":"object"},"defer_loading":true}])", R"([{"role":"user","content":"Hi"}])", "late"},
        {R"([{"name":"f","input_schema":{"type":"object"}}])",
            R"([{"role":"user","content":"Hi"},{"role":"system","content":[{"type":"tool_addition","tool":{"type":"tool_definition","definition":{"name":"late","input_schema":{"type":"object"}}}}]},{"role":"user","content":"Go"}])", "late"},
        {R"([{"name":"f","input_schema":{"type":"object"}},{"name":"late","input_schema":{"type":"object"},"defer_loading":true},{"type":"tool_search_tool_regex_20251119","name":"tool_search_tool_regex"}])",
            R"([{"role":"user","content":"Hi"}])", "late"},
    }));
    CAPTURE(row.tools, row.messages);
    const Conversation request = readFrom(Format::Anthropic,
        R"({"model":"m","max_tokens":9,"messages":)" + std::string(row.messages) + R"(,"tools":)" + row.tools + R"(,"tool_choice":{"type":"tool","name":")" + row.name + R"("}})");
    for (const Format target : {Format::OpenAiChat, Format::OpenAiResponses, Format::Gemini, Format::Bedrock, Format::Cohere}) {
        const Sent sent = sentTo(target, request);
        CAPTURE(static_cast<int>(target), sent.text(), sent.refused);
        CHECK(sent.refused.empty());
        CHECK((target == Format::OpenAiResponses ? at(sent.body, "/tool_choice/name") : forced(target, sent)) == row.name);
    }
}
