#include "gateway/protocol/responses/reasoning_envelope.h"
#include "gateway/protocol/responses/responses_codec.h"

#include "catch.h"
#include "codec_check.h"
#include "responses_recorded.h"

#include <set>

using namespace gateway;
using namespace gateway::protocol;
using namespace gateway::protocol::responses;
using namespace tests;

namespace {


std::string withInput(const std::string& items) { return R"({"model":"m","input":[)" + items + "]}"; }

template <class T> const T& partOf(const Conversation& conversation, std::size_t message, std::size_t part)
{
    REQUIRE(conversation.messages.size() > message);
    REQUIRE(conversation.messages[message].parts.size() > part);
    const T* const found = std::get_if<T>(&conversation.messages[message].parts[part].content);
    REQUIRE(found);
    return *found;
}

} // namespace

TEST_CASE("recorded Responses requests survive reading and writing unchanged")
{
    for (const char* name : {"codex.request.json", "rich.request.json"}) {
        CAPTURE(name);
        checkRequestIdentity(openAiResponsesCodec(), recorded(name));
        checkNeutralIdentity(openAiResponsesCodec(), readRequest(openAiResponsesCodec(), recorded(name)));
    }
}

TEST_CASE("groups an assistant's items into one message and the results into another")
{
    const Conversation read = readRequest(openAiResponsesCodec(), recorded("codex.request.json"));
    REQUIRE(read.messages.size() == 10);
    CHECK(read.messages[0].role == Role::Developer);
    CHECK(read.messages[0].id == "msg_dev_1");
    CHECK(read.messages[4].role == Role::Assistant);
    CHECK(read.messages[4].parts.size() == 4);
    CHECK(partOf<Text>(read, 4, 1).phase == "commentary");
    CHECK(partOf<ToolCall>(read, 4, 3).nameSpace == "multi_agent_v1");
    CHECK(read.messages[5].role == Role::User);
    CHECK(partOf<ToolResult>(read, 5, 0).name == "spawn_agent");
    CHECK(partOf<ToolResult>(read, 5, 1).name == "exec_command");
    CHECK(partOf<ToolCall>(read, 6, 1).isFreeForm);
    CHECK(partOf<ToolResult>(read, 7, 0).isFreeForm);
    REQUIRE(read.tools.size() == 6);
    CHECK(read.tools[1].nameSpace == "multi_agent_v1");
    CHECK(read.tools[3].kind == Tool::Kind::FreeForm);
    CHECK(read.tools[5].kind == Tool::Kind::BuiltIn);
    CHECK(read.reasoning.wantsEncrypted);
}

