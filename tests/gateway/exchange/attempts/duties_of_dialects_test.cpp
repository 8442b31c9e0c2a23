#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/adaptation/answer_duties.h"
#include "gateway/protocol/conversation/event_meter.h"

#include "gateway/core/json/json.h"

#include "catch.h"

#include <memory>
#include <string>
#include <string_view>

// Changes that the gateway makes to answers, from an upstream's bytes to those of each client.

using namespace gateway;
using namespace gateway::protocol;

namespace {

std::string sse(const Json& event)
{
    const auto type = event.find("type");
    return (type == event.end() ? "" : "event: " + type->get<std::string>() + "\n") + "data: " + toText(event) + "\n\n";
}

/// A Responses stream that emits `pieces`, up to the last one.
std::string responsesStream(const std::vector<std::string>& pieces)
{
    std::string out = sse({{"type", "response.created"}, {"response", {{"id", "resp_1"}, {"object", "response"}, {"status", "in_progress"}, {"model", "gpt-5"}, {"output", Json::array()}}}});
    out += sse({{"type", "response.output_item.added"}, {"output_index", 0}, {"item", {{"type", "message"}, {"id", "msg_1"}, {"role", "assistant"}, {"status", "in_progress"}, {"content", Json::array()}}}});
    out += sse({{"type", "response.content_part.added"}, {"item_id", "msg_1"}, {"output_index", 0}, {"content_index", 0}, {"part", {{"type", "output_text"}, {"text", ""}, {"annotations", Json::array()}}}});
    for (const std::string& piece : pieces)
        out += sse({{"type", "response.output_text.delta"}, {"item_id", "msg_1"}, {"output_index", 0}, {"content_index", 0}, {"delta", piece}});
    return out;
}

std::string geminiCalls()
{
    const auto call = [](const char* name) { return Json{{"functionCall", {{"name", name}, {"args", {{"x", 1}}}}}}; };
    return "data: " + toText(Json{{"candidates", {Json{{"index", 0}, {"content", {{"role", "model"}, {"parts", {call("first"), call("second")}}}}, {"finishReason", "STOP"}}}},
                                  {"usageMetadata", {{"promptTokenCount", 3}, {"candidatesTokenCount", 4}, {"totalTokenCount", 7}}}})
        + "\r\n\r\n";
}

std::string anthropicText(const std::string& text)
{
    return sse({{"type", "message_start"}, {"message", {{"id", "msg_1"}, {"type", "message"}, {"role", "assistant"}, {"model", "claude"}, {"content", Json::array()}, {"usage", {{"input_tokens", 5}, {"output_tokens", 1}}}}}})
        + sse({{"type", "content_block_start"}, {"index", 0}, {"content_block", {{"type", "text"}, {"text", ""}}}})
        + sse({{"type", "content_block_delta"}, {"index", 0}, {"delta", {{"type", "text_delta"}, {"text", text}}}})
        + sse({{"type", "content_block_stop"}, {"index", 0}})
        + sse({{"type", "message_delta"}, {"delta", {{"stop_reason", "end_turn"}, {"stop_sequence", nullptr}}}, {"usage", {{"output_tokens", 9}}}})
        + sse({{"type", "message_stop"}});
}

struct Client {
    Format format;
    const char* stopped; ///< the stop reason of a stream that the gateway ended
    const char* calls; ///< the stop reason of a tool call; empty: none
};

const std::vector<Client>& clients()
{
    static const std::vector<Client> kAll{
        {Format::OpenAiChat, R"("finish_reason":"stop")", R"("finish_reason":"tool_calls")"},
        {Format::Anthropic, R"("stop_reason":"stop_sequence","stop_sequence":"END")", R"("stop_reason":"tool_use")"},
        {Format::Gemini, R"("finishReason":"STOP")", R"("finishReason":"STOP")"},
        {Format::OllamaChat, R"("done_reason":"stop")", ""},
        {Format::OpenAiResponses, R"("status":"completed")", R"("status":"completed")"},
    };
    return kAll;
}

struct Translated {
    std::unique_ptr<EventMeter> meter;
    std::shared_ptr<StreamMeter::Work> work = std::make_shared<StreamMeter::Work>();
    AnswerContext context;
    std::string out;

