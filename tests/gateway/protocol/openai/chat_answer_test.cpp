#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/metering/openai_chat_meter.h"
#include "gateway/protocol/metering/openai_chat_reader.h"
#include "gateway/protocol/metering/passing_chat.h"
#include "gateway/protocol/openai/chat_codec.h"

#include "catch.h"
#include "chat_fixture.h"
#include "codec_check.h"
#include "describe.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace gateway::protocol::openai;
using namespace tests;

namespace {

ModelAnswer read(std::string_view body)
{
    auto answer = openAiChatCodec().readAnswer(*parseJson(body), "01TEST");
    REQUIRE(answer);
    return std::move(*answer);
}

std::string choice(const std::string& message, const std::string& finish)
{
    return R"({"choices":[{"message":)" + message + R"(,"finish_reason":")" + finish + R"("}]})";
}

} // namespace

TEST_CASE("chat: writes a complete answer exactly as it was read")
{
    checkAnswerIdentity(openAiChatCodec(), dataFile("openai/answer.json"), {"id"});
}

TEST_CASE("chat: splits usage and writes it back")
{
    const ModelAnswer answer = read(dataFile("openai/answer.json"));
    CHECK(answer.usage.input == Tokens{40});
    CHECK(answer.usage.cachedInput == Tokens{60});
    CHECK(answer.usage.output == Tokens{30});
    CHECK(answer.usage.reasoning == Tokens{20});
    CHECK(answer.serviceTier == "default");

    AnswerContext context;
    ModelAnswer anthropic;
    anthropic.usage.origin = UsageOrigin::Reported;
    anthropic.usage.input = Tokens{5};
    anthropic.usage.cacheWrite = Tokens{7};
    anthropic.usage.output = Tokens{3};
    CHECK(openAiChatCodec().writeAnswer(anthropic, context)["usage"].dump()
        == R"({"prompt_tokens":12,"completion_tokens":3,"total_tokens":15,"prompt_tokens_details":{"cache_write_tokens":7}})");
    anthropic.usage = {};
    CHECK_FALSE(openAiChatCodec().writeAnswer(anthropic, context).contains("usage"));
}

TEST_CASE("chat: reads the answers of compatible vendors")
{
    struct Row {
        const char* name;
        std::string body;
        const char* described; ///< the parts of the first choice
        StopReason stop;
    };
    const auto row = GENERATE(values<Row>({
        {"stop with calls, no index, no id",
            choice(
                R"({"content":"","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}},{"function":{"name":"f","arguments":""}}]})",
                "stop"),
            R"([{"call":"f","id":"call_01test_1","input":"{\"a\":1}"},{"call":"f","id":"call_01test_2"}])",
            StopReason::ToolCalls},
        {"legacy function call", choice(R"({"content":null,"function_call":{"name":"f","arguments":"{}"}})", "function_call"),
            R"([{"call":"f","id":"call_01test_1","input":"{}"}])", StopReason::ToolCalls},
        {"reasoning in two forms",
            choice(
                R"({"content":"x","reasoning":"r","reasoning_details":[{"type":"reasoning.text","text":"r","signature":"s","format":"anthropic-claude-v1","index":0}]})",
                "stop"),
            R"([{"thinking":"r","signature":"s","format":"anthropic-claude-v1"},{"text":"x"}])", StopReason::Stop},
        {"reasoning with hidden entries",
            choice(
                R"({"content":"x","reasoning":"r","reasoning_details":[{"type":"reasoning.encrypted","data":"d","format":"openai-responses-v1","index":0}]})",
                "stop"),
            R"x([{"thinking":"r"},{"thinking":"(empty)","encrypted":"d","format":"openai-responses-v1"},{"text":"x"}])x",
            StopReason::Stop},
        {"Mistral",
            choice(
                R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"r"}]},{"type":"text","text":"x"}]})",
                "model_length"),
            R"([{"thinking":"r"},{"text":"x"}])", StopReason::ContextFull},
        {"Zhipu", choice(R"({"content":"x","reasoning_content":"r"})", "sensitive"),
            R"([{"thinking":"r"},{"text":"x"}])", StopReason::ContentFilter},
        {"thoughts inside the text stay there", choice(R"({"content":"<think>r</think>x"})", "STOP"),
            R"([{"text":"<think>r</think>x"}])", StopReason::Stop},
        {"Google's signature",
            choice(
                R"({"content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"},"extra_content":{"google":{"thought_signature":"sig"}}}]})",
                "tool_calls"),
            R"([{"call":"f","id":"a","input":"{}","signature":"sig"}])", StopReason::ToolCalls},
        {"DeepSeek gave up", choice(R"({"content":"x"})", "insufficient_system_resource"), R"([{"text":"x"}])",
            StopReason::Error},
    }));
    CAPTURE(row.name);
    const ModelAnswer answer = read(row.body);
    CHECK(describe(answer)["choices"][0]["parts"].dump(1) == parseJson(row.described)->dump(1));
    CHECK(answer.choices[0].stop == row.stop);
}