TEST_CASE("accepts Responses input with omitted fields and vendor variants")
{
    const Conversation read = readRequest(openAiResponsesCodec(), recorded("ai-sdk.request.json"));
    REQUIRE(read.messages.size() == 6);
    CHECK(read.messages[0].role == Role::System);
    CHECK(read.messages[2].parts.size() == 2); // text and call
    CHECK(partOf<ToolResult>(read, 3, 0).name == "weather");
    CHECK(partOf<Text>(read, 4, 0).text == "Thanks");
    CHECK(partOf<Text>(read, 5, 0).text == "Go on");
    CHECK(read.toolChoice.name == "weather");

    const Conversation text = readRequest(openAiResponsesCodec(), R"({"model":"m","input":"Hi","instructions":"Be kind."})");
    REQUIRE(text.messages.size() == 2);
    CHECK(text.messages[0].id == kInstructionsId);
    CHECK(partOf<Text>(text, 1, 0).text == "Hi");

    const Conversation older =
        readRequest(openAiResponsesCodec(), withInput(R"({"type":"function_call","id":"fc_1","name":"f","arguments":{"a":1}},
                     {"type":"function_call_output","call_id":"fc_1","output":{"content":"no","success":false}})"));
    CHECK(partOf<ToolCall>(older, 0, 0).input == R"({"a":1})");
    CHECK(partOf<ToolResult>(older, 1, 0).isError);
}

TEST_CASE("treats calls of client-run tools as function calls for other formats")
{
    struct Row {
        const char* name;
        const char* call;
        const char* result;
        const char* tool;
        const char* input;
        const char* output;
        bool isError;
    };
    const auto row = GENERATE(values<Row>({
        {"local shell, API form",
            R"({"type":"local_shell_call","id":"lsh_1","call_id":"call_1","action":{"type":"exec","command":["ls"],"env":{}},"status":"completed"})",
            R"({"type":"local_shell_call_output","id":"lsh_1","output":"{\"stdout\":\"a\"}"})", "local_shell",
            R"({"type":"exec","command":["ls"],"env":{}})", R"({"stdout":"a"})", false},
        {"local shell, SDK form",
            R"({"type":"local_shell_call","id":"lsh_1","call_id":"call_1","action":{"command":["ls"]}})",
            R"({"type":"local_shell_call_output","call_id":"call_1","output":"a"})", "local_shell", R"({"command":["ls"]})", "a",
            false},
        {"local shell, older Codex form", R"({"type":"local_shell_call","call_id":"call_1","action":{"command":["ls"]}})",
            R"({"type":"function_call_output","call_id":"call_1","output":"a"})", "local_shell", R"({"command":["ls"]})", "a",
            false},
        {"a shell", R"({"type":"shell_call","id":"sh_1","call_id":"call_1","action":{"commands":["ls"]}})",
            R"({"type":"shell_call_output","call_id":"call_1","output":[{"stdout":"a"}]})", "shell", R"({"commands":["ls"]})",
            R"([{"stdout":"a"}])", false},
        {"a patch that failed",
            R"({"type":"apply_patch_call","call_id":"call_1","operation":{"type":"delete_file","path":"a"},"status":"completed"})",
            R"({"type":"apply_patch_call_output","call_id":"call_1","status":"failed","output":"no such file"})", "apply_patch",
            R"({"type":"delete_file","path":"a"})", "no such file", true},
    }));
    CAPTURE(row.name);
    const std::string items = std::string(row.call) + "," + row.result;
    const Conversation read = readRequest(openAiResponsesCodec(), withInput(items));
    REQUIRE(read.messages.size() == 2);
    const auto& call = partOf<ToolCall>(read, 0, 0);
    CHECK(call.id == "call_1");
    CHECK(call.name == row.tool);
    CHECK(call.input == row.input);
    const auto& result = partOf<ToolResult>(read, 1, 0);
    CHECK(result.callId == "call_1");
    CHECK(result.name == row.tool);
    CHECK(std::get<Text>(result.content.at(0)).text == row.output);
    CHECK(result.isError == row.isError);
    checkRequestIdentity(openAiResponsesCodec(), withInput(items));
}

