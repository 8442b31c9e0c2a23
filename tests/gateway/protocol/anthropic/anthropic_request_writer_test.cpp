#include "gateway/protocol/anthropic/anthropic_codec.h"

#include "anthropic_fixture.h"
#include "catch.h"
#include "codec_check.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

Conversation asked(std::vector<Message> messages)
{
    Conversation out;
    out.origin = Format::OpenAiChat;
    out.messages = std::move(messages);
    return out;
}

Conversation simple() { return asked({said(Role::User, "Hi")}); }

using List = std::vector<std::string>;

/// What the target receives of the conversation, without its messages.
std::string optionsOf(const Conversation& conversation, Losses& losses, const WriteTarget& target = {})
{
    Json body = written(conversation, losses, target);
    body.erase("model");
    body.erase("messages");
    return body.dump();
}

std::string refusalOf(const Conversation& conversation, const WriteTarget& target = {})
{
    Losses losses;
    const auto body = anthropicCodec().writeRequest(conversation, target, losses);
    REQUIRE_FALSE(body);
    CHECK(body.error().kind == ErrorKind::InvalidRequest);
    return body.error().param + ": " + body.error().text();
}

Tool function(const std::string& name)
{
    Tool tool;
    tool.name = name;
    tool.parameters = Json{{"type", "object"}};
    return tool;
}

Conversation withMedia(const Media& media)
{
    Conversation out = simple();
    out.messages[0].parts.push_back({media, {}});
    return out;
}

} // namespace