TEST_CASE("chat: reads an error body in place of an answer")
{
    struct Row {
        const char* body;
        ErrorKind kind;
        const char* message;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"error":{"message":"No credit","code":402}})", ErrorKind::UpstreamError, "No credit"},
        {R"({"error":"out of memory"})", ErrorKind::UpstreamError, "out of memory"},
        {R"({"object":"error","message":"Gone","code":404})", ErrorKind::UpstreamError, "Gone"},
        {R"({"base_resp":{"status_code":1008,"status_msg":"insufficient balance"},"choices":null})",
            ErrorKind::UpstreamError, "insufficient balance"},
        {R"({"id":"x"})", ErrorKind::UpstreamProtocolError,
            "The provider's answer is not a chat completion: it has no choices."},
        {R"({"choices":[]})", ErrorKind::UpstreamProtocolError,
            "The provider's answer is not a chat completion: it has no choices."},
        {R"([])", ErrorKind::UpstreamProtocolError, "The provider's answer is not a chat completion: it has no choices."},
    }));
    CAPTURE(row.body);
    const auto answer = openAiChatCodec().readAnswer(*parseJson(row.body), "x");
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == row.kind);
    CHECK(answer.error().text() == row.message);
}

TEST_CASE("chat: ignores MiniMax's success status")
{
    CHECK(read(R"({"choices":[{"message":{"content":"x"}}],"base_resp":{"status_code":0,"status_msg":""}})")
              .choices.size()
        == 1);
}

TEST_CASE("chat: writes an answer with the tool types that the client used")
{
    Conversation request = foreignConversation();
    Tool patch;
    patch.kind = Tool::Kind::FreeForm;
    patch.name = "patch";
    request.tools = {patch};
    AnswerContext context;
    context.request = &request;
    ModelAnswer answer = read(choice(
        R"({"content":null,"tool_calls":[{"id":"a","function":{"name":"patch","arguments":"{\"input\":\"x\\ny\"}"}}]})",
        "stop"));
    const Json bridged = openAiChatCodec().writeAnswer(answer, context)["choices"][0];
    CHECK(bridged["message"]["tool_calls"][0].dump()
        == R"({"id":"a","type":"custom","custom":{"name":"patch","input":"x\ny"}})");
    CHECK(bridged["finish_reason"] == "tool_calls");
    request.tools.clear();
    request.usesFunctions = true;
    const Json old = openAiChatCodec().writeAnswer(answer, context)["choices"][0];
    CHECK(old["message"]["function_call"]["name"] == "patch");
    CHECK_FALSE(old["message"].contains("tool_calls"));
    CHECK(old["finish_reason"] == "function_call");
}

