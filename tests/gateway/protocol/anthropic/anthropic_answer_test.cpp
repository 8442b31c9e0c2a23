#include "gateway/protocol/anthropic/anthropic_codec.h"

#include "anthropic_fixture.h"
#include "catch.h"
#include "codec_check.h"
#include "describe.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

TEST_CASE("writes a recorded answer exactly as it was read")
{
    const std::string file = GENERATE(values<std::string>({"answer_text.json", "answer_tools.json",
        "answer_thinking.json", "answer_citations.json", "answer_refusal.json", "answer_length.json",
        "answer_context.json", "answer_stop_sequence.json", "answer_structured.json"}));
    CAPTURE(file);
    const std::string body = anthropicData(file);
    checkAnswerIdentity(anthropicCodec(), body, {"id"}); // which is generated anew
}

TEST_CASE("a recorded answer and its stream give the same result")
{
    const std::string file = GENERATE(values<std::string>({"answer_tools.json", "answer_citations.json"}));
    CAPTURE(file);
    ModelAnswer answer = *anthropicCodec().readAnswer(*parseJson(anthropicData(file)), "X");
    answer.serviceTier.clear(); // not part of a stream
    checkStreamIdentity(anthropicCodec(), answer);
}

TEST_CASE("clamps thinking tokens that exceed the total output")
{
    const TokenUsage said = anthropicCodec().readAnswer(*parseJson(R"({"type":"message","role":"assistant","content":[],"usage":{"input_tokens":7,
        "output_tokens":5,"output_tokens_details":{"thinking_tokens":9}}})"), "X")->usage;
    CHECK(said.totalOutput() == Tokens{5});
    CHECK(said.reasoning == Tokens{5});
    CHECK(said.originOf(TokenPart::Output) == UsageOrigin::Estimated);
    CHECK(said.originOf(TokenPart::Input) == UsageOrigin::Reported);
}

TEST_CASE("splits usage into fresh and cached input and thinking")
{
    const auto usage = [](const char* file) {
        return anthropicCodec().readAnswer(*parseJson(anthropicData(file)), "X")->usage;
    };
    const TokenUsage cached = usage("answer_text.json");
    CHECK(cached.origin == UsageOrigin::Reported);
    CHECK(cached.input == Tokens{12});
    CHECK(cached.cacheWrite == Tokens{100});
    CHECK(cached.cachedInput == Tokens{2000});
    CHECK(cached.output == Tokens{50});
    CHECK_FALSE(cached.reasoning);
    const TokenUsage thought = usage("answer_thinking.json");
    CHECK(thought.output == Tokens{20});
    CHECK(thought.reasoning == Tokens{70});
}

TEST_CASE("reads web searches and service tier and regional surcharges from usage")
{
    const auto usageOf = [](const char* more) {
        return anthropicCodec().readAnswer(*parseJson(R"({"type":"message","role":"assistant","content":[],"usage":{"input_tokens":7,"output_tokens":5,)" + std::string(more) + "}}"), "X")->usage;
    };
    CHECK(usageOf(R"("server_tool_use":{"web_search_requests":3,"web_fetch_requests":1})").webSearches == 3);
    CHECK_FALSE(usageOf(R"("server_tool_use":null)").webSearches);
    CHECK(usageOf(R"("service_tier":"standard","speed":"fast")").serviceTier == ServiceTier::Fast);
    CHECK(usageOf(R"("service_tier":"batch","speed":"standard")").serviceTier == ServiceTier::Batch);
    CHECK(usageOf(R"("inference_geo":"us")").hasUncounted);
    CHECK_FALSE(usageOf(R"("inference_geo":"global")").hasUncounted);
}