TEST_CASE("arranges messages of other formats into alternating turns")
{
    struct Row {
        const char* name;
        std::vector<Message> messages;
        const char* expected; ///< the system prompt and the messages
        List losses;
    };
    Message both = called("call 1", "a", "{\"x\":1}");
    both.parts.push_back(called("call.2", "b", "").parts[0]);
    const auto row = GENERATE_COPY(values<Row>({
        {"system messages go to the front",
            {said(Role::System, "s"), said(Role::Developer, "d"), said(Role::User, "u"), said(Role::System, "late")},
            R"({"system":[{"type":"text","text":"s"},{"type":"text","text":"d"},{"type":"text","text":"late"}],"messages":[{"role":"user","content":[{"type":"text","text":"u"}]}]})",
            {}},
        {"merges consecutive messages of one role and drops blank ones",
            {said(Role::User, "a"), said(Role::User, " \n"), said(Role::User, "b"), said(Role::Assistant, ""),
                said(Role::User, "c")},
            R"({"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"},{"type":"text","text":"c"}]}]})",
            {}},
        {"starts with a user message", {said(Role::Assistant, "Welcome"), said(Role::User, "u")},
            R"({"messages":[{"role":"user","content":[{"type":"text","text":"Continue."}]},{"role":"assistant","content":[{"type":"text","text":"Welcome"}]},{"role":"user","content":[{"type":"text","text":"u"}]}]})",
            {}},
        {"adds a message if there is only a system prompt", {said(Role::System, "s")},
            R"({"system":[{"type":"text","text":"s"}],"messages":[{"role":"user","content":[{"type":"text","text":"Continue."}]}]})",
            {}},
        {"trims trailing whitespace of a prefilled answer", {said(Role::User, "u"), said(Role::Assistant, "Once \n")},
            R"({"messages":[{"role":"user","content":[{"type":"text","text":"u"}]},{"role":"assistant","content":[{"type":"text","text":"Once"}]}]})",
            {}},
        {"places results after their calls, in the same order, before other content",
            {said(Role::User, "u"), both, said(Role::User, "and?"), resulted("call.2", "r2"), resulted("call 1", "r1")},
            R"({"messages":[{"role":"user","content":[{"type":"text","text":"u"}]},{"role":"assistant","content":[{"type":"tool_use","id":"call_1","name":"a","input":{"x":1}},{"type":"tool_use","id":"call_2","name":"b","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"r1"},{"type":"tool_result","tool_use_id":"call_2","content":"r2"},{"type":"text","text":"and?"}]}]})",
            {}},
        {"puts text that follows a call in front of the call",
            {said(Role::User, "u"), called("1", "a", ""), said(Role::Assistant, "calling"), resulted("1", "r")},
            R"({"messages":[{"role":"user","content":[{"type":"text","text":"u"}]},{"role":"assistant","content":[{"type":"text","text":"calling"},{"type":"tool_use","id":"1","name":"a","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"r"}]}]})",
            {}},
        {"gives an unanswered call an error result",
            {said(Role::User, "u"), called("1", "a", ""), said(Role::User, "stop"), called("2", "a", "")},
            R"({"messages":[{"role":"user","content":[{"type":"text","text":"u"}]},{"role":"assistant","content":[{"type":"tool_use","id":"1","name":"a","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"There is no result: the call was not carried out.","is_error":true},{"type":"text","text":"stop"}]},{"role":"assistant","content":[{"type":"tool_use","id":"2","name":"a","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"2","content":"There is no result: the call was not carried out.","is_error":true}]}]})",
            {"messages: a tool call without its result"}},
        {"makes repeated IDs unique",
            {said(Role::User, "u"), called("c", "a", ""), resulted("c", "r1"), called("c", "a", ""),
                resulted("c", "r2")},
            R"({"messages":[{"role":"user","content":[{"type":"text","text":"u"}]},{"role":"assistant","content":[{"type":"tool_use","id":"c","name":"a","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"r1"}]},{"role":"assistant","content":[{"type":"tool_use","id":"c_2","name":"a","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c_2","content":"r2"}]}]})",
            {}},
        {"wraps arguments that are not an object",
            {said(Role::User, "u"), called("1", "a", "{\"x\":"), resulted("1", "r"), called("2", "a", "[1]"),
                resulted("2", "r")},
            R"({"messages":[{"role":"user","content":[{"type":"text","text":"u"}]},{"role":"assistant","content":[{"type":"tool_use","id":"1","name":"a","input":{"input":"{\"x\":"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"r"}]},{"role":"assistant","content":[{"type":"tool_use","id":"2","name":"a","input":{"input":[1]}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"2","content":"r"}]}]})",
            {"messages: arguments of a tool call that are no JSON object"}},
        {"drops a result without a call", {said(Role::User, "u"), resulted("1", "r")},
            R"({"messages":[{"role":"user","content":[{"type":"text","text":"u"}]}]})",
            {"messages: a tool result without its call"}},
    }));
    CAPTURE(row.name);
    Losses losses;
    const Json body = written(asked(row.messages), losses);
    Json turns;
    if (body.contains("system"))
        turns["system"] = body.at("system");
    turns["messages"] = body.at("messages");
    CHECK(turns.dump() == row.expected);
    CHECK(losses.list() == row.losses);
}

TEST_CASE("keeps late system messages of an Anthropic client in place")
{
    Conversation own = asked({said(Role::User, "u"), said(Role::System, "late")});
    own.origin = Format::Anthropic;
    Losses losses;
    CHECK(written(own, losses).at("messages").at(1).at("role") == "system");
}

TEST_CASE("translates content blocks that only other formats have")
{
    Conversation conversation = simple();
    ToolCall free;
    free.id = "1";
    free.name = "patch";
    free.nameSpace = "edit";
    free.isFreeForm = true;
    free.input = "*** Begin";
    ToolResult value;
    value.callId = "1";
    value.value = Json{{"ok", true}};
    Message assistant = said(Role::Assistant, "a");
    assistant.parts.push_back({Refusal{"No."}, {}});
    assistant.parts.push_back({free, Json{{"type", "ephemeral"}}});
    Message result;
    result.parts.push_back({value, {}});
    result.name = "bob";
    conversation.messages.push_back(assistant);
    conversation.messages.push_back(result);
    conversation.messages[0].parts.push_back({Opaque{Format::OpenAiResponses, Json{{"type", "web_search_call"}}}, {}});
    Losses losses;
    const Json messages = written(conversation, losses).at("messages");
    CHECK(messages.at(1).at("content").dump()
        == R"([{"type":"text","text":"a"},{"type":"text","text":"No."},{"type":"tool_use","id":"1","name":"edit__patch","input":{"input":"*** Begin"},"cache_control":{"type":"ephemeral"}}])");
    CHECK(messages.at(2).at("content").at(0).at("content") == R"({"ok":true})");
    CHECK(losses.list() == List{"messages: name", "messages: web_search_call"});
}

