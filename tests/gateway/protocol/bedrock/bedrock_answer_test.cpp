#include "gateway/protocol/bedrock/bedrock_codec.h"

#include "catch.h"
#include "codec_check.h"
#include "describe.h"
#include "event_bytes.h"

#include "gateway/protocol/conversation/answer_builder.h"

#include <QByteArray>

#include <chrono>
#include <iostream>
#include <random>

using namespace gateway;
using namespace gateway::protocol;
using namespace gateway::protocol::bedrock;
using tests::bedrockData;
using tests::eventsOfLines;

namespace {

ModelAnswer answerOf(const std::string& file)
{
    const auto answer = bedrockCodec().readAnswer(*parseJson(bedrockData(file)), "01TEST");
    REQUIRE(answer);
    return *answer;
}

template <class T> const T& part(const ModelAnswer& answer, std::size_t index)
{
    REQUIRE(answer.choices.size() == 1);
    REQUIRE(answer.choices[0].parts.size() > index);
    const T* const content = std::get_if<T>(&answer.choices[0].parts[index].content);
    REQUIRE(content);
    return *content;
}

std::vector<AnswerEvent> eventsIn(const std::string& stream) { return tests::decoded(bedrockCodec(), {stream}); }

bool isWhole(const std::vector<AnswerEvent>& events)
{
    return !events.empty() && std::holds_alternative<AnswerEnded>(events.back());
}

const AnswerError& errorIn(const std::vector<AnswerEvent>& events)
{
    REQUIRE_FALSE(events.empty());
    const auto* const failed = std::get_if<AnswerFailed>(&events.back());
    REQUIRE(failed);
    return failed->error;
}

} // namespace

TEST_CASE("reads text and calls and thinking and citations of a complete answer")
{
    CHECK(part<Text>(answerOf("answer-text.json"), 0).text == "Paris is the capital of France.");
    const ModelAnswer tools = answerOf("answer-tools.json");
    CHECK(part<ToolCall>(tools, 1).id == "tooluse_kZJMlvQmRJ6eAyJE5GIl7Q");
    CHECK(part<ToolCall>(tools, 1).input == R"({"city":"Paris","unit":"C"})");
    CHECK(part<ToolCall>(tools, 2).input == "{}");
    CHECK(tools.choices[0].stop == StopReason::ToolCalls);
    const ModelAnswer thinking = answerOf("answer-thinking.json");
    CHECK(part<Thinking>(thinking, 0).text == "27 * 453 is 12231.");
    CHECK(part<Thinking>(thinking, 0).signature == "EqoBCkgIARABGAIiQL8");
    CHECK(part<Thinking>(thinking, 1).encrypted == "RW1jcnlwdGVk");
    CHECK(part<Text>(thinking, 2).text == "12231");
    const ModelAnswer cited = answerOf("answer-citations.json");
    CHECK(part<Text>(cited, 0).text == "The sky is blue.");
    CHECK(part<Text>(cited, 0).annotations[0]["title"] == "Sky");
    CHECK(cited.choices[0].parts.size() == 1); // guardContent is unknown
    const ModelAnswer served = answerOf("answer-server-tool.json");
    CHECK(served.choices[0].parts.size() == 1); // the client cannot run it
    CHECK(part<Text>(served, 0).text == "Found.");
}

TEST_CASE("maps every stop reason of Bedrock")
{
    struct Row {
        const char* word;
        StopReason reason;
    };
    const auto row = GENERATE(values<Row>({
        {"end_turn", StopReason::Stop},
        {"tool_use", StopReason::ToolCalls},
        {"max_tokens", StopReason::Length},
        {"stop_sequence", StopReason::StopSequence},
        {"guardrail_intervened", StopReason::ContentFilter},
        {"content_filtered", StopReason::ContentFilter},
        {"model_context_window_exceeded", StopReason::ContextFull},
        {"malformed_tool_use", StopReason::Error},
        {"something_new", StopReason::Other},
        {"", StopReason::Unknown},
    }));
    Json body = *parseJson(bedrockData("answer-text.json"));
    body["stopReason"] = row.word;
    CHECK(bedrockCodec().readAnswer(body, "x")->choices[0].stop == row.reason);
    CHECK(answerOf("answer-guardrail.json").choices[0].stop == StopReason::ContentFilter);
    CHECK(answerOf("answer-length.json").serviceTier == "flex");
    CHECK(answerOf("answer-length.json").usage.serviceTier == ServiceTier::Flex);
    CHECK(answerOf("answer-stop-sequence.json").choices[0].stopSequence == "3");
}

