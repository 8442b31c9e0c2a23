#include "sent_request.h"
#include "translated.h"

#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/conversation/answer_loss.h"
#include "gateway/protocol/format.h"

#include "catch.h"
#include "codec_check.h"
#include "describe.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

struct Row {
    const char* name;
    Format client;
    std::string body;
    std::string words = {}; ///< the text that every other target receives; empty: none can be derived
    std::string dropped = {}; ///< the loss that is reported; empty: each writer reports it differently
};

constexpr Format kChat = Format::OpenAiChat;
constexpr Format kResponses = Format::OpenAiResponses;
constexpr Format kAnthropic = Format::Anthropic;
constexpr Format kGemini = Format::Gemini;
constexpr Format kOllama = Format::OllamaChat;

std::string ofChat(const std::string& message, const std::string& more = {})
{
    return R"({"model":"m","messages":[{"role":"user","content":"Hi"},)" + message + "]" + more + "}";
}

std::string ofResponses(const std::string& item, const std::string& more = {})
{
    return R"({"model":"m","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]},)" + item + "]" + more + "}";
}

std::string ofAnthropic(const std::string& message, const std::string& more = {})
{
    return R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]},)" + message + "]" + more + "}";
}

std::string ofGemini(const std::string& content, const std::string& more = {})
{
    return R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]},)" + content + "]" + more + "}";
}

std::string ofOllama(const std::string& message, const std::string& more = {})
{
    return R"({"model":"m","stream":false,"messages":[{"role":"user","content":"Hi"},)" + message + "]" + more + "}";
}

const std::string kChatCall = R"({"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},)";
const std::string kResponsesCall = R"({"type":"function_call","call_id":"c","name":"f","arguments":"{}"},)";
const std::string kAnthropicCall = R"({"role":"assistant","content":[{"type":"tool_use","id":"c","name":"f","input":{}}]},)";

/// Content that only a later API version defines.
std::vector<Row> pieces()
{
    return {
        // Codex
        {"an agent message", kResponses,
            ofResponses(R"({"type":"agent_message","author":"/root/a","recipient":"/root","content":[{"type":"input_text","text":"Done here"}]})"),
            "Message from /root/a to /root"},
        {"a call of another agent", kResponses,
            ofResponses(R"({"type":"multi_agent_call","call_id":"x","action":"spawn_agent","arguments":"{\"task\":1}"},)"
                      R"({"type":"multi_agent_call_output","call_id":"x","action":"spawn_agent","output":[{"type":"output_text","text":"Spawned"}]},)"
                      R"({"type":"message","role":"user","content":[{"type":"input_text","text":"Go on"}]})"),
            "Spawned"},
        {"an item with a text", kResponses, ofResponses(R"({"type":"memory_note","text":"Remember this"})"), "Remember this"},
        {"an item with content", kResponses, ofResponses(R"({"type":"plan_update","content":[{"type":"step","text":"First step"}]})"), "First step"},
        {"an item without text", kResponses, ofResponses(R"({"type":"cursor_position","x":1})"), {}, "messages: cursor_position"},
        {"a part with a text", kResponses, ofResponses(R"({"type":"message","role":"user","content":[{"type":"input_note","text":"A note"}]})"), "A note"},
        {"a part without text", kResponses,
            ofResponses(R"({"type":"message","role":"user","content":[{"type":"input_hologram","data":"AAAA"},{"type":"input_text","text":"See"}]})"), "See"},
        {"a part of a result", kResponses, ofResponses(kResponsesCall + R"({"type":"function_call_output","call_id":"c","output":[{"type":"input_note","text":"Noted"}]})"), "Noted"},
        {"a result of an unknown call", kResponses,
            ofResponses(R"({"type":"browser_call","call_id":"b","action":{"x":1}},{"type":"function_call_output","call_id":"b","output":"Clicked"})"), "Clicked"},
        {"a role", kResponses, ofResponses(R"({"type":"message","role":"critic","content":[{"type":"input_text","text":"Too long"}]})"), "Too long", "input[1].role"},
        // chat
        {"a part with a text", kChat, ofChat(R"({"role":"user","content":[{"type":"note","text":"A note"}]})"), "A note"},
        {"a part with a message", kChat, ofChat(R"({"role":"user","content":[{"type":"note","message":{"text":"Deep"}},{"type":"text","text":"See"}]})"), "Deep"},
        {"a part without text", kChat, ofChat(R"({"role":"user","content":[{"type":"hologram","data":"AAAA"},{"type":"text","text":"See"}]})"), "See"},
        {"a part of a result", kChat, ofChat(kChatCall + R"({"role":"tool","tool_call_id":"c","content":[{"type":"note","text":"Noted"}]})"), "Noted"},
        {"a role", kChat, ofChat(R"({"role":"critic","content":"Too long"})"), "Too long", "messages[1].role"},
        {"a role without text", kChat, ofChat(R"({"role":"cursor","x":1})"), {}, "messages[1].role"},
        {"a type of call", kChat,
            ofChat(R"({"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"mcp","mcp":{"name":"find","arguments":"{\"q\":1}"}}]},)"
                 R"({"role":"tool","tool_call_id":"c","content":"Found"})"),
            "Found"},
        // Anthropic
        {"a block with a text", kAnthropic, ofAnthropic(R"({"role":"user","content":[{"type":"note","text":"A note"}]})"), "A note"},
        {"a block with content", kAnthropic, ofAnthropic(R"({"role":"user","content":[{"type":"chart","content":[{"type":"text","text":"Axis"}]}]})"), "Axis"},
        {"a block without text", kAnthropic, ofAnthropic(R"({"role":"user","content":[{"type":"hologram","data":"AAAA"},{"type":"text","text":"See"}]})"), "See"},
        {"an assistant block", kAnthropic,
            ofAnthropic(R"({"role":"assistant","content":[{"type":"advisor_tool_result","tool_use_id":"a","content":{"type":"advisor_result","text":"Be brief"}},{"type":"text","text":"Yes"}]},{"role":"user","content":[{"type":"text","text":"Go"}]})"),
            "Be brief"},
        {"a block of a result", kAnthropic, ofAnthropic(kAnthropicCall + R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":[{"type":"note","text":"Noted"}]}]})"), "Noted"},
        {"a result of an unknown call", kAnthropic,
            ofAnthropic(R"({"role":"assistant","content":[{"type":"browser_use","id":"b","click":1},{"type":"text","text":"One moment"}]},)"
                      R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"b","content":[{"type":"text","text":"Clicked"}]}]})"),
            "Clicked"},
        {"a source of an image", kAnthropic,
            ofAnthropic(R"({"role":"user","content":[{"type":"image","source":{"type":"s3","uri":"s3://b/k"}},{"type":"text","text":"See"}]})"), "See"},
        {"a source of a document", kAnthropic,
            ofAnthropic(R"({"role":"user","content":[{"type":"document","title":"Plan","source":{"type":"drive","id":"1"}},{"type":"text","text":"See"}]})"), "Plan",
            "content of type document"},
        {"a role", kAnthropic, ofAnthropic(R"({"role":"critic","content":[{"type":"text","text":"Too long"}]})"), "Too long", "messages[1].role"},
        // Gemini
        {"a part with a text inside", kGemini, ofGemini(R"({"role":"user","parts":[{"note":{"text":"A note"}}]})"), "A note"},
        {"a part without text", kGemini, ofGemini(R"({"role":"user","parts":[{"hologram":{"data":"AAAA"}},{"text":"See"}]})"), "See"},
        {"a part of a result", kGemini,
            ofGemini(R"({"role":"model","parts":[{"functionCall":{"id":"c","name":"f","args":{}}}]},)"
                   R"({"role":"user","parts":[{"functionResponse":{"id":"c","name":"f","response":{"output":"ok"},"parts":[{"note":{"text":"Noted"}}]}}]})"),
            "ok"},
        {"a role", kGemini, ofGemini(R"({"role":"critic","parts":[{"text":"Too long"}]})"), "Too long", "contents[1].role"},
        // Ollama
        {"a role", kOllama, ofOllama(R"({"role":"critic","content":"Too long"})"), "Too long", "messages[1].role"},
        {"another role", kOllama, ofOllama(R"({"role":"Observer","content":"Seen"})"), "Seen", "messages[1].role"},
        {"a role without text", kOllama, ofOllama(R"({"role":"cursor","x":1})"), {}, "messages[1].role"},
    };
}