TEST_CASE("sends signed thinking only to its signer and unsigned thinking where it is accepted")
{
    struct Row {
        Format origin;
        bool keepsSignatures;
        const char* expected; ///< null: omitted
    };
    const auto row = GENERATE(values<Row>({
        {Format::Anthropic, true, R"({"type":"thinking","thinking":"t","signature":"s"})"},
        {Format::Anthropic, false, R"({"type":"thinking","thinking":"t","signature":""})"},
        {Format::Gemini, true, nullptr},
        {Format::Gemini, false, R"({"type":"thinking","thinking":"t","signature":""})"},
    }));
    Thinking thinking;
    thinking.text = "t";
    thinking.signature = "s";
    thinking.origin = row.origin;
    Conversation conversation = asked({said(Role::User, "u"), said(Role::Assistant, "a"), said(Role::User, "v")});
    auto& parts = conversation.messages[1].parts;
    parts.insert(parts.begin(), {thinking, {}});
    WriteTarget target;
    target.keepsSignatures = row.keepsSignatures;
    Losses losses;
    const Json content = written(conversation, losses, target).at("messages").at(1).at("content");
    CHECK(content.size() == (row.expected ? 2U : 1U));
    if (row.expected)
        CHECK(content.at(0).dump() == row.expected);
    CHECK(losses.list() == (row.expected ? List{} : List{"messages: thinking that Anthropic did not sign"}));
}

TEST_CASE("writes media that the API supports and rejects others")
{
    Media image;
    image.data = "/9j/AAAA";
    image.detail = "high";
    Losses losses;
    CHECK(written(withMedia(image), losses).at("messages").at(0).at("content").at(1).dump()
        == R"({"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"/9j/AAAA"}})");
    CHECK(losses.list() == List{"messages: detail of an image"});
    Media pdf;
    pdf.kind = Media::Kind::File;
    pdf.data = "JVBERi0x";
    pdf.name = "a.pdf";
    CHECK(written(withMedia(pdf), losses).at("messages").at(0).at("content").at(1).dump()
        == R"({"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERi0x"},"title":"a.pdf"})");

    struct Row {
        Media::Kind kind;
        const char* url;
        const char* data;
        const char* fileId;
        const char* type;
        const char* problem;
    };
    using Kind = Media::Kind;
    const auto row = GENERATE(values<Row>({
        {Kind::Audio, "", "QUJD", "", "audio/wav",
            "messages: Anthropic accepts neither audio nor video. Send the text, or choose another model."},
        {Kind::Video, "https://e.com/a.mp4", "", "", "",
            "messages: Anthropic accepts neither audio nor video. Send the text, or choose another model."},
        {Kind::Image, "", "", "file-1", "",
            "messages: A file is referenced by an id of another provider. Send its content."},
        {Kind::Image, "gs://b/a.png", "", "", "",
            "messages: Anthropic cannot fetch the URL of a file. Send its content, or use an https URL."},
        {Kind::Image, "", "QUJD", "", "image/tiff",
            "messages: Anthropic does not support the type of an image. Use JPEG, PNG, GIF or WebP."},
        {Kind::File, "", "QUJD", "", "application/msword",
            "messages: Anthropic does not support the type of a file. Send a PDF or plain text."},
    }));
    Media media;
    media.kind = row.kind;
    media.url = row.url;
    media.data = row.data;
    media.fileId = row.fileId;
    media.mediaType = row.type;
    CHECK(refusalOf(withMedia(media)) == row.problem);
}

