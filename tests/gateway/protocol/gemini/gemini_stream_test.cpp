#include "gateway/protocol/gemini/gemini_codec.h"

#include "catch.h"
#include "codec_check.h"
#include "describe.h"
#include "gemini_recorded.h"

#include "gateway/protocol/conversation/answer_builder.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

template <class Event> const Event* lastOf(const std::vector<AnswerEvent>& events)
{
    return events.empty() ? nullptr : std::get_if<Event>(&events.back());
}

std::string encoded(const ModelAnswer& answer, const AnswerContext& context)
{
    const auto encoder = geminiCodec().makeEncoder(context);
    std::string stream;
    for (const AnswerEvent& event : eventsOf(answer))
        encoder->write(event, stream);
    return stream;
}

ModelAnswer fullAnswer()
{
    ModelAnswer answer;
    answer.model = "m";
    answer.usage.origin = UsageOrigin::Reported;
    answer.usage.input = Tokens{4};
    answer.usage.cachedInput = Tokens{16};
    answer.usage.output = Tokens{7};
    answer.usage.reasoning = Tokens{30};
    Thinking thinking;
    thinking.text = "hmm";
    thinking.signature = "dGg=";
    thinking.origin = Format::Gemini;
    Text text;
    text.text = "Grüße \"{[\\";
    text.origin = Format::Gemini;
    text.annotations = Json::array({Json{{"groundingMetadata", {{"webSearchQueries", Json::array({"q"})}}}}});
    text.signature = "c2ln";
    ToolCall call;
    call.id = "c1";
    call.name = "ls";
    call.input = R"({"path":"/a"})";
    call.signature = "c2ln";
    Media media;
    media.mediaType = "image/png";
    media.data = "iVBORw0KGgo=";
    Opaque code{Format::Gemini, Json{{"executableCode", {{"code", "1"}}}}};
    Choice choice;
    choice.parts = {{thinking, {}}, {text, {}}, {call, {}}, {media, {}}, {code, {}}};
    choice.stop = StopReason::ToolCalls;
    answer.choices.push_back(choice);
    Text plain;
    plain.text = "b";
    answer.choices.push_back({1, {{plain, {}}}, StopReason::Length, {},
        Json{{"content", Json::array({Json{{"token", "b"}, {"logprob", -0.5}, {"top_logprobs", Json::array()}}})}}});
    return answer;
}

} // namespace

TEST_CASE("decodes a Gemini text stream in both forms and split anywhere")
{
    const ModelAnswer answer = decodedAtEveryCut(geminiCodec(), recorded("stream_text.sse"));
    CHECK(describe(decodedAtEveryCut(geminiCodec(), recorded("stream_text.json"))) == describe(answer));
    CHECK(answer.id == "resp-1");
    CHECK(answer.model == "gemini-3.1-pro-preview");
    REQUIRE(answer.choices.size() == 1);
    REQUIRE(answer.choices[0].parts.size() == 2);
    CHECK(std::get<Thinking>(answer.choices[0].parts[0].content).text == "**Plan**\n\nThink of \"x\" {y}.");
    const auto& text = std::get<Text>(answer.choices[0].parts[1].content);
    CHECK(text.text == "Grüße, Welt \\ \"{[\" ✓");
    CHECK(text.signature == "c2ln");
    CHECK(text.annotations.dump() == R"([{"groundingMetadata":{"webSearchQueries":["q"]}}])");
    CHECK(answer.choices[0].stop == StopReason::Stop);
    CHECK(answer.usage.input == Tokens{4});
    CHECK(answer.usage.reasoning == Tokens{30});
}

TEST_CASE("decodes a Gemini stream of parallel calls")
{
    const ModelAnswer answer = decodedAtEveryCut(geminiCodec(), recorded("stream_tools.sse"));
    CHECK(describe(decodedAtEveryCut(geminiCodec(), recorded("stream_tools.json"))) == describe(answer));
    REQUIRE(answer.choices[0].parts.size() == 4);
    const auto call = [&](std::size_t i) { return std::get<ToolCall>(answer.choices[0].parts[i].content); };
    CHECK(call(1).id == "call_01test_0");
    CHECK(call(1).signature == "c2ln");
    CHECK(call(1).input == R"({"path":"/a"})");
    CHECK(call(2).id == "call_01test_1");
    CHECK(call(3).id == "own-1");
    CHECK(call(3).hasOwnId);
    CHECK(answer.choices[0].stop == StopReason::ToolCalls);
}

