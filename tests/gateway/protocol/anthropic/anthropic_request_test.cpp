#include "gateway/protocol/anthropic/anthropic_codec.h"

#include "anthropic_fixture.h"
#include "catch.h"
#include "codec_check.h"
#include "describe.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

TEST_CASE("a recorded request and its conversation survive reading and writing unchanged")
{
    const std::string file = GENERATE(values<std::string>({"request_plain.json", "request_claude_code.json",
        "request_thinking.json", "request_media.json", "request_server_tools.json", "request_structured.json"}));
    CAPTURE(file);
    const std::string body = anthropicData(file);
    checkRequestIdentity(anthropicCodec(), body);
    checkNeutralIdentity(anthropicCodec(), readRequest(anthropicCodec(), body));
}

TEST_CASE("reads a request of Claude Code")
{
    const Conversation read = readRequest(anthropicCodec(), anthropicData("request_claude_code.json"));
    CHECK(read.origin == Format::Anthropic);
    REQUIRE(read.messages.size() == 6);
    const std::vector<Role> roles{Role::System, Role::User, Role::System, Role::Assistant, Role::User, Role::System};
    for (std::size_t i = 0; i < roles.size(); ++i)
        CHECK(read.messages[i].role == roles[i]);
    CHECK(read.messages[0].parts.size() == 3);
    CHECK(read.reasoning.isAdaptive);
    CHECK(read.reasoning.enabled == true);
    CHECK(read.reasoning.isShown == false);
    CHECK(read.reasoning.effort == "high");
    CHECK(read.sampling.maxTokens == 32000);
    CHECK(read.user == R"({"device_id":"d","session_id":"s"})");
    CHECK(read.tools.at(1).extras.at("defer_loading") == true);
    const auto& result = std::get<ToolResult>(read.messages[4].parts.at(0).content);
    CHECK(result.callId == "toolu_01B"); // the result of the second call comes first
    CHECK(result.name == "Bash");
    CHECK(read.extras.size() == 2); // context_management, and task_budget of output_config
}

TEST_CASE("reads media and structured output into the neutral form")
{
    const Conversation media = readRequest(anthropicCodec(), anthropicData("request_media.json"));
    const auto& parts = media.messages.at(0).parts;
    CHECK(std::get<Media>(parts.at(0).content).mediaType == "image/png");
    CHECK(std::get<Media>(parts.at(1).content).url == "https://example.com/a.jpg");
    CHECK(std::get<Media>(parts.at(3).content).kind == Media::Kind::File);
    CHECK(std::get<Media>(parts.at(3).content).name == "Report");
    CHECK(std::get<Text>(parts.at(4).content).text == "Document: Poem\n\nGrün\nwie Gras");
    CHECK(std::get<Text>(parts.at(7).content).text == "Document:\n\nFirst chunk\n\nSecond chunk");
    CHECK(std::holds_alternative<Opaque>(parts.at(8).content)); // it contains an image
    const Conversation structured = readRequest(anthropicCodec(), anthropicData("request_structured.json"));
    CHECK(structured.output.kind == OutputFormat::Kind::JsonSchema);
    CHECK(structured.output.schema.at("required").size() == 2);
    CHECK(structured.toolChoice.kind == ToolChoice::Kind::Required);
    CHECK(structured.parallelCalls == false);
    CHECK(structured.reasoning.enabled == false);
    const Conversation plain = readRequest(anthropicCodec(), anthropicData("request_plain.json"));
    CHECK(plain.serviceTier == "default"); // OpenAI's value
}

TEST_CASE("search results and text documents become text only for other formats")
{
    const std::string found =
        R"({"type":"search_result","source":"https://e.com/a","title":"Ants","content":[{"type":"text","text":"Six legs."},{"type":"text","text":"Many."}],"citations":{"enabled":true})";
    const std::string noted =
        R"({"type":"document","source":{"type":"text","media_type":"text/plain","data":"Buy milk."},"title":"Note","context":"Of Monday")";
    const std::string cached = R"(,"cache_control":{"type":"ephemeral"}})";
    const std::string body = R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":[)" + found + "}," + noted
        + cached + R"(]},{"role":"assistant","content":[{"type":"tool_use","id":"1","name":"f","input":{}}]},)"
        + R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":[)" + found + "}," + noted + "}]}]}]}";
    checkRequestIdentity(anthropicCodec(), body);
    const Conversation read = readRequest(anthropicCodec(), body);
    checkNeutralIdentity(anthropicCodec(), read);
    const std::string search = "Search result: Ants\nSource: https://e.com/a\n\nSix legs.\n\nMany.";
    const std::string note = "Document: Note\nOf Monday\n\nBuy milk.";
    const auto& parts = read.messages.at(0).parts;
    CHECK(std::get<Text>(parts.at(0).content).text == search);
    CHECK(std::get<Text>(parts.at(1).content).text == note);
    CHECK(parts.at(1).cacheControl.at("type") == "ephemeral");
    const auto& result = std::get<ToolResult>(read.messages.at(2).parts.at(0).content);
    CHECK(std::get<Text>(result.content.at(0)).text == search);
    CHECK(std::get<Text>(result.content.at(1)).text == note);
}