TEST_CASE("always sets max_tokens")
{
    struct Row {
        std::optional<std::int64_t> said;
        std::int64_t outputLimit;
        std::optional<std::int64_t> budget;
        std::int64_t expected;
        List losses;
    };
    const auto row = GENERATE(values<Row>({
        {{}, 0, {}, 8192, {}},
        {{}, 64000, {}, 64000, {}},
        {{}, 0, 4000, 12192, {}},
        {100, 64000, {}, 100, {}},
        {100000, 64000, {}, 64000, {"max_tokens: more than the model can write"}},
    }));
    Conversation conversation = simple();
    conversation.sampling.maxTokens = row.said;
    conversation.reasoning.budget = row.budget;
    WriteTarget target;
    target.outputLimit = row.outputLimit;
    Losses losses;
    CHECK(written(conversation, losses, target).at("max_tokens") == row.expected);
    CHECK(losses.list() == row.losses);
}

TEST_CASE("maps reasoning effort and budget to what the target supports")
{
    struct Row {
        const char* name;
        Reasoning reasoning;
        std::int64_t maxTokens;
        bool isAdaptive;
        const char* expected;
        List losses;
    };
    const auto with = [](auto set) {
        Reasoning reasoning;
        set(reasoning);
        return reasoning;
    };
    const Reasoning high = with([](Reasoning& r) { r.effort = "high"; });
    const auto row = GENERATE_COPY(values<Row>({
        {"nothing", {}, 30000, false, R"({"max_tokens":30000})", {}},
        {"effort", high, 30000, false, R"({"max_tokens":30000,"thinking":{"type":"enabled","budget_tokens":16384}})",
            {}},
        {"effort beyond the limit", high, 4000, false,
            R"({"max_tokens":4000,"thinking":{"type":"enabled","budget_tokens":2000}})", {}},
        {"limit with room for little thinking", high, 1025, false,
            R"({"max_tokens":1025,"thinking":{"type":"enabled","budget_tokens":1024}})", {}},
        {"limit with room for no thinking", high, 1024, false, R"({"max_tokens":1024})", {"reasoning"}},
        {"effort, adaptive", high, 1024, true,
            R"({"max_tokens":1024,"thinking":{"type":"adaptive"},"output_config":{"effort":"high"}})", {}},
        {"minimal, adaptive", with([](Reasoning& r) {
             r.effort = "minimal";
             r.summary = "auto";
         }),
            4000, true,
            R"({"max_tokens":4000,"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"low"}})",
            {}},
        {"none", with([](Reasoning& r) { r.effort = "none"; }), 4000, false,
            R"({"max_tokens":4000,"thinking":{"type":"disabled"}})", {}},
        {"off", with([](Reasoning& r) { r.enabled = false; }), 4000, true, R"({"max_tokens":4000})",
            {"reasoning: that there is to be none"}},
        {"on", with([](Reasoning& r) { r.enabled = true; }), 30000, false,
            R"({"max_tokens":30000,"thinking":{"type":"enabled","budget_tokens":8192}})", {}},
        {"small budget", with([](Reasoning& r) {
             r.budget = 512;
             r.isShown = false;
         }),
            30000, false,
            R"({"max_tokens":30000,"thinking":{"type":"enabled","budget_tokens":1024,"display":"omitted"}})", {}},
        {"budget, adaptive", with([](Reasoning& r) { r.budget = 2000; }), 30000, true,
            R"({"max_tokens":30000,"thinking":{"type":"adaptive"},"output_config":{"effort":"low"}})", {}},
        {"dynamic", with([](Reasoning& r) { r.budget = -1; }), 30000, false,
            R"({"max_tokens":30000,"thinking":{"type":"adaptive"}})", {}},
    }));
    CAPTURE(row.name);
    Conversation conversation = simple();
    conversation.origin = Format::OpenAiChat;
    conversation.reasoning = row.reasoning;
    conversation.sampling.maxTokens = row.maxTokens;
    WriteTarget target;
    target.wantsAdaptiveThinking = row.isAdaptive;
    Losses losses;
    CHECK(optionsOf(conversation, losses, target) == row.expected);
    CHECK(losses.list() == row.losses);
}

TEST_CASE("omits sampling parameters for a model with adaptive thinking only")
{
    Conversation conversation = simple();
    conversation.origin = Format::OpenAiChat;
    conversation.sampling.temperature = 0.5;
    conversation.sampling.topP = 0.9;
    conversation.sampling.topK = 5;
    WriteTarget target;
    target.wantsAdaptiveThinking = true;
    Losses losses;
    const Json body = written(conversation, losses, target);
    for (const char* key : {"temperature", "top_p", "top_k"})
        CHECK_FALSE(body.contains(key));
    CHECK(losses.list() == List{"temperature", "top_p", "top_k"});
}