TEST_CASE("reads cached input separately from fresh input")
{
    const TokenUsage usage = answerOf("answer-tools.json").usage;
    CHECK(usage.origin == UsageOrigin::Reported);
    CHECK(usage.input == Tokens{412});
    CHECK(usage.output == Tokens{93});
    CHECK(usage.cachedInput == Tokens{1500});
    CHECK(usage.cacheWrite == Tokens{200});
    CHECK(usage.totalInput() == Tokens{2112});
}

TEST_CASE("reads cache writes with a TTL of one hour separately")
{
    const auto hourOf = [](const char* usage) {
        const auto answer = bedrockCodec().readAnswer(*parseJson(R"({"output":{"message":{"content":[]}},"usage":)" + std::string(usage) + '}'), "X");
        REQUIRE(answer);
        return answer->usage.cacheWriteHour;
    };
    CHECK(hourOf(R"({"inputTokens":1,"cacheWriteInputTokens":300,"cacheDetails":[{"ttl":"1h","inputTokens":200},{"ttl":"5m","inputTokens":100}]})") == Tokens{200});
    CHECK_FALSE(hourOf(R"({"inputTokens":1,"cacheWriteInputTokens":300,"cacheDetails":[{"ttl":"5m","inputTokens":300}]})"));
    CHECK_FALSE(hourOf(R"({"inputTokens":1,"cacheDetails":[1,{"ttl":"1h"}]})"));
}

TEST_CASE("reports a body that is not a Bedrock answer as an error")
{
    struct Row {
        const char* body;
        ErrorKind kind;
        int status;
        const char* message;
    };
    const auto row = GENERATE(values<Row>({
        {"[]", ErrorKind::UpstreamProtocolError, 0, "Bedrock's answer is not a JSON object."},
        {"{}", ErrorKind::UpstreamProtocolError, 0, "Bedrock's answer has no \"output.message.content\"."},
        {R"({"output":{"message":{"content":{}}}})", ErrorKind::UpstreamProtocolError, 0,
            "Bedrock's answer has no \"output.message.content\"."},
        {R"({"message":"The provided model identifier is invalid."})", ErrorKind::UpstreamError, 0,
            "The provided model identifier is invalid."},
        {R"({"__type":"com.amazon.coral.service#AccessDeniedException","Message":"no"})", ErrorKind::UpstreamError, 403,
            "no"},
    }));
    CAPTURE(row.body);
    const auto answer = bedrockCodec().readAnswer(*parseJson(row.body), "x");
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == row.kind);
    CHECK(answer.error().status == row.status);
    CHECK(answer.error().text() == row.message);
    // Blocks of any shape are read or skipped.
    const auto odd = bedrockCodec().readAnswer(
        *parseJson(R"({"output":{"message":{"content":[1,null,{},{"text":1},{"toolUse":1},{"toolUse":{"name":"f"}},
            {"reasoningContent":[]},{"citationsContent":1},{"image":{}}]}},"usage":[],"stopReason":1})"),
        "01TEST");
    REQUIRE(odd);
    CHECK(part<ToolCall>(*odd, 0).id == "call_01test_1");
    CHECK_FALSE(part<ToolCall>(*odd, 0).hasOwnId);
}

