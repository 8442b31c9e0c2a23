#include "gateway/protocol/openai/chat_codec.h"

#include "catch.h"
#include "chat_fixture.h"
#include "codec_check.h"
#include "describe.h"

#include "gateway/protocol/conversation/answer_builder.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace gateway::protocol::openai;
using namespace tests;

namespace {

std::string chunk(const std::string& delta, const std::string& more = {})
{
    return R"(data: {"id":"i","model":"m","choices":[{"index":0,"delta":)" + delta + more + "}]}\n\n";
}

std::string finish(const std::string& word) { return chunk("{}", R"(,"finish_reason":")" + word + '"'); }

const std::string kDone = "data: [DONE]\n\n";

/// The outcome of a stream: "ended", "failed: <message>" or "open".
std::string outcome(const std::vector<AnswerEvent>& events)
{
    AnswerBuilder builder;
    for (const AnswerEvent& event : events)
        builder.take(event);
    if (builder.error())
        return "failed: " + builder.error()->message;
    return builder.isWhole() ? "ended" : "open";
}

std::string calls(const std::string& list) { return chunk(R"({"tool_calls":)" + list + '}'); }

/// Two calls that have started, without arguments.
const std::string kMixedHeads =
    calls(R"([{"index":0,"id":"a","function":{"name":"f"}},{"index":1,"id":"b","function":{"name":"g"}}])");

/// Text of 20 MB.
std::string endlessText()
{
    const std::string megabyte = chunk(R"({"content":")" + std::string(1'000'000, 'x') + "\"}");
    std::string text;
    for (int i = 0; i < 20; ++i)
        text += megabyte;
    return text;
}

/// The parts that have started and ended by the end of `stream`, such as "+0 -0 +1".
std::string progress(const std::string& stream)
{
    std::string said;
    for (const AnswerEvent& event : decoded(openAiChatCodec(), {stream})) {
        if (const auto* const begun = std::get_if<PartBegun>(&event))
            said += " +" + std::to_string(begun->part);
        else if (const auto* const ended = std::get_if<PartEnded>(&event))
            said += " -" + std::to_string(ended->part);
        else if (const auto* const grew = std::get_if<PartGrew>(&event))
            said += ' ' + grew->text;
    }
    return said;
}

/// The stream of these events as sent to a client.
std::string encoded(const std::vector<AnswerEvent>& events, const Conversation* request = nullptr)
{
    AnswerContext context;
    context.request = request;
    context.model = "asked";
    context.id = "01ABC";
    context.now_s = 1763625603;
    const auto encoder = openAiChatCodec().makeEncoder(context);
    std::string out;
    for (const AnswerEvent& event : events)
        encoder->write(event, out);
    return out;
}

/// The same without the fields that all chunks share.
std::string encodedChoices(const std::vector<AnswerEvent>& events, const Conversation* request = nullptr)
{
    const std::string shared =
        R"(data: {"id":"chatcmpl-01ABC","object":"chat.completion.chunk","created":1763625603,"model":"asked","choices":[)";
    std::string out = encoded(events, request);
    for (auto at = out.find(shared); at != std::string::npos; at = out.find(shared))
        out.erase(at, shared.size());
    return out;
}

/// What a recorded stream decodes to.
struct Recorded {
    const char* file;
    const char* parts; ///< of the first choice
    StopReason stop;
    std::int64_t input;
    std::int64_t output;
};

/// Decoded byte by byte, which must give the same result as in one piece.
ModelAnswer decodedByteByByte(const std::string& stream)
{
    std::vector<std::string_view> bytes;
    for (std::size_t i = 0; i < stream.size(); ++i)
        bytes.push_back(std::string_view(stream).substr(i, 1));
    AnswerBuilder whole;
    AnswerBuilder pieces;
    for (const AnswerEvent& event : decoded(openAiChatCodec(), {stream}))
        whole.take(event);
    const auto events = decoded(openAiChatCodec(), bytes);
    checkOrder(events);
    for (const AnswerEvent& event : events)
        pieces.take(event);
    CHECK(describe(pieces.answer()).dump(1) == describe(whole.answer()).dump(1));
    return pieces.answer();
}

void checkRecorded(const Recorded& row)
{
    CAPTURE(row.file);
    const std::string stream = dataFile(row.file);
    constexpr std::size_t kLong = 3000; // splitting at every byte takes quadratic time
    const ModelAnswer answer =
        stream.size() < kLong ? decodedAtEveryCut(openAiChatCodec(), stream) : decodedByteByByte(stream);
    CHECK(outcome(decoded(openAiChatCodec(), {stream})) == "ended");
    REQUIRE_FALSE(answer.choices.empty());
    CHECK(answer.choices[0].stop == row.stop);
    CHECK_FALSE(answer.choices[0].parts.empty());
    if (row.parts)
        CHECK(describe(answer)["choices"][0]["parts"].dump(1) == parseJson(row.parts)->dump(1));
    if (row.input >= 0) {
        CHECK(answer.usage.totalInput() == Tokens{row.input});
        CHECK(answer.usage.totalOutput() == Tokens{row.output});
    }
    checkStreamInOnePiece(answer);
}

} // namespace