TEST_CASE("omits thinking when tool choice or a tool loop forbids it")
{
    Conversation forced = simple();
    forced.sampling.maxTokens = 30000;
    forced.reasoning.effort = "high";
    forced.tools = {function("f")};
    forced.toolChoice.kind = ToolChoice::Kind::Required;
    Losses losses;
    CHECK_FALSE(written(forced, losses).contains("thinking"));
    CHECK(losses.list() == List{"reasoning"});

    // Inside a tool loop whose thinking was lost.
    Conversation loop = asked({said(Role::User, "u"), called("1", "f", ""), resulted("1", "r")});
    loop.sampling.maxTokens = 30000;
    loop.reasoning.effort = "high";
    Losses lost;
    CHECK_FALSE(written(loop, lost).contains("thinking"));
    CHECK(lost.list() == List{"reasoning"});
    WriteTarget other;
    other.keepsSignatures = false;
    Losses none;
    CHECK(written(loop, none, other).contains("thinking"));
    loop.messages.push_back(said(Role::Assistant, "done"));
    loop.messages.push_back(said(Role::User, "more"));
    CHECK(written(loop, none).contains("thinking"));
    CHECK(none.list().empty());
}

TEST_CASE("limits sampling parameters to what the API allows")
{
    struct Row {
        std::optional<double> temperature;
        std::optional<double> topP;
        std::optional<std::int64_t> topK;
        bool isThinking;
        const char* expected;
        List losses;
    };
    const auto row = GENERATE(values<Row>({
        {0.5, {}, 3, false, R"({"max_tokens":30000,"temperature":0.5,"top_k":3})", {}},
        {1.5, {}, {}, false, R"({"max_tokens":30000,"temperature":1.0})", {"temperature: above 1"}},
        {0.5, 0.9, {}, false, R"({"max_tokens":30000,"temperature":0.5})", {"top_p"}},
        {1.0, 0.9, {}, false, R"({"max_tokens":30000,"top_p":0.9})", {}},
        {0.5, 0.9, 3, true, R"({"max_tokens":30000,"thinking":{"type":"enabled","budget_tokens":2048}})",
            {"temperature", "top_p", "top_k"}},
        {1.0, 0.95, {}, true, R"({"max_tokens":30000,"thinking":{"type":"enabled","budget_tokens":2048},"top_p":0.95})",
            {}},
    }));
    Conversation conversation = simple();
    conversation.sampling.temperature = row.temperature;
    conversation.sampling.topP = row.topP;
    conversation.sampling.topK = row.topK;
    conversation.sampling.maxTokens = 30000;
    if (row.isThinking)
        conversation.reasoning.effort = "low";
    Losses losses;
    CHECK(optionsOf(conversation, losses) == row.expected);
    CHECK(losses.list() == row.losses);
}