TEST_CASE("treats a missing count as unknown and an input of 0 as not reported")
{
    struct Row {
        const char* name;
        const char* usage;
        std::optional<Tokens> input;
        std::optional<Tokens> output;
        UsageOrigin origin;
    };
    const auto row = GENERATE(values<Row>({
        {"both", R"({"input_tokens":10,"output_tokens":5})", Tokens{10}, Tokens{5}, UsageOrigin::Reported},
        {"input only", R"({"input_tokens":10})", Tokens{10}, {}, UsageOrigin::Estimated},
        {"output only", R"({"output_tokens":10})", {}, Tokens{10}, UsageOrigin::Estimated},
        {"negative input", R"({"input_tokens":-10,"output_tokens":5})", {}, Tokens{5}, UsageOrigin::Estimated},
        {"zero input", R"({"input_tokens":0,"cache_read_input_tokens":0,"output_tokens":5})", {}, Tokens{5}, UsageOrigin::Estimated},
        {"all of it cached", R"({"input_tokens":0,"cache_read_input_tokens":9,"output_tokens":5})", Tokens{0}, Tokens{5}, UsageOrigin::Reported},
        {"zeros", R"({"input_tokens":0,"output_tokens":0})", Tokens{0}, Tokens{0}, UsageOrigin::Reported},
        {"nothing", "{}", {}, {}, UsageOrigin::Unknown},
    }));
    CAPTURE(row.name);
    const auto answer = anthropicCodec().readAnswer(*parseJson(R"({"type":"message","role":"assistant","content":[],"usage":)" + std::string(row.usage) + '}'), "X");
    REQUIRE(answer);
    CHECK(answer->usage.input == row.input);
    CHECK(answer->usage.output == row.output);
    CHECK(answer->usage.origin == row.origin);
    CHECK(answer->usage.originOf(TokenPart::Input) == (row.input ? UsageOrigin::Reported : UsageOrigin::Unknown));
    CHECK(answer->usage.originOf(TokenPart::Output) == (row.output ? UsageOrigin::Reported : UsageOrigin::Unknown));
}

TEST_CASE("adds up the steps of an answer and keeps the usage of other models separate")
{
    struct Row {
        const char* name;
        const char* iterations;
        TokenUsage expected; ///< from the top-level counts
        const char* servedBy;
        std::vector<std::pair<std::string, std::int64_t>> elsewhere; ///< models and the output tokens of each
    };
    const auto tokens = [](std::int64_t input, std::int64_t output) {
        return TokenUsage{UsageOrigin::Reported, Tokens{input}, {}, {}, Tokens{output}, {}};
    };
    TokenUsage cached = tokens(23048, 1496);
    cached.cachedInput = Tokens{2615};
    cached.cacheWrite = Tokens{50090};
    cached.cacheWriteHour = Tokens{90};
    const auto row = GENERATE_COPY(values<Row>({
        {"none", "null", tokens(23000, 1000), "", {}},
        {"one step", R"([{"type":"message","input_tokens":23000,"output_tokens":1000}])", tokens(23000, 1000), "", {}},
        {"two steps, equal to the top-level counts", R"([{"type":"message","input_tokens":3000,"output_tokens":400},{"type":"message","input_tokens":20000,"output_tokens":600}])", tokens(23000, 1000), "", {}},
        {"a compaction", R"([{"type":"compaction","input_tokens":180000,"output_tokens":3500},{"type":"message","input_tokens":23000,"output_tokens":1000}])",
            tokens(203000, 4500), "", {}},
        {"two compactions, one with a cache", R"([{"type":"compaction","input_tokens":40,"output_tokens":400},{"type":"compaction","input_tokens":8,"output_tokens":96,"cache_read_input_tokens":2615,
            "cache_creation_input_tokens":50090,"cache_creation":{"ephemeral_1h_input_tokens":90,"ephemeral_5m_input_tokens":50000}},{"type":"message","input_tokens":23000,"output_tokens":1000}])",
            cached, "", {}},
        {"an advisor", R"([{"type":"message","input_tokens":11500,"output_tokens":500},{"type":"advisor_message","model":"claude-opus-4-8","input_tokens":9000,"output_tokens":700},
            {"type":"advisor_message","model":"claude-opus-4-8","input_tokens":9900,"output_tokens":70},{"type":"message","input_tokens":11500,"output_tokens":500}])",
            tokens(23000, 1000), "", {{"claude-opus-4-8", 770}}},
        {"a model that refused at once", R"([{"type":"message","model":"claude-fable-5","input_tokens":535,"output_tokens":0},{"type":"fallback_message","model":"claude-opus-4-8","input_tokens":23000,"output_tokens":1000}])",
            tokens(23000, 1000), "claude-opus-4-8", {}},
        {"a compaction after a fallback model", R"([{"type":"fallback_message","model":"claude-opus-4-8","input_tokens":23000,"output_tokens":1000},{"type":"compaction","input_tokens":7,"output_tokens":2}])",
            tokens(23007, 1002), "claude-opus-4-8", {}},
        {"a model that refused mid-answer", R"([{"type":"message","model":"claude-fable-5","input_tokens":535,"output_tokens":12},{"type":"fallback_message","model":"claude-opus-4-8","input_tokens":23000,"output_tokens":1000}])",
            tokens(23000, 1000), "claude-opus-4-8", {{"claude-fable-5", 12}}},
        {"unknown entries", R"([1, "x", {"type":"future","input_tokens":7}, {"type":"compaction"}])", tokens(23000, 1000), "", {}},
    }));
    const bool isStream = GENERATE(false, true);
    CAPTURE(row.name, isStream);
    std::string usage = R"({"input_tokens":23000,"output_tokens":1000,"iterations":)" + std::string(row.iterations) + '}';
    std::erase(usage, '\n');
    TokenUsage read;
    if (isStream) {
        const auto events = decoded(anthropicCodec(), {"data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":23000,\"output_tokens\":1}}}\n\n"
            "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":" + usage + "}\n\ndata: {\"type\":\"message_stop\"}\n\n"});
        for (const AnswerEvent& event : events)
            if (const auto* const told = std::get_if<UsageReported>(&event))
                read = told->usage;
    } else {
        read = anthropicCodec().readAnswer(*parseJson(R"({"type":"message","role":"assistant","content":[],"usage":)" + usage + '}'), "X")->usage;
    }
    CHECK(read.servedBy == row.servedBy);
    std::vector<std::pair<std::string, std::int64_t>> elsewhere;
    if (read.elsewhere)
        for (const ModelUsage& each : *read.elsewhere)
            elsewhere.emplace_back(each.model, each.tokens.output.value_or(Tokens{}).count);
    CHECK(elsewhere == row.elsewhere);
    read.servedBy.clear();
    read.elsewhere = nullptr;
    CHECK(read == row.expected);
}