TEST_CASE("rejects invalid Responses input and names the path")
{
    struct Row {
        std::string body;
        std::string problem;
    };
    const std::string call = R"({"type":"function_call","call_id":"c","name":"f","arguments":"{}"},)";
    const auto row = GENERATE_COPY(values<Row>({
        {R"({"input":"x"})", "model: \"model\" is missing. Write the name of a model."},
        {R"({"model":"m"})", "input: \"input\" is missing. Write a string, or an array such as [{\"role\":\"user\",\"content\":\"Hello\"}]."},
        {R"({"model":"m","input":7})", "input: \"input\" must be a string or an array, not number. Write a string, or an array such as [{\"role\":\"user\",\"content\":\"Hello\"}]."},
        {withInput(R"({"content":"x"})"), "input[0].type: \"input[0].type\" is missing. Write \"message\", \"function_call\" or \"function_call_output\"."},
        {withInput(R"({"role":"user","content":[{"text":"x"}]})"),
            "input[0].content[0].type: \"input[0].content[0].type\" is missing. Write \"input_text\", \"output_text\", \"input_image\" or \"input_file\"."},
        {withInput(R"({"role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,a b"}]})"),
            "input[0].content[0].image_url: \"input[0].content[0].image_url\" must be a URL, or a data URL with "
            "base64 content."},
        {withInput(R"({"role":"user","content":[{"type":"input_image"}]})"),
            "input[0].content[0].image_url: \"input[0].content[0].image_url\" is missing. Write a URL or a data URL."},
        {withInput(R"({"role":"user","content":[{"type":"input_file","file_data":"a_b"}]})"),
            "input[0].content[0].file_data: \"input[0].content[0].file_data\" must be base64 or a data URL with base64 content."},
        {withInput(R"({"role":"user","content":[{"type":"input_text","text":1}]})"),
            "input[0].content[0].text: \"input[0].content[0].text\" must be a string, not number. Write a string in double quotes."},
        {withInput(R"({"type":"function_call_output","call_id":"c","output":"x"})"),
            "input[0].call_id: \"input[0].call_id\" is not the id of a call in the input. Send the function_call item too, or "
            "set previous_response_id."},
        {withInput(call + R"({"type":"function_call_output","output":"x"})"),
            "input[1].call_id: \"input[1].call_id\" is missing. Write the id of the tool call."},
        {withInput(R"({"type":"function_call","call_id":"c"})"), "input[0].name: \"input[0].name\" is missing. Write the name of a tool."},
        {R"({"model":"m","input":"x","tools":[{"name":"f"}]})", "tools[0].type: \"tools[0].type\" is missing. Write \"function\", or the type of another tool."},
        {R"({"model":"m","input":"x","tools":[{"type":"namespace","name":"n","tools":[{"type":"function"}]}]})",
            "tools[0].tools[0].name: \"tools[0].tools[0].name\" is missing. Write the name of a tool."},
        {R"({"model":"m","input":"x","tools":[{"type":"function","name":"f","parameters":"{}"}]})",
            "tools[0].parameters: \"tools[0].parameters\" must be an object, not string. Write a JSON Schema, such as {\"type\":\"object\",\"properties\":{}}."},
        {R"({"model":"m","input":"x","tool_choice":7})", "tool_choice: \"tool_choice\" must be a string or an object, not number. Write \"auto\", \"none\", \"required\", or an object that names a tool."},
        {R"({"model":"m","input":"x","text":{"format":{"name":"xml"}}})",
            "text.format.type: \"text.format.type\" is missing. Write \"text\", \"json_object\" or \"json_schema\"."},
        {R"({"model":"m","input":"x","max_output_tokens":1.5})",
            "max_output_tokens: \"max_output_tokens\" must be a whole number."},
        {R"({"model":"m","input":"x","stream":"yes"})", "stream: \"stream\" must be true or false, not string."},
        {R"({"model":"m","input":"x","include":"a"})", "include: \"include\" must be an array, not string. Write an array, such as [\"a\",\"b\"]."},
        {R"({"model":"m","input":"x","background":true})",
            "background: \"background\" is not supported here. Leave it out, and use \"stream\" for "
            "long answers."},
        {R"({"model":"m","input":"x","conversation":"conv_1"})",
            "conversation: \"conversation\" is not supported here. Use previous_response_id, or send the earlier items in "
            "\"input\"."},
    }));
    CAPTURE(row.body);
    CHECK(problemOf(openAiResponsesCodec(), row.body) == row.problem);
}

TEST_CASE("requires a tool output that is a string or an array")
{
    const std::string type = GENERATE("function_call_output", "custom_tool_call_output");
    struct Row {
        const char* output;
        const char* problem;
    };
    const char* const missing = R"(input[1].output: "input[1].output" is missing. Write the tool result as a string.)";
    const char* const wrong = R"(input[1].output: "input[1].output" must be a string or an array of content parts.)";
    const auto row = GENERATE_COPY(values<Row>({
        {R"(,"output":{"a":1})", wrong},
        {R"(,"output":{"type":"input_text","text":"q"})", wrong},
        {R"(,"output":{"content":null,"success":false})", wrong},
        {R"(,"output":{"content":{"a":1}})", wrong},
        {R"(,"output":{})", wrong},
        {R"(,"output":7)", wrong},
        {R"(,"output":null)", R"(input[1].output: "input[1].output" is null. Write the tool result as a string.)"},
        {"", missing},
    }));
    CAPTURE(row.output);
    const std::string call = R"({"type":"function_call","call_id":"c","name":"f","arguments":"{}"},)";
    CHECK(problemOf(openAiResponsesCodec(), withInput(call + R"({"call_id":"c","type":")" + type + '"' + row.output + '}'))
        == row.problem);
}

TEST_CASE("requires the output of a shell call but not of a patch")
{
    const auto problem = [](const std::string& tool) {
        return problemOf(openAiResponsesCodec(),
            withInput(R"({"type":")" + tool + R"(_call","call_id":"c","action":{},"operation":{}},{"type":")" + tool
                + R"(_call_output","call_id":"c","status":"completed"})"));
    };
    CHECK(problem("shell") == R"(input[1].output: "input[1].output" is missing. Write the tool result as a string.)");
    CHECK(problem("local_shell") == R"(input[1].output: "input[1].output" is missing. Write the tool result as a string.)");
    (void)readRequest(openAiResponsesCodec(),
        withInput(R"({"type":"apply_patch_call","call_id":"c","operation":{}},
                     {"type":"apply_patch_call_output","call_id":"c","status":"completed"})"));
}

