#include "gateway/protocol/ollama/ollama_codec.h"

#include "catch.h"
#include "codec_check.h"

using namespace gateway;
using namespace gateway::protocol;

namespace {

Conversation question()
{
    Conversation conversation;
    conversation.origin = Format::OpenAiChat;
    conversation.messages.push_back({Role::User, {{Text{"a", {}, {}}, {}}}, {}, {}});
    return conversation;
}

Tool function(const char* name)
{
    Tool tool;
    tool.name = name;
    return tool;
}

struct Written {
    Json body;
    std::vector<std::string> losses;
};

Written written(const Conversation& conversation, const WriteTarget& target = {.model = "m"})
{
    Losses losses;
    Json body = tests::writeRequest(ollamaChatCodec(), conversation, target, &losses);
    return {std::move(body), losses.list()};
}

std::string refused(const Conversation& conversation)
{
    Losses losses;
    const auto body = ollamaChatCodec().writeRequest(conversation, {.model = "m"}, losses);
    REQUIRE_FALSE(body);
    CHECK(body.error().kind == ErrorKind::InvalidRequest);
    return body.error().param + ": " + body.error().text();
}

using Change = void (*)(Conversation&);

} // namespace

TEST_CASE("reports fields that Ollama does not support")
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
        {"service_tier", [](Conversation& c) { c.serviceTier = "flex"; }},
        {"prompt_cache_key", [](Conversation& c) { c.promptCacheKey = "k"; }},
        {"store", [](Conversation& c) { c.store = true; }},
        {"logit_bias",
            [](Conversation& c) {
                c.sampling.logitBias = Json{{"50256", -100}};
            }},
        {"cache_control",
            [](Conversation& c) {
                c.messages[0].parts[0].cacheControl = Json{{"type", "ephemeral"}};
            }},
        {"cache_control",
            [](Conversation& c) {
                c.cacheControl = Json{{"type", "ephemeral"}};
            }},
        {"name", [](Conversation& c) { c.messages[0].name = "bob"; }},
        {"verbosity", [](Conversation& c) { c.extras.emplace_back("verbosity", "low"); }},
        {"content of type unknown",
            [](Conversation& c) {
                c.messages[0].parts.push_back({Opaque{Format::Gemini, Json::object()}, {}});
            }},
        {"tool_choice",
            [](Conversation& c) {
                c.tools.push_back(function("f"));
                c.toolChoice.kind = ToolChoice::Kind::Required;
            }},
        {"strict",
            [](Conversation& c) {
                c.tools.push_back(function("f"));
                c.tools.back().strict = true;
            }},
        {"tools: web_search",
            [](Conversation& c) {
                c.tools.push_back(function("web_search"));
                c.tools.back().kind = Tool::Kind::BuiltIn;
            }},
        {"reasoning effort", [](Conversation& c) { c.reasoning.effort = "high"; }},
        {"detail",
            [](Conversation& c) {
                Media image;
                image.data = "aGk=";
                image.detail = "low";
                c.messages[0].parts.push_back({image, {}});
            }},
    }));
    Conversation conversation = question();
    row.change(conversation);
    CHECK(written(conversation).losses == std::vector<std::string>{row.loss});
}

TEST_CASE("rejects what would change Ollama's answer and says what to do instead")
{
    struct Row {
        const char* problem;
        Change change;
    };
    const auto row = GENERATE(values<Row>({
        {R"(messages[0]: "messages[0]" contains an image URL, which Ollama cannot fetch. Send the image itself as base64.)",
            [](Conversation& c) {
                Media image;
                image.url = "https://example.org/a.png";
                c.messages[0].parts.push_back({image, {}});
            }},
        {R"(messages[0]: "messages[0]" contains a file, audio or video, which this model does not support. Send its text, or choose another model.)",
            [](Conversation& c) {
                Media sound;
                sound.kind = Media::Kind::Audio;
                sound.data = "aGk=";
                c.messages[0].parts.push_back({sound, {}});
            }},
        {R"(contents[0].parts[0]: "contents[0].parts[0]" contains an image URL, which Ollama cannot fetch. Send the image itself as base64.)",
            [](Conversation& c) {
                Media image;
                image.url = "https://example.org/a.png";
                image.place = "contents[0].parts[0]";
                c.messages[0].parts.push_back({image, {}});
            }},
    }));
    Conversation conversation = question();
    row.change(conversation);
    CHECK(refused(conversation) == row.problem);
}

TEST_CASE("sends a plain text file to Ollama as text")
{
    Media note;
    note.kind = Media::Kind::File;
    note.data = "aGk=";
    note.mediaType = "text/plain";
    note.name = "a.txt";
    ToolCall call;
    call.id = "1";
    call.name = "f";
    ToolResult result;
    result.callId = "1";
    result.content = {Text{"r", {}, {}}, note};
    Conversation conversation = question();
    conversation.messages[0].parts.push_back({note, {}});
    conversation.messages.push_back({Role::Assistant, {{call, {}}}, {}, {}});
    conversation.messages.push_back({Role::User, {{result, {}}}, {}, {}});
    const auto [body, losses] = written(conversation);
    CHECK(body["messages"][0].dump() == R"({"role":"user","content":"a\n\nDocument: a.txt\n\nhi"})");
    CHECK(body["messages"][2]["content"] == "r\nDocument: a.txt\n\nhi");
    CHECK(losses.empty());
}