TEST_CASE("a translated answer takes its ID from the exchange and its model from the request")
{
    ModelAnswer answer;
    answer.id = "chatcmpl-1";
    answer.model = "upstream-model";
    AnswerContext context;
    context.id = "01EXCHANGE";
    context.model = "asked-for";
    const Json body = anthropicCodec().writeAnswer(answer, context);
    CHECK(body.at("id") == "msg_01EXCHANGE");
    CHECK(body.at("model") == "asked-for");
    CHECK(body.at("content") == Json::array());
    CHECK(body.at("stop_reason") == "end_turn");
    CHECK(body.at("usage").at("input_tokens") == 0);
    CHECK(body.at("usage").at("output_tokens") == 0);
}

TEST_CASE("translates content from other formats to Anthropic blocks")
{
    struct Row {
        Content content;
        const char* expected; ///< null: omitted
    };
    Thinking foreign;
    foreign.text = "hm";
    foreign.signature = "gemini's";
    foreign.origin = Format::Gemini;
    Thinking summary;
    summary.summary = {"a", "b"};
    summary.encrypted = "openai's";
    summary.origin = Format::OpenAiResponses;
    Thinking sealed;
    sealed.encrypted = "openai's";
    sealed.origin = Format::OpenAiResponses;
    ToolCall broken;
    broken.id = "c";
    broken.name = "f";
    broken.input = "{\"a\":";
    ToolCall list = broken;
    list.input = "[1]";
    Text closing;
    closing.signature = "gemini's";
    Media image;
    image.data = "QQ==";
    image.mediaType = "image/png";
    const auto row = GENERATE_COPY(values<Row>({
        {foreign, R"({"type":"thinking","thinking":"hm","signature":""})"},
        {summary, R"({"type":"thinking","thinking":"a\n\nb","signature":""})"},
        {sealed, nullptr},
        {broken, R"({"type":"tool_use","id":"c","name":"f","input":{"input":"{\"a\":"}})"},
        {list, R"({"type":"tool_use","id":"c","name":"f","input":{"input":[1]}})"},
        {Refusal{"No."}, R"({"type":"text","text":"No."})"},
        {Refusal{}, nullptr},
        {closing, nullptr},
        {Text{"x", Json::array({1}), Format::OpenAiResponses}, R"({"type":"text","text":"x"})"},
        {Opaque{Format::OpenAiResponses, Json{{"type", "web_search_call"}}}, nullptr},
        {image, R"({"type":"text","text":"[Here the answer has image/png, which the Messages API cannot bring.]"})"},
    }));
    ModelAnswer answer;
    answer.choices.emplace_back();
    answer.choices[0].parts.push_back({row.content, {}});
    const Json content = anthropicCodec().writeAnswer(answer, {}).at("content");
    CHECK(shown(content) == shown(row.expected ? "[" + std::string(row.expected) + "]" : "[]"));
}