TEST_CASE("chat: recorded streams decode alike however they are split")
{
    checkRecorded(GENERATE(values<Recorded>({
        {"openai/tools.sse",
            R"([{"text":"Let me look. ☃"},{"call":"read","id":"call_a","input":"{\"path\":\"a.txt\"}"},{"call":"list","id":"call_b","input":"{}"},{"call":"patch","id":"call_c","input":"*** \"Begin\"","free_form":true}])",
            StopReason::ToolCalls, 120, 30},
        {"openai/two-choices.sse", R"([{"text":"Aa"}])", StopReason::Length, 0, 0},
        {"openai/router-signed.sse",
            R"x([{"thinking":"I need the weather","signature":"EvcBCkgIChAB","format":"anthropic-claude-v1"},{"call":"weather","id":"toolu_1","input":"{\"city\":\"Ulm\"}"},{"thinking":"(empty)","encrypted":"gAAAAAB","id":"toolu_1","format":"google-gemini-v1"}])x",
            StopReason::ToolCalls, 50, 20},
    })));
}

TEST_CASE("chat: recorded streams of vendors decode alike however they are split")
{
    checkRecorded(GENERATE(values<Recorded>({
        {"openai-chat/moonshot.sse", R"([{"text":"Moonlight"}])", StopReason::Stop, 19, 21},
        {"openai-chat/openrouter.sse", R"([{"thinking":"The user greets me","format":"unknown"},{"text":"Hi there!"}])",
            StopReason::Stop, -1, -1},
        {"openai-chat/self-hosted.sse", nullptr, StopReason::Length, 15, 5},
        {"openai-chat/azure.sse", nullptr, StopReason::Stop, -1, -1},
    })));
}

TEST_CASE("chat: long recorded streams decode alike however they are split")
{
    checkRecorded(GENERATE(values<Recorded>({
        {"openai-chat/deepseek-reasoner.sse", nullptr, StopReason::Stop, -1, -1},
        {"openai-chat/qwen.sse", nullptr, StopReason::Stop, -1, -1},
        {"openai-chat/openai.sse", nullptr, StopReason::Stop, -1, -1},
        {"openai-chat/openai-tools.sse", nullptr, StopReason::ToolCalls, -1, -1},
    })));
}

TEST_CASE("chat: an encoded stream decodes to the same answer however it is split")
{
    checkStreamIdentity(openAiChatCodec(), decodedAtEveryCut(openAiChatCodec(), dataFile("openai/two-choices.sse")));
}

TEST_CASE("chat: decodes interleaved choices and their log probabilities")
{
    const ModelAnswer answer = decodedAtEveryCut(openAiChatCodec(), dataFile("openai/two-choices.sse"));
    REQUIRE(answer.choices.size() == 2);
    CHECK(
        answer.choices[0].logProbs.dump()
        == R"({"content":[{"token":"A","logprob":-2,"bytes":[65]},{"token":"a","logprob":-3,"bytes":[97]}]})");
    CHECK(describe(answer)["choices"][1]["parts"].dump() == R"([{"text":"B"},{"refusal":"No."}])");
    CHECK(answer.choices[1].stop == StopReason::ContentFilter);
}