TEST_CASE("accepts omitted fields and alternative spellings")
{
    struct Row {
        const char* body; ///< only messages and further fields
        const char* expected; ///< the result of the writer
    };
    const auto row = GENERATE(values<Row>({
        {R"("messages":[{"role":"user","content":"Hi"}])",
            R"([{"role":"user","content":[{"type":"text","text":"Hi"}]}])"},
        {R"("system":null,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null},{"role":"user"},{"role":"user","content":""},{"role":"user","content":[]}])",
            R"([{"role":"user","content":[{"type":"text","text":"Hi"}]}])"},
        {R"("messages":[{"role":"user","content":[{"type":"text","text":""},{"type":"text","text":"Hi","citations":null,"cache_control":null,"unknown":1}]}])",
            R"([{"role":"user","content":[{"type":"text","text":"Hi"}]}])"},
        {R"("messages":[{"role":"user","content":"a"},{"role":"user","content":"b"},{"role":"assistant","content":"c"}])",
            R"([{"role":"user","content":[{"type":"text","text":"a"}]},{"role":"user","content":[{"type":"text","text":"b"}]},{"role":"assistant","content":[{"type":"text","text":"c"}]}])"},
        {R"("messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":""},{"type":"tool_use","id":"1","name":"f"}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":null,"is_error":null}]}])",
            R"([{"role":"user","content":[{"type":"text","text":"a"}]},{"role":"assistant","content":[{"type":"tool_use","id":"1","name":"f","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"1"}]}])"},
        {R"("messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use","id":"1","name":"f","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":[{"type":"text","text":"x","cache_control":{"type":"ephemeral"}}]}]}])",
            R"([{"role":"user","content":[{"type":"text","text":"a"}]},{"role":"assistant","content":[{"type":"tool_use","id":"1","name":"f","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"x","cache_control":{"type":"ephemeral"}}]}])"},
    }));
    CAPTURE(row.body);
    const auto read = readRequest(anthropicCodec(), std::string(R"({"model":"m","max_tokens":9,)") + row.body + "}");
    Losses losses;
    CHECK(shown(written(read, losses).at("messages")) == shown(std::string(row.expected)));
}

TEST_CASE("reads a schema from the older output_format field")
{
    const auto read = readRequest(anthropicCodec(),
        R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"}],"output_format":{"type":"json_schema","schema":{"type":"object"}}})");
    CHECK(read.output.schema.at("type") == "object");
}