TEST_CASE("accepts the result of an unknown call if earlier turns are stored elsewhere")
{
    const std::string result = R"({"type":"function_call_output","call_id":"c","output":"x"})";
    (void)readRequest(openAiResponsesCodec(), R"({"model":"m","previous_response_id":"resp_1","input":[)" + result + "]}");
    (void)readRequest(openAiResponsesCodec(), withInput(R"({"type":"item_reference","id":"fc_1"},)" + result));
    (void)readRequest(openAiResponsesCodec(), withInput(R"({"id":"fc_1"},)" + result));
    (void)readRequest(openAiResponsesCodec(), withInput(R"({"type":"compaction","encrypted_content":"gAAA"},)" + result));
}

TEST_CASE("names the field that only a Responses endpoint supports")
{
    struct Row {
        const char* body;
        const char* param;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"model":"m","input":"x","previous_response_id":"resp_1"})", "previous_response_id"},
        {R"({"model":"m","prompt":{"id":"p"}})", "prompt"},
        {R"({"model":"m","input":[{"role":"user","content":"x"},{"id":"msg_1"}]})", "input[1].id"},
        {R"({"model":"m","input":"x"})", ""},
        {R"({"model":"m","input":[{"type":"compaction","encrypted_content":"gAAA"}]})", "input[0]"},
        {R"({"model":"m","input":[{"role":"user","content":"x"},{"type":"context_compaction","encrypted_content":"gAAA"}]})",
            "input[1]"},
        {R"({"model":"m","input":[{"role":"user","content":"x"},{"type":"compaction_summary","encrypted_content":"sbx1.!"}]})",
            "input[1]"},
        {R"({"model":"m","input":[{"role":"user","content":"x"},{"type":"context_compaction"}]})", ""}, // it is empty
    }));
    CAPTURE(row.body);
    const auto error = onlyForResponses(readRequest(openAiResponsesCodec(), row.body), Json::parse(row.body));
    CHECK(error.has_value() == (*row.param != '\0'));
    CHECK((error ? error->param : std::string()) == row.param);
}

TEST_CASE("restores sealed thinking of another vendor with its signature")
{
    Thinking thinking;
    thinking.text = "I weigh \"it\" ✓";
    thinking.signature = "EqQB-sig";
    thinking.encrypted = "redacted";
    thinking.origin = Format::Anthropic;
    const Json item{{"type", "reasoning"}, {"id", "rs_x"},
        {"summary", Json::array({Json{{"type", "summary_text"}, {"text", "changed on the way"}}})},
        {"encrypted_content", sealThinking(thinking)}};
    const Conversation read = readRequest(openAiResponsesCodec(), withInput(toText(item)));
    const auto& again = partOf<Thinking>(read, 0, 0);
    CHECK(again.text == thinking.text);
    CHECK(again.signature == thinking.signature);
    CHECK(again.encrypted == thinking.encrypted);
    CHECK(again.origin == Format::Anthropic);
    CHECK(again.summary.empty());

    // Not sent to OpenAI, and plain text for others.
    WriteTarget target;
    target.model = "m";
    Losses losses;
    CHECK(writeRequest(openAiResponsesCodec(), read, target, &losses)["input"].empty());
    CHECK(losses.list() == std::vector<std::string>{"messages[0]: thinking of another provider"});
    target.keepsSignatures = false;
    Losses others;
    const Json body = writeRequest(openAiResponsesCodec(), read, target, &others);
    REQUIRE(body["input"].size() == 1);
    CHECK(body["input"][0]["content"][0]["text"] == thinking.text);
    CHECK_FALSE(body["input"][0].contains("encrypted_content"));
    CHECK(others.list() == std::vector<std::string>{"messages[0]: signature"});
}

TEST_CASE("falls back to the summary when sealed thinking is damaged")
{
    const auto content = GENERATE(as<std::string>(), "sbx1.", "sbx1.!!", "sbx1.bm8=", "sbx1.e30=", "sbx2.abc");
    CAPTURE(content);
    const Conversation read = readRequest(openAiResponsesCodec(),
        withInput(
            R"({"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"s"}],"encrypted_content":")"
            + content + "\"}"));
    const auto& thinking = partOf<Thinking>(read, 0, 0);
    CHECK(thinking.summary == std::vector<std::string>{"s"});
    CHECK(thinking.encrypted == (content.starts_with("sbx1.") ? "" : content));
}