TEST_CASE("chat: rejoins an emoji that was split between chunks")
{
    const ModelAnswer answer = decodedAtEveryCut(openAiChatCodec(), dataFile("openai-chat/self-hosted.sse"));
    CHECK_THAT(
        std::get<Text>(answer.choices[0].parts.back().content).text, Catch::EndsWith("\xf0\x9f\x98\x80"));
    const ModelAnswer half =
        decodedAtEveryCut(openAiChatCodec(), chunk(R"({"content":"a\ude00\\ud83d"})") + finish("stop"));
    CHECK(std::get<Text>(half.choices[0].parts[0].content).text == "a\xef\xbf\xbd\\ud83d");
}

TEST_CASE("chat: tolerates bytes that are not UTF-8 in a stream")
{
    const ModelAnswer answer =
        decodedAtEveryCut(openAiChatCodec(), chunk("{\"content\":\"a\xff\\ud83d b\"}") + finish("stop"));
    CHECK(std::get<Text>(answer.choices[0].parts[0].content).text == "a\xef\xbf\xbd b");
}

TEST_CASE("chat: reads tool calls of servers that omit index or ID")
{
    struct Row {
        const char* name;
        std::string stream;
        const char* parts;
    };
    const auto row = GENERATE(values<Row>({
        {"no index, id or type, the name in each chunk",
            calls(R"([{"function":{"name":"f","arguments":"{\"a\":"}}])")
                + calls(R"([{"function":{"name":"f","arguments":"1}"}}])")
                + calls(R"([{"function":{"name":"f","arguments":"{}"}}])"),
            R"([{"call":"f","id":"call_01test_1","input":"{\"a\":1}"},{"call":"f","id":"call_01test_2","input":"{}"}])"},
        {"whole calls in one chunk, without index",
            calls(R"([{"function":{"name":"f","arguments":"{}"}},{"function":{"name":"f","arguments":"{\"b\":2}"}}])"),
            R"([{"call":"f","id":"call_01test_1","input":"{}"},{"call":"f","id":"call_01test_2","input":"{\"b\":2}"}])"},
        {"ids without index",
            calls(R"([{"id":"a","function":{"name":"f","arguments":"{"}}])")
                + calls(R"([{"id":"a","function":{"arguments":"}"}}])")
                + calls(R"([{"id":"b","function":{"name":"f","arguments":"{}"}}])"),
            R"([{"call":"f","id":"a","input":"{}"},{"call":"f","id":"b","input":"{}"}])"},
        {"an empty id in later chunks",
            calls(R"([{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}])")
                + calls(R"([{"index":0,"id":"","function":{"name":"","arguments":"}"}}])"),
            R"([{"call":"f","id":"a","input":"{}"}])"},
        {"a new ID in each chunk",
            calls(R"([{"index":0,"id":"a","function":{"name":"f"}}])")
                + calls(R"([{"index":0,"id":"b","function":{"arguments":"{"}}])")
                + calls(R"([{"index":0,"id":"c","function":{"name":"f","arguments":"}"}}])"),
            R"([{"call":"f","id":"a","input":"{}"}])"},
        {"every call has index 0",
            calls(R"([{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}])")
                + calls(R"([{"index":0,"id":"b","function":{"name":"f","arguments":"{}"}}])"),
            R"([{"call":"f","id":"a","input":"{}"},{"call":"f","id":"b","input":"{}"}])"},
        {"the name comes late",
            calls(R"([{"index":0,"id":"a","function":{"arguments":"{"}}])")
                + calls(R"([{"index":0,"function":{"name":"f","arguments":"}"}}])"),
            R"([{"call":"f","id":"a","input":"{}"}])"},
        {"arguments as an object", calls(R"([{"index":0,"id":"a","function":{"name":"f","arguments":{"x":1}}}])"),
            R"([{"call":"f","id":"a","input":"{\"x\":1}"}])"},
        {"blank content between chunks",
            calls(R"([{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}])") + chunk(R"({"content":"\n"})")
                + calls(R"([{"index":0,"function":{"arguments":"}"}}])"),
            R"([{"call":"f","id":"a","input":"{}"}])"},
        {"legacy function call",
            chunk(R"({"function_call":{"name":"f","arguments":""}})")
                + chunk(R"({"function_call":{"arguments":"{}"}})"),
            R"([{"call":"f","id":"call_01test_1","input":"{}"}])"},
    }));
    CAPTURE(row.name);
    for (const std::string& end : {finish("stop") + kDone, finish("tool_calls"), kDone}) {
        const ModelAnswer answer = decodedAtEveryCut(openAiChatCodec(), row.stream + end);
        CHECK(describe(answer)["choices"][0]["parts"].dump(1) == parseJson(row.parts)->dump(1));
        CHECK(answer.choices[0].stop == StopReason::ToolCalls);
    }
}