TEST_CASE("rejects an invalid request and names the path of the field")
{
    struct Row {
        const char* fields;
        const char* problem;
    };
    const auto row = GENERATE(values<Row>({
        {R"("max_tokens":9,"messages":[{"role":"user","content":"a"}])", "model: \"model\" is missing. Write the name of a model."},
        {R"("model":"m","messages":[{"role":"user","content":"a"}])",
            "max_tokens: \"max_tokens\" is missing. Write the maximum number of output tokens, such as 1024."},
        {R"("model":"m","max_tokens":0,"messages":[{"role":"user","content":"a"}])",
            "max_tokens: \"max_tokens\" must be 1 or more."},
        {R"("model":"m","max_tokens":"9","messages":[{"role":"user","content":"a"}])",
            "max_tokens: \"max_tokens\" must be a number, not string. Write the maximum number of output tokens, such as 1024."},
        {R"("model":"m","max_tokens":9)", "messages: \"messages\" is missing. Write an array such as [{\"role\":\"user\",\"content\":\"Hello\"}]."},
        {R"("model":"m","max_tokens":9,"messages":[])", "messages: \"messages\" must contain at least one message."},
        {R"("model":"m","max_tokens":9,"messages":{})", "messages: \"messages\" must be an array, not object. Write an array such as [{\"role\":\"user\",\"content\":\"Hello\"}]."},
        {R"("model":"m","max_tokens":9,"messages":["a"])",
            "messages[0]: \"messages[0]\" must be an object, not string. Write an object, such as {\"name\":\"value\"}."},
        {R"("model":"m","max_tokens":9,"messages":[{"content":"a"}])",
            "messages[0].role: \"messages[0].role\" is missing. Write \"user\" or \"assistant\"."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"user","content":5}])",
            "messages[0].content: \"messages[0].content\" must be a string or an array of content blocks."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"text":"a"}]}])",
            "messages[0].content[0].type: \"messages[0].content[0].type\" is missing. Write \"text\", \"image\", \"document\", \"tool_use\" or \"tool_result\"."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text"}]}])",
            "messages[0].content[0].text: \"messages[0].content[0].text\" is missing. Write a string in double quotes."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"?"}}]}])",
            "messages[0].content[0].source.data: \"messages[0].content[0].source.data\" is not base64."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","data":"QQ=="}}]}])",
            "messages[0].content[0].source.media_type: \"messages[0].content[0].source.media_type\" is missing. Write the type of the data, such as \"image/png\"."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"x"}]}])",
            "messages[0].content[0].tool_use_id: \"messages[0].content[0].tool_use_id\" is \"x\", but no earlier message "
            "has a tool_use block with this id."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"tool_use","id":"x","name":"f","input":{}}]}])",
            "messages[0].content[0].type: \"messages[0].content[0].type\" is \"tool_use\", which is allowed only in "
            "an assistant message."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"assistant","content":[{"type":"tool_result","tool_use_id":"x"}]}])",
            "messages[0].content[0].type: \"messages[0].content[0].type\" is \"tool_result\", which is allowed only in "
            "a user message."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"x","name":"f","input":"{}"}]}])",
            "messages[0].content[0].input: \"messages[0].content[0].input\" must be an object, not string. Write the arguments as an object, such as {\"city\":\"Paris\"}."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"}],"system":[{"type":"thinking"}])",
            "system[0].type: \"system[0].type\" is \"thinking\", which is allowed only in an assistant message."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"}],"tools":[{"name":"f"}])",
            "tools[0].input_schema: \"tools[0].input_schema\" is missing. Write a JSON Schema, such as {\"type\":\"object\",\"properties\":{}}."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"}],"tools":[{"input_schema":{}}])",
            "tools[0].name: \"tools[0].name\" is missing. Write the name of a tool."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"}],"tool_choice":{"type":"tool"})",
            "tool_choice.name: \"tool_choice.name\" is missing. Write the name of a tool."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"}],"thinking":{"budget_tokens":1})",
            "thinking.type: \"thinking.type\" is missing. Write \"enabled\", \"disabled\" or \"adaptive\"."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"}],"stop_sequences":"a")",
            "stop_sequences: \"stop_sequences\" must be an array, not string. Write an array, such as [\"a\",\"b\"]."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"}],"output_config":{"format":{"type":"json_schema"}})",
            "output_config.format.schema: \"output_config.format.schema\" is missing. Write a JSON Schema, such as {\"type\":\"object\",\"properties\":{}}."},
        {R"("model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"}],"thread":{"type":"create"})",
            "thread: Conversations are not stored here. Send the whole conversation, without \"thread\"."},
    }));
    CAPTURE(row.fields);
    CHECK(problemOf(anthropicCodec(), std::string("{") + row.fields + "}") == row.problem);
}

TEST_CASE("rejects a body that is not an object")
{
    const auto read = anthropicCodec().readRequest(Json::array({1}), {});
    REQUIRE_FALSE(read);
    CHECK(read.error().text() == "The request body must be one JSON object.");
}

TEST_CASE("distinguishes a continued thread from a new one")
{
    const auto status = [](const char* thread) {
        Json body;
        body["thread"] = *parseJson(thread);
        const auto read = anthropicCodec().readRequest(body, {});
        REQUIRE_FALSE(read);
        CHECK(read.error().param == "thread");
        return read.error().httpStatus();
    };
    CHECK(status(R"({"type":"create"})") == 400);
    CHECK(status(R"({"type":"continue","previous_message_id":"msg_1"})") == 404);
}

TEST_CASE("counts tokens without requiring max_tokens")
{
    const Json body = *parseJson(R"({"model":"m","messages":[{"role":"user","content":"a"}]})");
    CHECK(readAnthropicCountRequest(body));
    CHECK_FALSE(anthropicCodec().readRequest(body, {}));
}

TEST_CASE("keeps all digits of large integers in a tool call's input")
{
    const auto body = parseJson(R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"},)"
                                R"({"role":"assistant","content":[)"
                                R"({"type":"tool_use","id":"1","name":"f","input":{"n":12345678901234567890123}}]},)"
                                R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"x"}]}]})");
    const auto read = anthropicCodec().readRequest(*body, {});
    REQUIRE(read);
    CHECK(std::get<ToolCall>(read->messages[1].parts[0].content).input == R"({"n":12345678901234567890123})");
    Losses losses;
    CHECK(toText(written(*read, losses)["messages"][1]["content"][0]["input"]) == R"({"n":12345678901234567890123})");
}
