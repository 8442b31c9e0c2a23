#include "gateway/protocol/bedrock/bedrock_codec.h"

#include "catch.h"
#include "codec_check.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <iostream>
#include <random>
#include <set>

using namespace gateway;
using namespace gateway::protocol;
using namespace gateway::protocol::bedrock;

namespace {

const char* const kClaude = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
const char* const kPng = "iVBORw0KGgo=";

Part text(std::string words) { return {Text{std::move(words), {}, {}}, {}}; }
Part call(std::string id, std::string name = "ls", std::string input = R"({"path":"."})")
{
    ToolCall made;
    made.id = std::move(id);
    made.name = std::move(name);
    made.input = std::move(input);
    return {made, {}};
}
Part result(std::string id, std::string words = "done")
{
    ToolResult made;
    made.callId = std::move(id);
    made.content.emplace_back(Text{std::move(words), {}, {}});
    return {made, {}};
}
Part picture(std::string data = kPng, std::string type = "image/png")
{
    Media media;
    media.data = std::move(data);
    media.mediaType = std::move(type);
    return {media, {}};
}
Part thought(std::string signature, std::string encrypted = {}, Format origin = Format::Anthropic)
{
    Thinking thinking;
    thinking.text = "hmm";
    thinking.signature = std::move(signature);
    thinking.encrypted = std::move(encrypted);
    thinking.origin = origin;
    return {thinking, {}};
}

Conversation talk(std::vector<Message> messages)
{
    Conversation conversation;
    conversation.messages = std::move(messages);
    return conversation;
}
Message says(Role role, std::vector<Part> parts) { return {role, std::move(parts), {}, {}}; }
Conversation hello() { return talk({says(Role::User, {text("Hello")})}); }
Tool tool(std::string name)
{
    Tool made;
    made.name = std::move(name);
    made.description = "does it";
    made.parameters = *parseJson(R"({"type":"object","properties":{"path":{"type":"string"}}})");
    return made;
}

struct Written {
    Json body;
    std::vector<std::string> losses;
};
Written written(const Conversation& conversation, const std::string& model = kClaude, std::int64_t limit = 0)
{
    WriteTarget target;
    target.model = model;
    target.outputLimit = limit;
    Losses losses;
    Json body = tests::writeRequest(bedrockCodec(), conversation, target, &losses);
    return {std::move(body), losses.list()};
}
std::string line(const Json& json) { return toText(json); }
using Names = std::vector<std::string>;

std::string refusal(const Conversation& conversation)
{
    WriteTarget target;
    target.model = kClaude;
    Losses losses;
    const auto body = bedrockCodec().writeRequest(conversation, target, losses);
    REQUIRE_FALSE(body);
    CHECK(body.error().kind == ErrorKind::InvalidRequest);
    return body.error().param + ": " + body.error().text();
}

} // namespace

TEST_CASE("writes a conversation with tools and images and documents")
{
    Media report;
    report.kind = Media::Kind::File;
    report.data = "JVBERi0=";
    report.mediaType = "application/pdf";
    report.name = "Q3_report (final).pdf";
    ToolResult failed;
    failed.callId = "call_2";
    failed.isError = true;
    failed.content = {Text{"no such file", {}, {}}, std::get<Media>(picture().content)};
    Conversation conversation = talk({
        says(Role::System, {text("Be brief.")}),
        says(Role::User, {text("Look"), picture(), {report, {}}, {report, {}}}),
        says(Role::Assistant, {text("I will."), call("call_1"), call("call_2", "cat", "")}),
        says(Role::User, {{failed, {}}}),
        says(Role::User, {text("and?"), result("call_1", "a b")}),
        says(Role::Developer, {text("Answer in German.")}),
    });
    conversation.tools = {tool("ls"), tool("cat")};
    conversation.toolChoice.kind = ToolChoice::Kind::Auto;
    conversation.sampling.maxTokens = 500;
    conversation.sampling.temperature = 0.5;
    conversation.sampling.topK = 40;
    conversation.sampling.stop = {"END", ""};
    const auto [body, losses] = written(conversation);
    CHECK(losses == Names{});
    const Json expected = *parseJson(R"~({
      "messages":[
        {"role":"user","content":[{"text":"Look"},{"image":{"format":"png","source":{"bytes":"iVBORw0KGgo="}}},
          {"document":{"format":"pdf","name":"Q3 report (final)","source":{"bytes":"JVBERi0="}}},
          {"document":{"format":"pdf","name":"Q3 report (final) 2","source":{"bytes":"JVBERi0="}}}]},
        {"role":"assistant","content":[{"text":"I will."},
          {"toolUse":{"toolUseId":"call_1","name":"ls","input":{"path":"."}}},{"toolUse":{"toolUseId":"call_2","name":"cat","input":{}}}]},
        {"role":"user","content":[
          {"toolResult":{"toolUseId":"call_1","content":[{"text":"a b"}]}},
          {"toolResult":{"toolUseId":"call_2","content":[{"text":"no such file"},{"image":{"format":"png","source":{"bytes":"iVBORw0KGgo="}}}],"status":"error"}},
          {"text":"and?"}]}],
      "system":[{"text":"Be brief."},{"text":"Answer in German."}],
      "toolConfig":{"tools":[
        {"toolSpec":{"name":"ls","description":"does it","inputSchema":{"json":{"type":"object","properties":{"path":{"type":"string"}}}}}},
        {"toolSpec":{"name":"cat","description":"does it","inputSchema":{"json":{"type":"object","properties":{"path":{"type":"string"}}}}}}],
        "toolChoice":{"auto":{}}},
      "inferenceConfig":{"maxTokens":500,"temperature":0.5,"stopSequences":["END"]},
      "additionalModelRequestFields":{"top_k":40}})~");
    CHECK(body.dump(1) == expected.dump(1));
}

