#include "gateway/protocol/openai/chat_codec.h"

#include "catch.h"
#include "chat_fixture.h"
#include "codec_check.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace gateway::protocol::openai;
using namespace tests;

namespace {

using List = std::vector<std::string>;

Part call(std::string id, std::string name, std::string input = "{}")
{
    ToolCall made;
    made.id = std::move(id);
    made.name = std::move(name);
    made.input = std::move(input);
    return {made, {}};
}

Part result(std::string id, std::vector<ResultContent> content)
{
    ToolResult made;
    made.callId = std::move(id);
    made.content = std::move(content);
    return {made, {}};
}

Media image(std::string url)
{
    Media media;
    media.url = std::move(url);
    return media;
}

struct Written {
    Json body;
    List losses;
    std::string problem;
};

Written write(const Conversation& conversation, const WriteTarget& target = {})
{
    Losses losses;
    auto body = openAiChatCodec().writeRequest(conversation, target, losses);
    if (!body)
        return {{}, losses.list(), body.error().param + ": " + body.error().text()};
    return {std::move(*body), losses.list(), {}};
}

std::string sorted(const Json& json) { return nlohmann::json::parse(json.dump()).dump(1); }
std::string sorted(const char* json) { return nlohmann::json::parse(json).dump(1); }

/// One user message from a client of `origin`.
Conversation greetingFrom(Format origin)
{
    Conversation conversation;
    conversation.origin = origin;
    Message user;
    user.parts.push_back({Text{"Hi", {}, {}}, {}});
    conversation.messages = {user};
    return conversation;
}

} // namespace