TEST_CASE("decodes two interleaved Gemini candidates")
{
    const ModelAnswer answer = decodedAtEveryCut(geminiCodec(), recorded("stream_two.sse"));
    REQUIRE(answer.choices.size() == 2);
    CHECK(std::get<Text>(answer.choices[0].parts.at(0).content).text == "aA");
    CHECK(std::get<Text>(answer.choices[1].parts.at(0).content).text == "b");
    CHECK(answer.choices[0].stop == StopReason::Stop);
    CHECK(answer.choices[1].stop == StopReason::Length);
}

TEST_CASE("an error inside a Gemini stream ends it")
{
    for (const char* const name : {"stream_error.sse", "stream_error.json"}) {
        CAPTURE(name);
        const std::string stream = recorded(name);
        decodedAtEveryCut(geminiCodec(), stream);
        const auto events = decoded(geminiCodec(), {stream});
        const auto* const failed = lastOf<AnswerFailed>(events);
        REQUIRE(failed);
        CHECK(failed->error.status == 503);
        CHECK(failed->error.type == "UNAVAILABLE");
    }
    // In place of a stream, and not JSON.
    CHECK(lastOf<AnswerFailed>(decoded(geminiCodec(), {R"({"error":{"code":400,"message":"x"}})"})));
    CHECK(lastOf<AnswerFailed>(decoded(geminiCodec(), {R"([{"error":{"code":400,"message":"x"}}])"})));
    CHECK(lastOf<AnswerFailed>(decoded(geminiCodec(), {"data: {\"candidates\":[\n\n"})));
    CHECK(lastOf<AnswerFailed>(decoded(geminiCodec(), {"[{\"a\" 1}]"})));
}

TEST_CASE("blocked and filtered Gemini streams are complete")
{
    const ModelAnswer blocked = decodedAtEveryCut(geminiCodec(), recorded("stream_blocked.sse"));
    CHECK(blocked.choices.at(0).stop == StopReason::ContentFilter);
    CHECK(lastOf<AnswerEnded>(decoded(geminiCodec(), {recorded("stream_blocked.sse")})));
    const ModelAnswer safety = decodedAtEveryCut(geminiCodec(), recorded("stream_safety.sse"));
    CHECK(safety.choices.at(0).stop == StopReason::ContentFilter);
}

TEST_CASE("a truncated Gemini stream is never complete")
{
    CHECK_FALSE(lastOf<AnswerEnded>(decoded(geminiCodec(), {recorded("stream_cut.sse")})));
    CHECK_FALSE(lastOf<AnswerEnded>(decoded(geminiCodec(), {recorded("stream_open.json")})));
    CHECK_FALSE(lastOf<AnswerEnded>(decoded(geminiCodec(), {""})));
    CHECK_FALSE(lastOf<AnswerEnded>(decoded(geminiCodec(), {"[]"})));
    // At any byte before the last complete event.
    for (const char* const name : {"stream_tools.sse", "stream_tools.json"}) {
        const std::string stream = recorded(name);
        const std::size_t last = stream.rfind("finishReason");
        for (std::size_t cut = 0; cut < last; cut += 7) {
            CAPTURE(name, cut);
            CHECK_FALSE(lastOf<AnswerEnded>(decoded(geminiCodec(), {std::string_view(stream).substr(0, cut)})));
        }
    }
    // A complete answer may lack its final line feeds.
    const std::string whole = recorded("stream_two.sse");
    CHECK(lastOf<AnswerEnded>(decoded(geminiCodec(), {std::string_view(whole).substr(0, whole.size() - 2)})));
}

TEST_CASE("tolerates deviations of Gemini-compatible hosts")
{
    const std::string odd =
        "\xEF\xBB\xBF: ping\n\nevent: x\ndata: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},"
        "\"finishReason\":\"STOP\"}],\"new\":[1]}\n\n"
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"finishReason\":\"STOP\"}]}\n\n"
        "data: [DONE]\n\n";
    const ModelAnswer answer = decodedAtEveryCut(geminiCodec(), odd);
    CHECK(std::get<Text>(answer.choices.at(0).parts.at(0).content).text == "ab");
    CHECK(answer.choices[0].stop == StopReason::Stop);
    // A complete answer in place of a stream.
    const ModelAnswer one = decodedAtEveryCut(geminiCodec(), recorded("answer_tools.json"));
    CHECK(one.choices.size() == 2);
}

TEST_CASE("an answer survives encoding as a Gemini stream unchanged")
{
    ModelAnswer answer = fullAnswer();
    const Json expected = describe(answer);
    for (const bool isArray : {false, true}) {
        AnswerContext context;
        context.model = answer.model;
        context.asArray = isArray;
        const std::string stream = encoded(answer, context);
        CAPTURE(stream);
        AnswerBuilder builder;
        for (const AnswerEvent& event : decoded(geminiCodec(), {stream}))
            builder.take(event);
        CHECK(builder.isWhole());
        CHECK(describe(builder.answer()).dump(1) == expected.dump(1));
        if (isArray)
            CHECK(parseJson(stream)->is_array());
    }
    // Clients that did not request thoughts receive none; this stream is also split at every byte.
    // One candidate at a time, because splitting is slow.
    answer.choices[0].parts.erase(answer.choices[0].parts.begin());
    for (const Choice& choice : answer.choices) {
        ModelAnswer one = answer;
        one.choices = {choice};
        checkStreamIdentity(geminiCodec(), one);
    }
}