TEST_CASE("decodes a Bedrock stream split at every byte")
{
    const ModelAnswer text = tests::decodedAtEveryCut(bedrockCodec(), eventsOfLines(bedrockData("stream-text.jsonl")));
    CHECK(part<Text>(text, 0).text == "Grüße aus \"Paris\" 🗼");
    CHECK(text.usage.cachedInput == Tokens{3});
    CHECK(text.usage.cacheWrite == Tokens{0});
    CHECK(text.choices[0].stop == StopReason::Stop);
    const ModelAnswer tools =
        tests::decodedAtEveryCut(bedrockCodec(), eventsOfLines(bedrockData("stream-tools.jsonl")));
    CHECK(part<Text>(tools, 0).text == "Both.");
    CHECK(part<ToolCall>(tools, 1).name == "get_weather");
    CHECK(part<ToolCall>(tools, 1).input == "{\"city\": \"Paris\"}");
    CHECK(part<ToolCall>(tools, 2).id == "tooluse_b");
    CHECK(part<ToolCall>(tools, 2).input.empty());
    const ModelAnswer thinking =
        tests::decodedAtEveryCut(bedrockCodec(), eventsOfLines(bedrockData("stream-thinking.jsonl")));
    CHECK(part<Thinking>(thinking, 0).text == "Let me see.");
    CHECK(part<Thinking>(thinking, 0).signature == "EqoBCkgI");
    CHECK(part<Thinking>(thinking, 0).origin == Format::Anthropic);
    CHECK(part<Thinking>(thinking, 1).encrypted == "RW1jcnlwdGVkIQ==");
    CHECK(part<Text>(thinking, 2).text == "42");
    const ModelAnswer cited =
        tests::decodedAtEveryCut(bedrockCodec(), eventsOfLines(bedrockData("stream-citations.jsonl")));
    CHECK(part<Text>(cited, 0).annotations[0]["title"] == "Sky");
    const ModelAnswer image =
        tests::decodedAtEveryCut(bedrockCodec(), eventsOfLines(bedrockData("stream-image.jsonl")));
    CHECK(part<Media>(image, 0).mediaType == "image/png");
    CHECK(QByteArray::fromBase64(QByteArray::fromStdString(part<Media>(image, 0).data)).startsWith("\x89PNG"));
    const ModelAnswer served =
        tests::decodedAtEveryCut(bedrockCodec(), eventsOfLines(bedrockData("stream-server-tool.jsonl")));
    CHECK(part<Text>(served, 0).text == "Found.");
    CHECK(served.choices[0].parts.size() == 1);
}

TEST_CASE("decodes a stream that another encoder produced")
{
    const std::string bytes = bedrockData("stream-tools.bin");
    CHECK(tests::describe(tests::decodedAtEveryCut(bedrockCodec(), bytes)).dump(1)
        == tests::describe(tests::decodedAtEveryCut(bedrockCodec(), eventsOfLines(bedrockData("stream-tools.jsonl"))))
               .dump(1));
}

TEST_CASE("tolerates missing stop events and missing usage")
{
    const std::string stream = eventsOfLines(bedrockData("stream-no-stops.jsonl"));
    const ModelAnswer answer = tests::decodedAtEveryCut(bedrockCodec(), stream);
    CHECK(part<Text>(answer, 0).text == "a");
    CHECK(part<Text>(answer, 1).text == "b");
    CHECK(part<ToolCall>(answer, 2).id == "call_01test_0");
    CHECK(isWhole(eventsIn(stream)));
}

TEST_CASE("a truncated Bedrock stream is never complete")
{
    const std::string stream = eventsOfLines(bedrockData("stream-tools.jsonl"));
    const std::string lastTwo = eventsOfLines(
        bedrockData("stream-tools.jsonl").substr(0, bedrockData("stream-tools.jsonl").rfind("{\"event\"")));
    for (std::size_t end = 0; end < stream.size(); ++end) {
        CAPTURE(end);
        // Only the usage is missing after messageStop.
        REQUIRE(isWhole(eventsIn(stream.substr(0, end))) == (end >= lastTwo.size()));
    }
}

TEST_CASE("maps an exception in a stream to an HTTP status")
{
    const auto events = eventsIn(eventsOfLines(bedrockData("stream-throttled.jsonl")));
    CHECK(errorIn(events).status == 429);
    CHECK(errorIn(events).type == "throttlingException");
    CHECK(errorIn(events).message == "Too many tokens, please wait before trying again.");
    struct Row {
        const char* type;
        int status;
    };
    const auto row = GENERATE(values<Row>({{"validationException", 400}, {"modelStreamErrorException", 502},
        {"internalServerException", 500}, {"serviceUnavailableException", 503}, {"ThrottlingException", 429},
        {"accessDeniedException", 403}, {"newException", 502}}));
    const std::string stream = tests::eventBytes({{":message-type", "exception"}, {":exception-type", row.type}}, "{}");
    CHECK(errorIn(eventsIn(stream)).status == row.status);
    CHECK(errorIn(eventsIn(stream)).message == "Bedrock said " + std::string(row.type) + '.');
    const std::string unmodeled = tests::eventBytes({{":message-type", "error"}, {":error-code", "InternalError"},
                                                        {":error-message", "An internal server error occurred"}},
        "");
    CHECK(errorIn(eventsIn(unmodeled)).message == "An internal server error occurred");
}