TEST_CASE("converts or drops tools of other formats")
{
    Conversation conversation = simple();
    conversation.sampling.maxTokens = 9;
    Tool strict = function("list_files");
    strict.strict = true;
    strict.parameters = *parseJson(R"({"type":"object","properties":{"n":{"type":"integer","minimum":1}}})");
    Tool named = function("spawn");
    named.nameSpace = "agents";
    named.parameters = Json{{"properties", Json{{"a", Json{{"type", "string"}}}}}};
    Tool free;
    free.kind = Tool::Kind::FreeForm;
    free.name = "apply_patch";
    free.description = "Patches.";
    free.definition = Json{{"type", "grammar"}, {"syntax", "lark"}, {"definition", "start: x"}};
    Tool search;
    search.kind = Tool::Kind::BuiltIn;
    search.name = "web_search";
    search.origin = Format::OpenAiResponses;
    conversation.tools = {strict, named, free, search};
    conversation.parallelCalls = false;
    Losses losses;
    const Json body = written(conversation, losses);
    CHECK(body.at("tools").dump()
        == R"([{"name":"list_files","input_schema":{"type":"object","properties":{"n":{"type":"integer","description":"{minimum: 1}"}},"additionalProperties":false},"strict":true},)"
           R"({"name":"agents__spawn","input_schema":{"properties":{"a":{"type":"string"}},"type":"object"}},)"
           R"({"name":"apply_patch","description":"Patches.\n\nThe input is text in this grammar (lark):\nstart: x",)"
           R"("input_schema":{"type":"object","properties":{"input":{"type":"string","description":"The whole input of the tool, as text."}},"required":["input"]}}])");
    CHECK(body.at("tool_choice").dump() == R"({"type":"auto","disable_parallel_tool_use":true})");
    CHECK(losses.list() == List{"tools: limits of the schema are told, not enforced", "tools: the grammar of apply_patch is not enforced", "tools: web_search"});

    conversation.toolChoice.kind = ToolChoice::Kind::Named;
    conversation.toolChoice.name = "spawn";
    CHECK(written(conversation, losses).at("tool_choice").at("name") == "agents__spawn");
    conversation.tools = {search};
    conversation.toolChoice = {ToolChoice::Kind::Auto, {}, {}};
    CHECK_FALSE(written(conversation, losses).contains("tool_choice"));
    conversation.tools = {function("a"), function("b")};
    conversation.toolChoice.allowed = {"b"};
    CHECK(written(conversation, losses).at("tools").size() == 1);
}

TEST_CASE("requests structured output by schema or by tool depending on the target")
{
    Conversation conversation = simple();
    conversation.sampling.maxTokens = 9;
    conversation.output.kind = OutputFormat::Kind::JsonSchema;
    conversation.output.schema = Json{{"type", "object"}, {"properties", Json::object()}};
    Losses losses;
    CHECK(optionsOf(conversation, losses)
        == R"({"max_tokens":9,"output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{},"additionalProperties":false}}}})");
    conversation.output.schema = Json{{"type", "object"}}; // allows any properties, which the API cannot enforce
    WriteTarget older;
    older.takesJsonSchema = false;
    const std::string tool =
        R"({"name":"signalbox_structured_answer","description":"Gives the final answer. Call it once, with the whole answer.","input_schema":{"type":"object"}})";
    Losses unenforced;
    for (Losses* const which : {&losses, &unenforced})
        CHECK(optionsOf(conversation, *which, which == &losses ? older : WriteTarget{})
            == R"({"max_tokens":9,"tools":[)" + tool
                + R"(],"tool_choice":{"type":"tool","name":"signalbox_structured_answer"}})");
    CHECK(unenforced.list() == List{"response_format: enforcement of the schema"});
    conversation.tools = {function("f")};
    conversation.parallelCalls = false;
    CHECK(optionsOf(conversation, losses, older)
        == R"({"max_tokens":9,"tools":[{"name":"f","input_schema":{"type":"object"}},)" + tool
            + R"(],"tool_choice":{"type":"any","disable_parallel_tool_use":true}})");
    CHECK(losses.list().empty());
    conversation.toolChoice.kind = ToolChoice::Kind::Required; // the client forces a tool call before any answer
    Losses schemaless;
    CHECK(optionsOf(conversation, schemaless, older)
        == R"({"max_tokens":9,"tools":[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":{"type":"any","disable_parallel_tool_use":true}})");
    CHECK(schemaless.list() == List{"response_format: the schema, as a tool has to be called"});
    conversation.toolChoice = {};
    conversation.output.schema = Json{{"type", "array"}};
    Losses told;
    const Json list = written(conversation, told, older);
    CHECK(list.at("tools").size() == 1);
    CHECK(list.at("system").dump().find("array") != std::string::npos);
    CHECK(told.list() == List{"response_format: the schema is told, not enforced"});

    conversation.tools.clear();
    conversation.output.schema = *parseJson(
        R"({"type":"object","properties":{"minimum":{"type":"integer","minimum":1,"description":"The least."},"all":{"type":"array","items":{"type":"string","maxLength":5},"minItems":2}}})");
    CHECK(written(conversation, losses).at("output_config").at("format").at("schema").dump()
        == R"({"type":"object","properties":{"minimum":{"type":"integer","description":"The least.\n\n{minimum: 1}"},"all":{"type":"array","items":{"type":"string","description":"{maxLength: 5}"},"description":"{minItems: 2}"}},"additionalProperties":false})");
    CHECK(losses.list() == List{"response_format: limits of the schema are told, not enforced"});
    conversation.origin = Format::Anthropic;
    Losses none;
    CHECK(written(conversation, none).at("output_config").at("format").at("schema") == conversation.output.schema);
    CHECK(none.list().empty());
}