TEST_CASE("requests thinking only from models that support it")
{
    struct Row {
        const char* name;
        Change change;
        std::optional<bool> canThink;
        const char* think; ///< null: not requested
        const char* model = "m";
    };
    const auto row = GENERATE(values<Row>({
        {"not set", [](Conversation&) {}, true, nullptr},
        {"on, unknown support", [](Conversation& c) { c.reasoning.enabled = true; }, {}, nullptr},
        {"on, supported", [](Conversation& c) { c.reasoning.enabled = true; }, true, "true"},
        {"off, unknown support", [](Conversation& c) { c.reasoning.enabled = false; }, {}, "false"},
        {"effort none", [](Conversation& c) { c.reasoning.effort = "none"; }, {}, "false"},
        {"effort, unknown support", [](Conversation& c) { c.reasoning.effort = "high"; }, {}, nullptr},
        {"effort, supported", [](Conversation& c) { c.reasoning.effort = "high"; }, true, "true"},
        {"effort, gpt-oss", [](Conversation& c) { c.reasoning.effort = "high"; }, true, R"("high")", "gpt-oss:20b"},
        {"effort, unsupported", [](Conversation& c) { c.reasoning.effort = "high"; }, false, nullptr},
        {"effort above the highest level", [](Conversation& c) { c.reasoning.effort = "xhigh"; }, true, R"("high")", "gpt-oss:20b"},
        {"budget", [](Conversation& c) { c.reasoning.budget = 2000; }, true, R"("low")", "gpt-oss:20b"},
        {"request of an Ollama client",
            [](Conversation& c) {
                c.origin = Format::OllamaChat;
                c.reasoning.enabled = true;
            },
            {}, "true"},
    }));
    CAPTURE(row.name);
    Conversation conversation = question();
    row.change(conversation);
    const Json body = written(conversation, {.model = row.model, .canThink = row.canThink}).body;
    CHECK((body.contains("think") ? body["think"].dump() : "") == (row.think ? row.think : ""));
}

TEST_CASE("converts tools of other formats to functions for Ollama")
{
    Conversation conversation = question();
    Tool patch = function("apply_patch");
    patch.kind = Tool::Kind::FreeForm;
    Tool nested = function("spawn");
    nested.nameSpace = "agents";
    nested.parameters = Json{{"type", "object"},
        {"properties", {{"any", true}, {"deep", {{"type", "object"}, {"properties", {{"x", false}}}}}}}};
    conversation.tools = {patch, nested};
    ToolCall call;
    call.id = "c1";
    call.name = "apply_patch";
    call.isFreeForm = true;
    call.input = "*** Begin";
    ToolCall other;
    other.id = "c2";
    other.name = "spawn";
    other.nameSpace = "agents";
    other.input = "{broken";
    conversation.messages.push_back({Role::Assistant, {{call, {}}, {other, {}}}, {}, {}});
    const Written out = written(conversation);
    CHECK(out.losses.empty());
    CHECK(out.body["tools"].dump()
        == R"([{"type":"function","function":{"name":"apply_patch","parameters":{"type":"object","properties":{"input":{"type":"string"}},"required":["input"]}}},)"
           R"({"type":"function","function":{"name":"agents__spawn","parameters":{"type":"object","properties":{"any":{},"deep":{"type":"object","properties":{"x":{}}}}}}}])");
    CHECK(out.body["messages"][1]["tool_calls"].dump()
        == R"([{"id":"c1","function":{"name":"apply_patch","arguments":{"input":"*** Begin"},"index":0}},)"
           R"({"id":"c2","function":{"name":"agents__spawn","arguments":{"input":"{broken"},"index":1}}])");
}

TEST_CASE("applies a tool choice to Ollama as far as possible")
{
    struct Row {
        ToolChoice choice;
        std::size_t tools;
        bool isLoss;
    };
    const auto row = GENERATE(values<Row>({
        {{}, 2, false},
        {{ToolChoice::Kind::Auto, {}, {}}, 2, false},
        {{ToolChoice::Kind::None, {}, {}}, 0, false},
        {{ToolChoice::Kind::Named, "g", {}}, 1, true},
        {{ToolChoice::Kind::Required, {}, {}}, 2, true},
        {{ToolChoice::Kind::Auto, {}, {"g"}}, 1, false},
    }));
    Conversation conversation = question();
    conversation.tools = {function("f"), function("g")};
    conversation.toolChoice = row.choice;
    const Written out = written(conversation);
    CHECK((out.body.contains("tools") ? out.body["tools"].size() : 0) == row.tools);
    CHECK(out.losses.empty() != row.isLoss);
}

TEST_CASE("joins the parts of an Ollama message and sends foreign reasoning as text")
{
    Conversation conversation = question();
    conversation.messages[0].parts.push_back({Text{"b", {}, {}}, {}});
    Thinking thought;
    thought.summary = {"one", "two"};
    thought.encrypted = "secret";
    thought.signature = "sig";
    thought.origin = Format::OpenAiResponses;
    Thinking hidden;
    hidden.encrypted = "secret";
    conversation.messages.push_back(
        {Role::Assistant, {{thought, {}}, {hidden, {}}, {Text{"c", {}, {}}, {}}, {Refusal{"d"}, {}}}, {}, {}});
    conversation.messages.push_back({Role::Developer, {{Text{"e", {}, {}}, {}}}, {}, {}});
    const auto made = written(conversation);
    CHECK(made.body["messages"].dump()
        == R"([{"role":"user","content":"a\n\nb"},{"role":"assistant","content":"cd","thinking":"one\n\ntwo"},{"role":"system","content":"e"}])");
    CHECK(made.losses == std::vector<std::string>{"encrypted reasoning"}); // the hidden one
}

TEST_CASE("applies the target's output limit to an Ollama request")
{
    Conversation conversation = question();
    conversation.sampling.maxTokens = 5000;
    const Json body = written(conversation, {.model = "up", .outputLimit = 1000}).body;
    CHECK(body["model"] == "up");
    CHECK(body["options"]["num_predict"] == 1000);
}