/// Every field of `body` except the conversation, which may be written differently.
void checkFields(const Json& after, const std::string& body)
{
    const Json before = parseJson(body).value();
    for (const auto& [key, value] : before.items())
        if (key != "messages" && key != "input" && key != "contents")
            CHECK(unordered(after.value(key, Json())).dump() == unordered(value).dump());
}

} // namespace

TEST_CASE("sends unknown content as text or reports it as dropped but never rejects it")
{
    const Row row = GENERATE(from_range(pieces()));
    CAPTURE(row.name, row.body);
    const Conversation request = readFrom(row.client, row.body);
    for (const Format target : foreignTo(row.client)) {
        const Sent sent = sentTo(target, request);
        CAPTURE(static_cast<int>(target), sent.text(), sent.refused, sent.dropped);
        CHECK(sent.refused.empty());
        CHECK(sent.says("Hi"));
        CHECK(sent.says(row.words));
        CHECK_FALSE(sent.says("hologram"));
        if (!row.dropped.empty())
            CHECK(sent.drops(row.dropped));
        if (row.body.find("hologram") != std::string::npos || row.body.find("\"s3\"") != std::string::npos)
            CHECK_FALSE(sent.dropped.empty());
    }
}

TEST_CASE("reports the fields of translated content that were dropped by path")
{
    const auto row = GENERATE(values<Row>({
        {"an agent message", kResponses,
            ofResponses(R"({"type":"agent_message","author":"/root/a","recipient":"/root","trigger":"turn","content":[{"type":"input_text","text":"Done here"}]})"),
            "Done here", "input[1].trigger"},
        {"a part of an agent message", kResponses,
            ofResponses(R"({"type":"agent_message","author":"/root/a","recipient":"/root","content":[{"type":"input_text","text":"Done here","weight":{"a":1}}]})"),
            "Done here", "input[1].content[0].weight"},
        {"an unknown item", kResponses, ofResponses(R"({"type":"plan_update","step":3,"content":[{"type":"step","text":"First step"}]})"), "First step", "input[1].step"},
        {"a call of a provider tool", kResponses,
            ofResponses(R"({"type":"mcp_call","id":"m","name":"find","server_label":"l","arguments":"{}","output":"Found","latency":4})"), "Found", "input[1].latency"},
        {"a part of a result", kResponses, ofResponses(kResponsesCall + R"({"type":"function_call_output","call_id":"c","output":[{"type":"input_note","text":"Noted","tone":"dry"}]})"),
            "Noted", "input[2].output[0].tone"},
        {"an unknown block", kAnthropic, ofAnthropic(R"({"role":"user","content":[{"type":"note","text":"A note","tone":"dry"}]})"), "A note", "messages[1].content[0].tone"},
        {"a result of a provider tool", kAnthropic,
            ofAnthropic(R"({"role":"assistant","content":[{"type":"mcp_tool_use","id":"m","name":"find","server_name":"l","input":{}},)"
                      R"({"type":"mcp_tool_result","tool_use_id":"m","content":[{"type":"text","text":"Found","rank":1}]}]},{"role":"user","content":"Go"})"),
            "Found", "messages[1].content[1].content[0].rank"},
        {"a document with images", kAnthropic,
            ofAnthropic(R"({"role":"user","content":[{"type":"document","title":"Plan","edition":2,"source":{"type":"content","content":[{"type":"text","text":"Words"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}]}}]})"),
            "Words", "messages[1].content[0].edition"},
        {"a summary", kAnthropic, ofAnthropic(R"({"role":"user","content":[{"type":"compaction","content":"Before","span":[1,2]}]})"), "Before", "messages[1].content[0].span"},
        {"an added tool", kAnthropic,
            ofAnthropic(R"({"role":"user","content":[{"type":"text","text":"Hi"},{"type":"tool_addition","tool":{"type":"tool_definition","until":7,"definition":{"name":"f","input_schema":{"type":"object"}}}}]})"),
            "\"f\"", "messages[1].content[1].tool.until"},
        {"an unknown part", kGemini, ofGemini(R"({"role":"user","parts":[{"note":{"text":"A note","tone":"dry"}}]})"), "A note", "contents[1].parts[0].note.tone"},
        {"executed code", kGemini, ofGemini(R"({"role":"model","parts":[{"executableCode":{"language":"PYTHON","code":"1 + 1","seed":1}}]},{"role":"user","parts":[{"text":"Go"}]})"),
            "1 + 1", "contents[1].parts[0].executableCode.seed"},
        {"an unknown part", kChat, ofChat(R"({"role":"user","content":[{"type":"note","text":"A note","tone":"dry"}]})"), "A note", "messages[1].content[0].tone"},
        {"a call of an unknown type", kChat,
            ofChat(R"({"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"mcp","mcp":{"name":"find","arguments":"{\"q\":1}","server":"l"}}]},)"
                 R"({"role":"tool","tool_call_id":"c","content":"Found"})"),
            "Found", "messages[1].tool_calls[0].mcp.server"},
    }));
    CAPTURE(row.name, row.body);
    const Conversation request = readFrom(row.client, row.body);
    for (const Format target : foreignTo(row.client)) {
        const Sent sent = sentTo(target, request);
        auto dropped = sent.dropped;
        dropped.insert(dropped.end(), request.unread.begin(), request.unread.end()); // which translateRequest() reports
        CAPTURE(static_cast<int>(target), sent.text(), sent.refused, dropped);
        CHECK(sent.refused.empty());
        CHECK(sent.says(row.words));
        CHECK(std::ranges::find(dropped, row.dropped) != dropped.end());
    }
}

TEST_CASE("passes unknown content unchanged to the same format")
{
    const Row row = GENERATE(from_range(pieces()));
    CAPTURE(row.name, row.body);
    const Json before = parseJson(row.body).value();
    const Json after = writtenAgain(row.client, row.body);
    for (const char* const key : {"messages", "input", "contents"})
        if (before.contains(key))
            CHECK(unordered(after.at(key)).dump(1) == unordered(before.at(key)).dump(1));
}