TEST_CASE("writes the exact bytes of a Gemini stream")
{
    ModelAnswer answer;
    answer.usage.input = Tokens{2};
    answer.usage.output = Tokens{1};
    ToolCall call;
    call.id = "c1";
    call.name = "ls";
    Thinking thinking;
    thinking.text = "secret";
    Text text;
    text.text = "Hi";
    answer.choices.push_back({0, {{thinking, {}}, {text, {}}, {call, {}}}, StopReason::ToolCalls, {}, {}});
    Conversation request;
    AnswerContext context;
    context.request = &request;
    context.model = "mine";
    context.id = "01X";
    CHECK(encoded(answer, context)
        == "data: "
           "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}],\"role\":\"model\"},\"index\":0}],"
           "\"modelVersion\":\"mine\",\"responseId\":\"01X\"}\r\n\r\n"
           "data: "
           "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"id\":\"c1\",\"name\":\"ls\",\"args\":{}}}],"
           "\"role\":\"model\"},\"index\":0}],\"modelVersion\":\"mine\",\"responseId\":\"01X\"}\r\n\r\n"
           "data: "
           "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},\"finishReason\":\"STOP\","
           "\"index\":0}],"
           "\"usageMetadata\":{\"promptTokenCount\":2,\"candidatesTokenCount\":1,\"totalTokenCount\":3},"
           "\"modelVersion\":\"mine\",\"responseId\":\"01X\"}\r\n\r\n");
}

TEST_CASE("drops a truncated tool call for Gemini clients")
{
    struct Row {
        StopReason stop;
        const char* input;
        bool isFreeForm;
        const char* args; ///< null: no call
    };
    const auto row = GENERATE(values<Row>({
        {StopReason::Length, R"({"x": "tr)", false, nullptr},
        {StopReason::ContextFull, R"({"x": "tr)", false, nullptr},
        {StopReason::Error, R"({"x": "tr)", false, nullptr},
        {StopReason::Length, R"({"x":"true"})", false, R"({"x":"true"})"},
        {StopReason::Length, "*** Begin", true, R"({"input":"*** Begin"})"},
        {StopReason::ToolCalls, "not json", false, R"({"input":"not json"})"},
    }));
    CAPTURE(static_cast<int>(row.stop), row.input);
    ToolCall call;
    call.id = "c1";
    call.name = "ls";
    call.input = row.input;
    call.isFreeForm = row.isFreeForm;
    ModelAnswer answer;
    answer.choices.push_back({0, {{call, {}}}, row.stop, {}, {}});
    AnswerBuilder builder;
    for (const AnswerEvent& event : decoded(geminiCodec(), {encoded(answer, {})}))
        builder.take(event);
    CHECK(builder.isWhole());
    const auto whole = geminiCodec().readAnswer(geminiCodec().writeAnswer(answer, {}), "x");
    REQUIRE(whole);
    for (const ModelAnswer& told : {builder.answer(), *whole}) {
        std::string args;
        for (const Part& part : told.choices.at(0).parts)
            if (const auto* const made = std::get_if<ToolCall>(&part.content))
                args += made->input;
        CHECK(args == (row.args ? row.args : ""));
    }
}

TEST_CASE("ends a Gemini stream with the upstream's error in Gemini's form")
{
    for (const bool isArray : {false, true}) {
        AnswerContext context;
        context.asArray = isArray;
        const auto encoder = geminiCodec().makeEncoder(context);
        std::string stream;
        Text text;
        encoder->write(PartBegun{0, 0, text}, stream);
        PartGrew grew;
        grew.text = "Hal";
        encoder->write(grew, stream);
        encoder->write(AnswerPing{}, stream);
        encoder->write(AnswerFailed{{"overloaded", "", "", 529}}, stream);
        CAPTURE(stream);
        const auto events = decoded(geminiCodec(), {stream});
        const auto* const failed = lastOf<AnswerFailed>(events);
        REQUIRE(failed);
        CHECK(failed->error.message == "overloaded");
        CHECK(failed->error.type == "UNAVAILABLE");
        if (isArray)
            CHECK((*parseJson(stream))[1]["error"]["code"] == 529); // the number that matches UNAVAILABLE
    }
}