TEST_CASE("chat: completes log probabilities of other formats")
{
    ModelAnswer answer;
    Choice& choice = answer.choices.emplace_back();
    choice.parts.push_back({Text{"é"}, {}});
    choice.logProbs = Json{{"content", Json::array({Json{{"token", "é"}, {"logprob", -1},
        {"top_logprobs", Json::array({Json{{"token", "e"}, {"logprob", -2}}})}}})}};
    const std::string whole = R"({"content":[{"token":"é","logprob":-1,"top_logprobs":[{"token":"e","logprob":-2,"bytes":[101]}],)"
                              R"("bytes":[195,169]}],"refusal":null})";
    CHECK(toText(openAiChatCodec().writeAnswer(answer, AnswerContext())["choices"][0]["logprobs"]) == whole);
    std::string stream;
    const AnswerContext context;
    const auto encoder = openAiChatCodec().makeEncoder(context);
    for (const AnswerEvent& event : eventsOf(answer))
        encoder->write(event, stream);
    CHECK(stream.find("\"logprobs\":" + whole) != std::string::npos);
}

TEST_CASE("chat: converts citations of other formats to annotations")
{
    Text text{"x",
        Json::array({Json{{"type", "web_search_result_location"}, {"url", "https://example.org"}, {"title", "T"}},
            Json{{"type", "char_location"}}}),
        Format::Anthropic};
    Choice choice;
    choice.parts.push_back({text, {}});
    ModelAnswer answer;
    answer.choices.push_back(choice);
    CHECK(openAiChatCodec().writeAnswer(answer, {})["choices"][0]["message"]["annotations"].dump()
        == R"([{"type":"url_citation","url_citation":{"start_index":0,"end_index":0,"url":"https://example.org","title":"T"}}])");
}

TEST_CASE("reads billable details of OpenAI usage in both usage readers")
{
    struct Row {
        const char* name;
        std::string more;
        std::optional<Tokens> imageInput;
        std::optional<Tokens> cachedAudio;
        std::optional<Tokens> cachedImages;
        std::optional<std::int64_t> searches;
        bool hasUncounted;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing", "", {}, {}, {}, {}, false},
        {"cached details", R"(,"prompt_tokens_details":{"cached_tokens":40,"cached_tokens_details":{"text_tokens":5,"audio_tokens":30,"image_tokens":5}})",
            {}, Tokens{30}, Tokens{5}, {}, false},
        {"cached details, under another name", R"(,"input_token_details":{"cached_tokens":40,"cached_tokens_details":{"audio_tokens":99}})", {}, Tokens{40}, {}, {}, false},
        {"videos count as images", R"(,"prompt_tokens_details":{"image_tokens":30,"video_tokens":20})", Tokens{50}, {}, {}, {}, false},
        {"searches of a plug-in", R"(,"plugins":{"search":{"count":2,"strategy":"turbo"}})", {}, {}, {}, 2, false},
        {"a plug-in without searches", R"(,"plugins":{"count":7,"pdf":{"count":3}})", {}, {}, {}, {}, false},
        {"audio duration", R"(,"prompt_audio_seconds":15)", {}, {}, {}, {}, true},
        {"zero audio duration", R"(,"prompt_audio_seconds":0)", {}, {}, {}, {}, false},
        {"sources", R"(,"num_sources_used":3)", {}, {}, {}, 3, false},
        {"no sources", R"(,"num_sources_used":0,"num_server_side_tools_used":0)", {}, {}, {}, {}, false},
        {"tools that the provider ran", R"(,"num_server_side_tools_used":4,"server_side_tool_usage_details":{"web_search_calls":4})", {}, {}, {}, 4, false},
        {"a search with a fee", R"(,"search_context_size":"low")", {}, {}, {}, 1, false},
        {"several searches", R"(,"search_context_size":"low","num_search_queries":2)", {}, {}, {}, 2, false},
        {"a search included in the reported cost", R"(,"search_context_size":"low","cost":{"total_cost":0.006})", {}, {}, {}, {}, false},
        {"no search context size", R"(,"search_context_size":null)", {}, {}, {}, {}, false},
        {"cited pages", R"(,"num_search_queries":2,"citation_tokens":9)", {}, {}, {}, 2, true},
    }));
    CAPTURE(row.name);
    const std::string body = R"({"choices":[{"message":{"role":"assistant","content":"x"}}],"usage":{"prompt_tokens":100,"completion_tokens":50)" + row.more + "}}";
    OpenAiChatReader reader;
    const auto scanned = reader.read(body).usage;
    REQUIRE(scanned);
    const auto answer = openAiChatCodec().readAnswer(*parseJson(body), "X");
    REQUIRE(answer);
    for (const TokenUsage& usage : {*scanned, answer->usage}) {
        CHECK(usage.imageInput == row.imageInput);
        CHECK(usage.cachedAudio == row.cachedAudio);
        CHECK(usage.cachedImages == row.cachedImages);
        CHECK(usage.webSearches == row.searches);
        CHECK(usage.hasUncounted == row.hasUncounted);
        CHECK(usage.totalInput() == Tokens{100});
    }
}