TEST_CASE("chat: reorders interleaved calls and texts")
{
    struct Row {
        const char* name;
        std::string stream;
        std::string parts;
    };
    const std::string kF = R"({"call":"f","id":"a","input":"{\"x\":1}"})";
    const std::string kG = R"({"call":"g","id":"b","input":"{\"y\":2}"})";
    const std::string kBoth = '[' + kF + ',' + kG + ']';
    const std::string head = calls(R"([{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\""}}])");
    const std::string tail = calls(R"([{"index":0,"function":{"arguments":":1}"}}])");
    const auto row = GENERATE_COPY(values<Row>({
        {"interleaved arguments",
            kMixedHeads + calls(R"([{"index":0,"function":{"arguments":"{\"x\""}}])")
                + calls(R"([{"index":1,"function":{"arguments":"{\"y\""}}])") + tail
                + calls(R"([{"index":1,"function":{"arguments":":2}"}}])"),
            kBoth},
        {"one call's arguments after the other's",
            kMixedHeads + calls(R"([{"index":1,"function":{"arguments":"{\"y\":2}"}}])")
                + calls(R"([{"index":0,"function":{"arguments":"{\"x\":1}"}}])"),
            kBoth},
        {"pieces of both in each chunk",
            kMixedHeads
                + calls(
                    R"([{"index":0,"function":{"arguments":"{\"x\""}},{"index":1,"function":{"arguments":"{\"y\""}}])")
                + calls(R"([{"index":0,"function":{"arguments":":1}"}},{"index":1,"function":{"arguments":":2}"}}])"),
            kBoth},
        {"by ID, without index",
            calls(R"([{"id":"a","function":{"name":"f","arguments":"{\"x\""}}])")
                + calls(R"([{"id":"b","function":{"name":"g","arguments":"{\"y\""}}])")
                + calls(R"([{"id":"a","function":{"arguments":":1}"}}])")
                + calls(R"([{"id":"b","function":{"arguments":":2}"}}])"),
            kBoth},
        {"a call without arguments before another",
            kMixedHeads + calls(R"([{"index":1,"function":{"arguments":"{}"}}])"),
            R"([{"call":"f","id":"a"},{"call":"g","id":"b","input":"{}"}])"},
        {"interleaved free-form input",
            calls(R"([{"index":0,"id":"a","custom":{"name":"f","input":"{}"}}])")
                + calls(R"([{"index":1,"id":"b","custom":{"name":"g","input":"y"}}])")
                + calls(R"([{"index":0,"custom":{"input":"x"}}])"),
            R"([{"call":"f","id":"a","input":"{}x","free_form":true},{"call":"g","id":"b","input":"y","free_form":true}])"},
        {"text within a call", head + chunk(R"({"content":"ta"})") + tail + chunk(R"({"content":"lk"})"),
            R"([{"call":"f","id":"a","input":"{\"x\":1}"},{"text":"talk"}])"},
        {"reasoning and text within a call",
            head + chunk(R"({"reasoning_content":"r"})") + chunk(R"({"content":"t"})") + tail,
            R"([{"call":"f","id":"a","input":"{\"x\":1}"},{"thinking":"r"},{"text":"t"}])"},
    }));
    CAPTURE(row.name);
    for (const std::string& end : {finish("tool_calls") + kDone, finish("stop")}) {
        const ModelAnswer answer = decodedAtEveryCut(openAiChatCodec(), row.stream + end);
        CHECK(outcome(decoded(openAiChatCodec(), {row.stream + end})) == "ended");
        CHECK(describe(answer)["choices"][0]["parts"].dump(1) == parseJson(row.parts)->dump(1));
    }
}