TEST_CASE("maps every stop reason and reports tool_use when there are calls")
{
    struct Row {
        StopReason stop;
        bool hasCall;
        const char* word;
    };
    const auto row = GENERATE(values<Row>({
        {StopReason::Unknown, false, "end_turn"},
        {StopReason::Unknown, true, "tool_use"},
        {StopReason::Stop, false, "end_turn"},
        {StopReason::Stop, true, "tool_use"},
        {StopReason::ToolCalls, true, "tool_use"},
        {StopReason::Length, true, "max_tokens"},
        {StopReason::StopSequence, false, "stop_sequence"},
        {StopReason::ContextFull, false, "model_context_window_exceeded"},
        {StopReason::ContentFilter, false, "refusal"},
        {StopReason::Refusal, false, "refusal"},
        {StopReason::Pause, false, "pause_turn"},
        {StopReason::Error, false, "max_tokens"},
        {StopReason::Error, true, "max_tokens"},
    }));
    ModelAnswer answer;
    answer.choices.emplace_back();
    answer.choices[0].stop = row.stop;
    if (row.hasCall)
        answer.choices[0].parts.push_back({ToolCall{}, {}});
    CAPTURE(static_cast<int>(row.stop), row.hasCall);
    CHECK(anthropicCodec().writeAnswer(answer, {}).at("stop_reason") == row.word);
}

TEST_CASE("drops a tool call that was truncated")
{
    struct Row {
        StopReason stop;
        const char* input;
        bool isFreeForm;
        bool isThere;
    };
    const auto row = GENERATE(values<Row>({
        {StopReason::Length, R"({"x": "tr)", false, false},
        {StopReason::Error, R"({"x": "tr)", false, false},
        {StopReason::Length, R"({"x": "true"})", false, true},
        {StopReason::Length, "", false, true},
        {StopReason::Length, "*** Begin", true, true},
        {StopReason::ToolCalls, R"({"x": "tr)", false, true},
    }));
    CAPTURE(static_cast<int>(row.stop), row.input);
    ToolCall call;
    call.id = "c1";
    call.name = "ls";
    call.input = row.input;
    call.isFreeForm = row.isFreeForm;
    ModelAnswer answer;
    answer.choices.emplace_back();
    answer.choices[0].stop = row.stop;
    answer.choices[0].parts = {{Text{.text = "Hi"}, {}}, {call, {}}};
    CHECK(anthropicCodec().writeAnswer(answer, {}).at("content").size() == (row.isThere ? 2 : 1));
}

TEST_CASE("restores the tool name that the client used")
{
    Conversation request;
    request.tools.resize(1);
    request.tools[0].name = "mcp.server";
    AnswerContext context;
    context.request = &request;
    ModelAnswer answer;
    answer.choices.emplace_back();
    ToolCall call;
    call.name = "mcp_server";
    answer.choices[0].parts.push_back({call, {}});
    CHECK(anthropicCodec().writeAnswer(answer, context).at("content").at(0).at("name") == "mcp.server");
}

