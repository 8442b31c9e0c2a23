#include "gateway/protocol/cohere/cohere_codec.h"

#include "catch.h"
#include "codec_check.h"

using namespace gateway;
using namespace gateway::protocol;

namespace {

Part text(const char* words) { return {Text{words, {}, {}}, {}}; }

Conversation question()
{
    Conversation conversation;
    conversation.messages.push_back({Role::User, {text("a")}, {}, {}});
    return conversation;
}

Tool function(const char* name, std::optional<bool> strict = {})
{
    Tool tool;
    tool.name = name;
    tool.strict = strict;
    return tool;
}

Media image(const char* data, const char* url, const char* detail = "")
{
    Media media;
    media.data = data;
    media.url = url;
    media.detail = detail;
    return media;
}

struct Written {
    Json body;
    std::vector<std::string> losses;
};

Written written(const Conversation& conversation, const WriteTarget& target = {.model = "m"})
{
    Losses losses;
    Json body = tests::writeRequest(cohereCodec(), conversation, target, &losses);
    return {std::move(body), losses.list()};
}

using Change = void (*)(Conversation&);

} // namespace

TEST_CASE("writes a conversation with tools for Cohere")
{
    Conversation told;
    told.isStream = true;
    Thinking thought;
    thought.text = "Look it up.";
    thought.signature = "sig";
    thought.origin = Format::Anthropic;
    ToolCall call;
    call.id = "c1";
    call.name = "get_weather";
    call.input = R"({"city":"Paris"})";
    ToolCall patch;
    patch.id = "c2";
    patch.name = "patch";
    patch.nameSpace = "files";
    patch.isFreeForm = true;
    patch.input = "*** Begin";
    ToolResult weather;
    weather.callId = "c1";
    weather.content = {Text{"rain", {}, {}}, image("aGk=", "")};
    ToolResult patched;
    patched.callId = "c2";
    patched.value = Json{{"ok", true}};
    told.messages = {
        {Role::System, {text("Be brief.")}, {}, {}},
        {Role::User, {text("a"), text("b")}, {}, {}},
        {Role::Assistant, {{thought, {}}, text("Yes."), {call, {}}, {patch, {}}}, {}, {}},
        {Role::User, {{patched, {}}, {weather, {}}, text("so?")}, {}, {}},
        {Role::Developer, {text("In JSON.")}, {}, {}},
        {Role::Assistant, {}, {}, {}},
    };
    Tool weatherTool = function("get_weather");
    weatherTool.description = "d";
    weatherTool.parameters = Json{{"type", "object"}, {"properties", {{"city", {{"type", "string"}}}}}};
    told.tools = {weatherTool};
    const Written out = written(told);
    CHECK(out.losses.empty());
    CHECK(out.body.dump()
        == R"({"stream":true,"model":"m","messages":[{"role":"system","content":"Be brief."},)"
           R"({"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},)"
           R"({"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}},)"
           R"({"id":"c2","type":"function","function":{"name":"files__patch","arguments":"{\"input\":\"*** Begin\"}"}}],"tool_plan":"Look it up.","content":"Yes."},)"
           R"({"role":"tool","tool_call_id":"c2","content":"{\"ok\":true}"},{"role":"tool","tool_call_id":"c1","content":"rain"},)"
           R"({"role":"user","content":[{"type":"image_url","image_url":{"url":"data:;base64,aGk="}},{"type":"text","text":"so?"}]},)"
           R"({"role":"system","content":"In JSON."}],)"
           R"("tools":[{"type":"function","function":{"name":"get_weather","description":"d","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]})");
}