TEST_CASE("chat: holds back only what is out of order and never ends a partial call")
{
    struct Row {
        const char* name;
        std::string stream;
        const char* progress;
    };
    const std::string whole = calls(R"([{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}])");
    const auto row = GENERATE_COPY(values<Row>({
        {"a complete call may be the last", whole, " +0 {}"},
        {"one call after the other",
            whole + calls(R"([{"index":1,"id":"b","function":{"name":"g","arguments":"{"}}])"), " +0 {} -0 +1 {"},
        {"text after a call", whole + chunk(R"({"content":"x"})"), " +0 {} -0 +1 x"},
        {"a call waits for the one before", kMixedHeads + calls(R"([{"index":1,"function":{"arguments":"{}"}}])"),
            " +0"},
        {"... until the first is complete",
            kMixedHeads + calls(R"([{"index":1,"function":{"arguments":"{"}}])")
                + calls(R"([{"index":0,"function":{"arguments":"{}"}}])")
                + calls(R"([{"index":1,"function":{"arguments":"}"}}])"),
            " +0 {} -0 +1 { }"},
        {"text waits for a call", calls(R"([{"index":0,"id":"a","function":{"name":"f","arguments":"["}}])")
                + chunk(R"({"content":"x"})"), " +0 ["},
        {"truncated by the token limit",
            calls(R"([{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}])") + finish("length"), " +0 { -0"},
    }));
    CAPTURE(row.name);
    CHECK(progress(row.stream) == row.progress);
}

TEST_CASE("chat: reads streams of all known variants")
{
    struct Row {
        const char* name;
        std::string stream;
        const char* parts;
    };
    const auto row = GENERATE(values<Row>({
        {"reasoning as `reasoning`",
            chunk(R"({"reasoning":"r"})") + chunk(R"({"reasoning":null,"content":"x"})") + finish("stop"),
            R"([{"thinking":"r"},{"text":"x"}])"},
        {"both names at once", chunk(R"({"reasoning":"r","reasoning_content":"r"})") + finish("stop"),
            R"([{"thinking":"r"}])"},
        {"repeated cumulative entries",
            chunk(R"({"reasoning_details":[{"type":"reasoning.text","text":"This is a long beginning."}]})")
                + chunk(
                    R"({"reasoning_details":[{"type":"reasoning.text","text":"This is a long beginning. And more."}]})")
                + finish("stop"),
            R"([{"thinking":"This is a long beginning. And more.","format":"-"}])"},
        {"entries in pieces",
            chunk(R"({"reasoning_details":[{"type":"reasoning.text","text":"a"}]})")
                + chunk(R"({"reasoning_details":[{"type":"reasoning.text","text":"and"}]})") + finish("stop"),
            R"([{"thinking":"aand","format":"-"}])"},
        {"two entries",
            chunk(
                R"({"reasoning_details":[{"type":"reasoning.summary","summary":"a","format":"f","index":0},{"type":"reasoning.encrypted","data":"d","id":"x","format":"f","index":1}]})")
                + finish("stop"),
            R"x([{"thinking":"(empty)","summary":["a"],"format":"f"},{"thinking":"(empty)","encrypted":"d","id":"x","format":"f"}])x"},
        {"a finish_reason in each chunk",
            chunk(R"({"content":"a"})", R"(,"finish_reason":"stop")")
                + chunk(R"({"content":"b"})", R"(,"finish_reason":"stop")"),
            R"([{"text":"ab"}])"},
        {"choices without index, empty role",
            "data: {\"choices\":[{\"delta\":{\"role\":\"\",\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\n",
            R"([{"text":"x"}])"},
        {"CR, comments, no space after the colon",
            ": "
            "ping\r\n\r\ndata:{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}"
            "\r\n\r\n",
            R"([{"text":"x"}])"},
        {"no blank line at the end", chunk(R"({"content":"x"})") + "data: [DONE]", R"([{"text":"x"}])"},
        {"a complete answer as one chunk",
            "data: {\"choices\":[{\"index\":0,\"message\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\n",
            R"([{"text":"x"}])"},
        {"a complete answer in place of a stream",
            R"({"choices":[{"index":0,"message":{"content":"x"},"finish_reason":"stop"}]})", R"([{"text":"x"}])"},
        {"an image",
            chunk(R"({"content":"x"})")
                + chunk(R"({"images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]})")
                + finish("stop"),
            R"([{"text":"x"},{"data":"iVBORw0KGgo=","type":"image/png","media":0}])"},
        {"annotations",
            chunk(R"({"content":"x"})")
                + chunk(R"({"content":"","annotations":[{"type":"url_citation","url_citation":{"url":"u"}}]})")
                + finish("stop"),
            R"([{"text":"x","annotations":[{"type":"url_citation","url_citation":{"url":"u"}}]}])"},
        {"thoughts inside the text stay there", chunk(R"({"content":"<think>r</think>x"})") + finish("stop"),
            R"([{"text":"<think>r</think>x"}])"},
    }));
    CAPTURE(row.name);
    const ModelAnswer answer = decodedAtEveryCut(openAiChatCodec(), row.stream);
    CHECK(outcome(decoded(openAiChatCodec(), {row.stream})) == "ended");
    CHECK(describe(answer)["choices"][0]["parts"].dump(1) == parseJson(row.parts)->dump(1));
}

