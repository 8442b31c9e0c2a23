#include "gateway/protocol/cohere/cohere_codec.h"

#include "catch.h"
#include "codec_check.h"
#include "describe.h"
#include "recorded.h"

#include "gateway/protocol/conversation/answer_builder.h"

#include <random>

using namespace gateway;
using namespace gateway::protocol;

namespace {

AnswerBuilder built(std::string_view stream)
{
    AnswerBuilder builder;
    for (const AnswerEvent& event : tests::decoded(cohereCodec(), {stream}))
        builder.take(event);
    return builder;
}

Result<ModelAnswer> read(const std::string& body)
{
    const auto json = parseJson(body);
    REQUIRE(json);
    return cohereCodec().readAnswer(*json, "01TEST");
}

std::string withReturns(const std::string& stream)
{
    std::string out;
    for (const char c : stream)
        out += c == '\n' ? std::string("\r\n") : std::string(1, c);
    return out;
}

} // namespace

TEST_CASE("reads complete answers of Cohere")
{
    struct Row {
        const char* file;
        const char* answer;
    };
    const auto row = GENERATE(values<Row>({
        {"answer.json",
            R"({"id":"c14c80c3-18eb-4519-9460-6c92edd8cfb4","choices":[{"parts":[{"text":"LLMs stand for Large Language Models."}],"stop":1}],"usage":{"input":5,"output":418}})"},
        {"answer-tools.json",
            R"({"id":"a1","choices":[{"parts":[{"thinking":"I will look up both cities."},{"call":"get_weather","id":"get_weather_nsz5zm3w56q3","input":"{\"city\":\"Paris\"}"},{"call":"get_weather","id":"get_weather_1k2j3h4g5f6d","input":"{\"city\":\"Rome\"}"}],"stop":5}],"usage":{"input":12,"cached":8,"output":30}})"},
        {"answer-thinking.json",
            R"({"id":"a2","choices":[{"parts":[{"thinking":"Spain won in 1964 first."},{"text":"Spain won in 2024.","annotations":[{"start":0,"end":5,"text":"Spain","sources":[{"type":"tool","id":"w_1:0","tool_output":{"winner":"Spain"}}],"type":"TEXT_CONTENT"}]}],"stop":3,"logprobs":{"content":[{"token":"Spain","logprob":-0.75,"top_logprobs":[]},{"token":" won","logprob":-1.0,"top_logprobs":[]}]}}],"usage":{"input":12,"output":34}})"},
    }));
    CAPTURE(row.file);
    const auto answer = read(tests::recorded(std::string("cohere/") + row.file));
    REQUIRE(answer);
    CHECK(tests::describe(*answer).dump() == row.answer);
}

TEST_CASE("maps every stop reason of Cohere")
{
    struct Row {
        const char* word;
        StopReason stop;
    };
    const auto row = GENERATE(values<Row>({
        {"COMPLETE", StopReason::Stop},
        {"STOP_SEQUENCE", StopReason::StopSequence},
        {"MAX_TOKENS", StopReason::Length},
        {"ERROR_LIMIT", StopReason::ContextFull},
        {"ERROR_TOXIC", StopReason::ContentFilter},
        {"SOMETHING_NEW", StopReason::Other},
        {"", StopReason::Stop},
    }));
    CAPTURE(row.word);
    const std::string reason = std::string(R"("finish_reason":")") + row.word + '"';
    const auto answer = read(R"({"message":{"content":[{"type":"text","text":"a"}]},)" + reason + '}');
    REQUIRE(answer);
    CHECK(answer->choices.at(0).stop == row.stop);
    AnswerBuilder streamed = built("data: {\"type\":\"message-end\",\"delta\":{" + reason + "}}\n\n");
    REQUIRE(streamed.isWhole());
    CHECK(streamed.answer().choices.at(0).stop == row.stop);
}

TEST_CASE("a failed Cohere answer is an error")
{
    struct Row {
        const char* body;
        ErrorKind kind;
        const char* message;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"message":{"content":[]},"finish_reason":"ERROR"})", ErrorKind::UpstreamError,
            "The model broke its answer off with an error."},
        {R"({"message":{"content":[]},"finish_reason":"TIMEOUT"})", ErrorKind::UpstreamError,
            "The model took too long to answer."},
        {R"({"id":"x","message":"invalid api token"})", ErrorKind::UpstreamError, "invalid api token"},
        {R"({"error":{"message":"no"}})", ErrorKind::UpstreamError, "no"},
        {R"({})", ErrorKind::UpstreamProtocolError, "The provider's answer contains no message."},
        {R"([])", ErrorKind::UpstreamProtocolError, "The provider's answer contains no message."},
    }));
    CAPTURE(row.body);
    const auto answer = read(row.body);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == row.kind);
    CHECK(answer.error().text() == row.message);
}

TEST_CASE("decodes a Cohere stream however it is split")
{
    struct Row {
        const char* file;
        const char* answer;
    };
    const auto row = GENERATE(values<Row>({
        {"stream.sse",
            R"({"id":"29f14a5a-11de-4cae-9800-25e4747408ea","choices":[{"parts":[{"text":"LLMs — große Modelle ✓"}],"stop":1}],"usage":{"input":3,"cached":0,"output":7}})"},
        {"stream-tools.sse",
            R"({"id":"m2","choices":[{"parts":[{"thinking":"I will look up both."},{"call":"get_weather","id":"get_weather_x1","input":"{\"city\":\"Paris\"}"},{"call":"get_time","id":"call_01test_0","input":"{}"}],"stop":5}],"usage":{"input":10,"output":20}})"},
        {"stream-thinking.sse",
            R"({"id":"m3","choices":[{"parts":[{"thinking":"Two and two."},{"text":"Four","annotations":[{"start":0,"end":4,"text":"Four","sources":[{"type":"document","id":"doc:0"}],"type":"TEXT_CONTENT"}]}],"stop":2,"logprobs":{"content":[{"token":"Four","logprob":-0.5,"top_logprobs":[]}]}}],"usage":{"input":60,"cached":40,"output":12}})"},
    }));
    CAPTURE(row.file);
    const std::string stream = tests::recorded(std::string("cohere/") + row.file);
    CHECK(tests::describe(tests::decodedAtEveryCut(cohereCodec(), stream)).dump() == row.answer);
    CHECK(built(stream).isWhole());
    AnswerBuilder other = built(withReturns(stream));
    CHECK(other.isWhole());
    CHECK(tests::describe(other.answer()).dump() == row.answer);
}