TEST_CASE("rewrites content whose form Bedrock would reject")
{
    CHECK(line(written(talk({says(Role::Assistant, {text("Hi")}), says(Role::User, {text("Hello"), text(" ")})}))
                   .body["messages"])
        == R"([{"role":"user","content":[{"text":"."}]},{"role":"assistant","content":[{"text":"Hi"}]},{"role":"user","content":[{"text":"Hello"}]}])");
    // Consecutive messages of one role are merged; empty ones are dropped.
    CHECK(line(written(
              talk({says(Role::User, {text("a")}), says(Role::Assistant, {text("")}), says(Role::User, {text("b")})}))
                   .body["messages"])
        == R"([{"role":"user","content":[{"text":"a"},{"text":"b"}]}])");
    Media note;
    note.kind = Media::Kind::File;
    note.data = "YQ==";
    note.name = "../!.txt";
    CHECK(line(written(talk({says(Role::User, {{note, {}}})})).body["messages"])
        == R"~([{"role":"user","content":[{"document":{"format":"txt","name":"document","source":{"bytes":"YQ=="}}},{"text":"(document)"}]}])~");
    note.extras = {Format::Anthropic, *parseJson(R"({"context":"Of Monday"})")};
    CHECK(line(written(talk({says(Role::User, {{note, {}}, text("Well?")})})).body["messages"][0]["content"][0])
        == R"~({"document":{"format":"txt","name":"document","context":"Of Monday","source":{"bytes":"YQ=="}}})~");
    note.mediaType = "application/json"; // not a document type
    CHECK(line(written(talk({says(Role::User, {{note, {}}})})).body["messages"])
        == R"~([{"role":"user","content":[{"text":"Document: ../!.txt\n\na"}]}])~");
    // IDs that Bedrock rejects are changed in call and result alike; results may be empty, arguments may not be JSON.
    const std::string odd(80, 'x');
    const Json body =
        written(talk({says(Role::User, {text("a")}), says(Role::Assistant, {call(odd), call("a b", "f", "{oops")}),
                    says(Role::User, {result("a b", ""), result(odd)})}))
            .body;
    const Json& uses = body["messages"][1]["content"];
    const Json& results = body["messages"][2]["content"];
    CHECK(uses[0]["toolUse"]["toolUseId"] == results[0]["toolResult"]["toolUseId"]);
    CHECK(uses[0]["toolUse"]["toolUseId"].get<std::string>().size() <= 64);
    CHECK(uses[1]["toolUse"]["toolUseId"] == results[1]["toolResult"]["toolUseId"]);
    CHECK(line(uses[1]["toolUse"]["input"]) == R"({"input":"{oops"})");
    CHECK(line(results[1]["toolResult"]["content"]) == R"~([{"text":"(no output)"}])~");
    // Calls without tool definitions still need a tool list.
    CHECK(line(body["toolConfig"])
        == R"({"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object","properties":{}}}}},{"toolSpec":{"name":"ls","inputSchema":{"json":{"type":"object","properties":{}}}}}]})");
}

TEST_CASE("sends a JSON object result as JSON and other values as text")
{
    const auto contentOf = [](Json value) {
        ToolResult made;
        made.callId = "c";
        made.value = std::move(value);
        return line(written(
            talk({says(Role::User, {text("a")}), says(Role::Assistant, {call("c")}), says(Role::User, {{made, {}}})}))
                        .body["messages"][2]["content"][0]["toolResult"]["content"]);
    };
    CHECK(contentOf(*parseJson(R"({"a":1})")) == R"([{"json":{"a":1}}])");
    CHECK(contentOf(*parseJson(R"([1,2])")) == R"([{"text":"[1,2]"}])");
    CHECK(contentOf("words") == R"([{"text":"words"}])");
}

TEST_CASE("maps tool choices to Bedrock's")
{
    Conversation conversation = hello();
    Tool grouped = tool("find");
    grouped.nameSpace = "mcp";
    Tool patch = tool("apply_patch");
    patch.kind = Tool::Kind::FreeForm;
    Tool search = tool("web_search");
    search.kind = Tool::Kind::BuiltIn;
    conversation.tools = {tool("ls"), grouped, patch, search};
    const auto choose = [&](ToolChoice::Kind kind, const std::string& name = {}) {
        conversation.toolChoice = {kind, name, {}};
        return line(written(conversation).body.value(Json::json_pointer("/toolConfig/toolChoice"), Json()));
    };
    CHECK(choose(ToolChoice::Kind::Unsaid) == "null");
    CHECK(choose(ToolChoice::Kind::Required) == R"({"any":{}})");
    CHECK(choose(ToolChoice::Kind::Named, "ls") == R"({"tool":{"name":"ls"}})");
    CHECK(choose(ToolChoice::Kind::Named, "find") == R"({"tool":{"name":"mcp__find"}})");
    conversation.toolChoice = {ToolChoice::Kind::None, {}, {}};
    CHECK_FALSE(written(conversation).body.contains("toolConfig"));
    conversation.toolChoice = {ToolChoice::Kind::Auto, {}, {"ls"}};
    CHECK(written(conversation).body["toolConfig"]["tools"].size() == 1);
    conversation.toolChoice = {};
    const auto [body, losses] = written(conversation);
    CHECK(losses == Names{"tools: web_search"});
    CHECK(line(body["toolConfig"]["tools"][2]["toolSpec"]["inputSchema"])
        == R"({"json":{"type":"object","properties":{"input":{"type":"string"}},"required":["input"]}})");
}

TEST_CASE("requests thinking in the form that the model supports")
{
    struct Row {
        const char* model;
        Reasoning wanted;
        const char* fields;
    };
    Reasoning budget;
    budget.enabled = true;
    budget.budget = 4000;
    Reasoning high;
    high.effort = "high";
    Reasoning adaptive;
    adaptive.enabled = true;
    adaptive.isAdaptive = true;
    Reasoning off;
    off.effort = "none";
    const auto row = GENERATE_COPY(values<Row>({
        {kClaude, budget, R"({"thinking":{"type":"enabled","budget_tokens":4000}})"},
        {kClaude, high, R"({"thinking":{"type":"enabled","budget_tokens":16384}})"},
        {kClaude, adaptive, R"({"thinking":{"type":"enabled","budget_tokens":8192}})"},
        {kClaude, off, "null"},
        {"anthropic.claude-3-7-sonnet-20250219-v1:0", budget,
            R"({"thinking":{"type":"enabled","budget_tokens":4000}})"},
        {"anthropic.claude-opus-4-6-v1", budget, R"({"thinking":{"type":"enabled","budget_tokens":4000}})"},
        {"anthropic.claude-opus-4-6-v1", high, R"({"thinking":{"type":"adaptive"},"output_config":{"effort":"high"}})"},
        {"arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-4-7", budget,
            R"({"thinking":{"type":"adaptive"},"output_config":{"effort":"medium"}})"},
        {"us.amazon.nova-2-lite-v1:0", high, R"({"reasoningConfig":{"type":"enabled","maxReasoningEffort":"high"}})"},
        {"us.amazon.nova-pro-v1:0", high, "null"},
        {"amazon.nova-lite-v1:0", budget, "null"},
        {"us.amazon.nova-micro-v1:0", adaptive, "null"},
        {"arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-premier-v1:0", high, "null"},
        {"openai.gpt-oss-120b-1:0", high, R"({"reasoning_effort":"high"})"},
        {"meta.llama4-maverick-17b-instruct-v1:0", high, "null"},
        {"us.anthropic.claude-3-5-haiku-20241022-v1:0", high, "null"},
        {"anthropic.claude-3-haiku-20240307-v1:0", budget, "null"},
        {"anthropic.claude-3-5-sonnet-20241022-v2:0", adaptive, "null"},
    }));
    CAPTURE(row.model, row.fields);
    Conversation conversation = hello();
    conversation.reasoning = row.wanted;
    const auto [body, losses] = written(conversation, row.model);
    CHECK(line(body.value("additionalModelRequestFields", Json())) == row.fields);
    const bool isLost = std::string(row.fields) == "null" && row.wanted.effort != "none";
    CHECK(losses == (isLost ? Names{"reasoning"} : Names{}));
}

TEST_CASE("drops sampling that conflicts with thinking or else the thinking")
{
    Conversation conversation = hello();
    conversation.reasoning.effort = "medium";
    conversation.sampling.temperature = 0.2;
    conversation.sampling.topP = 0.9;
    conversation.sampling.topK = 5;
    conversation.sampling.maxTokens = 4000;
    const auto [body, losses] = written(conversation);
    CHECK(line(body["inferenceConfig"]) == R"({"maxTokens":4000})");
    CHECK(line(body["additionalModelRequestFields"]) == R"({"thinking":{"type":"enabled","budget_tokens":2000}})");
    CHECK(losses == Names{"top_k", "temperature", "top_p"});
    conversation.sampling = {};
    conversation.sampling.maxTokens = 900;
    CHECK(written(conversation).losses == Names{"reasoning"});
    conversation.sampling = {};
    conversation.tools = {tool("ls")};
    conversation.toolChoice.kind = ToolChoice::Kind::Required;
    CHECK(written(conversation).losses == Names{"reasoning"});
    conversation.toolChoice = {};
    conversation.messages.push_back(says(Role::Assistant, {call("c")}));
    conversation.messages.push_back(says(Role::User, {result("c")}));
    CHECK(written(conversation).losses == Names{"reasoning"}); // the thinking of the tool loop was lost
    conversation.messages[1].parts.insert(conversation.messages[1].parts.begin(), thought("sig"));
    CHECK(written(conversation).losses == Names{});
    // Another vendor's, such as the encrypted content of a Responses client, is not returned.
    conversation.messages[1].parts[0] = thought("", "gAAAAB", Format::OpenAiResponses);
    const auto [foreign, lost] = written(conversation);
    CHECK(lost == Names{"messages: thinking", "reasoning"});
    CHECK_FALSE(foreign.contains("additionalModelRequestFields"));
    CHECK(foreign["messages"][1]["content"][0].contains("toolUse"));
}

TEST_CASE("returns thinking only to the vendor that signed it")
{
    const auto blocks = [](const Part& part, const std::string& model = kClaude) {
        const auto [body, losses] =
            written(talk({says(Role::User, {text("a")}), says(Role::Assistant, {part, text("b")})}), model);
        return line(body["messages"][1]["content"][0]) + (losses.empty() ? "" : " lost: " + losses[0]);
    };
    CHECK(blocks(thought("sig")) == R"({"reasoningContent":{"reasoningText":{"text":"hmm","signature":"sig"}}})");
    CHECK(blocks(thought("", "RW4=")) == R"({"reasoningContent":{"redactedContent":"RW4="}})");
    CHECK(blocks(thought("")) == R"({"text":"b"} lost: messages: thinking)");
    CHECK(blocks(thought("sig", {}, Format::Gemini)) == R"({"text":"b"} lost: messages: thinking)");
    CHECK(blocks(thought("sig"), "deepseek.r1-v1:0") == R"({"text":"b"} lost: messages: thinking)");
}

TEST_CASE("places cache points where the client requested caching")
{
    Conversation conversation = talk({says(Role::System, {text("s")}), says(Role::User, {text("u")})});
    conversation.messages[0].parts[0].cacheControl = Json{{"type", "ephemeral"}, {"ttl", "1h"}};
    conversation.messages[1].parts[0].cacheControl = Json{{"type", "ephemeral"}};
    conversation.tools = {tool("ls")};
    conversation.tools[0].cacheControl = Json{{"type", "ephemeral"}};
    const Json body = written(conversation).body;
    CHECK(line(body["system"]) == R"([{"text":"s"},{"cachePoint":{"type":"default","ttl":"1h"}}])");
    CHECK(line(body["messages"][0]["content"]) == R"([{"text":"u"},{"cachePoint":{"type":"default"}}])");
    CHECK(line(body["toolConfig"]["tools"][1]) == R"({"cachePoint":{"type":"default"}})");
    const auto [other, losses] = written(conversation, "meta.llama4-maverick-17b-instruct-v1:0");
    CHECK(losses == Names{"cache_control"});
    CHECK(line(other).find("cachePoint") == std::string::npos);
}

TEST_CASE("describes the schema in the prompt for models without structured output")
{
    struct Row {
        const char* model;
        bool isHeld;
    };
    const auto row = GENERATE(values<Row>({
        {kClaude, true},
        {"global.anthropic.claude-opus-4-6-v1", true},
        {"anthropic.claude-opus-4-8", true},
        {"anthropic.claude-opus-4-1-20250805-v1:0", false},
        {"anthropic.claude-3-5-haiku-20241022-v1:0", false},
        {"us.amazon.nova-pro-v1:0", false},
        {"us.amazon.nova-2-lite-v1:0", false},
        {"us.meta.llama3-3-70b-instruct-v1:0", false},
        {"openai.gpt-oss-120b-1:0", true},
        {"qwen.qwen3-32b-v1:0", true},
    }));
    CAPTURE(row.model);
    Conversation conversation = hello();
    conversation.output.kind = OutputFormat::Kind::JsonSchema;
    conversation.output.schema = *parseJson(R"({"type":"object","properties":{}})");
    const auto [body, losses] = written(conversation, row.model);
    CHECK(body.contains("outputConfig") == row.isHeld);
    CHECK(losses == (row.isHeld ? Names{} : Names{"response_format: the schema is told, not enforced"}));
    const bool isTold = line(body.value("system", Json())).find(R"({\"type\":\"object\",\"properties\":{}})") != std::string::npos;
    CHECK(isTold == !row.isHeld);
}

TEST_CASE("omits sampling for Claude models with adaptive thinking even if thinking is off")
{
    Conversation conversation = hello();
    conversation.sampling.temperature = 0.2;
    conversation.sampling.topP = 0.9;
    conversation.sampling.topK = 5;
    const auto [body, losses] = written(conversation, "us.anthropic.claude-opus-4-8");
    CHECK_FALSE(body.contains("inferenceConfig"));
    CHECK_FALSE(body.contains("additionalModelRequestFields"));
    CHECK(losses == Names{"top_k", "temperature", "top_p"});
    const Json older = written(conversation, "us.anthropic.claude-opus-4-6-v1").body;
    CHECK(line(older["inferenceConfig"]) == R"({"temperature":0.2})");
    CHECK(line(older["additionalModelRequestFields"]) == R"({"top_k":5})");
}

TEST_CASE("asks models on Bedrock that reject prefill to continue instead")
{
    struct Row {
        const char* model;
        bool takesIt;
    };
    const auto row = GENERATE(values<Row>({
        {kClaude, true},
        {"us.anthropic.claude-opus-4-5-20251101-v1:0", true},
        {"anthropic.claude-opus-4-6-v1", false},
        {"eu.anthropic.claude-sonnet-4-6", false},
        {"anthropic.claude-opus-4-8", false},
        {"global.anthropic.claude-fable-5", false},
        {"us.amazon.nova-pro-v1:0", true},
    }));
    CAPTURE(row.model);
    const auto [body, losses] =
        written(talk({says(Role::User, {text("a")}), says(Role::Assistant, {text("{")})}), row.model);
    CHECK(line(body["messages"].back())
        == (row.takesIt ? R"({"role":"assistant","content":[{"text":"{"}]})" : R"({"role":"user","content":[{"text":"Continue."}]})"));
    CHECK(losses == (row.takesIt ? Names{} : Names{"messages: that the answer has begun"}));
}

TEST_CASE("writes structured output and service tier and fields of Converse")
{
    Conversation conversation = hello();
    conversation.output.kind = OutputFormat::Kind::JsonSchema;
    conversation.output.name = "person";
    conversation.output.schema =
        *parseJson(R"({"type":"object","properties":{"a":{"type":"object","properties":{}}}})");
    conversation.serviceTier = "priority";
    conversation.extras = {{"performanceConfig", Json{{"latency", "optimized"}}},
        {"guardrailConfig", Json{{"guardrailIdentifier", "g"}}}, {"additionalModelRequestFields", Json{{"top_k", 3}}},
        {"anthropic_beta", Json::array({"x"})}, {"verbosity", "low"}};
    const auto [body, losses] = written(conversation);
    CHECK(losses == Names{"verbosity"});
    CHECK(line(body["outputConfig"])
        == R"({"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}},\"additionalProperties\":false}","name":"person"}}}})");
    CHECK(line(body["serviceTier"]) == R"({"type":"priority"})");
    conversation.output.schema = *parseJson(R"({"type":"integer","minimum":1})");
    const auto schemaFor = [&](const std::string& model) {
        return written(conversation, model)
            .body.at(Json::json_pointer("/outputConfig/textFormat/structure/jsonSchema/schema"))
            .get<std::string>();
    };
    CHECK(schemaFor(kClaude) == R"({"type":"integer","description":"{minimum: 1}"})");
    CHECK(written(conversation).losses.front() == "response_format: limits of the schema are told, not enforced");
    CHECK(schemaFor("qwen.qwen3-32b-v1:0") == R"({"type":"integer","minimum":1})");
    CHECK(line(body["performanceConfig"]) == R"({"latency":"optimized"})");
    CHECK(line(body["guardrailConfig"]) == R"({"guardrailIdentifier":"g"})");
    CHECK(line(body["additionalModelRequestFields"]) == R"({"top_k":3,"anthropic_beta":["x"]})");
}