TEST_CASE("counts searches reported outside of usage in all readers and in streams")
{
    struct Row {
        const char* name;
        std::string call; ///< of the message
        std::string root; ///< beside the choices
        std::optional<std::int64_t> searches;
    };
    constexpr const char* kSearch = R"({"index":0,"id":"a","type":"builtin_function","function":{"name":"$web_search","arguments":"{}"}})";
    constexpr const char* kOther = R"({"index":1,"id":"b","type":"builtin_function","function":{"name":"$web_search","arguments":"{}"}})";
    constexpr const char* kOwn = R"({"index":0,"id":"a","type":"function","function":{"name":"web_search","arguments":"{}"}})";
    const auto row = GENERATE_COPY(values<Row>({
        {"none", kOwn, "", {}},
        {"a call", kSearch, "", 1},
        {"two calls", std::string(kSearch) + ',' + kOther, "", 2},
        {"search results", kOwn, R"(,"web_search":[{"title":"x","link":"y"},{"title":"z"}])", 1},
        {"empty search results", kOwn, R"(,"web_search":[])", {}},
        {"both", kSearch, R"(,"web_search":[{"title":"x"}])", 2},
    }));
    CAPTURE(row.name);
    const std::string calls = R"("content":"x","tool_calls":[)" + row.call + R"(]},"finish_reason":"tool_calls"})";
    const std::string usage = R"("usage":{"prompt_tokens":100,"completion_tokens":50})";
    OpenAiChatReader reader;
    const std::string body = R"({"choices":[{"index":0,"message":{"role":"assistant",)" + calls + "]" + row.root + ',' + usage + '}';
    std::vector<std::optional<std::int64_t>> counts{reader.read(body).usage->webSearches, openAiChatCodec().readAnswer(*parseJson(body), "X")->usage.webSearches};
    for (const std::size_t size : {std::size_t{1}, body.size()}) {
        PassingChat passing;
        for (std::size_t at = 0; at < body.size(); at += size)
            passing.feed(std::string_view(body).substr(at, size));
        TokenUsage passed = *reader.read(passing.shortMembers()).usage;
        passing.searches().addTo(passed);
        counts.push_back(passed.webSearches);
    }
    const std::string delta = R"(data: {"choices":[{"index":0,"delta":{"role":"assistant",)" + calls + "]" + row.root + "}\n\n";
    const std::string stream = delta + "data: {\"choices\":[]," + usage + "}\n\ndata: [DONE]\n\n";
    OpenAiChatMeter meter(reader, UsageChunk::Keep);
    (void)meter.feed(stream);
    counts.push_back(meter.usage().webSearches);
    for (const AnswerEvent& event : decoded(openAiChatCodec(), {stream}))
        if (const auto* const told = std::get_if<UsageReported>(&event))
            counts.push_back(told->usage.webSearches);
    CHECK(counts == std::vector<std::optional<std::int64_t>>(6, row.searches));
    OpenAiChatMeter untold(reader, UsageChunk::Keep);
    (void)untold.feed(delta);
    CHECK(untold.usage().webSearches == row.searches);
}