TEST_CASE("maps parameters to Cohere's names and ranges")
{
    Conversation told = question();
    Sampling& sampling = told.sampling;
    sampling.temperature = 0.5;
    sampling.topP = 1;
    sampling.topK = 1000;
    sampling.frequencyPenalty = -0.5;
    sampling.presencePenalty = 0.5;
    sampling.seed = 7;
    sampling.maxTokens = 5000;
    sampling.stop = {"x", "y"};
    sampling.logProbs = true;
    told.output.kind = OutputFormat::Kind::JsonSchema;
    told.output.schema = Json{{"type", "object"}};
    told.extras = {{"safety_mode", "STRICT"}, {"citation_options", Json{{"mode", "OFF"}}}, {"verbosity", "low"}};
    const Written out = written(told, {.model = "up", .outputLimit = 4000});
    CHECK(out.losses == std::vector<std::string>{"frequency_penalty", "verbosity"});
    CHECK(out.body.dump()
        == R"({"stream":false,"model":"up","messages":[{"role":"user","content":"a"}],"response_format":{"type":"json_object","json_schema":{"type":"object"}},)"
           R"("temperature":0.5,"p":0.99,"frequency_penalty":0.0,"presence_penalty":0.5,"k":500,"seed":7,"max_tokens":4000,"stop_sequences":["x","y"],"logprobs":true,)"
           R"("safety_mode":"STRICT","citation_options":{"mode":"OFF"}})");
}

TEST_CASE("maps tool choices to Cohere's")
{
    struct Row {
        ToolChoice choice;
        const char* word; ///< null: none
        std::size_t tools;
    };
    const auto row = GENERATE(values<Row>({
        {{}, nullptr, 2},
        {{ToolChoice::Kind::Auto, {}, {}}, nullptr, 2},
        {{ToolChoice::Kind::None, {}, {}}, R"("NONE")", 2},
        {{ToolChoice::Kind::Required, {}, {}}, R"("REQUIRED")", 2},
        {{ToolChoice::Kind::Required, {}, {"g"}}, R"("REQUIRED")", 1},
        {{ToolChoice::Kind::Named, "g", {}}, R"("REQUIRED")", 1},
    }));
    Conversation told = question();
    told.tools = {function("f"), function("g")};
    told.toolChoice = row.choice;
    const Written out = written(told);
    CHECK(out.losses.empty());
    CHECK(out.body["tools"].size() == row.tools);
    CHECK((out.body.contains("tool_choice") ? out.body["tool_choice"].dump() : "") == (row.word ? row.word : ""));
}

TEST_CASE("sets strict_tools only if all tools are strict")
{
    Conversation told = question();
    told.tools = {function("f", true), function("g", true)};
    CHECK(written(told).body["strict_tools"] == true);
    told.tools = {function("f", true), function("g")};
    const Written out = written(told);
    CHECK_FALSE(out.body.contains("strict_tools"));
    CHECK(out.losses == std::vector<std::string>{"strict"});
}

TEST_CASE("maps reasoning settings to Cohere's thinking")
{
    struct Row {
        const char* name;
        Change change;
        std::optional<bool> canThink;
        const char* thinking; ///< null: omitted
    };
    const auto row = GENERATE(values<Row>({
        {"not set", [](Conversation&) {}, {}, nullptr},
        {"on", [](Conversation& c) { c.reasoning.enabled = true; }, {}, R"({"type":"enabled"})"},
        {"off", [](Conversation& c) { c.reasoning.enabled = false; }, {}, R"({"type":"disabled"})"},
        {"off, unsupported", [](Conversation& c) { c.reasoning.enabled = false; }, false, nullptr},
        {"effort", [](Conversation& c) { c.reasoning.effort = "low"; }, {},
            R"({"type":"enabled","token_budget":2048})"},
        {"effort, unsupported", [](Conversation& c) { c.reasoning.effort = "low"; }, false, nullptr},
        {"budget", [](Conversation& c) { c.reasoning.budget = 500; }, true, R"({"type":"enabled","token_budget":500})"},
        {"adaptive",
            [](Conversation& c) {
                c.reasoning.isAdaptive = true;
                c.reasoning.effort = "high";
            },
            {}, nullptr},
    }));
    CAPTURE(row.name);
    Conversation told = question();
    row.change(told);
    const Json body = written(told, {.model = "m", .canThink = row.canThink}).body;
    CHECK((body.contains("thinking") ? body["thinking"].dump() : "") == (row.thinking ? row.thinking : ""));
}

