#include "gateway/protocol/ollama/ollama_codec.h"

#include "catch.h"
#include "codec_check.h"
#include "describe.h"
#include "recorded.h"

using namespace gateway;
using namespace gateway::protocol;

namespace {

const Codec& chat() { return ollamaChatCodec(); }

Json parsed(std::string_view text)
{
    auto json = parseJson(text);
    REQUIRE(json);
    return *json;
}

template <class T> const T& part(const Conversation& conversation, std::size_t message, std::size_t index)
{
    REQUIRE(conversation.messages.size() > message);
    REQUIRE(conversation.messages[message].parts.size() > index);
    const auto* const content = std::get_if<T>(&conversation.messages[message].parts[index].content);
    REQUIRE(content);
    return *content;
}

} // namespace

TEST_CASE("recorded Ollama requests survive reading and writing unchanged")
{
    const auto file = GENERATE(
        as<std::string>(), "request-tools.json", "request-ids.json", "request-image.json", "request-json.json");
    CAPTURE(file);
    const std::string body = tests::recorded("ollama/" + file);
    tests::checkRequestIdentity(chat(), body);
    tests::checkNeutralIdentity(chat(), tests::readRequest(chat(), body));
}

TEST_CASE("reads an Ollama chat request into the neutral form")
{
    const Conversation told = tests::readRequest(chat(), tests::recorded("ollama/request-tools.json"));
    CHECK(told.model == "qwen3:8b");
    CHECK_FALSE(told.isStream);
    CHECK(told.includeUsage);
    CHECK(told.reasoning.enabled == true);
    CHECK(told.sampling.maxTokens == 512);
    CHECK(told.sampling.topK == 40);
    CHECK(told.sampling.stop == std::vector<std::string>{"\n\n", "END"});
    CHECK(told.tools.size() == 2);
    CHECK(part<Thinking>(told, 2, 0).text == "Two cities, two calls.");
    const auto& second = part<ToolCall>(told, 2, 2);
    CHECK(second.input == R"({"city":"Rome","days":3,"exact":true,"near":[41.9,12.5],"note":null})");
    CHECK_FALSE(second.hasOwnId);
    // Two results of the same tool in one message, distinguished by order.
    CHECK(part<ToolResult>(told, 3, 0).callId == part<ToolCall>(told, 2, 1).id);
    CHECK(part<ToolResult>(told, 3, 1).callId == second.id);
    REQUIRE(told.extras.size() == 2);
    CHECK(told.extras[0].first == "options");
    CHECK(told.extras[0].second.dump() == R"({"num_ctx":32768,"num_keep":4,"mirostat":0})");
    CHECK(told.extras[1].first == "keep_alive");
}

TEST_CASE("accepts Ollama requests with omitted fields")
{
    struct Row {
        const char* name;
        const char* body;
        const char* messages;
    };
    const auto row = GENERATE(values<Row>({
        {"content null, absent, empty",
            R"({"model":"m","messages":[{"role":"user","content":null},{"role":"assistant"},{"role":"user","content":""}]})",
            R"([{"role":"user"},{"role":"assistant"},{"role":"user"}])"},
        {"roles in any case", R"({"model":"m","messages":[{"role":"User","content":"a"}]})",
            R"([{"role":"user","parts":[{"text":"a"}]}])"},
        {"a result without name and ID",
            R"({"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f"}}]},{"role":"tool","content":"1"}]})",
            R"([{"role":"assistant","parts":[{"call":"f","id":"call_0","input":"{}"}]},{"role":"user","parts":[{"result_of":"call_0","name":"f","content":[{"text":"1"}]}]}])"},
        {"a result with an unknown ID but a known tool",
            R"({"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f"}}]},{"role":"tool","tool_call_id":"x","tool_name":"f","content":"1"}]})",
            R"([{"role":"assistant","parts":[{"call":"f","id":"call_0","input":"{}"}]},{"role":"user","parts":[{"result_of":"call_0","name":"f","content":[{"text":"1"}]}]}])"},
        {"a generated ID yields to an existing one",
            R"({"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f"}},{"id":"call_0","function":{"name":"g"}}]}]})",
            R"([{"role":"assistant","parts":[{"call":"f","id":"call_1","input":"{}"},{"call":"g","id":"call_0","input":"{}"}]}])"},
        {"calls in separate messages",
            R"({"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f"}}]},{"role":"assistant","tool_calls":[{"function":{"name":"f"}}]},{"role":"tool","tool_name":"f","content":"1"},{"role":"tool","tool_name":"f","content":"2"}]})",
            R"([{"role":"assistant","parts":[{"call":"f","id":"call_0","input":"{}"}]},{"role":"assistant","parts":[{"call":"f","id":"call_1","input":"{}"}]},{"role":"user","parts":[{"result_of":"call_0","name":"f","content":[{"text":"1"}]},{"result_of":"call_1","name":"f","content":[{"text":"2"}]}]}])"},
        {"an unanswered call is not matched in the next turn",
            R"({"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f"}}]},{"role":"user","content":"no"},{"role":"assistant","tool_calls":[{"function":{"name":"f"}}]},{"role":"tool","tool_name":"f","content":"1"}]})",
            R"([{"role":"assistant","parts":[{"call":"f","id":"call_0","input":"{}"}]},{"role":"user","parts":[{"text":"no"}]},{"role":"assistant","parts":[{"call":"f","id":"call_1","input":"{}"}]},{"role":"user","parts":[{"result_of":"call_1","name":"f","content":[{"text":"1"}]}]}])"},
        {"line breaks in base64", R"({"model":"m","messages":[{"role":"user","images":["iVBO\nRw0K\r\nGgo="]}]})",
            R"([{"role":"user","parts":[{"data":"iVBORw0KGgo=","type":"image/png","media":0}]}])"},
    }));
    CAPTURE(row.name);
    const Conversation told = tests::readRequest(chat(), row.body);
    CHECK(told.isStream); // the default
    CHECK(tests::describe(told)["messages"].dump() == row.messages);
}

