#include "gateway/protocol/ollama/ollama_codec.h"

#include "catch.h"
#include "codec_check.h"
#include "describe.h"
#include "recorded.h"

#include "gateway/protocol/conversation/answer_builder.h"

using namespace gateway;
using namespace gateway::protocol;

namespace {

const std::vector<std::string> kMeasured{"total_duration", "load_duration", "prompt_eval_duration", "eval_duration"};

ModelAnswer answerOf(std::vector<Part> parts, StopReason stop)
{
    ModelAnswer answer;
    answer.model = "m";
    Choice choice;
    choice.parts = std::move(parts);
    choice.stop = stop;
    answer.choices.push_back(std::move(choice));
    answer.usage.input = Tokens{10};
    answer.usage.output = Tokens{20};
    return answer;
}

Part text(const char* words) { return {Text{words, {}, {}}, {}}; }

Part call(const char* id, const char* name, const char* input)
{
    ToolCall call;
    call.id = id;
    call.name = name;
    call.input = input;
    return {std::move(call), {}};
}

ModelAnswer byteByByte(std::string_view stream)
{
    std::vector<std::string_view> bytes;
    for (std::size_t i = 0; i < stream.size(); ++i)
        bytes.push_back(stream.substr(i, 1));
    AnswerBuilder builder;
    for (const AnswerEvent& event : tests::decoded(ollamaChatCodec(), bytes))
        builder.take(event);
    CHECK(builder.isWhole());
    return builder.answer();
}

std::string encoded(const Codec& codec, const std::vector<AnswerEvent>& events, const AnswerContext& context)
{
    const auto encoder = codec.makeEncoder(context);
    std::string out;
    for (const AnswerEvent& event : events)
        encoder->write(event, out);
    return out;
}

} // namespace

TEST_CASE("recorded Ollama answers survive reading and writing unchanged")
{
    const auto file = GENERATE(as<std::string>(), "answer.json", "answer-tools.json", "answer-length.json");
    CAPTURE(file);
    tests::checkAnswerIdentity(ollamaChatCodec(), tests::recorded("ollama/" + file), kMeasured);
}

TEST_CASE("reads complete answers of Ollama")
{
    const auto answer = ollamaChatCodec().readAnswer(*parseJson(tests::recorded("ollama/answer-tools.json")), "01TEST");
    REQUIRE(answer);
    CHECK(answer->created_s == 1795168800);
    CHECK(answer->choices.at(0).stop == StopReason::ToolCalls); // although done_reason is "stop"
    CHECK(answer->usage.input == Tokens{169});
    CHECK(answer->usage.output == Tokens{40});
    CHECK(answer->usage.origin == UsageOrigin::Reported);
    REQUIRE(answer->choices.at(0).parts.size() == 4);
    CHECK(std::get<Thinking>(answer->choices.at(0).parts[0].content).text == "I need both.");
}

TEST_CASE("reports a body that is not an Ollama answer as an error")
{
    const auto read = [](const char* body) { return ollamaChatCodec().readAnswer(*parseJson(body), "x"); };
    const auto error = read(R"({"error":"model 'x' not found"})");
    REQUIRE_FALSE(error);
    CHECK(error.error().kind == ErrorKind::UpstreamError);
    CHECK(error.error().text() == "model 'x' not found");
    CHECK(read(R"({"error":{"message":"no"}})").error().text() == "no");
    for (const char* const body : {"{}", "[]", R"({"message":"a"})", R"({"choices":[]})"})
        CHECK(read(body).error().kind == ErrorKind::UpstreamProtocolError);
}

