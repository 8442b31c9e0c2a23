#include "gateway/protocol/openai/chat_codec.h"

#include "catch.h"
#include "chat_fixture.h"
#include "codec_check.h"
#include "describe.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace gateway::protocol::openai;
using namespace tests;

namespace {

Json body(const std::string& messages, const std::string& more = {})
{
    return *parseJson(R"({"model":"m","messages":[)" + messages + ']' + more + '}');
}

Conversation readMessages(const std::string& messages, const std::string& more = {})
{
    return readRequest(openAiChatCodec(), body(messages, more).dump());
}

} // namespace

TEST_CASE("chat: a request survives reading and writing unchanged")
{
    const std::string file = GENERATE(as<std::string>(), "openai/request-agent.json", "openai/request-vendors.json");
    CAPTURE(file);
    const std::string text = dataFile(file);
    checkRequestIdentity(openAiChatCodec(), text);
    checkNeutralIdentity(openAiChatCodec(), readRequest(openAiChatCodec(), text));
}

TEST_CASE("chat: reads a request into the neutral form")
{
    const Conversation agent = readRequest(openAiChatCodec(), dataFile("openai/request-agent.json"));
    REQUIRE(agent.messages.size() == 11); // three results form one message
    CHECK(agent.messages[3].parts.size() == 3);
    const auto& result = std::get<ToolResult>(agent.messages[3].parts[1].content);
    CHECK(result.callId == "call_b2");
    CHECK(result.name == "read_file");
    CHECK(agent.messages[3].parts[1].cacheControl.dump() == R"({"type":"ephemeral"})");
    CHECK(std::get<ToolResult>(agent.messages[3].parts[2].content).isFreeForm);
    const auto& picture = std::get<Media>(agent.messages[1].parts[1].content);
    CHECK(picture.mediaType == "image/png");
    CHECK(picture.detail == "high");
    CHECK(std::get<Media>(agent.messages[1].parts[4].content).mediaType == "audio/mpeg");
    CHECK(agent.tools[2].kind == Tool::Kind::FreeForm);
    CHECK(agent.tools[2].definition.dump() == R"({"type":"grammar","syntax":"lark","definition":"start: \"x\""})");
    CHECK(agent.tools[3].kind == Tool::Kind::BuiltIn);
    CHECK(agent.toolChoice.allowed == std::vector<std::string>{"read_file", "apply_patch"});
    CHECK(agent.sampling.maxTokens == 4096);
    CHECK(agent.extras.size() == 7);

    const Conversation vendors = readRequest(openAiChatCodec(), dataFile("openai/request-vendors.json"));
    CHECK(vendors.reasoning.enabled == true);
    CHECK(vendors.reasoning.budget == 1000);
    CHECK(vendors.reasoning.effort == "low");
    CHECK(vendors.reasoning.isShown == false);
}