TEST_CASE("chat: a broken stream is never complete")
{
    struct Row {
        const char* name;
        std::string stream;
        const char* outcome;
    };
    const auto row = GENERATE(values<Row>({
        {"truncated", dataFile("openai-chat/truncated.sse"), "open"},
        {"nothing", "", "open"},
        {"no finish_reason, no end", chunk(R"({"content":"x"})"), "open"},
        {"partial event at the end", chunk(R"({"content":"x"})") + "data: {\"choi", "open"},
        {"one of two choices unfinished",
            "data: "
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"},{\"index\":1,"
            "\"delta\":{\"content\":\"y\"}}]}\n\n",
            "open"},
        {"only the end mark", kDone, "failed: The provider's stream ended without an answer."},
        {"an error in the stream", dataFile("openai/broken.sse"), "failed: Provider disconnected"},
        {"an error event", dataFile("openai-chat/error-event.sse"), "failed: Model unloaded"},
        {"a bare error", dataFile("openai-chat/bare-error.sse"), "failed: Out of memory"},
        {"an error in place of a stream", R"({"error":{"message":"No"}})", "failed: No"},
        {"not JSON", "data: <html>\n\n", "open"},
        {"partial object", "data: {\"choices\":[{\n\n", "failed: The provider's stream has an event that is no JSON object."},
        {"an error event that is not JSON", "event: error\ndata: busy\n\n", "failed: busy"},
        {"the end mark inside a call",
            calls(R"([{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}])") + kDone,
            "failed: The provider's stream ended within a tool call."},
        {"the end mark before a call's arguments",
            calls(R"([{"index":0,"id":"a","function":{"name":"f","arguments":""}}])") + kDone,
            "failed: The provider's stream ended within a tool call."},
        {"truncated inside the second of two calls", kMixedHeads + calls(R"([{"index":0,"function":{"arguments":"{}"}}])"),
            "open"},
        {"truncated inside a call, finish_reason in each chunk",
            chunk(R"({"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}]})",
                R"(,"finish_reason":"stop")"),
            "open"},
        {"a call continues after it was complete",
            calls(R"([{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}])") + chunk(R"({"content":"x"})")
                + calls(R"([{"index":0,"function":{"arguments":"{}"}}])") + kDone,
            "failed: The provider's stream goes on with a tool call (f) whose arguments were whole before."},
        {"more than can be buffered", kMixedHeads + endlessText() + kDone,
            "failed: The provider's stream mixes more than can be put in order."},
    }));
    CAPTURE(row.name);
    const auto events = decoded(openAiChatCodec(), {row.stream});
    checkOrder(events);
    CHECK(outcome(events) == row.outcome);
}