TEST_CASE("drops and reports unknown values for other formats but passes them to the same format")
{
    const std::string function = R"({"type":"function","function":{"name":"f","parameters":{"type":"object"}}})";
    const Row row = GENERATE_COPY(values<Row>({
        {"tool choice", kChat, ofChat(R"({"role":"user","content":"x"})", R"(,"tool_choice":"cheapest","tools":[)" + function + "]"), {}, "tool_choice"},
        {"tool choice by object", kChat, ofChat(R"({"role":"user","content":"x"})", R"(,"tool_choice":{"type":"ranked","ranked":["f"]},"tools":[)" + function + "]"), {}, "tool_choice"},
        {"mode of allowed tools", kChat,
            ofChat(R"({"role":"user","content":"x"})", R"(,"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"maybe","tools":[]}},"tools":[)" + function + "]"), {}, "tool_choice"},
        {"tool choice", kResponses, ofResponses(R"({"role":"user","content":"x"})", R"(,"tool_choice":"cheapest","tools":[{"type":"function","name":"f","parameters":{}}])"), {}, "tool_choice"},
        {"type of a tool choice", kResponses, ofResponses(R"({"role":"user","content":"x"})", R"(,"tool_choice":{"type":"oracle"},"tools":[{"type":"function","name":"f","parameters":{}}])"), {}, "tool_choice"},
        {"tool choice", kAnthropic,
            ofAnthropic(R"({"role":"user","content":"x"})", R"(,"tool_choice":{"type":"cheapest"},"tools":[{"name":"f","input_schema":{"type":"object"}}])"), {}, "tool_choice"},
        {"tool choice", kGemini,
            ofGemini(R"({"role":"user","parts":[{"text":"x"}]})", R"(,"toolConfig":{"functionCallingConfig":{"mode":"MAYBE"}},"tools":[{"functionDeclarations":[{"name":"f"}]}])"), {},
            "toolConfig.functionCallingConfig.mode"},
        {"type of thinking", kAnthropic, ofAnthropic(R"({"role":"user","content":"x"})", R"(,"thinking":{"type":"layered","depth":2})"), {}, "thinking.type"},
        {"thinking between tools", kAnthropic, ofAnthropic(R"({"role":"user","content":"x"})", R"(,"thinking":{"type":"between_tools"})"), {}, "thinking.type"},
        {"type of thinking", kChat, ofChat(R"({"role":"user","content":"x"})", R"(,"thinking":{"type":"layered"})"), {}, "thinking.type"},
        {"an effort", kChat, ofChat(R"({"role":"user","content":"x"})", R"(,"reasoning_effort":"ultra")"), {}, "reasoning_effort"},
        {"an effort", kResponses, ofResponses(R"({"role":"user","content":"x"})", R"(,"reasoning":{"effort":"ultra"})"), {}, "reasoning.effort"},
        {"an effort", kAnthropic, ofAnthropic(R"({"role":"user","content":"x"})", R"(,"output_config":{"effort":"ultra"})"), {}, "output_config.effort"},
        {"an effort", kGemini, ofGemini(R"({"role":"user","parts":[{"text":"x"}]})", R"(,"generationConfig":{"thinkingConfig":{"thinkingLevel":"ULTRA"}})"), {},
            "generationConfig.thinkingConfig.thinkingLevel"},
        {"an effort", kOllama, ofOllama(R"({"role":"user","content":"x"})", R"(,"think":"ultra")"), {}, "think"},
        {"a tool", kOllama, ofOllama(R"({"role":"user","content":"x"})", R"(,"tools":[{"type":"oracle"},)" + function + "]"), {}, "tools: oracle"},
        {"a tool", kResponses, ofResponses(R"({"role":"user","content":"x"})", R"(,"tools":[{"type":"oracle"},{"type":"function","name":"f","parameters":{}}])"), {}, "tools: oracle"},
        {"a tool", kAnthropic, ofAnthropic(R"({"role":"user","content":"x"})", R"(,"tools":[{"type":"oracle_2027","name":"o"},{"name":"f","input_schema":{"type":"object"}}])"), {}, "tools: oracle_2027"},
        {"a tool", kChat, ofChat(R"({"role":"user","content":"x"})", R"(,"tools":[{"type":"oracle"},)" + function + "]"), {}, "tools: oracle"},
        {"a tool", kGemini, ofGemini(R"({"role":"user","parts":[{"text":"x"}]})", R"(,"tools":[{"oracle":{}},{"functionDeclarations":[{"name":"f"}]}])"), {}, "tools: oracle"},
    }));
    CAPTURE(row.name, row.body);
    const Conversation request = readFrom(row.client, row.body);
    for (const Format target : foreignTo(row.client)) {
        const Sent sent = sentTo(target, request);
        CAPTURE(static_cast<int>(target), sent.text(), sent.refused, sent.dropped);
        CHECK(sent.refused.empty());
        CHECK(sent.drops(row.dropped));
        for (const char* const word : {"cheapest", "MAYBE", "layered", "between_tools", "ultra", "ULTRA", "ranked"})
            CHECK_FALSE(sent.says(word));
    }
    const Json after = writtenAgain(row.client, row.body);
    checkFields(after, row.body);
}

TEST_CASE("rejects an unknown answer format for other formats but passes it to the same format")
{
    const auto row = GENERATE(values<Row>({
        {"chat", kChat, ofChat(R"({"role":"user","content":"x"})", R"(,"response_format":{"type":"grammar","grammar":"root"})"), {}, "response_format"},
        {"Responses", kResponses, ofResponses(R"({"role":"user","content":"x"})", R"(,"text":{"format":{"type":"xml"}})"), {}, "text.format"},
        {"Anthropic", kAnthropic, ofAnthropic(R"({"role":"user","content":"x"})", R"(,"output_config":{"format":{"type":"xml"}})"), {}, "output_config.format"},
        {"Ollama", kOllama, ofOllama(R"({"role":"user","content":"x"})", R"(,"format":"yaml")"), {}, "format"},
    }));
    CAPTURE(row.name);
    const Conversation request = readFrom(row.client, row.body);
    for (const Format target : foreignTo(row.client)) {
        const Sent sent = sentTo(target, request);
        CHECK(sent.refused.starts_with(row.dropped + ": \"" + row.dropped + "\" requests an unknown answer format"));
    }
    const Json after = writtenAgain(row.client, row.body);
    checkFields(after, row.body);
}

TEST_CASE("accepts a field whose value has a wider type than documented")
{
    struct Wide {
        const char* name;
        Format client;
        std::string body;
        Format target;
        std::string said; ///< in what the target receives
        const char* dropped = nullptr;
    };
    const std::string tool = R"(,"tools":[{"name":"f","input_schema":{"type":"object"}}])";
    const auto row = GENERATE_COPY(values<Wide>({
        {"instructions as messages", kResponses, R"({"model":"m","instructions":[{"type":"message","role":"developer","content":[{"type":"input_text","text":"Be brief"}]}],"input":"Hi"})",
            kChat, R"("Be brief")"},
        {"instructions as texts", kResponses, R"({"model":"m","instructions":["Be brief","Be kind"],"input":"Hi"})", kAnthropic, R"(Be brief\n\nBe kind)"},
        {"instructions with a part that is not text", kResponses, R"({"model":"m","instructions":[{"role":"system","content":[{"type":"input_text","text":"Be brief"},{"type":"input_image","image_url":"https://a.example/b.png"}]}],"input":"Hi"})",
            kGemini, "Be brief", "instructions[0].content[1]"},
        {"tool choice as a string", kAnthropic, ofAnthropic(R"({"role":"user","content":[{"type":"text","text":"Go"}]})", tool + R"(,"tool_choice":"any")"), kChat, R"("tool_choice":"required")"},
        {"tool choice as OpenAI's string", kAnthropic, ofAnthropic(R"({"role":"user","content":[{"type":"text","text":"Go"}]})", tool + R"(,"tool_choice":"required")"), kChat, R"("tool_choice":"required")"},
        {"tool choice \"none\" as a string", kAnthropic, ofAnthropic(R"({"role":"user","content":[{"type":"text","text":"Go"}]})", tool + R"(,"tool_choice":"none")"), kChat, R"("tool_choice":"none")"},
        {"thinking as an object with an effort", kOllama, ofOllama(R"({"role":"user","content":"Go"})", R"(,"think":{"effort":"high"})"), kResponses, R"("effort":"high")"},
        {"thinking as an object with a type", kOllama, ofOllama(R"({"role":"user","content":"Go"})", R"(,"think":{"type":"enabled","level":"low","mood":1})"), kResponses, R"("effort":"low")", "think.mood"},
        {"redacted thinking without data", kAnthropic,
            ofAnthropic(R"({"role":"assistant","content":[{"type":"redacted_thinking"},{"type":"text","text":"Yes"}]},{"role":"user","content":[{"type":"text","text":"Go"}]})"), kChat, "Yes", "redacted_thinking"},
    }));
    CAPTURE(row.name);
    const Sent sent = sentTo(row.target, readFrom(row.client, row.body));
    CAPTURE(sent.refused, sent.text());
    CHECK(sent.refused.empty());
    CHECK(sent.says(row.said));
    const auto names = [&](const std::string& loss) { return loss.find(row.dropped) != std::string::npos; };
    CHECK((!row.dropped || std::ranges::any_of(sent.dropped, names)));
}