TEST_CASE("an exception after messageStop leaves the answer complete")
{
    const std::string whole = eventsOfLines(bedrockData("stream-tools.jsonl").substr(0, bedrockData("stream-tools.jsonl").rfind("{\"event\"")));
    struct Row {
        const char* name;
        std::string behind;
    };
    const auto row = GENERATE(values<Row>({
        {"known exception", tests::eventBytes({{":message-type", "exception"}, {":exception-type", "throttlingException"}}, R"({"message":"Slow down"})")},
        {"unknown exception", tests::eventBytes({{":message-type", "exception"}, {":exception-type", "laterException"}}, R"({"Message":"boom"})")},
        {"an unmodeled error", tests::eventBytes({{":message-type", "error"}, {":error-code", "InternalError"}}, "")},
        {"corrupt bytes", std::string(40, 'x')},
    }));
    CAPTURE(row.name);
    CHECK(isWhole(eventsIn(whole + row.behind)));
    const std::string half = eventsOfLines(bedrockData("stream-tools.jsonl").substr(0, bedrockData("stream-tools.jsonl").find('\n') + 1));
    CHECK_FALSE(isWhole(eventsIn(half + row.behind)));
    CHECK_FALSE(errorIn(eventsIn(half + row.behind)).message.empty());
}

TEST_CASE("finds the message of an exception in every known form")
{
    struct Row {
        const char* payload;
        const char* message;
    };
    const auto row = GENERATE(values<Row>({{R"({"message":"boom"})", "boom"}, {R"({"Message":"boom"})", "boom"}, {"boom", "boom"}, {"{}", "Bedrock said laterException."}}));
    CAPTURE(row.payload);
    CHECK(errorIn(eventsIn(tests::eventBytes({{":message-type", "exception"}, {":exception-type", "laterException"}}, row.payload))).message == row.message);
}

TEST_CASE("skips a frame that it does not understand")
{
    const std::string stream = eventsOfLines(bedrockData("stream-text.jsonl"));
    REQUIRE(isWhole(eventsIn(stream)));
    const std::string name = ":event-type";
    const std::string laterKind = static_cast<char>(name.size()) + name + '\x0c' + "whatever";
    for (const std::string& frame : {tests::eventWithFields(laterKind, "p"), tests::eventBytes({{":message-type", "event"}, {":event-type", "messageStart"}}, "null"),
             tests::eventBytes({{":message-type", "event"}, {":event-type", "contentBlockDelta"}}, "[1]"), tests::eventBytes({{":message-type", "later"}}, "ping")}) {
        CHECK(isWhole(eventsIn(frame + stream)));
        CHECK_FALSE(isWhole(eventsIn(frame)));
    }
}