TEST_CASE("reports fields that Converse does not support")
{
    Conversation conversation = hello();
    conversation.sampling.seed = 1;
    conversation.sampling.minP = 0.1;
    conversation.sampling.frequencyPenalty = 0.5;
    conversation.sampling.presencePenalty = 0;
    conversation.sampling.logitBias = Json{{"50256", -100}};
    conversation.sampling.logProbs = true;
    conversation.sampling.topLogProbs = 2;
    conversation.messages[0].name = "bob";
    Part image = picture();
    std::get<Media>(image.content).detail = "low";
    conversation.messages[0].parts.push_back(image);
    conversation.sampling.temperature = 1.5;
    conversation.sampling.topP = 0.5;
    conversation.user = "u";
    conversation.metadata = Json{{"a", "b"}};
    conversation.store = true;
    conversation.tools = {tool("ls")};
    conversation.parallelCalls = false;
    conversation.serviceTier = "scale";
    CHECK(written(conversation).losses
        == Names{"messages: detail of an image", "temperature above 1", "top_p", "name", "min_p", "frequency_penalty", "seed",
            "logprobs", "top_logprobs", "logit_bias", "service_tier", "user", "metadata", "store"});
    // The model's limit is applied.
    conversation.sampling.maxTokens = 100000;
    CHECK(written(conversation, kClaude, 64000).body["inferenceConfig"]["maxTokens"] == 64000);
    CHECK(line(written(conversation, "mistral.large").body["inferenceConfig"])
        == R"({"maxTokens":100000,"temperature":1.0,"topP":0.5})");
}