TEST_CASE("thinking that is disabled by an object is off")
{
    for (const char* const think : {R"({"enabled":false})", R"({"type":"disabled"})", "false"}) {
        CAPTURE(think);
        CHECK(readFrom(kOllama, ofOllama(R"({"role":"user","content":"Go"})", R"(,"think":)" + std::string(think))).reasoning.enabled == false);
    }
}

TEST_CASE("still rejects what is malformed by the known schema")
{
    struct Bad {
        Format client;
        std::string body;
        const char* place;
    };
    const auto row = GENERATE(values<Bad>({
        {kChat, ofChat(R"({"content":"x"})"), "messages[1].role"},
        {kChat, ofChat(R"({"role":"user","content":[{"text":"x"}]})"), "messages[1].content[0].type"},
        {kResponses, ofResponses(R"({"text":"x"})"), "input[1].type"},
        {kResponses, ofResponses(R"({"type":"additional_tools","role":"developer","tools":[{"type":"function"}]})"), "input[1].tools[0].name"},
        {kAnthropic, ofAnthropic(R"({"role":"user","content":[{"type":"image"}]})"), "messages[1].content[0].source.type"},
        {kAnthropic, ofAnthropic(R"({"role":"user","content":[{"type":"tool_addition","tool":{"type":"tool_definition","definition":{"name":"f"}}}]})"),
            "messages[1].content[0].tool.definition.input_schema"},
        {kGemini, ofGemini(R"({"role":"user","parts":[{}]})"), "contents[1].parts[0]"},
        {kOllama, ofOllama(R"({"content":"x"})"), "messages[1].role"},
    }));
    CAPTURE(row.body);
    CHECK(problemOf(codecOf(row.client), row.body).starts_with(std::string(row.place) + ": "));
}

// Anywhere

namespace {

/// Requests with many fields whose values every target accepts.
std::vector<std::pair<Format, std::string>> wholeRequests()
{
    return {
        {kChat,
            R"({"model":"m","max_tokens":9,"stream_options":{"include_usage":true},"reasoning_effort":"low","messages":[{"role":"system","content":"S"},)"
            R"({"role":"user","content":[{"type":"text","text":"Hi"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo=","detail":"low"}}]},)"
            R"({"role":"assistant","content":null,"tool_calls":[{"id":"call_12345678","type":"function","function":{"name":"f","arguments":"{}"}}]},)"
            R"({"role":"tool","tool_call_id":"call_12345678","content":[{"type":"text","text":"ok"}]}],)"
            R"("tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{}}}}],"tool_choice":"auto"})"},
        {kResponses,
            R"({"model":"m","instructions":"S","reasoning":{"effort":"low"},"text":{"verbosity":"low"},"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"},)"
            R"({"type":"input_image","image_url":"data:image/png;base64,iVBORw0KGgo="}]},{"type":"reasoning","id":"rs","summary":[{"type":"summary_text","text":"t"}]},)"
            R"({"type":"message","role":"assistant","id":"msg","content":[{"type":"output_text","text":"Yes","annotations":[]}]},)"
            R"({"type":"function_call","call_id":"call_12345678","name":"f","namespace":"n","arguments":"{}"},{"type":"function_call_output","call_id":"call_12345678","output":[{"type":"input_text","text":"ok"}]},)"
            R"({"type":"additional_tools","role":"developer","tools":[{"type":"function","name":"g","parameters":{"type":"object"}}]}],)"
            R"("tools":[{"type":"namespace","name":"n","description":"d","tools":[{"type":"function","name":"f","parameters":{"type":"object"}}]},{"type":"custom","name":"c","format":{"type":"text"}}]})"},
        {kAnthropic,
            R"({"model":"m","max_tokens":4000,"system":[{"type":"text","text":"S"}],"thinking":{"type":"enabled","budget_tokens":2000},"output_config":{"effort":"low"},"metadata":{"user_id":"u"},)"
            R"("messages":[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}]},)"
            R"({"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"},{"type":"tool_use","id":"toolu_12345678","name":"f","input":{"a":{"b":1}}}]},)"
            R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_12345678","content":[{"type":"text","text":"ok"},{"type":"tool_reference","tool_name":"f"}]}]}],)"
            R"("tools":[{"name":"f","description":"d","input_schema":{"type":"object","properties":{}}}],"tool_choice":{"type":"auto"}})"},
        {kGemini,
            R"({"systemInstruction":{"parts":[{"text":"S"}]},"contents":[{"role":"user","parts":[{"text":"Hi"},{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}}]},)"
            R"({"role":"model","parts":[{"text":"t","thought":true},{"functionCall":{"name":"f","args":{"a":{"b":1}}},"thoughtSignature":"c2ln"}]},)"
            R"({"role":"user","parts":[{"functionResponse":{"name":"f","response":{"output":"ok"}}}]}],"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT"}}]}],)"
            R"("toolConfig":{"functionCallingConfig":{"mode":"AUTO"}},"generationConfig":{"temperature":1,"thinkingConfig":{"includeThoughts":true}}})"},
        {kOllama,
            R"({"model":"m","stream":false,"think":"low","options":{"temperature":1},"messages":[{"role":"system","content":"S"},{"role":"user","content":"Hi","images":["iVBORw0KGgo="]},)"
            R"({"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{"a":{"b":1}}}}]},{"role":"tool","tool_name":"f","content":"ok"}],)"
            R"("tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{}}}}]})"},
    };
}

/// An unknown element for an array that contains `other`; null: none applies.
Json laterElement(const Json& other)
{
    if (!other.is_object())
        return {};
    const Json value{{"x", 1}};
    if (other.contains("parts"))
        return Json{{"role", "later"}, {"parts", Json::array({Json{{"text", "x"}}})}};
    if (other.contains("input_schema"))
        return Json{{"type", "later"}, {"name", "l"}};
    if (other.contains("type"))
        return Json{{"type", "later"}, {"later", value}};
    if (other.contains("role"))
        return Json{{"role", "later"}, {"content", "x"}};
    const bool isNamed = other.contains("name") || other.contains("function"); // without a name it would be malformed
    return isNamed ? Json() : Json{{"later", value}};
}

/// Tool arguments and schemas belong to the client.
bool isTools(const std::string& key) { return key == "parameters" || key == "input_schema" || key == "args" || key == "arguments"; }

/// Calls `visit` with `whole`, which contains `at`, after each change in turn.
template <class Visit> void eachChange(Json& at, const Json& whole, Visit visit)
{
    if (at.is_object()) {
        at["later_field"] = Json{{"type", "later"}, {"x", Json::array({1})}};
        visit(whole);
        at.erase("later_field");
        for (auto& [key, value] : at.items())
            if (!isTools(key))
                eachChange(value, whole, visit);
    } else if (at.is_array() && !at.empty()) {
        if (Json later = laterElement(at.front()); !later.is_null())
            for (const std::size_t place : {std::size_t(0), at.size()}) {
                at.insert(at.begin() + static_cast<std::ptrdiff_t>(place), later);
                visit(whole);
                at.erase(place);
            }
        for (Json& each : at)
            eachChange(each, whole, visit);
    }
}

} // namespace