TEST_CASE("chat: places results after their calls in order and before user content")
{
    Conversation conversation = foreignConversation();
    Thinking thinking;
    thinking.text = "both";
    thinking.signature = "of another vendor";
    thinking.origin = Format::Anthropic;
    conversation.messages.push_back(
        messageOf(Role::Assistant, {{thinking, {}}, textPart("Look:"), call("a", "f"), call("b", "g", "")}));
    conversation.messages.push_back(messageOf(Role::System, {textPart("late")}));
    conversation.messages.push_back(messageOf(Role::User,
        {result("b", {image("https://example.org/2"), Text{"two", {}, {}}}), textPart("And now?"),
            result("a", {Text{"one", {}, {}}, Text{"more", {}, {}}})}));
    const Written written = write(conversation);
    CHECK(written.problem.empty());
    CHECK(written.losses.empty());
    CHECK(sorted(written.body["messages"]) == sorted(R"([
        {"role":"user","content":"Hi"},
        {"role":"assistant","content":"Look:","reasoning_content":"both","tool_calls":[
            {"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},
            {"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},
        {"role":"tool","tool_call_id":"a","content":"one\nmore"},
        {"role":"tool","tool_call_id":"b","content":"two\n[1 attachment in the next message]"},
        {"role":"user","content":[{"type":"text","text":"Returned by the tool call b:"},{"type":"image_url","image_url":{"url":"https://example.org/2"}}]},
        {"role":"system","content":"late"},
        {"role":"user","content":"And now?"}])"));
}

TEST_CASE("chat: merges a turn that arrived as several messages")
{
    Conversation conversation = foreignConversation();
    conversation.origin = Format::OpenAiResponses;
    Thinking thinking;
    thinking.summary = {"first", "second"};
    thinking.encrypted = "x";
    thinking.origin = Format::OpenAiResponses;
    conversation.messages.push_back(messageOf(Role::Assistant, {{thinking, {}}}));
    conversation.messages.push_back(messageOf(Role::Assistant, {call("a", "f")}));
    conversation.messages.push_back(messageOf(Role::Assistant, {call("b", "f")}));
    conversation.messages.push_back(messageOf(Role::User, {result("a", {Text{"1", {}, {}}})}));
    conversation.messages.push_back(messageOf(Role::User, {result("b", {Text{"2", {}, {}}})}));
    const Json messages = write(conversation).body["messages"];
    REQUIRE(messages.size() == 4);
    CHECK(messages[1]["tool_calls"].size() == 2);
    CHECK(messages[1]["reasoning_content"] == "first\n\nsecond");
    CHECK(messages[3]["content"] == "2");
}

TEST_CASE("chat: joins texts of other formats but keeps cache control where it is supported")
{
    Conversation conversation = foreignConversation();
    conversation.messages = {messageOf(Role::System, {textPart("a"), textPart("b")})};
    conversation.messages[0].parts[1].cacheControl = Json{{"type", "ephemeral"}};
    const Written plain = write(conversation);
    CHECK(plain.body["messages"][0]["content"] == "a\n\nb");
    CHECK(plain.losses == List{"cache_control"});
    WriteTarget target;
    target.takesCacheControl = true;
    const Written marked = write(conversation, target);
    CHECK(marked.body["messages"][0]["content"].size() == 2);
    CHECK(marked.body["messages"][0]["content"][1]["cache_control"]["type"] == "ephemeral");
    CHECK(marked.losses.empty());
}

TEST_CASE("chat: writes the right token limit field")
{
    struct Row {
        const char* name;
        Format origin;
        bool isCompletionLimit;
        const char* effort;
        const char* field;
        bool isOpenAis = false;
    };
    const auto row = GENERATE(values<Row>({
        {"chat client, max_tokens", Format::OpenAiChat, false, "high", "max_tokens"},
        {"chat client, max_completion_tokens", Format::OpenAiChat, true, "", "max_completion_tokens"},
        {"Anthropic", Format::Anthropic, false, "", "max_tokens"},
        {"Anthropic, thinking", Format::Anthropic, false, "high", "max_completion_tokens"},
        {"Anthropic, not thinking", Format::Anthropic, false, "none", "max_tokens"},
        {"Anthropic, to OpenAI itself", Format::Anthropic, false, "", "max_completion_tokens", true},
        {"Responses", Format::OpenAiResponses, false, "", "max_completion_tokens"},
    }));
    CAPTURE(row.name);
    Conversation conversation = foreignConversation();
    conversation.origin = row.origin;
    conversation.sampling.maxTokens = 5000;
    conversation.sampling.isCompletionLimit = row.isCompletionLimit;
    conversation.reasoning.effort = row.effort;
    WriteTarget target;
    target.keepsSignatures = row.isOpenAis;
    CHECK(write(conversation, target).body[row.field] == 5000);
    target.outputLimit = 4096;
    const Written limited = write(conversation, target);
    CHECK(limited.body[row.field] == 4096);
    CHECK(limited.losses == List{"max_tokens beyond the model's limit"});
}

TEST_CASE("chat: converts reasoning settings of other formats to an effort")
{
    Conversation conversation = foreignConversation();
    conversation.reasoning.enabled = true;
    conversation.reasoning.budget = 31999;
    CHECK(write(conversation).body["reasoning_effort"] == "xhigh");
    conversation.reasoning = {};
    conversation.reasoning.enabled = false;
    CHECK(write(conversation).body["reasoning_effort"] == "none");
    conversation.reasoning = {};
    conversation.reasoning.isAdaptive = conversation.reasoning.enabled.emplace(true);
    CHECK_FALSE(write(conversation).body.contains("reasoning_effort"));
    CHECK(write(conversation).losses == List{"reasoning: adaptive"});
    CHECK(write(conversation, {.model = "m", .hasThinkingField = true}).losses.empty());
}

TEST_CASE("chat: converts or drops tools of other formats")
{
    Conversation conversation = foreignConversation();
    conversation.origin = Format::OpenAiResponses;
    Tool plain;
    plain.name = "list";
    plain.nameSpace = "agents";
    Tool patch;
    patch.kind = Tool::Kind::FreeForm;
    patch.name = "apply_patch";
    patch.definition = Json{{"type", "grammar"}, {"syntax", "lark"}, {"definition", "start: x"}};
    Tool search;
    search.kind = Tool::Kind::BuiltIn;
    search.name = "web_search";
    search.origin = Format::OpenAiResponses;
    conversation.tools = {plain, patch, search};
    ToolCall used;
    used.id = "a";
    used.name = "apply_patch";
    used.isFreeForm = true;
    used.input = "say \"x\"";
    conversation.messages.push_back(messageOf(Role::Assistant, {{used, {}}}));
    WriteTarget target;
    target.keepsSignatures = false;
    const Written written = write(conversation, target);
    CHECK(written.losses == List{"tools: web_search"});
    REQUIRE(written.body["tools"].size() == 2);
    CHECK(written.body["tools"][0].dump()
        == R"({"type":"function","function":{"name":"agents__list","parameters":{"type":"object","properties":{}}}})");
    const Json& bridged = written.body["tools"][1]["function"];
    CHECK(bridged["parameters"]["required"].dump() == R"(["input"])");
    CHECK_THAT(bridged["description"].get<std::string>(), Catch::Contains("start: x"));
    CHECK(written.body["messages"][1]["tool_calls"][0]["function"]["arguments"] == R"({"input":"say \"x\""})");

    conversation.toolChoice.kind = ToolChoice::Kind::Required;
    conversation.toolChoice.allowed = {"apply_patch"};
    const Json allowed = write(conversation, target).body;
    CHECK(allowed["tools"].size() == 1);
    CHECK(allowed["tool_choice"] == "required");
    conversation.toolChoice = {ToolChoice::Kind::Named, "list", {}};
    CHECK(write(conversation, target).body["tool_choice"]["function"]["name"] == "agents__list");
}

TEST_CASE("chat: reports fields that chat does not support")
{
    Conversation conversation = foreignConversation();
    conversation.sampling.topK = 64;
    conversation.sampling.minP = 0.1;
    conversation.metadata = Json{{"user_id", "u"}};
    conversation.user = std::string(65, 'u');
    conversation.serviceTier = "auto";
    conversation.promptCacheKey = "k";
    conversation.store = true;
    conversation.cacheControl = Json{{"type", "ephemeral"}};
    conversation.reasoning.summary = "auto";
    conversation.reasoning.isShown = false;
    conversation.reasoning.wantsEncrypted = true;
    conversation.extras.emplace_back("context_management", Json::object());
    Thinking redacted;
    redacted.encrypted = "x";
    redacted.origin = Format::Anthropic;
    ToolResult failed;
    failed.callId = "a";
    failed.isError = true;
    failed.value = Json{{"output", 1}};
    Text cited{"x", Json::array({Json{{"url", "y"}}}), Format::Anthropic};
    conversation.messages.push_back(messageOf(Role::Assistant,
        {{redacted, {}}, {cited, {}}, {image("https://example.org"), {}},
            {Opaque{Format::Anthropic, Json{{"type", "server_tool_use"}}}, {}}, call("a", "f")}));
    conversation.messages.push_back(messageOf(Role::User, {{failed, {}}}));
    const Written written = write(conversation);
    CHECK(written.problem.empty());
    CHECK(written.losses
        == List{"encrypted reasoning", "annotations", "media of the assistant", "content of type server_tool_use",
            "is_error", "min_p", "top_k", "reasoning summary", "hiding of reasoning", "reasoning.encrypted_content",
            "user", "service_tier", "prompt_cache_key", "metadata", "store", "cache_control", "context_management"});
    CHECK(written.body["messages"][2]["content"] == R"({"output":1})");
    for (const char* field : {"top_k", "metadata", "user", "store", "context_management"})
        CHECK_FALSE(written.body.contains(field));
}

TEST_CASE("chat: rejects what would change the answer")
{
    const auto refused = [](Part part, Format origin = Format::Anthropic) {
        Conversation conversation = foreignConversation();
        conversation.origin = origin;
        conversation.messages[0].parts = {std::move(part)};
        return write(conversation).problem;
    };
    Media media;
    media.fileId = "file_1";
    CHECK_THAT(refused({media, {}}), Catch::StartsWith("messages: "));
    media.kind = Media::Kind::File;
    CHECK_THAT(refused({media, {}}), Catch::StartsWith("messages: "));
    CHECK(refused({media, {}}, Format::OpenAiResponses).empty());
    media.kind = Media::Kind::Video;
    CHECK_THAT(refused({media, {}}), Catch::StartsWith("messages: "));
    media.kind = Media::Kind::Audio;
    CHECK_THAT(refused({media, {}}), Catch::StartsWith("messages: "));
    CHECK_THAT(refused(result("nobody", {Text{"x", {}, {}}})), Catch::StartsWith("messages: "));
    Conversation conversation = foreignConversation();
    conversation.previousResponseId = "resp_1";
    CHECK_THAT(write(conversation).problem, Catch::StartsWith("previous_response_id: "));
}

TEST_CASE("chat: sends a document's URL only to hosts that open it")
{
    Media report;
    report.kind = Media::Kind::File;
    report.url = "https://e.com/a.pdf";
    Conversation conversation = foreignConversation();
    conversation.messages = {messageOf(Role::User, {{report, {}}})};
    CHECK_THAT(write(conversation).problem, Catch::StartsWith("messages: "));
    CHECK(write(conversation, {.model = "m", .opensDocuments = true}).body["messages"][0]["content"][0]["file"]["file_data"] == report.url);
}

TEST_CASE("chat: sends a plain text file as text because OpenAI accepts only PDF")
{
    Media note;
    note.kind = Media::Kind::File;
    note.data = "aGk=";
    note.mediaType = "text/plain";
    note.name = "a.txt";
    Conversation conversation = foreignConversation();
    conversation.messages = {messageOf(Role::User, {{note, {}}, {Text{"What is this?", {}, {}}, {}}})};
    CHECK(write(conversation).body["messages"][0]["content"] == "Document: a.txt\n\nhi\n\nWhat is this?");
    note.data = "JVBERi0=";
    note.mediaType = "application/pdf";
    conversation.messages[0].parts[0].content = note;
    CHECK(write(conversation).body["messages"][0]["content"][0].dump()
        == R"({"type":"file","file":{"file_data":"data:application/pdf;base64,JVBERi0=","filename":"a.txt"}})");
    note.mediaType = "text/plain";
    conversation.messages[0].parts[0].content = note;
    conversation.origin = Format::OpenAiChat; // the client chose this form itself
    CHECK(write(conversation).body["messages"][0]["content"][0]["type"] == "file");
}

TEST_CASE("chat: requests usage in streams")
{
    Conversation conversation = foreignConversation();
    conversation.isStream = true;
    const Json body = write(conversation).body;
    CHECK(body["stream"] == true);
    CHECK(body["stream_options"].dump() == R"({"include_usage":true})");
}

TEST_CASE("chat: omits sampling parameters and stop sequences for OpenAI reasoning models")
{
    struct Row {
        const char* model;
        const char* effort;
        bool isDropped;
    };
    const auto row = GENERATE(values<Row>({
        {"gpt-5", "", true},
        {"o3-mini", "", true},
        {"openai/gpt-5-mini", "low", true},
        {"gpt-5-chat-latest", "", false},
        {"gpt-5.1", "", false},
        {"gpt-5.1", "none", false},
        {"gpt-5.1", "low", true},
        {"gpt-4o", "", false},
    }));
    CAPTURE(row.model, row.effort);
    Conversation conversation = foreignConversation();
    conversation.origin = Format::Anthropic;
    conversation.sampling = {};
    conversation.sampling.temperature = 0.5;
    conversation.reasoning = {};
    conversation.reasoning.effort = row.effort;
    WriteTarget target;
    target.model = row.model;
    const Written written = write(conversation, target);
    CHECK(written.body.contains("temperature") == !row.isDropped);
    CHECK((std::count(written.losses.begin(), written.losses.end(), "temperature") == 1) == row.isDropped);
    conversation.sampling.stop = {"END"};
    CHECK(write(conversation, target).problem.starts_with("stop_sequences: ") == row.isDropped);
    target.model = "gpt-4o";
    conversation.sampling.stop = {"1", "2", "3", "4", "5"};
    CHECK(write(conversation, target).problem.starts_with("stop_sequences: "));
    target.keepsSignatures = false;
    CHECK(write(conversation, target).problem.empty());
}

TEST_CASE("chat: omits penalties and stop sequences for xAI reasoning models")
{
    struct Row {
        const char* model;
        std::optional<bool> canThink;
        bool isDropped;
    };
    const auto row = GENERATE(values<Row>({
        {"grok-4", std::nullopt, true},
        {"grok-4.20-reasoning", std::nullopt, true},
        {"x-ai/grok-code-fast-1", true, true},
        {"grok-3-mini", std::nullopt, true},
        {"grok-4-1-fast-non-reasoning", std::nullopt, false},
        {"grok-3", std::nullopt, false},
        {"grok-3", false, false},
        {"grok-9", true, true},
        {"llama-3.3-70b", true, false},
    }));
    CAPTURE(row.model);
    Conversation conversation = greetingFrom(Format::Gemini);
    conversation.sampling.temperature = 0.5;
    conversation.sampling.presencePenalty = 0.5;
    conversation.sampling.frequencyPenalty = 0;
    WriteTarget target;
    target.model = row.model;
    target.canThink = row.canThink;
    target.keepsSignatures = false;
    const Written written = write(conversation, target);
    CHECK(written.body.contains("temperature"));
    CHECK(written.body.contains("presence_penalty") == !row.isDropped);
    CHECK(written.body.contains("frequency_penalty") == !row.isDropped);
    CHECK(written.losses == (row.isDropped ? List{"presence_penalty"} : List{}));
    conversation.sampling.stop = {"END"};
    CHECK(write(conversation, target).problem.starts_with("generationConfig.stopSequences: ") == row.isDropped);
}

TEST_CASE("chat: moves alternatives at the root of a tool schema into its description for OpenAI")
{
    Conversation conversation = greetingFrom(Format::Anthropic);
    Tool tool;
    tool.name = "f";
    const char* const keyword = GENERATE("anyOf", "oneOf", "allOf", "enum", "not");
    tool.parameters = Json{{"type", "object"}, {"properties", Json{{"a", Json{{keyword, Json::array()}}}}}, {keyword, Json::array()}};
    conversation.tools = {tool};
    const Written written = write(conversation);
    const Json schema = written.body["tools"][0]["function"]["parameters"];
    CHECK_FALSE(schema.contains(keyword));
    CHECK(schema["properties"]["a"].contains(keyword));
    CHECK(schema["description"] == std::string("{") + keyword + ": []}");
    CHECK(written.losses == List{std::string("tools: ") + keyword + " is told, not enforced"});
    WriteTarget other;
    other.keepsSignatures = false;
    CHECK(write(conversation, other).body["tools"][0]["function"]["parameters"].contains(keyword));
    conversation.origin = Format::OpenAiChat;
    CHECK(write(conversation).body["tools"][0]["function"]["parameters"].contains(keyword));
}

TEST_CASE("chat: reports that OpenAI ignores a prefilled answer")
{
    Conversation conversation;
    conversation.origin = Format::Anthropic;
    Message user;
    user.parts.push_back({Text{"Hi", {}, {}}, {}});
    Message begun = user;
    begun.role = Role::Assistant;
    conversation.messages = {user, begun};
    CHECK(write(conversation).losses == List{"messages: that the answer has begun"});
    WriteTarget other;
    other.keepsSignatures = false;
    CHECK(write(conversation, other).losses.empty());
    conversation.messages.push_back(user);
    CHECK(write(conversation).losses.empty());
}

TEST_CASE("chat: uses strict mode only with schemas that OpenAI supports")
{
    struct Row {
        const char* schema;
        bool isHeld;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"type":"object","properties":{"a":{"type":"string"}},"required":["a"]})", true},
        {R"({"type":"object","properties":{"a":{"type":"string"}}})", false},
        {R"({"type":"object","properties":{"a":{"type":"object","properties":{"b":{}}}},"required":["a"]})", false},
        {R"({"type":"object","properties":{}})", true},
        {R"({"type":"object","properties":{"a":{"$ref":"#/$defs/A"}},"required":["a"],"$defs":{"A":{"type":"string"}}})", true},
        {R"({"type":"object","properties":{"a":{"type":"string"},"b":{"$ref":"#/properties/a"}},"required":["a","b"]})", false},
    }));
    CAPTURE(row.schema);
    Conversation conversation = greetingFrom(Format::Anthropic);
    Tool tool;
    tool.name = "f";
    tool.strict = true;
    tool.parameters = *parseJson(row.schema);
    conversation.tools = {tool};
    const Written written = write(conversation);
    const Json function = written.body["tools"][0]["function"];
    CHECK(function["strict"] == row.isHeld);
    CHECK(function["parameters"].contains("additionalProperties") == row.isHeld);
    CHECK(written.losses == (row.isHeld ? List{} : List{"tools: strict"}));
    conversation.origin = Format::OpenAiChat;
    CHECK(write(conversation).body["tools"][0]["function"]["strict"] == true);
}

TEST_CASE("chat: inlines a reference at the root of a tool schema")
{
    Conversation conversation = greetingFrom(Format::Anthropic);
    Tool tool;
    tool.name = "f";
    tool.parameters = *parseJson(R"({"$ref":"#/definitions/Args","definitions":{"Args":{"type":"object","properties":{"a":{"type":"string"}}}}})");
    conversation.tools = {tool};
    const Json parameters = write(conversation).body["tools"][0]["function"]["parameters"];
    CHECK(parameters["type"] == "object");
    CHECK(parameters["properties"].contains("a"));
    CHECK_FALSE(parameters.contains("$ref"));
}

TEST_CASE("chat: sends either temperature or top_p to models that accept only one")
{
    struct Row {
        double temperature;
        double topP;
        const char* left;
        List losses;
    };
    const auto row = GENERATE(values<Row>({
        {0.5, 0.95, "temperature", {"top_p"}},
        {0.5, 1, "temperature", {}},
        {1, 0.95, "top_p", {}},
    }));
    Conversation conversation = greetingFrom(Format::Gemini);
    conversation.sampling.temperature = row.temperature;
    conversation.sampling.topP = row.topP;
    WriteTarget target;
    target.model = "claude-sonnet-4-5";
    CHECK(write(conversation, target).body.contains("temperature"));
    CHECK(write(conversation, target).body.contains("top_p"));
    target.takesOneSampler = true;
    const Written written = write(conversation, target);
    CHECK(written.body.contains("temperature") + written.body.contains("top_p") == 1);
    CHECK(written.body.contains(row.left));
    CHECK(written.losses == row.losses);
}