    Translated(Format upstream, Format client, const AnswerDuties& duties)
    {
        context.model = "alias";
        context.id = "x";
        EventMeter::Parts parts;
        parts.decoder = doingDuties(codecOf(upstream).makeDecoder("x"), duties, work);
        parts.work = work;
        parts.format = upstream;
        parts.encoder = codecOf(client).makeEncoder(context);
        parts.dialect = formatInfo(client).dialect;
        meter = std::make_unique<EventMeter>(std::move(parts));
    }
    void feed(std::string_view bytes) { out += meter->feed(bytes); }
    void finish() { out += meter->finish(); }
};

} // namespace

TEST_CASE("reports a stop sequence in every client's format")
{
    AnswerDuties duties;
    duties.stop = {"END"};
    const std::string stream = responsesStream({"Hello E", "N", "D and more"});
    for (const Client& client : clients()) {
        CAPTURE(static_cast<int>(client.format));
        for (std::size_t cut = 1; cut < stream.size(); cut += 7) {
            Translated translated(Format::OpenAiResponses, client.format, duties);
            translated.feed(std::string_view(stream).substr(0, cut));
            translated.feed(std::string_view(stream).substr(cut));
            REQUIRE(translated.meter->work().isStopped);
            REQUIRE(translated.meter->isWhole());
            REQUIRE_THAT(translated.out, Catch::Contains(client.stopped));
            REQUIRE_THAT(translated.out, Catch::Contains("Hello "));
            REQUIRE_THAT(translated.out, !Catch::Contains("more"));
            REQUIRE_THAT(translated.out, !Catch::Contains("Hello E"));
        }
    }
    const std::string whole = R"({"id":"resp_1","object":"response","status":"completed","model":"gpt-5","output":[{"type":"message","id":"m","role":"assistant",)"
                              R"("content":[{"type":"output_text","text":"Hello END and more","annotations":[]}]}],"usage":{"input_tokens":3,"output_tokens":5,"total_tokens":8}})";
    for (const Client& client : clients()) {
        auto answer = codecOf(Format::OpenAiResponses).readAnswer(parseJson(whole).value(), "x").value();
        CHECK(doDuties(duties, answer).isStopped);
        AnswerContext context;
        const std::string written = toText(codecOf(client.format).writeAnswer(answer, context));
        CHECK_THAT(written, Catch::Contains("Hello "));
        CHECK_THAT(written, !Catch::Contains("more"));
        CHECK_THAT(written, Catch::Contains(client.stopped));
    }
}

TEST_CASE("gives every client a single call if it accepts only one")
{
    AnswerDuties duties;
    duties.oneCall = true;
    for (const Client& client : clients()) {
        CAPTURE(static_cast<int>(client.format));
        Translated translated(Format::Gemini, client.format, duties);
        translated.feed(geminiCalls());
        translated.finish();
        CHECK(translated.meter->isWhole());
        CHECK(translated.meter->work().droppedCalls == 1);
        CHECK_THAT(translated.out, Catch::Contains("first"));
        CHECK_THAT(translated.out, !Catch::Contains("second"));
        CHECK_THAT(translated.out, Catch::Contains(client.calls));
        CHECK(translated.meter->usage().output == Tokens{4});
    }
}

TEST_CASE("gives every client JSON without a code fence or an error in its format")
{
    AnswerDuties duties;
    duties.jsonField = "response_format";
    for (const Client& client : clients()) {
        CAPTURE(static_cast<int>(client.format));
        Translated good(Format::Anthropic, client.format, duties);
        good.feed(anthropicText("```json\n{\"colour\":\"red\"}\n```"));
        good.finish();
        CHECK(good.meter->isWhole());
        CHECK_THAT(good.out, Catch::Contains(R"({\"colour\":\"red\"})"));
        CHECK_THAT(good.out, !Catch::Contains("```"));
        Translated bad(Format::Anthropic, client.format, duties);
        bad.feed(anthropicText("Red, I would say."));
        bad.finish();
        CHECK(bad.meter->work().lacksJson);
        CHECK(bad.meter->failedInStream());
        CHECK_FALSE(bad.meter->hasToken());
        CHECK_THAT(bad.out, Catch::Contains("response_format"));
        CHECK_THAT(bad.out, !Catch::Contains("I would say"));
        CHECK(bad.meter->usage().output == Tokens{9});
    }
}