TEST_CASE("reads incomplete answers of compatible vendors")
{
    const Json body = *parseJson(
        R"({"content":[{"type":"tool_use","name":"a","input":"{\"x\":1}"},{"type":"tool_use","id":"t","name":"b"},)"
        R"({"type":"tool_use","id":"t","name":"c","input":{}}],"stop_reason":"end_turn","usage":null})");
    const auto answer = anthropicCodec().readAnswer(body, "01ABC");
    REQUIRE(answer);
    const auto& parts = answer->choices.at(0).parts;
    CHECK(std::get<ToolCall>(parts.at(0).content).id == "call_01abc_0");
    CHECK(std::get<ToolCall>(parts.at(0).content).input == R"({"x":1})");
    CHECK(std::get<ToolCall>(parts.at(1).content).id == "t");
    CHECK(std::get<ToolCall>(parts.at(2).content).id == "call_01abc_1");
    CHECK(answer->choices.at(0).stop == StopReason::ToolCalls);
    CHECK(answer->usage == TokenUsage{});
}

TEST_CASE("turns the tool call of a structured answer back into text")
{
    const Json body = *parseJson(
        R"({"content":[{"type":"tool_use","id":"t","name":"signalbox_structured_answer","input":{"a":1}}],"stop_reason":"tool_use"})");
    const auto answer = anthropicCodec().readAnswer(body, "X");
    REQUIRE(answer);
    CHECK(std::get<Text>(answer->choices.at(0).parts.at(0).content).text == R"({"a":1})");
    CHECK(answer->choices.at(0).stop == StopReason::Stop);
}

TEST_CASE("drops text that accompanies a structured answer")
{
    const Json body = *parseJson(
        R"({"content":[{"type":"thinking","thinking":"Hm.","signature":"s"},{"type":"text","text":"Here it is:"},{"type":"tool_use","id":"t","name":"signalbox_structured_answer","input":{"a":1}},{"type":"text","text":"Done."}],"stop_reason":"tool_use"})");
    const auto answer = anthropicCodec().readAnswer(body, "X");
    REQUIRE(answer);
    const auto& parts = answer->choices.at(0).parts;
    REQUIRE(parts.size() == 2);
    CHECK(std::holds_alternative<Thinking>(parts[0].content));
    CHECK(std::get<Text>(parts[1].content).text == R"({"a":1})");
}

TEST_CASE("reads signed and encrypted thinking")
{
    const Json body = *parseJson(anthropicData("answer_thinking.json"));
    const auto answer = anthropicCodec().readAnswer(body, "X");
    REQUIRE(answer);
    const auto& thinking = std::get<Thinking>(answer->choices.at(0).parts.at(0).content);
    CHECK(thinking.text == "Let me see.");
    CHECK_FALSE(thinking.signature.empty());
    CHECK_FALSE(std::get<Thinking>(answer->choices.at(0).parts.at(1).content).encrypted.empty());
}

TEST_CASE("reads an error body in place of an answer")
{
    struct Row {
        const char* body;
        ErrorKind kind;
        int status;
        const char* message;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})", ErrorKind::UpstreamError,
            529, "Overloaded"},
        {R"({"type":"error","error":{"type":"rate_limit_error","message":"Slow down"}})", ErrorKind::UpstreamError, 429,
            "Slow down"},
        {R"({"code":500,"msg":"404 NOT_FOUND","success":false})", ErrorKind::UpstreamError, 502, "404 NOT_FOUND"},
        {R"({"choices":[]})", ErrorKind::UpstreamProtocolError, 502,
            "The provider's answer is not a message of the Messages API."},
        {R"([])", ErrorKind::UpstreamProtocolError, 502, "The provider's answer is not a message of the Messages API."},
    }));
    CAPTURE(row.body);
    const auto answer = anthropicCodec().readAnswer(*parseJson(row.body), "X");
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == row.kind);
    CHECK(answer.error().httpStatus() == row.status);
    CHECK(answer.error().text() == row.message);
}