TEST_CASE("a truncated Cohere stream is never complete")
{
    const std::string stream = tests::recorded("cohere/stream-tools.sse");
    std::size_t whole = 0;
    std::size_t failed = 0;
    for (std::size_t length = 0; length <= stream.size(); ++length) {
        const AnswerBuilder builder = built(std::string_view(stream).substr(0, length));
        whole += builder.isWhole() ? 1 : 0;
        failed += builder.error() ? 1 : 0;
    }
    CHECK(failed == 0);
    CHECK(whole == 3); // the last event with its blank line, without it, and without its line feed
    AnswerBuilder error = built(tests::recorded("cohere/stream-error.sse"));
    CHECK_FALSE(error.isWhole());
    REQUIRE(error.error());
    CHECK(error.error()->message == "the model is overloaded");
    CHECK(std::get<Text>(error.answer().choices.at(0).parts.at(0).content).text == "Half an");
}

TEST_CASE("reads an error in place of Cohere's events")
{
    const auto stream = GENERATE(as<std::string>(), "data: {\"message\":\"trial key limit\"}\n\n",
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"message\":\"trial key limit\"}}\n\n");
    const AnswerBuilder builder = built(stream + "data: {\"type\":\"message-end\",\"delta\":{}}\n\n");
    REQUIRE(builder.error());
    CHECK(builder.error()->message == "trial key limit");
    CHECK_FALSE(builder.isWhole());
    CHECK(built("data: {\"type\":\"content-\n\n").error());
}

TEST_CASE("ignores unknown events and accepts deltas without a start event")
{
    AnswerBuilder builder =
        built("data: {\"type\":\"content-delta\",\"delta\":{\"message\":{\"content\":{\"text\":\"Hi\"}}}}\n\n"
              "data: "
              "{\"type\":\"tool-call-delta\",\"delta\":{\"message\":{\"tool_calls\":{\"function\":{\"arguments\":\"x\"}"
              "}}}}\n\n"
              "data: {\"type\":\"new-event\",\"message\":\"hello\"}\n\n"
              "data: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"COMPLETE\"}}\n\ndata: [DONE]\n\n");
    CHECK(builder.isWhole());
    CHECK(tests::describe(builder.answer()).dump() == R"({"choices":[{"parts":[{"text":"Hi"}],"stop":1}]})");
}

TEST_CASE("random Cohere streams decode to the answer they were made from")
{
    std::mt19937 random(3);
    const auto upTo = [&](unsigned most) { return static_cast<unsigned>(random() % (most + 1)); };
    std::size_t events = 0;
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        std::string stream = "data: {\"type\":\"message-start\",\"id\":\"m\"}\n\n";
        Choice choice;
        bool hasCalls = false;
        const auto send = [&](const char* type, const Json& message) {
            stream += "event: " + std::string(type)
                + "\ndata: " + Json{{"type", type}, {"index", 0}, {"delta", {{"message", message}}}}.dump() + "\n\n";
            ++events;
        };
        for (unsigned parts = upTo(4); parts > 0; --parts) {
            const unsigned kind = upTo(2);
            std::string all;
            const char* const key = kind == 0 ? "text" : "thinking";
            if (kind == 2)
                send("tool-call-start",
                    Json{{"tool_calls",
                        {{"id", "c" + std::to_string(events)}, {"function", {{"name", "f"}, {"arguments", ""}}}}}});
            else
                send("content-start", Json{{"content", {{"type", key}, {key, ""}}}});
            const std::string id = "c" + std::to_string(events - 1);
            for (unsigned pieces = 1 + upTo(4); pieces > 0; --pieces) {
                const std::string piece = "p" + std::to_string(random()) + "\n\"é";
                all += piece;
                if (kind == 2)
                    send("tool-call-delta", Json{{"tool_calls", {{"function", {{"arguments", piece}}}}}});
                else
                    send("content-delta", Json{{"content", {{key, piece}}}});
            }
            send(kind == 2 ? "tool-call-end" : "content-end", Json::object());
            Thinking thought;
            thought.text = all;
            ToolCall call;
            call.id = id;
            call.name = "f";
            call.input = all;
            hasCalls = hasCalls || kind == 2;
            choice.parts.push_back({kind == 0 ? Content(Text{all, {}, {}})
                    : kind == 1               ? Content(thought)
                                              : Content(call),
                {}});
        }
        stream += "data: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"COMPLETE\"}}\n\n";
        choice.stop = hasCalls ? StopReason::ToolCalls : StopReason::Stop;
        ModelAnswer expected;
        expected.id = "m";
        expected.choices.push_back(choice);
        tests::checkOrder(tests::decoded(cohereCodec(), {stream}));
        AnswerBuilder builder = built(stream);
        CHECK(builder.isWhole());
        CHECK(tests::describe(builder.answer()).dump(1) == tests::describe(expected).dump(1));
    }
    CHECK(events > 1000);
    WARN(events << " events in 300 streams");
}