TEST_CASE("rejects content that cannot be dropped and names its path")
{
    struct Row {
        const char* problem;
        std::function<void(Conversation&)> spoil;
    };
    const auto add = [](Media media) {
        return [media](Conversation& conversation) { conversation.messages[0].parts.push_back({media, {}}); };
    };
    Media url;
    url.url = "https://example.com/a.png";
    Media file;
    file.fileId = "file-1";
    Media tiff = std::get<Media>(picture("AAAA", "image/tiff").content);
    const auto row = GENERATE_COPY(values<Row>({
        {"messages[0].content[1]: \"messages[0].content[1]\" is a URL, which Bedrock does not fetch. Send "
         "the content as base64 data.",
            add(url)},
        {"messages[0].content[1]: \"messages[0].content[1]\" is the id of a file at another provider. Send the content as "
         "base64 data.",
            add(file)},
        {"messages[0].content[1]: \"messages[0].content[1]\" has the type \"image/tiff\", which Bedrock does not "
         "support.",
            add(tiff)},
        {"messages: \"messages\" contains no message with content.",
            [](Conversation& c) { c.messages[0].parts.clear(); }},
        {"messages[1].content[0]: \"messages[1].content[0]\" is not text. Bedrock accepts only text in system "
         "messages.",
            [](Conversation& c) { c.messages.push_back(says(Role::System, {picture()})); }},
        {"messages[2].content[0].content[0]: \"messages[2].content[0].content[0]\" is audio, which Bedrock does not "
         "accept in a tool result.",
            [](Conversation& c) {
                ToolResult heard;
                heard.callId = "c";
                heard.content.emplace_back(std::get<Media>(picture("AAAA", "audio/wav").content));
                c.messages.push_back(says(Role::Assistant, {call("c")}));
                c.messages.push_back(says(Role::User, {{heard, {}}}));
            }},
    }));
    Conversation conversation = hello();
    row.spoil(conversation);
    CHECK(refusal(conversation) == row.problem);
}