TEST_CASE("reports or rejects what a Responses endpoint does not support")
{
    Conversation conversation;
    conversation.origin = Format::Anthropic;
    conversation.sampling.topK = 3;
    conversation.sampling.stop = {"x"};
    conversation.sampling.seed = 1;
    conversation.sampling.maxTokens = 5;
    conversation.extras.emplace_back("context_management", Json::object());
    conversation.cacheControl = Json{{"type", "ephemeral"}};
    conversation.user = std::string(65, 'u');
    conversation.serviceTier = "standard_only";
    conversation.reasoning.enabled = true;
    conversation.reasoning.budget = 16384;
    Tool tool;
    tool.kind = Tool::Kind::BuiltIn;
    tool.name = "web_search_20250305";
    tool.origin = Format::Anthropic;
    conversation.tools = {tool};
    tool = {};
    tool.name = "f";
    conversation.tools.push_back(tool);
    Message message;
    message.parts = {{Text{}, Json{{"type", "ephemeral"}}}};
    conversation.messages = {message};
    WriteTarget target;
    target.model = "m";
    Losses losses;
    const Json body = writeRequest(openAiResponsesCodec(), conversation, target, &losses);
    const std::set<std::string> lost(losses.list().begin(), losses.list().end());
    CHECK(lost
        == std::set<std::string>{"top_k", "stop", "seed", "max_tokens", "context_management", "cache_control", "user",
            "service_tier", "tools: web_search_20250305"});
    CHECK(body["max_output_tokens"] == 16);
    CHECK(body["store"] == false);
    CHECK(body["reasoning"] == Json{{"effort", "high"}, {"summary", "auto"}});
    CHECK(body["tools"].size() == 1);
    CHECK(body["tools"][0]["strict"] == false);

    const auto refused = [&](const Conversation& asked) {
        Losses none;
        const auto written = openAiResponsesCodec().writeRequest(asked, target, none);
        return written ? std::string() : written.error().param;
    };
    Conversation film = conversation;
    Media media;
    media.kind = Media::Kind::Video;
    media.url = "https://example.org/v.mp4";
    film.messages[0].parts = {{media, {}}};
    CHECK(refused(film) == "messages[0]");
    media.kind = Media::Kind::File;
    media.url.clear();
    media.fileId = "file_abc";
    film.messages[0].parts = {{media, {}}};
    CHECK(refused(film) == "messages[0]");
    media.kind = Media::Kind::Audio;
    media.fileId.clear();
    media.data = "aGk=";
    media.mediaType = "audio/ogg";
    film.messages[0].parts = {{media, {}}};
    CHECK(refused(film) == "messages[0]");
}

TEST_CASE("maps chat-specific fields to their Responses equivalents")
{
    Conversation conversation;
    conversation.origin = Format::OpenAiChat;
    conversation.extras = {{"verbosity", "low"}, {"safety_identifier", "s"}, {"logprob_mode", 1}};
    conversation.sampling.logProbs = true;
    conversation.sampling.topLogProbs = 2;
    Tool tool;
    tool.kind = Tool::Kind::FreeForm;
    tool.name = "run";
    tool.definition = json(R"({"type":"grammar","grammar":{"syntax":"lark","definition":"start: x"}})");
    conversation.tools = {tool};
    conversation.toolChoice = {ToolChoice::Kind::Named, "run", {}};
    WriteTarget target;
    target.model = "m";
    Losses losses;
    const Json body = writeRequest(openAiResponsesCodec(), conversation, target, &losses);
    CHECK(body["text"] == Json{{"verbosity", "low"}});
    CHECK(body["safety_identifier"] == "s");
    CHECK(body["include"] == Json::array({"message.output_text.logprobs"}));
    CHECK(body["tools"][0]["format"] == json(R"({"type":"grammar","syntax":"lark","definition":"start: x"})"));
    CHECK(body["tool_choice"] == Json{{"type", "custom"}, {"name", "run"}});
    CHECK(losses.list() == std::vector<std::string>{"logprob_mode"});
}