TEST_CASE("accepts unknown fields and parts and items and tools and messages anywhere in a request")
{
    const auto [client, body] = GENERATE(from_range(wholeRequests()));
    const Format from = client;
    Json whole = parseJson(body).value();
    const Json root = whole;
    std::size_t changes = 0;
    eachChange(whole, whole, [&](const Json& changed) {
        ++changes;
        const std::string text = toText(changed);
        CAPTURE(text);
        const Conversation request = readFrom(from, text);
        for (const Format target : kTargets) {
            const Sent sent = sentTo(target, request);
            CAPTURE(static_cast<int>(target), sent.refused);
            CHECK(sent.refused.empty());
            CHECK(sent.says("Hi"));
        }
    });
    CHECK(changes > 10);
    CHECK(whole == root);
}

// Streams

namespace {

struct LaterStream {
    Format upstream;
    std::vector<std::string> events; ///< of a complete answer, "Hello"; the last event or the one before has the stop reason
    std::vector<std::string> others; ///< unknown events of a later version
};

std::string sse(const std::string& json, const std::string& name = {})
{
    return (name.empty() ? "" : "event: " + name + '\n') + "data: " + json + "\n\n";
}

/// `stop`: the upstream's stop reason.
std::vector<LaterStream> streams(const std::string& stop)
{
    const std::string beat = sse("ok", "heartbeat");
    return {
        {kChat,
            {sse(R"({"id":"1","model":"m","choices":[{"index":0,"delta":{"content":"Hel"}}]})"),
                sse(R"({"id":"1","model":"m","choices":[{"index":0,"delta":{"content":"lo"}}]})"),
                sse(R"({"id":"1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":")" + stop + R"("}]})"), sse("[DONE]")},
            {beat, sse(R"({"type":"status","message":"Loading"})"), sse(R"({"object":"chat.note","notes":[1]})"), sse("[1]", "note"),
                sse(R"({"id":"1","model":"m","choices":[{"index":0,"delta":{"hologram":{"x":1}}}]})")}},
        {kResponses,
            {sse(R"({"type":"response.created","response":{"id":"resp_1","model":"m"}})"),
                sse(R"({"type":"response.output_item.added","output_index":0,"item":{"type":"message","id":"msg_1"}})"),
                sse(R"({"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"Hello"})"),
                sse(R"({"type":"response.completed","response":{"id":"resp_1","status":")" + (stop == "tired" ? stop : std::string("completed"))
                    + R"(","output":[{"type":"message","id":"msg_1","content":[{"type":"output_text","text":"Hello"}]}]}})")},
            {beat, sse(R"({"type":"response.note.delta","output_index":0,"delta":"x"})"), sse(R"({"type":"response.mood","error":null})", "response.mood"),
                sse("7", "note"), sse(R"({"type":"keepalive","sequence_number":3})")}},
        {kAnthropic,
            {sse(R"({"type":"message_start","message":{"id":"1","model":"m","usage":{"input_tokens":1}}})"),
                sse(R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})"),
                sse(R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}})"),
                sse(R"({"type":"content_block_stop","index":0})"), sse(R"({"type":"message_delta","delta":{"stop_reason":")" + stop + R"("}})"),
                sse(R"({"type":"message_stop"})")},
            {beat, sse(R"({"type":"note","error":{"message":"none"}})"), sse(R"({"type":"mood","text":"x"})", "mood"),
                sse(R"({"type":"content_block_delta","index":0,"delta":{"type":"mood_delta","mood":"x"}})")}},
        {kGemini,
            {sse(R"({"responseId":"1","modelVersion":"m","candidates":[{"index":0,"content":{"parts":[{"text":"Hel"}]}}]})"),
                sse(R"({"responseId":"1","candidates":[{"index":0,"content":{"parts":[{"text":"lo"}]},"finishReason":")" + stop + R"("}]})")},
            {beat, sse(R"({"note":{"error":1}})"), sse("[1]", "note"), sse(R"({"responseId":"1","modelVersion":"m","candidates":[{"index":0,"mood":"x"}]})")}},
        {kOllama,
            {"{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"done\":false}\n",
                "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"" + stop + "\"}\n"},
            {"{\"model\":\"m\",\"mood\":{\"x\":1},\"done\":false}\n", "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"mood\":1},\"done\":false}\n"}},
        {Format::Cohere,
            {sse(R"({"type":"message-start","id":"1"})"), sse(R"({"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":""}}}})"),
                sse(R"({"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Hello"}}}})"), sse(R"({"type":"content-end","index":0})"),
                sse(R"({"type":"message-end","delta":{"finish_reason":")" + stop + R"("}})")},
            {beat, sse(R"({"type":"mood","message":"x"})"), sse(R"({"type":"debug","prompt":"x"})", "debug"), sse("[1]", "note")}},
    };
}

std::vector<AnswerEvent> eventsIn(const LaterStream& stream, std::size_t at = 0, const std::string& other = {})
{
    std::string all;
    for (std::size_t i = 0; i < stream.events.size(); ++i)
        all += (i == at ? other : std::string()) + stream.events[i];
    auto events = decoded(codecOf(stream.upstream), {all});
    checkOrder(events);
    return events;
}

std::string answerIn(const std::vector<AnswerEvent>& events)
{
    AnswerBuilder builder;
    for (const AnswerEvent& event : events)
        builder.take(event);
    return describe(builder.answer()).dump(1);
}

bool hasEnded(const std::vector<AnswerEvent>& events) { return !events.empty() && std::holds_alternative<AnswerEnded>(events.back()); }

} // namespace

TEST_CASE("ignores unknown events in the middle of an answer")
{
    const LaterStream stream = GENERATE(from_range(streams("stop")));
    CAPTURE(static_cast<int>(stream.upstream));
    const auto whole = eventsIn(stream);
    REQUIRE(hasEnded(whole));
    REQUIRE(answerIn(whole).find("\"Hello\"") != std::string::npos);
    for (const std::string& other : stream.others)
        for (std::size_t at = 0; at < stream.events.size(); ++at) {
            CAPTURE(other, at);
            const auto events = eventsIn(stream, at, other);
            CHECK(hasEnded(events));
            CHECK(answerIn(events) == answerIn(whole));
        }
}

TEST_CASE("skips an unnamed event that is not an object and does not take it for the end")
{
    const LaterStream stream = GENERATE(from_range(streams("stop")));
    CAPTURE(static_cast<int>(stream.upstream));
    const auto whole = eventsIn(stream);
    const bool isLines = stream.upstream == kOllama;
    for (const char* const data : {"null", "[1]", "1", "\"keepalive\"", "ping", "[PING]", "true", "<html>"}) {
        const std::string other = isLines ? data + std::string("\n") : sse(data);
        for (std::size_t at = 0; at < stream.events.size(); ++at) {
            CAPTURE(data, at);
            const auto events = eventsIn(stream, at, other);
            CHECK(hasEnded(events));
            CHECK(answerIn(events) == answerIn(whole));
        }
        CHECK_FALSE(hasEnded(decoded(codecOf(stream.upstream), {stream.events.front() + other})));
    }
}

TEST_CASE("a truncated JSON object ends a stream with an error")
{
    const LaterStream stream = GENERATE(from_range(streams("stop")));
    CAPTURE(static_cast<int>(stream.upstream));
    const bool isLines = stream.upstream == kOllama;
    std::size_t tried = 0;
    for (std::size_t at = 0; at < stream.events.size(); ++at) {
        const std::string& event = stream.events[at];
        const std::size_t begin = event.find('{');
        if (begin == std::string::npos)
            continue;
        const std::string data = event.substr(begin, event.rfind('}') + 1 - begin);
        for (const std::string& cut : {data.substr(0, data.size() / 2), data.substr(data.size() / 2), data.substr(0, data.size() - 1), data.substr(1)}) {
            CAPTURE(cut);
            const auto events = eventsIn(stream, at, isLines ? cut + '\n' : sse(cut));
            REQUIRE_FALSE(events.empty());
            CHECK(std::holds_alternative<AnswerFailed>(events.back()));
            ++tried;
        }
    }
    CHECK(tried >= 8);
}