TEST_CASE("chat: keeps an error's code and uses it as status if it is one")
{
    const auto events = decoded(openAiChatCodec(), {dataFile("openai/broken.sse")});
    const auto* const failed = std::get_if<AnswerFailed>(&events.back());
    REQUIRE(failed);
    CHECK(failed->error.code == "502");
    CHECK(failed->error.status == 502);
}

TEST_CASE("chat: writes the stream events that clients require")
{
    ModelAnswer answer;
    answer.usage.origin = UsageOrigin::Reported;
    answer.usage.input = Tokens{3};
    answer.usage.output = Tokens{4};
    Choice choice;
    Thinking thinking;
    thinking.summary = {"one", "two"};
    thinking.signature = "of another format";
    ToolCall call;
    call.id = "c1";
    call.name = "f";
    ToolCall second = call;
    second.id = "c2";
    second.input = R"({"a":1})";
    choice.parts = {{thinking, {}}, textPart("Hi \"there\""), {call, {}}, {second, {}}};
    choice.stop = StopReason::Stop;
    answer.choices.push_back(choice);
    Conversation request;
    request.includeUsage = true;
    CHECK(encodedChoices(eventsOf(answer), &request)
        == R"({"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}]}

{"index":0,"delta":{"reasoning_content":"one"},"logprobs":null,"finish_reason":null}]}

{"index":0,"delta":{"reasoning_content":"\n\ntwo"},"logprobs":null,"finish_reason":null}]}

{"index":0,"delta":{"content":"Hi \"there\""},"logprobs":null,"finish_reason":null}]}

{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":""}}]},"logprobs":null,"finish_reason":null}]}

{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]},"logprobs":null,"finish_reason":null}]}

{"index":0,"delta":{"tool_calls":[{"index":1,"id":"c2","type":"function","function":{"name":"f","arguments":""}}]},"logprobs":null,"finish_reason":null}]}

{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"{\"a\":1}"}}]},"logprobs":null,"finish_reason":null}]}

{"index":0,"delta":{},"logprobs":null,"finish_reason":"tool_calls"}]}

],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}

data: [DONE]

)");
    request.includeUsage = false;
    CHECK_THAT(encoded(eventsOf(answer), &request), !Catch::Contains("usage"));
    request.usesFunctions = true;
    const std::string old = encodedChoices(eventsOf(answer), &request);
    CHECK_THAT(old, Catch::Contains(R"({"function_call":{"name":"f","arguments":""}})"));
    CHECK_THAT(old, Catch::Contains(R"({"function_call":{"arguments":"{}"}})"));
    CHECK_THAT(old, Catch::Contains(R"("finish_reason":"function_call")"));
    CHECK_THAT(old, !Catch::Contains("tool_calls"));
}

TEST_CASE("chat: a failed stream ends with its error and nothing else")
{
    const std::string stream =
        encodedChoices({AnswerBegun{}, AnswerPing{}, AnswerFailed{{"Busy", "overloaded", "529", 529}}});
    CHECK_THAT(stream,
        Catch::EndsWith(
            "data: {\"error\":{\"message\":\"Busy\",\"type\":\"overloaded\",\"param\":null,\"code\":\"529\"}}\n\n"));
    CHECK_THAT(encoded({AnswerBegun{}}), !Catch::Contains("[DONE]"));
}

TEST_CASE("chat: unwraps the input of a free-form tool that was sent as a function")
{
    Conversation request;
    Tool patch;
    patch.kind = Tool::Kind::FreeForm;
    patch.name = "patch";
    request.tools = {patch};
    const std::string upstream =
        calls(R"([{"index":0,"id":"a","function":{"name":"patch","arguments":"{\"input\":"}}])")
        + calls(R"([{"index":0,"function":{"arguments":"\"x\\ny\"}"}}])") + finish("tool_calls") + kDone;
    const std::string stream = encodedChoices(decoded(openAiChatCodec(), {upstream}), &request);
    CHECK_THAT(stream,
        Catch::Contains(R"({"index":0,"id":"a","type":"custom","custom":{"name":"patch","input":""}})"));
    CHECK_THAT(stream, Catch::Contains(R"({"index":0,"custom":{"input":"x\ny"}})"));
}