TEST_CASE("rejects an invalid Ollama request and names the path")
{
    struct Row {
        const char* body;
        const char* problem;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"messages":[]})", R"(model: "model" is missing. Write the name of a model.)"},
        {R"({"model":7})", R"(model: "model" must be a string, not number. Write the name of a model.)"},
        {R"({"model":"m","messages":{}})", R"(messages: "messages" must be an array, not object. Write an array such as [{"role":"user","content":"Hello"}].)"},
        {R"({"model":"m","messages":[{"content":"a"}]})", R"(messages[0].role: "messages[0].role" is missing. Write "system", "user", "assistant" or "tool".)"},
        {R"({"model":"m","messages":[{"role":"user","content":[{"type":"text"}]}]})",
            R"(messages[0].content: "messages[0].content" must be a string, not array. Write a string in double quotes (images go into "images").)"},
        {R"({"model":"m","messages":[{"role":"user","images":["data:image/png;base64,aGk="]}]})",
            R"(messages[0].images[0]: "messages[0].images[0]" must be an image as base64, without a "data:" prefix.)"},
        {R"({"model":"m","messages":[{"role":"user","images":["https://a.example/b.png"]}]})",
            R"(messages[0].images[0]: "messages[0].images[0]" must be an image as base64, without a "data:" prefix.)"},
        {R"({"model":"m","messages":[{"role":"tool","content":"1"}]})",
            R"(messages[0]: "messages[0]" is a tool result, but no earlier tool call still needs one.)"},
        {R"({"model":"m","messages":[{"role":"tool","tool_name":"f","content":"1"}]})",
            R"(messages[0].tool_name: "messages[0].tool_name" is not the tool of an earlier call that still needs a result.)"},
        {R"({"model":"m","messages":[{"role":"tool","tool_call_id":"x","content":"1"}]})",
            R"(messages[0].tool_call_id: "messages[0].tool_call_id" is not the id of an earlier tool call.)"},
        {R"({"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]}]})",
            R"(messages[0].tool_calls[0].function.arguments: "messages[0].tool_calls[0].function.arguments" must be an object, not string. Write the arguments as an object, such as {"city":"Paris"}.)"},
        {R"({"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{}}]}]})",
            R"(messages[0].tool_calls[0].function.name: "messages[0].tool_calls[0].function.name" is missing. Write the name of a tool.)"},
        {R"({"model":"m","tools":[{"type":"function","function":{"name":"f","parameters":"{}"}}]})",
            R"(tools[0].function.parameters: "tools[0].function.parameters" must be an object, not string. Write a JSON Schema, such as {"type":"object","properties":{}}.)"},
        {R"({"model":"m","stream":"yes"})", R"(stream: "stream" must be true or false, not string.)"},
        {R"({"model":"m","format":true})", R"(format: "format" must be a string or an object, not boolean. Write "json", or a JSON Schema.)"},
        {R"({"model":"m","think":1})", R"(think: "think" must be true, false or a string, not number. Write true, false, "low", "medium" or "high".)"},
        {R"({"model":"m","options":{"temperature":"hot"}})",
            R"(options.temperature: "options.temperature" must be a number, not string. Write a number without quotes, such as 1.)"},
        {R"({"model":"m","options":{"num_predict":1.5}})",
            R"(options.num_predict: "options.num_predict" must be a whole number.)"},
        {R"({"model":"m","options":{"stop":[1]}})",
            R"(options.stop[0]: "options.stop[0]" must be a string, not number. Write a string in double quotes.)"},
        {R"({"model":"m","options":[]})", R"(options: "options" must be an object, not array. Write an object, such as {"name":"value"}.)"},
    }));
    CAPTURE(row.body);
    CHECK(tests::problemOf(chat(), row.body) == row.problem);
}