TEST_CASE("an unknown stop reason does not end a client's stream with an error")
{
    const LaterStream stream = GENERATE(from_range(streams("tired")));
    const Format client = GENERATE(kChat, kResponses, kAnthropic, kGemini, kOllama);
    CAPTURE(static_cast<int>(stream.upstream), static_cast<int>(client));
    Conversation request;
    AnswerContext context;
    context.request = &request;
    context.id = "1";
    const auto encoder = codecOf(client).makeEncoder(context);
    std::string out;
    const auto events = eventsIn(stream);
    for (const AnswerEvent& event : events) {
        if (const auto* const ended = std::get_if<ChoiceEnded>(&event))
            CHECK(ended->stop != StopReason::Error); // which would become an error for the client
        encoder->write(event, out);
    }
    CAPTURE(out);
    CHECK(hasEnded(events));
    CHECK(out.find("Hel") != std::string::npos);
    CHECK(out.find("event: error") == std::string::npos);
    CHECK(out.find("\"error\":{") == std::string::npos);
}

TEST_CASE("maps an unknown stop reason to the neutral one of the client's format and reports it")
{
    struct Client {
        Format format;
        std::vector<const char*> signs; ///< of the neutral reason
        std::vector<std::string> lost; ///< empty: the format has a field for the provider's own value
    };
    const auto client = GENERATE(values<Client>({
        {kChat, {R"("finish_reason":"stop")"}, {"finish_reason: tired"}},
        {kResponses, {R"("status":"completed")", R"("incomplete_details":null)"}, {"status: tired"}},
        {kAnthropic, {R"("stop_reason":"end_turn")"}, {"stop_reason: tired"}},
        {kGemini, {R"("finishReason":"STOP")", R"("finishMessage":"tired")"}, {}},
        {kOllama, {R"("done_reason":"stop")"}, {"done_reason: tired"}},
    }));
    for (const LaterStream& stream : streams("tired")) {
        if (stream.upstream == client.format)
            continue; // the bytes are passed through
        CAPTURE(static_cast<int>(stream.upstream), static_cast<int>(client.format));
        Conversation request;
        AnswerContext context;
        context.request = &request;
        context.id = "1";
        const auto encoder = codecOf(client.format).makeEncoder(context);
        const Dialect dialect = formatInfo(client.format).dialect;
        AnswerBuilder builder;
        std::string streamed;
        Losses late;
        for (const AnswerEvent& event : eventsIn(stream)) {
            builder.take(event);
            addAnswerLoss(late, event, dialect);
            encoder->write(event, streamed);
        }
        Losses losses;
        addAnswerLosses(losses, builder.answer(), dialect);
        const std::string whole = toText(codecOf(client.format).writeAnswer(builder.answer(), context));
        for (const char* const sign : client.signs)
            for (const std::string& text : {streamed, whole}) {
                CAPTURE(text);
                CHECK(text.find(sign) != std::string::npos);
            }
        CHECK(late.list() == client.lost);
        CHECK(losses.list() == client.lost);
    }
}

TEST_CASE("an answer that is incomplete for an unknown reason stays incomplete")
{
    struct Client {
        Format format;
        std::vector<const char*> signs; ///< of a truncated answer
        std::vector<std::string> lost;
    };
    const auto client = GENERATE(values<Client>({
        {kChat, {R"("finish_reason":"length")"}, {"finish_reason: tired"}},
        {kResponses, {R"("status":"incomplete")"}, {"status: tired"}},
        {kAnthropic, {R"("stop_reason":"max_tokens")"}, {"stop_reason: tired"}},
        {kGemini, {R"("finishReason":"OTHER")", R"("finishMessage":"tired")"}, {}},
        {kOllama, {R"("done_reason":"length")"}, {"done_reason: tired"}},
    }));
    CAPTURE(static_cast<int>(client.format));
    const std::string response =
        R"({"id":"resp_1","status":"incomplete","incomplete_details":{"reason":"tired"},"output":[{"type":"message","id":"msg_1","content":[{"type":"output_text","text":"Hel"}]}]})";
    const auto read = codecOf(kResponses).readAnswer(parseJson(response).value(), "1");
    REQUIRE(read);
    CHECK(read->choices.front().stop == StopReason::CutShort);
    Conversation request;
    AnswerContext context;
    context.request = &request;
    context.id = "1";
    const auto encoder = codecOf(client.format).makeEncoder(context);
    std::string streamed;
    for (const AnswerEvent& event : decoded(codecOf(kResponses), {sse(R"({"type":"response.created","response":{"id":"resp_1","model":"m"}})")
             + sse(R"({"type":"response.incomplete","response":)" + response + "}")}))
        encoder->write(event, streamed);
    Losses losses;
    addAnswerLosses(losses, *read, formatInfo(client.format).dialect);
    CHECK(losses.list() == client.lost);
    for (const std::string& text : {streamed, toText(codecOf(client.format).writeAnswer(*read, context))}) {
        CAPTURE(text);
        for (const char* const sign : client.signs)
            CHECK(text.find(sign) != std::string::npos);
    }
}

TEST_CASE("an answer with an unknown stop reason that contains calls ends with tool calls")
{
    struct Upstream {
        Format format;
        std::string begin; ///< of a complete answer, before its content
        std::string text;
        std::string calls;
        std::string end; ///< before the stop reason
        std::string close;
    };
    const auto up = GENERATE(values<Upstream>({
        {kChat, R"({"choices":[{"index":0,"message":{"role":"assistant",)", R"("content":"Hi")", R"("tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}])", R"(},"finish_reason":")", R"("}]})"},
        {kResponses, R"({"id":"r","output":[)", R"({"type":"message","content":[{"type":"output_text","text":"Hi"}]})", R"({"type":"function_call","call_id":"c","name":"f","arguments":"{}"})", R"(],"status":")", R"("})"},
        {kAnthropic, R"({"type":"message","content":[)", R"({"type":"text","text":"Hi"})", R"({"type":"tool_use","id":"c","name":"f","input":{}})", R"(],"stop_reason":")", R"("})"},
        {kGemini, R"({"candidates":[{"index":0,"content":{"parts":[)", R"({"text":"Hi"})", R"({"functionCall":{"name":"f","args":{}}})", R"(]},"finishReason":")", R"("}]})"},
        {kOllama, R"({"model":"m","message":{"role":"assistant",)", R"("content":"Hi")", R"("content":"","tool_calls":[{"function":{"name":"f","arguments":{}}}])", R"(},"done":true,"done_reason":")", R"("})"},
        {Format::Cohere, R"({"id":"1","message":{"role":"assistant",)", R"("content":[{"type":"text","text":"Hi"}])", R"("tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}])", R"(},"finish_reason":")", R"("})"},
        {Format::Bedrock, R"({"output":{"message":{"role":"assistant","content":[)", R"({"text":"Hi"})", R"({"toolUse":{"toolUseId":"c","name":"f","input":{}}})", R"(]}},"stopReason":")", R"("})"},
    }));
    CAPTURE(static_cast<int>(up.format));
    const auto choiceOf = [&up](const std::string& said, const std::string& word) {
        const auto answer = codecOf(up.format).readAnswer(parseJson(up.begin + said + up.end + word + up.close).value(), "1");
        REQUIRE(answer);
        return answer->choices.front();
    };
    for (const char* const word : {"tired", "POWER_SAVING", "x y"}) {
        CAPTURE(word);
        const Choice plain = choiceOf(up.text, word);
        CHECK(plain.stop == StopReason::Other);
        CHECK(plain.cause == word);
        const Choice calling = choiceOf(up.calls, word);
        CHECK(calling.stop == StopReason::ToolCalls);
    }
    CHECK(choiceOf(up.text, "").stop != StopReason::Other); // no stop reason was given
}