TEST_CASE("reports fields that the API does not support")
{
    Conversation conversation = simple();
    Sampling& sampling = conversation.sampling;
    sampling.maxTokens = 9;
    sampling.frequencyPenalty = 0.5;
    sampling.presencePenalty = 0.0; // the default
    sampling.seed = 7;
    sampling.logProbs = true;
    sampling.logitBias = Json{{"1", 2}};
    sampling.stop = {"END"};
    sampling.count = 1;
    conversation.metadata = Json{{"a", "b"}};
    conversation.user = "u";
    conversation.serviceTier = "flex";
    conversation.promptCacheKey = "k";
    conversation.store = false;
    conversation.isStream = true;
    conversation.extras.emplace_back("verbosity", "low");
    Losses losses;
    CHECK(optionsOf(conversation, losses)
        == R"({"max_tokens":9,"stop_sequences":["END"],"stream":true,"metadata":{"user_id":"u"},"service_tier":"standard_only"})");
    CHECK(losses.list()
        == List{"service_tier: flex", "verbosity", "frequency_penalty", "seed", "logprobs",
            "logit_bias", "metadata", "prompt_cache_key"});
}

TEST_CASE("omits a user ID that is an e-mail address or phone number because the API rejects it")
{
    struct Row {
        const char* user;
        bool isWritten;
    };
    const auto row = GENERATE(values<Row>({
        {"anna@example.com", false},
        {"user:anna.b+c@mail.example.com", false},
        {"+49 (30) 1234-567", false},
        {"5551234567", false},
        {"u-5551234567", true},
        {"12345", true},
        {"@anna", true},
        {"anna@host", true},
        {"0190c2f4-6f3e-7b1d-9b57-1f0e6a3c2d11", true},
        {"12345678901234567890", true},
    }));
    CAPTURE(row.user);
    Conversation conversation = simple();
    conversation.user = row.user;
    Losses losses;
    const Json body = written(conversation, losses);
    CHECK(body.contains("metadata") == row.isWritten);
    CHECK(losses.list() == (row.isWritten ? List{} : List{"user"}));
    conversation.origin = Format::Anthropic;
    CHECK(written(conversation, losses).at("metadata").at("user_id") == row.user);
}

TEST_CASE("drops thinking of another vendor so that a session can continue at Anthropic")
{
    const Conversation read = readRequest(anthropicCodec(),
        R"({"model":"m","max_tokens":9000,"thinking":{"type":"enabled","budget_tokens":5000},"messages":[{"role":"user","content":"u"},)"
        R"({"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":""},{"type":"tool_use","id":"1","name":"f","input":{}}]},)"
        R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"r"}]}]})");
    Losses losses;
    const Json body = written(read, losses);
    CHECK_FALSE(body.contains("thinking"));
    CHECK(body.at("messages").at(1).at("content").size() == 1);
    CHECK(losses.list() == List{"messages: thinking that Anthropic did not sign", "reasoning"});
}

TEST_CASE("asks models that reject prefill to continue instead")
{
    Conversation conversation = simple();
    conversation.messages.push_back(said(Role::Assistant, "Once"));
    Losses losses;
    WriteTarget target;
    for (const bool isAdaptive : {false, true}) {
        target.wantsAdaptiveThinking = isAdaptive;
        const auto body = anthropicCodec().writeRequest(conversation, target, losses);
        REQUIRE(body);
        CHECK(body->at("messages").back().at("role") == (isAdaptive ? "user" : "assistant"));
    }
}