TEST_CASE("a body that is not an event stream fails and nothing after it is read")
{
    CHECK(errorIn(eventsIn(R"({"message":"The security token included in the request is invalid."})")).status == 502);
    CHECK(
        errorIn(eventsIn(tests::eventBytes({{":message-type", "event"}, {":event-type", "messageStart"}}, "{\"x"))).status
        == 502);
    const std::string orphan = eventsOfLines(
        R"({"event":"contentBlockDelta","payload":{"contentBlockIndex":0,"delta":{"toolUse":{"input":"{"}}}})");
    CHECK(errorIn(eventsIn(orphan + eventsOfLines(bedrockData("stream-text.jsonl")))).message
        == "Bedrock sent the input of a call that did not begin.");
    // Unknown events, and fields of a wrong type, change nothing.
    const std::string odd = eventsOfLines(R"({"event":"somethingNew","payload":{}}
{"event":"contentBlockStart","payload":{"contentBlockIndex":"x","start":[]}}
{"event":"contentBlockDelta","payload":{"contentBlockIndex":0,"delta":{"text":5}}}
{"event":"contentBlockDelta","payload":{"contentBlockIndex":0,"delta":{"reasoningContent":[]}}}
{"event":"contentBlockStop","payload":{}}
{"event":"contentBlockDelta","payload":{"contentBlockIndex":1,"delta":{"image":[]}}}
{"event":"messageStop","payload":{"stopReason":null}}
{"event":"contentBlockDelta","payload":{"contentBlockIndex":9,"delta":{"text":"late"}}}
{"event":"metadata","payload":{"usage":7}}
)");
    tests::checkOrder(eventsIn(odd));
    CHECK(isWhole(eventsIn(odd)));
}

TEST_CASE("ignores unknown events and blocks and stop reasons of later API versions")
{
    const std::string head = eventsOfLines(R"({"event":"messageStart","payload":{"role":"assistant"}}
)");
    const std::string text = eventsOfLines(R"({"event":"contentBlockDelta","payload":{"contentBlockIndex":1,"delta":{"text":"Hello"}}}
{"event":"contentBlockStop","payload":{"contentBlockIndex":1}}
)");
    const std::string end = eventsOfLines(R"({"event":"messageStop","payload":{"stopReason":"tired"}}
{"event":"metadata","payload":{"usage":{"inputTokens":1,"outputTokens":1}}}
)");
    const std::string other = GENERATE(std::string(), eventsOfLines(R"({"event":"mood","payload":{"message":"x"}}
)"),
        tests::eventBytes({{":message-type", "event"}, {":event-type", "beat"}}, "ok"),
        eventsOfLines(R"({"event":"contentBlockStart","payload":{"contentBlockIndex":0,"start":{"hologram":{"x":1}}}}
{"event":"contentBlockDelta","payload":{"contentBlockIndex":0,"delta":{"toolUse":{"input":"{"}}}}
{"event":"contentBlockDelta","payload":{"contentBlockIndex":0,"delta":{"hologram":"x"}}}
{"event":"contentBlockStop","payload":{"contentBlockIndex":0}}
)"));
    for (const std::string& stream : {other + head + text + end, head + other + text + end, head + text + other + end}) {
        const auto events = eventsIn(stream);
        tests::checkOrder(events);
        CHECK(isWhole(events));
        std::string said;
        for (const AnswerEvent& event : events)
            if (const auto* const grew = std::get_if<PartGrew>(&event))
                said += grew->text;
        CHECK(said == "Hello");
    }
}

namespace {

/// Random answers as Bedrock would send them.
class Chance {
public:
    explicit Chance(unsigned seed)
        : m_random(seed)
    {
    }
    int upTo(int most) { return static_cast<int>(m_random() % static_cast<unsigned>(most + 1)); }
    std::string text()
    {
        static const std::vector<std::string> kPieces{"a", "\"", "\\", "\n", "ü", "🗼", "{", "long word ", "0"};
        std::string all;
        for (int i = upTo(6); i >= 0; --i)
            all += kPieces[static_cast<std::size_t>(upTo(static_cast<int>(kPieces.size()) - 1))];
        return all;
    }

    ModelAnswer answer()
    {
        ModelAnswer answer;
        Choice choice;
        for (int i = upTo(4); i > 0; --i)
            choice.parts.push_back({content(i), {}});
        choice.stop = upTo(1) ? StopReason::Stop : StopReason::Length;
        answer.choices.push_back(std::move(choice));
        answer.usage.origin = UsageOrigin::Reported;
        answer.usage.input = Tokens{upTo(1000)};
        answer.usage.output = Tokens{upTo(1000)};
        if (upTo(1))
            answer.usage.cachedInput = Tokens{upTo(1000)};
        return answer;
    }

private:
    Content content(int number)
    {
        const int kind = upTo(3);
        if (kind == 0)
            return ToolCall{"tooluse_" + std::to_string(number), "f", {}, false, toText(Json{{"x", text()}}), {}, {}};
        if (kind == 1)
            return Text{text(), {}, {}};
        Thinking thinking;
        thinking.origin = Format::Anthropic;
        if (kind == 2) {
            thinking.text = text();
            thinking.signature = "sig" + std::to_string(number);
        } else {
            thinking.encrypted = QByteArray::fromStdString(text()).toBase64().toStdString();
        }
        return thinking;
    }

    std::mt19937 m_random;
};

Json blockOf(const Content& content)
{
    if (const auto* text = std::get_if<Text>(&content))
        return Json{{"text", text->text}};
    if (const auto* call = std::get_if<ToolCall>(&content))
        return Json{
            {"toolUse", Json{{"toolUseId", call->id}, {"name", call->name}, {"input", *parseJson(call->input)}}}};
    const auto& thinking = std::get<Thinking>(content);
    if (!thinking.encrypted.empty())
        return Json{{"reasoningContent", Json{{"redactedContent", thinking.encrypted}}}};
    return Json{{"reasoningContent",
        Json{{"reasoningText", Json{{"text", thinking.text}, {"signature", thinking.signature}}}}}};
}

Json usageJson(const TokenUsage& usage)
{
    Json json{{"inputTokens", usage.input->count}, {"outputTokens", usage.output->count}, {"totalTokens", 0}};
    if (usage.cachedInput)
        json["cacheReadInputTokens"] = usage.cachedInput->count;
    return json;
}

const char* stopWord(const ModelAnswer& answer)
{
    return answer.choices[0].stop == StopReason::Stop ? "end_turn" : "max_tokens";
}

std::string streamOf(const ModelAnswer& answer)
{
    std::string lines;
    const auto add = [&](const char* event, const Json& payload) {
        lines += toText(Json{{"event", event}, {"payload", payload}}) + '\n';
    };
    add("messageStart", Json{{"role", "assistant"}});
    int index = 0;
    for (const Part& part : answer.choices[0].parts) {
        const auto delta = [&](const Json& what) {
            add("contentBlockDelta", Json{{"contentBlockIndex", index}, {"delta", what}});
        };
        if (const auto* call = std::get_if<ToolCall>(&part.content)) {
            add("contentBlockStart",
                Json{{"contentBlockIndex", index},
                    {"start", Json{{"toolUse", Json{{"toolUseId", call->id}, {"name", call->name}}}}}});
            delta(Json{{"toolUse", Json{{"input", call->input.substr(0, 3)}}}});
            delta(Json{{"toolUse", Json{{"input", call->input.substr(3)}}}});
        } else if (const auto* thinking = std::get_if<Thinking>(&part.content);
                   thinking && thinking->encrypted.empty()) {
            delta(Json{{"reasoningContent", Json{{"text", thinking->text}}}});
            delta(Json{{"reasoningContent", Json{{"signature", thinking->signature}}}});
        } else {
            delta(blockOf(part.content));
        }
        add("contentBlockStop", Json{{"contentBlockIndex", index++}});
    }
    add("messageStop", Json{{"stopReason", stopWord(answer)}});
    add("metadata", Json{{"usage", usageJson(answer.usage)}});
    return eventsOfLines(lines);
}

} // namespace

TEST_CASE("random answers survive bodies and streams unchanged on Bedrock")
{
    Chance chance(5);
    for (int round = 0; round < 400; ++round) {
        const ModelAnswer answer = chance.answer();
        const std::string expected = tests::describe(answer).dump(1);
        Json blocks = Json::array();
        for (const Part& part : answer.choices[0].parts)
            blocks.push_back(blockOf(part.content));
        const Json body{{"output", Json{{"message", Json{{"role", "assistant"}, {"content", blocks}}}}},
            {"stopReason", stopWord(answer)}, {"usage", usageJson(answer.usage)}};
        REQUIRE(tests::describe(*bedrockCodec().readAnswer(body, "x")).dump(1) == expected);
        const std::string stream = streamOf(answer);
        const auto events = eventsIn(stream);
        tests::checkOrder(events);
        AnswerBuilder builder;
        for (const AnswerEvent& event : events)
            builder.take(event);
        REQUIRE(builder.isWhole());
        REQUIRE(tests::describe(builder.answer()).dump(1) == expected);
    }
}

TEST_CASE("measures the cost of decoding an event", "[.cost]")
{
    const std::string event = eventsOfLines(
        R"({"event":"contentBlockDelta","payload":{"contentBlockIndex":0,"delta":{"text":" some words of it"},"p":"abcdefghijklmnop"}})");
    constexpr int kEvents = 20000;
    const auto decoder = bedrockCodec().makeDecoder("x");
    std::vector<AnswerEvent> events;
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < kEvents; ++i) {
        events.clear();
        decoder->feed(event, events);
    }
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
    std::cout << took.count() / kEvents << " us for an event\n";
    CHECK(events.size() == 1);
}