TEST_CASE("decodes an Ollama stream however it is split")
{
    struct Row {
        const char* file;
        const char* answer;
    };
    const auto row = GENERATE(values<Row>({
        {"stream.ndjson",
            R"({"model":"llama3.2","created":1795168800,"choices":[{"parts":[{"text":"The sky — ü 天 is blue."}],"stop":1}],"usage":{"input":26,"output":282}})"},
        {"stream-thinking-tools.ndjson",
            R"({"model":"qwen3:8b","created":1795168800,"choices":[{"parts":[{"thinking":"The user wants both."},{"text":"One moment."},)"
            R"({"call":"get_weather","id":"call_01test_0","input":"{\"city\":\"Paris\"}"},{"call":"get_weather","id":"call_01test_1","input":"{\"city\":\"Rome\"}"},{"call":"get_time","id":"call_own","input":"{}"}],"stop":5}],"usage":{"input":169,"output":40}})"},
        {"stream-logprobs.ndjson",
            R"({"model":"llama3.2","created":1795168800,"choices":[{"parts":[{"text":"Hi!"}],"stop":3,"logprobs":{"content":[{"token":"","logprob":-0.5},{"token":"Hi","logprob":-0.25},{"token":"!","logprob":-0.125}]}}],"usage":{"input":7,"output":2}})"},
    }));
    const std::string stream = tests::recorded(std::string("ollama/") + row.file);
    CHECK(tests::describe(tests::decodedAtEveryCut(ollamaChatCodec(), stream)).dump() == row.answer);
    std::string withReturns;
    for (const char c : stream)
        withReturns += c == '\n' ? std::string("\r\n\r\n") : std::string(1, c);
    CHECK(tests::describe(byteByByte(withReturns)).dump() == row.answer);
    const std::string withoutEnd = stream.substr(0, stream.size() - 1);
    CHECK(tests::describe(byteByByte(withoutEnd)).dump() == row.answer);
}

TEST_CASE("a broken Ollama stream is never complete")
{
    struct Row {
        const char* file;
        const char* error; ///< null: none
    };
    const auto row = GENERATE(values<Row>({
        {"stream-error.ndjson", "an error was encountered while running the model: CUDA error"},
        {"stream-truncated.ndjson", nullptr},
    }));
    const std::string stream = tests::recorded(std::string("ollama/") + row.file);
    (void)tests::decodedAtEveryCut(ollamaChatCodec(), stream);
    AnswerBuilder builder;
    for (const AnswerEvent& event : tests::decoded(ollamaChatCodec(), {stream}))
        builder.take(event);
    CHECK_FALSE(builder.isWhole());
    CHECK(std::get<Text>(builder.answer().choices.at(0).parts.at(0).content).text == "The");
    REQUIRE(builder.error().has_value() == (row.error != nullptr));
    if (row.error)
        CHECK(builder.error()->message == row.error);
}

TEST_CASE("an Ollama stream truncated at any byte is never complete")
{
    const std::string stream = tests::recorded("ollama/stream.ndjson");
    std::size_t whole = 0;
    for (std::size_t length = 0; length <= stream.size(); ++length) {
        AnswerBuilder builder;
        for (const AnswerEvent& event : tests::decoded(ollamaChatCodec(), {std::string_view(stream).substr(0, length)}))
            builder.take(event);
        whole += builder.isWhole() ? 1 : 0;
        CHECK_FALSE(builder.error());
    }
    CHECK(whole == 2); // with and without the final line feed
}

TEST_CASE("a partial JSON line ends an Ollama stream with an error")
{
    const auto stream = GENERATE(as<std::string>(), "{\"message\":{\"content\":\"a\n", "b\"},\"done\":false}\n", "data: {}\n");
    const auto events = tests::decoded(ollamaChatCodec(), {stream, "{\"done\":true}\n"});
    REQUIRE(events.size() == 1);
    CHECK(std::holds_alternative<AnswerFailed>(events[0]));
}

TEST_CASE("answers survive encoding as an Ollama stream unchanged")
{
    Thinking thought;
    thought.text = "Hm.";
    tests::checkStreamIdentity(ollamaChatCodec(), answerOf({text("Hello ✓\n\"you\"")}, StopReason::Stop));
    tests::checkStreamIdentity(ollamaChatCodec(), answerOf({text("Hello")}, StopReason::Length));
    tests::checkStreamIdentity(ollamaChatCodec(),
        answerOf({{thought, {}}, text("Two:"), call("a", "f", R"({"x":[1,2.5]})"), call("b", "g", "{}")},
            StopReason::ToolCalls));
}