TEST_CASE("reads a generate request as a conversation with one user message")
{
    const Codec& generate = ollamaGenerateCodec();
    const Conversation told = tests::readRequest(generate,
        R"({"model":"m","prompt":"Why?","system":"Be brief.","images":["aGk="],"think":"low","keep_alive":"5m","options":{"num_ctx":4096,"seed":1},"suffix":"","template":"","raw":false,"context":[]})");
    CHECK(told.origin == Format::OllamaGenerate);
    CHECK(told.isStream);
    CHECK(told.reasoning.effort == "low");
    CHECK(told.sampling.seed == 1);
    CHECK(tests::describe(told)["messages"].dump()
        == R"([{"role":"system","parts":[{"text":"Be brief."}]},{"role":"user","parts":[{"data":"aGk=","media":0},{"text":"Why?"}]}])");
    CHECK(tests::describe(told)["extras"].dump() == R"({"options":{"num_ctx":4096},"keep_alive":"5m"})");
    // An Ollama upstream receives a chat request.
    CHECK(tests::writeRequest(chat(), told, {.model = "up"})["options"].dump() == R"({"seed":1,"num_ctx":4096})");
}

TEST_CASE("rejects generate options that only Ollama's templates support")
{
    struct Row {
        const char* field;
        const char* value;
    };
    const auto row = GENERATE(
        values<Row>({{"suffix", R"("}")"}, {"template", R"("{{ .Prompt }}")"}, {"raw", "true"}, {"context", "[1,2]"}}));
    const std::string body = std::string(R"({"model":"m","prompt":"a",")") + row.field + R"(":)" + row.value + '}';
    const std::string problem = tests::problemOf(ollamaGenerateCodec(), body);
    CHECK(problem.starts_with(std::string(row.field) + ": \"" + row.field + "\" works only with providers"));
}

TEST_CASE("a request without messages loads the model")
{
    struct Row {
        const Codec& codec;
        const char* body;
        const char* answer;
    };
    const auto row = GENERATE(values<Row>({
        {ollamaChatCodec(), R"({"model":"m","messages":[]})",
            R"({"model":"m","created_at":"2026-11-21T10:00:00.000000Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"load"})"},
        {ollamaChatCodec(), R"({"model":"m","keep_alive":0})",
            R"({"model":"m","created_at":"2026-11-21T10:00:00.000000Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"unload"})"},
        {ollamaGenerateCodec(), R"({"model":"m","keep_alive":"10m"})",
            R"({"model":"m","created_at":"2026-11-21T10:00:00.000000Z","response":"","done":true,"done_reason":"load"})"},
        {ollamaGenerateCodec(), R"({"model":"m","prompt":"","keep_alive":"0s","system":"a"})",
            R"({"model":"m","created_at":"2026-11-21T10:00:00.000000Z","response":"","done":true,"done_reason":"unload"})"},
    }));
    CAPTURE(row.body);
    const Conversation told = tests::readRequest(row.codec, row.body);
    AnswerContext context;
    context.model = "m";
    context.now_s = 1795255200;
    CHECK(ollamaLoadAnswer(told, context).dump() == row.answer);
}

TEST_CASE("sends results to Ollama in the order of their calls")
{
    const Conversation told = tests::readRequest(chat(),
        R"({"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f"}},{"id":"b","function":{"name":"g"}}]},
            {"role":"tool","tool_call_id":"b","content":"2"},{"role":"tool","tool_call_id":"a","content":"1"},{"role":"user","content":"so?"}]})");
    CHECK(tests::writeRequest(chat(), told, {.model = "m"})["messages"].dump()
        == R"([{"role":"assistant","content":"","tool_calls":[{"id":"a","function":{"name":"f","arguments":{},"index":0}},{"id":"b","function":{"name":"g","arguments":{},"index":1}}]},)"
           R"({"role":"tool","content":"1","tool_name":"f","tool_call_id":"a"},{"role":"tool","content":"2","tool_name":"g","tool_call_id":"b"},{"role":"user","content":"so?"}])");
}

TEST_CASE("a large Ollama request survives reading and writing unchanged")
{
    Json body = parsed(tests::recorded("ollama/request-json.json"));
    for (int i = 0; i < 50; ++i)
        body["messages"].push_back(Json{{"role", i % 2 ? "user" : "assistant"}, {"content", std::string(5000, 'x')}});
    tests::checkRequestIdentity(chat(), body.dump());
}