TEST_CASE("chat: accepts the variations of real clients")
{
    struct Row {
        const char* name;
        const char* messages;
        const char* written; ///< the messages as written
    };
    const auto row = GENERATE(values<Row>({
        {"empty content beside calls",
            R"({"role":"assistant","content":"","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":""}}]},
               {"role":"tool","tool_call_id":"a","content":[{"type":"text","text":"x"}]})",
            R"([{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":"x"}])"},
        {"missing content", R"({"role":"assistant"},{"role":"user","content":""})",
            R"([{"role":"assistant","content":""},{"role":"user","content":""}])"},
        {"results in any order",
            R"({"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},
               {"role":"tool","tool_call_id":"b","content":"2"},{"role":"tool","tool_call_id":"a","content":"1"})",
            R"([{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":"1"},{"role":"tool","tool_call_id":"b","content":"2"}])"},
        {"the same ID in every turn",
            R"({"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},
               {"role":"tool","tool_call_id":"a","content":"1"},
               {"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},
               {"role":"tool","tool_call_id":"a","content":"2"})",
            R"([{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":"1"},{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":"2"}])"},
        {"legacy functions",
            R"({"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},{"role":"function","name":"f","content":"1"})",
            R"([{"role":"assistant","content":null,"tool_calls":[{"id":"call_1_f","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"call_1_f","content":"1"}])"},
        {"image as a bare URL, reasoning under its other name",
            R"({"role":"user","content":[{"type":"image_url","image_url":"https://example.org/a"}]},{"role":"assistant","content":"x","reasoning":"r","annotations":[],"refusal":null,"audio":null})",
            R"([{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.org/a"}}]},{"role":"assistant","content":"x","reasoning_content":"r"}])"},
        {"Mistral's reasoning inside content",
            R"({"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]},{"type":"text","text":"x"}]})",
            R"([{"role":"assistant","content":"x","reasoning_content":"hm"}])"},
        {"image in a result",
            R"({"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},
               {"role":"tool","tool_call_id":"a","content":[{"type":"text","text":"see"},{"type":"image_url","image_url":{"url":"https://example.org/a"}}]},{"role":"user","content":"and?"})",
            R"([{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":[{"type":"text","text":"see"},{"type":"text","text":"[1 attachment in the next message]"}]},{"role":"user","content":[{"type":"text","text":"Returned by the tool call a:"},{"type":"image_url","image_url":{"url":"https://example.org/a"}}]},{"role":"user","content":"and?"}])"},
    }));
    CAPTURE(row.name);
    WriteTarget target;
    target.model = "m";
    const Json written = writeRequest(openAiChatCodec(), readMessages(row.messages), target);
    CHECK(nlohmann::json::parse(written["messages"].dump()).dump(1) == nlohmann::json::parse(row.written).dump(1));
}

TEST_CASE("chat: answers legacy function requests with function_call")
{
    const Conversation conversation = readMessages(R"({"role":"user","content":"x"})",
        R"(,"functions":[{"name":"f","parameters":{"type":"object"}}],"function_call":{"name":"f"})");
    CHECK(conversation.usesFunctions);
    CHECK(conversation.toolChoice.name == "f");
    WriteTarget target;
    const Json written = writeRequest(openAiChatCodec(), conversation, target);
    CHECK(written["tools"].dump() == R"([{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}])");
    CHECK(written["parallel_tool_calls"] == false);
}

TEST_CASE("chat: rejects an invalid request and names the path")
{
    struct Row {
        const char* messages;
        const char* more;
        const char* problem; ///< how it starts
    };
    const auto row = GENERATE(values<Row>({
        {R"({"role":"user","content":5})", "",
            "messages[0].content: \"messages[0].content\" must be a string or an array"},
        {R"({"role":7,"content":"x"})", "", "messages[0].role: "},
        {R"({"content":"x"})", "", "messages[0].role: \"messages[0].role\" is missing. Write \"system\", \"developer\", \"user\", \"assistant\" or \"tool\"."},
        {R"("hi")", "", "messages[0]: \"messages[0]\" must be an object"},
        {"", "", "messages: \"messages\" must not be empty. Write an array such as [{\"role\":\"user\",\"content\":\"Hello\"}]."},
        {R"({"role":"user","content":[{"text":"x"}]})", "", "messages[0].content[0].type: "},
        {R"({"role":"user","content":[{"type":"text"}]})", "", "messages[0].content[0].text: "},
        {R"({"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,***"}}]})", "",
            "messages[0].content[0].image_url.url: "},
        {R"({"role":"user","content":[{"type":"input_audio","input_audio":{"data":"a b","format":"wav"}}]})", "",
            "messages[0].content[0].input_audio.data: "},
        {R"({"role":"user","content":[{"type":"file","file":{"filename":"a"}}]})", "",
            "messages[0].content[0].file.file_data: "},
        {R"({"role":"tool","tool_call_id":"x","content":"y"})", "", "messages[0].tool_call_id: "},
        {R"({"role":"tool","content":"y"})", "", "messages[0].tool_call_id: \"messages[0].tool_call_id\" is missing. Write the id of the tool call."},
        {R"({"role":"function","name":"f","content":"y"})", "", "messages[0].name: "},
        {R"({"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f"}}]},{"role":"tool","tool_call_id":"a","content":"1"},{"role":"tool","tool_call_id":"a","content":"2"})",
            "", "messages[2].tool_call_id: "},
        {R"({"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{}}]})", "",
            "messages[0].tool_calls[0].function.name: "},
        {R"({"role":"assistant","content":"x","reasoning_content":["r"]})", "", "messages[0].reasoning_content: "},
        {R"({"role":"user","content":"x"})", R"(,"temperature":"warm")", "temperature: "},
        {R"({"role":"user","content":"x"})", R"(,"max_tokens":1.5)", "max_tokens: "},
        {R"({"role":"user","content":"x"})", R"(,"stop":[1])", "stop[0]: "},
        {R"({"role":"user","content":"x"})", R"(,"stream":"yes")", "stream: "},
        {R"({"role":"user","content":"x"})", R"(,"tools":[{"type":"function","function":{}}])",
            "tools[0].function.name: "},
        {R"({"role":"user","content":"x"})", R"(,"tools":[{}])", "tools[0].type: "},
        {R"({"role":"user","content":"x"})", R"(,"tool_choice":7)", "tool_choice: "},
        {R"({"role":"user","content":"x"})", R"(,"tool_choice":{"type":"function"})", "tool_choice.function.name: "},
        {R"({"role":"user","content":"x"})", R"(,"response_format":{"name":"xml"})", "response_format.type: "},
        {R"({"role":"user","content":"x"})", R"(,"thinking":"on")", "thinking: "},
    }));
    CAPTURE(row.messages, row.more);
    const std::string problem = problemOf(openAiChatCodec(), body(row.messages, row.more).dump());
    CHECK_THAT(problem, Catch::StartsWith(row.problem));
}