TEST_CASE("writes a client's stream in Ollama's lines")
{
    const auto times = std::make_shared<AnswerTimes>(AnswerTimes{9, 1, 3, 5});
    AnswerContext context;
    context.model = "mine";
    context.now_s = 1795168800;
    context.times = times;
    ModelAnswer answer = answerOf({text("Hi"), call("c1", "f", R"({"a":1})")}, StopReason::ToolCalls);
    answer.model = "theirs";
    answer.usage.cachedInput = Tokens{5};
    answer.usage.reasoning = Tokens{7};
    CHECK(encoded(ollamaChatCodec(), eventsOf(answer), context)
        == R"({"model":"mine","created_at":"2026-11-20T10:00:00.000000Z","message":{"role":"assistant","content":"Hi"},"done":false}
{"model":"mine","created_at":"2026-11-20T10:00:00.000000Z","message":{"role":"assistant","content":"","tool_calls":[{"id":"c1","function":{"index":0,"name":"f","arguments":{"a":1}}}]},"done":false}
{"model":"mine","created_at":"2026-11-20T10:00:00.000000Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":9,"load_duration":1,"prompt_eval_count":15,"prompt_eval_duration":3,"eval_count":27,"eval_duration":5}
)");
}

TEST_CASE("writes the answer of generate into the response field")
{
    Thinking thought;
    thought.summary = {"So", "then"};
    AnswerContext context;
    context.model = "m";
    context.now_s = 1795168800;
    const ModelAnswer answer = answerOf({{thought, {}}, text("Hi")}, StopReason::Length);
    CHECK(encoded(ollamaGenerateCodec(), eventsOf(answer), context)
        == R"({"model":"m","created_at":"2026-11-20T10:00:00.000000Z","response":"","thinking":"So","done":false}
{"model":"m","created_at":"2026-11-20T10:00:00.000000Z","response":"","thinking":"\n\nthen","done":false}
{"model":"m","created_at":"2026-11-20T10:00:00.000000Z","response":"Hi","done":false}
{"model":"m","created_at":"2026-11-20T10:00:00.000000Z","response":"","done":true,"done_reason":"length","total_duration":0,"load_duration":0,"prompt_eval_count":10,"prompt_eval_duration":0,"eval_count":20,"eval_duration":0}
)");
    CHECK(ollamaGenerateCodec().writeAnswer(answer, context).dump()
        == R"({"model":"m","created_at":"2026-11-20T10:00:00.000000Z","response":"Hi","thinking":"So\n\nthen","done":true,"done_reason":"length","total_duration":0,"load_duration":0,"prompt_eval_count":10,"prompt_eval_duration":0,"eval_count":20,"eval_duration":0})");
}

TEST_CASE("drops a truncated tool call for Ollama clients")
{
    struct Row {
        StopReason stop;
        const char* input;
        const char* arguments; ///< null: no call
        const char* reason;
    };
    const auto row = GENERATE(values<Row>({
        {StopReason::Length, R"({"x": "tr)", nullptr, "length"},
        {StopReason::Error, R"({"x": "tr)", nullptr, "length"},
        {StopReason::Length, R"({"x":"true"})", R"({"x":"true"})", "length"},
        {StopReason::ToolCalls, "not json", R"({"input":"not json"})", "stop"},
    }));
    CAPTURE(static_cast<int>(row.stop), row.input);
    const ModelAnswer answer = answerOf({text("Hi"), call("c1", "f", row.input)}, row.stop);
    const std::string expected = row.arguments
        ? R"("tool_calls":[{"id":"c1","function":{"index":0,"name":"f","arguments":)" + std::string(row.arguments) + "}}]"
        : std::string();
    const std::string reason = R"("done_reason":")" + std::string(row.reason) + '"';
    for (const std::string& told :
         {encoded(ollamaChatCodec(), eventsOf(answer), {}), ollamaChatCodec().writeAnswer(answer, {}).dump()}) {
        CHECK((told.find("tool_calls") != std::string::npos) == (row.arguments != nullptr));
        CHECK(told.find(expected) != std::string::npos);
        CHECK(told.find(reason) != std::string::npos);
    }
}

TEST_CASE("writes an error in a stream as one line and adds nothing to a broken stream")
{
    AnswerFailed failed;
    failed.error.message = "it \"broke\"";
    CHECK(encoded(ollamaChatCodec(), {failed}, {}) == "{\"error\":\"it \\\"broke\\\"\"}\n");
    std::vector<AnswerEvent> events = eventsOf(answerOf({text("Hi")}, StopReason::Stop));
    events.pop_back(); // AnswerEnded
    const std::string out = encoded(ollamaChatCodec(), events, {});
    CHECK(out.find("\"done\":true") == std::string::npos);
}