TEST_CASE("sends earlier reasoning only to models that can think")
{
    Conversation told = question();
    Thinking thought;
    thought.summary = {"b"};
    told.messages.push_back({Role::Assistant, {{thought, {}}, text("c")}, {}, {}});
    CHECK(written(told).body["messages"][1].dump()
        == R"({"role":"assistant","content":[{"type":"thinking","thinking":"b"},{"type":"text","text":"c"}]})");
    CHECK(written(told).losses.empty());
    const auto plain = written(told, {.model = "m", .canThink = false});
    CHECK(plain.body["messages"][1].dump() == R"({"role":"assistant","content":"c"})");
    CHECK(plain.losses == std::vector<std::string>{"reasoning of earlier answers"});
    Thinking sealed;
    sealed.encrypted = "secret";
    told.messages[1].parts[0].content = sealed;
    CHECK(written(told).losses == std::vector<std::string>{"encrypted reasoning"});
}

TEST_CASE("reports what Cohere does not support")
{
    struct Row {
        const char* loss;
        Change change;
    };
    const auto row = GENERATE(values<Row>({
        {"user", [](Conversation& c) { c.user = "u"; }},
        {"metadata",
            [](Conversation& c) {
                c.metadata = Json{{"a", "b"}};
            }},
        {"logit_bias",
            [](Conversation& c) {
                c.sampling.logitBias = Json{{"1", 2}};
            }},
        {"top_logprobs", [](Conversation& c) { c.sampling.topLogProbs = 5; }},
        {"min_p", [](Conversation& c) { c.sampling.minP = 0.1; }},
        {"repetition_penalty", [](Conversation& c) { c.sampling.repetitionPenalty = 1.1; }},
        {"temperature", [](Conversation& c) { c.sampling.temperature = -1; }},
        {"presence_penalty", [](Conversation& c) { c.sampling.presencePenalty = 2; }},
        {"detail",
            [](Conversation& c) {
                c.messages[0].parts.push_back({image("", "https://a.example/b.png", "original"), {}});
            }},
        {"is_error",
            [](Conversation& c) {
                ToolResult result;
                result.callId = "x";
                result.isError = true;
                c.messages[0].parts.push_back({result, {}});
            }},
        {"tools: web_search",
            [](Conversation& c) {
                c.tools = {function("web_search")};
                c.tools[0].kind = Tool::Kind::BuiltIn;
            }},
        {"content of type unknown",
            [](Conversation& c) {
                c.messages[0].parts.push_back({Opaque{Format::Gemini, Json::object()}, {}});
            }},
    }));
    CAPTURE(row.loss);
    Conversation told = question();
    row.change(told);
    CHECK(written(told).losses == std::vector<std::string>{row.loss});
}

TEST_CASE("sends a plain text file to Cohere as text")
{
    Media note;
    note.kind = Media::Kind::File;
    note.data = "aGk=";
    note.mediaType = "text/plain";
    note.name = "a.txt";
    Conversation told = question();
    told.messages[0].parts = {{note, {}}};
    CHECK(written(told).body["messages"].dump() == R"([{"role":"user","content":"Document: a.txt\n\nhi"}])");
}

TEST_CASE("rejects what would change Cohere's answer")
{
    struct Row {
        const char* problem;
        Change change;
    };
    const auto row = GENERATE(values<Row>({
        {R"(messages[0]: "messages[0]" contains an image by the file id of another provider. Send the image itself, or its URL.)",
            [](Conversation& c) {
                Media media;
                media.fileId = "file-1";
                c.messages[0].parts.push_back({media, {}});
            }},
        {R"(messages[0]: "messages[0]" contains a file, audio or video, which this model does not support. Send its text, or choose another model.)",
            [](Conversation& c) {
                Media media;
                media.kind = Media::Kind::File;
                media.data = "aGk=";
                c.messages[0].parts.push_back({media, {}});
            }},
        {R"(input[0].content[1]: "input[0].content[1]" contains a file, audio or video, which this model does not support. Send its text, or choose another model.)",
            [](Conversation& c) {
                Media media;
                media.kind = Media::Kind::Audio;
                media.data = "aGk=";
                media.place = "input[0].content[1]";
                c.messages[0].parts.push_back({media, {}});
            }},
    }));
    Conversation told = question();
    row.change(told);
    Losses losses;
    const auto body = cohereCodec().writeRequest(told, {.model = "m"}, losses);
    REQUIRE_FALSE(body);
    CHECK(body.error().kind == ErrorKind::InvalidRequest);
    CHECK(body.error().param + ": " + body.error().text() == row.problem);
}