TEST_CASE("reports an unknown tool type with a colon or dot or slash literally")
{
    struct Client {
        Format format;
        std::string head; ///< of a request, before its tools
        std::string function;
    };
    const auto client = GENERATE(values<Client>({
        {kChat, R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[)", R"({"type":"function","function":{"name":"f"}})"},
        {kResponses, R"({"model":"m","input":"Hi","tools":[)", R"({"type":"function","name":"f"})"},
        {kAnthropic, R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tools":[)", R"({"name":"f","input_schema":{"type":"object"}})"},
        {kOllama, R"({"model":"m","stream":false,"messages":[{"role":"user","content":"Hi"}],"tools":[)", R"({"type":"function","function":{"name":"f"}})"},
    }));
    CAPTURE(static_cast<int>(client.format));
    struct Row {
        const char* type;
        const char* named;
    };
    for (const Row& row : {Row{"openrouter:web_search", "openrouter:web_search"}, Row{"x-ai/search", "x-ai/search"}, Row{"web.search.v2", "web.search.v2"}, Row{"a@b#c", "a@b#c"}}) {
        CAPTURE(row.type);
        const std::string tool = R"({"type":")" + std::string(row.type) + R"("})";
        for (const Format target : foreignTo(client.format)) {
            CAPTURE(static_cast<int>(target));
            const Sent beside = sentTo(target, readFrom(client.format, client.head + client.function + ',' + tool + "]}"));
            CHECK(beside.refused.empty());
            CHECK(std::ranges::any_of(beside.dropped, [&](const std::string& each) { return each.ends_with(std::string(": ") + row.named) || each.ends_with(std::string(".") + row.named); }));
            const Sent alone = sentTo(target, readFrom(client.format, client.head + tool + "]}"));
            CHECK(alone.refused.find("is \"" + std::string(row.named) + "\", the only tool") != std::string::npos);
        }
    }
}

TEST_CASE("reports dropped fields in the spelling that the Gemini client used")
{
    struct Row {
        const char* name;
        std::string body;
        std::vector<std::string> dropped;
    };
    const auto of = [](const char* more) { return R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}])" + std::string(more) + "}"; };
    const auto row = GENERATE_COPY(values<Row>({
        {"a new field", of(R"(,"zz_new":1)"), {"zz_new"}},
        {"a new field of the settings", of(R"(,"generation_config":{"zz_new":1})"), {"generation_config.zz_new"}},
        {"a new field beside the usual spelling", of(R"(,"generationConfig":{"zz_new":1,"zzOther":1})"), {"generationConfig.zz_new", "generationConfig.zzOther"}},
        {"a new field of the tool configuration", of(R"(,"tool_config":{"zz_new":1})"), {"tool_config.zz_new"}},
        {"a tool", of(R"(,"tools":[{"google_search":{}},{"function_declarations":[{"name":"f"}]}])"), {"tools: google_search"}},
        {"known settings", of(R"(,"safety_settings":[{"category":"x"}])"), {"safety_settings"}},
        {"the usual spelling", of(R"(,"zzNew":1,"safetySettings":[{"category":"x"}])"), {"zzNew", "safetySettings"}},
    }));
    CAPTURE(row.name);
    for (const Format target : foreignTo(kGemini)) {
        CAPTURE(static_cast<int>(target));
        CHECK(translated(kGemini, parseJson(row.body).value(), target).losses == row.dropped);
    }
    const Sent alone = sentTo(kChat, readFrom(kGemini, of(R"(,"tools":[{"google_search":{}}])")));
    CHECK(alone.refused.starts_with("tools[0].google_search: "));
    CHECK(alone.refused.find("is \"google_search\", the only tool") != std::string::npos);
}

TEST_CASE("reports only the metadata fields of an Anthropic client that were dropped")
{
    struct Row {
        const char* metadata;
        std::vector<std::string> dropped;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"user_id":"u","other":1})", {"metadata.other"}},
        {R"({"user_id":"u","team":"a","zz_new":{"x":1}})", {"metadata.team", "metadata.zz_new"}},
        {R"({"user_id":"u"})", {}},
    }));
    CAPTURE(row.metadata);
    const std::string body = R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"metadata":)" + std::string(row.metadata) + "}";
    const Translated made = translated(kAnthropic, parseJson(body).value(), kChat);
    CHECK(made.losses == row.dropped);
    CHECK(made.text.find(R"("user":"u")") != std::string::npos);
}

TEST_CASE("reports unknown content whose type has a colon or dot or slash literally")
{
    for (const char* const type : {"openrouter:note", "x-ai/note", "note.v2"}) {
        CAPTURE(type);
        const std::string chart = R"([{"type":"text","text":"See"},{"type":")" + std::string(type) + R"(","data":"AAAA"}])";
        const auto read = [&](Format client, const std::string& body) {
            for (const Format target : foreignTo(client)) {
                CAPTURE(static_cast<int>(client), static_cast<int>(target));
                const Sent sent = sentTo(target, readFrom(client, body));
                CHECK(std::ranges::any_of(sent.dropped, [&](const std::string& each) { return each.find(type) != std::string::npos; }));
                CHECK(std::ranges::none_of(sent.dropped, [](const std::string& each) { return each.find("unknown") != std::string::npos; }));
            }
        };
        read(kChat, R"({"model":"m","messages":[{"role":"user","content":)" + chart + "}]}");
        read(kAnthropic, R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":)" + chart + "}]}");
    }
}

TEST_CASE("reports a call in a message of unknown role at the role and not at the call's result")
{
    const std::string chatCall = R"("tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]})";
    struct Row {
        const char* name;
        Format client;
        std::string body;
        const char* role; ///< its path
        const char* words;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"chat, by ID", kChat, ofChat(R"({"role":"asistant","content":"Yes",)" + chatCall + R"(,{"role":"tool","tool_call_id":"c","content":"ok"})"), "messages[1].role", "\"asistant\""},
        {"chat, by name", kChat, ofChat(R"({"role":"ai","content":null,)" + chatCall + R"(,{"role":"tool","name":"f","content":"ok"})"), "messages[1].role", "\"ai\""},
        {"chat, legacy function call", kChat,
            ofChat(R"({"role":"user","content":"Go"},{"role":"bot","content":null,"function_call":{"name":"f","arguments":"{}"}},{"role":"function","name":"f","content":"ok"})"), "messages[2].role", "\"bot\""},
        {"Gemini, by ID", kGemini,
            ofGemini(R"({"role":"asistant","parts":[{"functionCall":{"id":"c","name":"f","args":{}}}]},{"role":"user","parts":[{"functionResponse":{"id":"c","name":"f","response":{}}}]})"), "contents[1].role", "\"asistant\""},
        {"Gemini, by name", kGemini,
            ofGemini(R"({"role":"ai","parts":[{"text":"Yes"},{"function_call":{"name":"f","args":{}}}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":{}}}]})"), "contents[1].role", "\"ai\""},
        {"Ollama, by name", kOllama,
            ofOllama(R"({"role":"asistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{}}}]},{"role":"tool","tool_name":"f","content":"ok"})"), "messages[1].role", "\"asistant\""},
        {"Ollama, by order", kOllama,
            ofOllama(R"({"role":"ai","content":"","tool_calls":[{"function":{"name":"f","arguments":{}}}]},{"role":"tool","content":"ok"})"), "messages[1].role", "\"ai\""},
        {"Ollama, by ID", kOllama,
            ofOllama(R"({"role":"ai","content":"","tool_calls":[{"id":"c","function":{"name":"f","arguments":{}}}]},{"role":"tool","tool_call_id":"c","content":"ok"})"), "messages[1].role", "\"ai\""},
    }));
    CAPTURE(row.name);
    for (const Format target : foreignTo(row.client)) {
        CAPTURE(static_cast<int>(target));
        const Translated made = translated(row.client, parseJson(row.body).value(), target);
        const std::string& refused = made.refusal;
        CAPTURE(refused, made.text);
        CHECK(refused.starts_with('"' + std::string(row.role) + "\" is " + row.words));
        CHECK(refused.find(row.client == kGemini ? "Write \"user\" or \"model\"." : "\"assistant\"") != std::string::npos);
    }
}