TEST_CASE("random conversations always have a form that Bedrock accepts")
{
    std::mt19937 random(11);
    const auto upTo = [&](unsigned most) { return static_cast<unsigned>(random() % (most + 1)); };
    int calls = 0;
    for (int round = 0; round < 500; ++round) {
        Conversation conversation;
        std::vector<std::string> open;
        int made = 0;
        for (unsigned i = upTo(8) + 1; i > 0; --i) {
            Message message;
            message.role = upTo(1) || !open.empty() ? Role::User : Role::Assistant;
            if (message.role == Role::User) {
                std::shuffle(open.begin(), open.end(), random);
                for (const std::string& id : open)
                    message.parts.push_back(result(id, upTo(1) ? "done" : ""));
                open.clear();
            } else {
                for (unsigned n = upTo(3); n > 0; --n) {
                    open.push_back("id " + std::to_string(made++) + std::string(upTo(70), 'y'));
                    message.parts.push_back(call(open.back()));
                }
            }
            for (unsigned n = upTo(2); n > 0; --n)
                message.parts.push_back(upTo(3) ? text(upTo(2) ? "words" : " ") : picture());
            conversation.messages.push_back(std::move(message));
        }
        conversation.messages.push_back(says(Role::User, {text("end")}));
        for (const std::string& id : open)
            conversation.messages.back().parts.push_back(result(id));

        const Json body = written(conversation).body;
        std::string role = "assistant";
        std::vector<std::string> asked;
        for (const Json& message : body["messages"]) {
            REQUIRE(message["role"] != role);
            role = message["role"].get<std::string>();
            std::vector<std::string> answered;
            std::vector<std::string> now;
            bool isBehind = false;
            for (const Json& block : message["content"]) {
                REQUIRE(block.size() == 1);
                if (block.contains("toolResult")) {
                    REQUIRE_FALSE(isBehind);
                    REQUIRE_FALSE(block["toolResult"]["content"].empty());
                    answered.push_back(block["toolResult"]["toolUseId"].get<std::string>());
                }
                isBehind = isBehind || !block.contains("toolResult");
                if (block.contains("toolUse"))
                    now.push_back(block["toolUse"]["toolUseId"].get<std::string>());
                if (block.contains("text"))
                    REQUIRE(block["text"].get<std::string>().find_first_not_of(' ') != std::string::npos);
            }
            REQUIRE(answered == asked); // all of them, in the order of the calls
            for (const std::string& id : now) {
                REQUIRE(id.size() <= 64);
                REQUIRE(id.find(' ') == std::string::npos);
            }
            REQUIRE(std::set(now.begin(), now.end()).size() == now.size());
            calls += static_cast<int>(now.size());
            asked = std::move(now);
        }
        REQUIRE(asked.empty());
    }
    CHECK(calls > 500);
}

TEST_CASE("measures the cost of writing a request for Bedrock", "[.cost]")
{
    for (const std::size_t kilobytes : {100U, 2000U}) {
        Conversation conversation;
        for (std::size_t i = 0; i < kilobytes; ++i)
            conversation.messages.push_back(says(i % 2 ? Role::Assistant : Role::User, {text(std::string(1000, 'w'))}));
        const auto begin = std::chrono::steady_clock::now();
        const std::string body = toText(written(conversation).body);
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
        std::cout << took.count() << " ms for " << kilobytes << " KB\n";
        CHECK(body.size() > kilobytes * 1000);
    }
}