TEST_CASE("chat: rejects a request without messages")
{
    CHECK(problemOf(openAiChatCodec(), R"({"model":"m"})") == "messages: \"messages\" is missing. Write an array such as [{\"role\":\"user\",\"content\":\"Hello\"}].");
    CHECK(problemOf(openAiChatCodec(), "[1]") == ": The request body must be one JSON object.");
}

TEST_CASE("chat: reads a prompt cache breakpoint as cache control")
{
    const auto part = GENERATE(values<std::string>({R"({"type":"text","text":"a","prompt_cache_breakpoint":{"mode":"explicit"}})",
        R"({"type":"image_url","image_url":{"url":"https://example.org/a.png"},"prompt_cache_breakpoint":{"mode":"explicit"}})",
        R"({"type":"file","file":{"file_id":"f1"},"prompt_cache_breakpoint":{}})"}));
    CAPTURE(part);
    const Conversation read = readMessages(R"({"role":"user","content":[)" + part + "]}");
    CHECK(read.messages.at(0).parts.at(0).cacheControl.dump() == R"({"type":"ephemeral"})");
    CHECK(read.unread.empty());
    const Conversation both = readMessages(
        R"({"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"1h"},"prompt_cache_breakpoint":{}}]})");
    CHECK(both.messages.at(0).parts.at(0).cacheControl.dump() == R"({"type":"ephemeral","ttl":"1h"})");
}

TEST_CASE("chat: lists unknown fields")
{
    const Conversation read = readMessages(R"({"role":"user","content":[{"type":"image_url","image_url":{"url":"https://a.org/b.png","fidelity":"x"},"crop":1}],"mood":"x"},)"
                                           R"({"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}","trace":1}}]},)"
                                           R"({"role":"tool","tool_call_id":"c","content":"a","status":"ok"})",
        R"(,"tools":[{"type":"function","function":{"name":"f","version":2},"defer":true}],"response_format":{"type":"json_object","loose":true},"stream_options":{"include_usage":true,"pace":1})");
    CHECK(read.unread
        == std::vector<std::string>{"messages[0].content[0].image_url.fidelity", "messages[0].content[0].crop", "messages[0].mood",
            "messages[1].tool_calls[0].function.trace", "messages[2].status", "tools[0].function.version", "tools[0].defer", "response_format.loose",
            "stream_options.pace"});
}