TEST_CASE("accepts vendor variants of a normal stop reason")
{
    for (const char* const word : {"stop", "STOP", "eos", "normal", "completed", "COMPLETE"}) {
        CAPTURE(word);
        const auto answer = codecOf(kChat).readAnswer(parseJson(R"({"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":")" + std::string(word) + R"("}]})").value(), "1");
        REQUIRE(answer);
        CHECK(answer->choices.front().stop == StopReason::Stop);
    }
}

TEST_CASE("an unknown final event ends a Responses stream")
{
    const std::string begin = sse(R"({"type":"response.created","response":{"id":"resp_1","model":"m","status":"in_progress","output":[]}})");
    const std::string item = R"({"type":"message","id":"msg_1","content":[{"type":"output_text","text":"Hello"}]})";
    struct Row {
        std::string event;
        bool isLast;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {R"({"type":"response.paused","response":{"id":"resp_1","status":"paused","output":[)" + item + "]}}", true},
        {R"({"type":"response.handed_over","response":{"id":"resp_1","status":"completed","output":[)" + item + "]}}", true},
        {R"({"type":"response.progress","response":{"id":"resp_1","status":"in_progress","output":[)" + item + "]}}", false},
        {R"({"type":"response.paused","response":{"id":"resp_1","output":[)" + item + "]}}", false},
    }));
    CAPTURE(row.event);
    const auto events = decoded(codecOf(kResponses), {begin + sse(row.event)});
    CHECK(hasEnded(events) == row.isLast);
    if (row.isLast)
        CHECK(answerIn(events).find("Hello") != std::string::npos);
}

TEST_CASE("reports content of an answer that only its own format has")
{
    struct Given {
        Format upstream;
        const char* answer;
        std::vector<std::string> lost;
    };
    const auto given = GENERATE(values<Given>({
        {kAnthropic, R"({"type":"message","content":[{"type":"hologram","x":1},{"type":"text","text":"Hello"}],"stop_reason":"end_turn"})", {"answer: hologram"}},
        {kResponses, R"({"id":"r","status":"completed","output":[{"type":"hologram","id":"h"},{"type":"message","content":[{"type":"output_text","text":"Hello"}]}]})", {"answer: hologram"}},
        {kChat, R"({"choices":[{"index":0,"message":{"role":"assistant","content":[{"type":"hologram","x":1},{"type":"text","text":"Hello"}]},"finish_reason":"stop"}]})", {"answer: hologram"}},
        {kChat, R"({"choices":[{"index":0,"message":{"role":"assistant","content":[{"type":"reference","reference_ids":[1]},{"type":"text","text":"Hello"}]},"finish_reason":"stop"}]})", {"answer: reference"}},
        {kChat, R"({"choices":[{"index":0,"message":{"role":"assistant","content":"Hello","tool_calls":[{"id":"h","type":"hologram","hologram":{"x":1}}]},"finish_reason":"stop"}]})", {"answer: hologram"}},
        {kChat, R"({"choices":[{"index":0,"message":{"role":"assistant","content":[{"type":"thinking","thinking":[]},{"type":"text","text":""}]},"finish_reason":"stop"}]})", {}},
        {kAnthropic, R"({"type":"message","content":[{"type":"words of a prompt","x":1},{"type":"text","text":"Hello"}],"stop_reason":"end_turn"})", {"answer: unknown"}},
        {kAnthropic, R"({"type":"message","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn"})", {}},
    }));
    const auto answer = codecOf(given.upstream).readAnswer(parseJson(given.answer).value(), "1");
    REQUIRE(answer);
    for (const Format client : {kChat, kGemini, kOllama}) {
        if (client == given.upstream)
            continue;
        Losses whole;
        addAnswerLosses(whole, *answer, formatInfo(client).dialect);
        CHECK(whole.list() == given.lost);
        Losses late;
        for (const AnswerEvent& event : eventsOf(*answer))
            addAnswerLoss(late, event, formatInfo(client).dialect);
        CHECK(late.list() == given.lost);
    }
    Losses own;
    addAnswerLosses(own, *answer, formatInfo(given.upstream).dialect);
    CHECK(own.list() == std::vector<std::string>{});
}

TEST_CASE("skips unknown blocks and items of an answer but not what follows them")
{
    struct Given {
        Format upstream;
        std::string stream;
    };
    const auto given = GENERATE(values<Given>({
        {kAnthropic,
            sse(R"({"type":"message_start","message":{"id":"1"}})") + sse(R"({"type":"content_block_start","index":0,"content_block":{"type":"hologram","x":1}})")
                + sse(R"({"type":"content_block_delta","index":0,"delta":{"type":"hologram_delta","y":"z"}})") + sse(R"({"type":"content_block_stop","index":0})")
                + sse(R"({"type":"content_block_start","index":1,"content_block":{"type":"text","text":"Hello"}})") + sse(R"({"type":"content_block_stop","index":1})")
                + sse(R"({"type":"message_delta","delta":{"stop_reason":"end_turn"}})") + sse(R"({"type":"message_stop"})")},
        {kResponses,
            sse(R"({"type":"response.output_item.added","output_index":0,"item":{"type":"hologram","id":"h"}})")
                + sse(R"({"type":"response.hologram.delta","output_index":0,"delta":"x"})")
                + sse(R"({"type":"response.output_item.done","output_index":0,"item":{"type":"hologram","id":"h"}})")
                + sse(R"({"type":"response.output_item.done","output_index":1,"item":{"type":"message","id":"msg","content":[{"type":"output_hologram","x":1},{"type":"output_text","text":"Hello"}]}})")
                + sse(R"({"type":"response.completed","response":{"status":"completed","output":[]}})")},
        {kGemini,
            sse(R"({"candidates":[{"index":0,"content":{"parts":[{"hologram":{"x":1}},{"text":"Hello"}]},"finishReason":"STOP"}]})")},
        {kChat,
            sse(R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"h","type":"hologram","hologram":{"x":1}}]}}]})")
                + sse(R"({"choices":[{"index":0,"delta":{"content":[{"type":"hologram","x":1},{"type":"text","text":"Hello"}]},"finish_reason":"stop"}]})") + sse("[DONE]")},
    }));
    const Format client = GENERATE(kChat, kResponses, kAnthropic, kGemini, kOllama);
    if (client == given.upstream)
        return; // the bytes are passed through
    CAPTURE(static_cast<int>(given.upstream), static_cast<int>(client));
    AnswerContext context;
    context.id = "1";
    const auto encoder = codecOf(client).makeEncoder(context);
    std::string out;
    const auto events = decoded(codecOf(given.upstream), {given.stream});
    checkOrder(events);
    for (const AnswerEvent& event : events)
        encoder->write(event, out);
    CAPTURE(out);
    CHECK(hasEnded(events));
    CHECK(out.find("Hello") != std::string::npos);
    CHECK(out.find("hologram") == std::string::npos);
}
