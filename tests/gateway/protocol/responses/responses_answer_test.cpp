#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/responses/responses_codec.h"

#include "catch.h"
#include "codec_check.h"
#include "describe.h"
#include "responses_recorded.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace gateway::protocol::responses;
using namespace tests;

namespace {

const Codec& codec() { return openAiResponsesCodec(); }

ModelAnswer answerIn(const std::string& name)
{
    auto answer = codec().readAnswer(json(recorded(name)), "01TEST");
    REQUIRE(answer);
    return std::move(*answer);
}

/// Without the fields that a stream lacks.
Json streamed(ModelAnswer answer)
{
    answer.serviceTier.clear();
    return describe(answer);
}

/// The stream, split anywhere, contains `count` items of the complete answer starting at `first`.
void checkItems(const char* name, std::size_t first, std::size_t count)
{
    const ModelAnswer whole = answerIn("tools.answer.json");
    const ModelAnswer read = decodedAtEveryCut(codec(), recorded(name));
    const auto begin = whole.choices.front().parts.begin() + static_cast<std::ptrdiff_t>(first);
    ModelAnswer one;
    ModelAnswer other;
    one.choices.emplace_back().parts = read.choices.front().parts;
    other.choices.emplace_back().parts.assign(begin, begin + static_cast<std::ptrdiff_t>(count));
    CHECK(describe(one).dump(1) == describe(other).dump(1));
}

} // namespace

TEST_CASE("recorded Responses answers survive reading and writing unchanged")
{
    for (const char* name :
        {"tools.answer.json", "text.answer.json", "refusal.answer.json", "length.answer.json", "filter.answer.json"}) {
        CAPTURE(name);
        checkAnswerIdentity(codec(), recorded(name));
    }
}

// Separate cases, because their duration grows with the square of a stream's length.
TEST_CASE("reads thinking however the Responses stream is split") { checkItems("thinking.sse", 0, 1); }
TEST_CASE("reads text with a phase however the Responses stream is split") { checkItems("comment.sse", 1, 1); }
TEST_CASE("reads parallel calls however the Responses stream is split") { checkItems("functions.sse", 2, 2); }
TEST_CASE("reads free-form and built-in calls however the Responses stream is split") { checkItems("free-form.sse", 4, 2); }

TEST_CASE("reads refusals and incomplete answers however the Responses stream is split")
{
    CHECK(describe(decodedAtEveryCut(codec(), recorded("refusal.sse"))).dump(1)
        == streamed(answerIn("refusal.answer.json")).dump(1));
    CHECK(describe(decodedAtEveryCut(codec(), recorded("length.sse"))).dump(1)
        == streamed(answerIn("length.answer.json")).dump(1));
}

TEST_CASE("treats a textual refusal as a normal stop as in chat")
{
    CHECK(answerIn("refusal.answer.json").choices.front().stop == StopReason::Stop);
    CHECK(decodedAtEveryCut(codec(), recorded("refusal.sse")).choices.front().stop == StopReason::Stop);
}

TEST_CASE("reads text with citations and log probabilities however the Responses stream is split")
{
    const ModelAnswer text = decodedAtEveryCut(codec(), recorded("cited.sse")); // CRLF
    REQUIRE(text.choices.front().parts.size() == 1);
    CHECK(std::get<Text>(text.choices.front().parts[0].content).text == "Hello there ✓");
    CHECK(std::get<Text>(text.choices.front().parts[0].content).annotations.size() == 1);
    CHECK(text.choices.front().logProbs["content"].size() == 1);
    CHECK(text.usage.input == Tokens{39});
    CHECK(text.usage.cachedInput == Tokens{100});
    CHECK(text.usage.output == Tokens{16});
    CHECK(text.usage.reasoning == Tokens{64});
}

TEST_CASE("reads audio and image tokens of a response's usage")
{
    const Json body = *parseJson(R"({"id":"resp_1","object":"response","status":"completed","output":[],"usage":{"input_tokens":100,
        "input_tokens_details":{"cached_tokens":10,"audio_tokens":30,"image_tokens":20},"output_tokens":50,
        "output_tokens_details":{"reasoning_tokens":5,"image_tokens":900}}})");
    const auto answer = codec().readAnswer(body, "x");
    REQUIRE(answer);
    CHECK(answer->usage.input == Tokens{90});
    CHECK(answer->usage.audioInput == Tokens{30});
    CHECK(answer->usage.imageInput == Tokens{20});
    CHECK_FALSE(answer->usage.audioOutput);
    CHECK(answer->usage.imageOutput == Tokens{45}); // limited to the total output
}

TEST_CASE("counts a response's searches and notes other billable tools")
{
    struct Row {
        const char* output;
        std::optional<std::int64_t> searches;
        bool hasUncounted;
    };
    const auto row = GENERATE(values<Row>({
        {R"([{"type":"web_search_call","id":"w","status":"completed","action":{"type":"search","query":"x"}},
             {"type":"web_search_call","id":"v","status":"completed","action":{"type":"open_page","url":"https://a.example"}},
             {"type":"web_search_call","id":"u","status":"completed"}])", 2, false},
        {R"([{"type":"file_search_call","id":"f","status":"completed","queries":[]}])", {}, true},
        {R"([{"type":"code_interpreter_call","id":"c","status":"completed","code":"1"}])", {}, true},
        {R"([])", {}, false},
    }));
    CAPTURE(row.output);
    const std::string body = R"({"id":"resp_1","object":"response","status":"completed","usage":{"input_tokens":1,"output_tokens":2},"output":)" + std::string(row.output) + '}';
    const auto answer = codec().readAnswer(*parseJson(body), "x");
    REQUIRE(answer);
    CHECK(answer->usage.webSearches == row.searches);
    CHECK(answer->usage.hasUncounted == row.hasUncounted);
}

TEST_CASE("distinguishes reads from an explicit cache from implicit ones")
{
    const char* const details = GENERATE(R"({"cached_tokens":80})", R"({"cached_tokens":80,"cache_type":"implicit"})", R"({"cached_tokens":80,"cache_type":"ephemeral"})");
    CAPTURE(details);
    const auto usage = responseUsage(json(std::string(R"({"usage":{"input_tokens":100,"output_tokens":5,"input_tokens_details":)") + details + "}}"));
    CHECK(usage.cachedInput == Tokens{80});
    CHECK(usage.input == Tokens{20});
    CHECK(usage.cacheWrite.has_value() == (std::string_view(details).find("ephemeral") != std::string_view::npos));
}

TEST_CASE("clamps parts of a response's usage that exceed their total")
{
    const Json body = *parseJson(R"({"id":"resp_1","object":"response","status":"completed","output":[],"usage":{"input_tokens":100,
        "input_tokens_details":{"cached_tokens":130},"output_tokens":50,"output_tokens_details":{"reasoning_tokens":70}}})");
    const auto answer = codec().readAnswer(body, "x");
    REQUIRE(answer);
    CHECK(answer->usage.totalInput() == Tokens{100});
    CHECK(answer->usage.totalOutput() == Tokens{50});
    CHECK(answer->usage.cachedInput == Tokens{100});
    CHECK(answer->usage.reasoning == Tokens{50});
    CHECK(answer->usage.origin == UsageOrigin::Estimated);
}

TEST_CASE("Responses streams that omit events decode to the same answer")
{
    const std::string whole = streamed(answerIn("tools.answer.json")).dump(1);
    const auto answerOf = [](const char* name) {
        const auto events = decoded(codec(), {recorded(name)});
        checkOrder(events);
        AnswerBuilder builder;
        for (const AnswerEvent& event : events)
            builder.take(event);
        CHECK(builder.isWhole());
        return describe(builder.answer()).dump(1);
    };
    CHECK(answerOf("tools.sse") == whole);
    CHECK(answerOf("no-deltas.sse") == whole);
    CHECK(answerOf("unnumbered.sse") == whole);
    CHECK(answerOf("completed-only.sse") == whole);
    // Without output_item.added the phase of a text is unknown in time.
    ModelAnswer expected = answerIn("tools.answer.json");
    std::get<Text>(expected.choices.front().parts[1].content).phase.clear();
    CHECK(answerOf("no-added.sse") == streamed(expected).dump(1));
}

TEST_CASE("reorders interleaved output items")
{
    const std::string stream =
        R"(data: {"type":"response.output_item.added","output_index":0,"item":{"id":"fc_1","type":"function_call","call_id":"a","name":"f","arguments":""}}

data: {"type":"response.output_item.added","output_index":1,"item":{"id":"fc_2","type":"function_call","call_id":"b","name":"g","arguments":""}}

data: {"type":"response.function_call_arguments.delta","output_index":1,"item_id":"fc_2","delta":"{\"y\":"}

data: {"type":"response.function_call_arguments.delta","output_index":0,"item_id":"fc_1","delta":"{\"x\":1}"}

data: {"type":"response.function_call_arguments.delta","output_index":1,"item_id":"fc_2","delta":"2}"}

data: {"type":"response.output_item.done","output_index":1,"item":{"id":"fc_2","type":"function_call","call_id":"b","name":"g","arguments":"{\"y\":2}"}}

data: {"type":"response.output_item.done","output_index":0,"item":{"id":"fc_1","type":"function_call","call_id":"a","name":"f","arguments":"{\"x\":1}"}}

data: {"type":"response.completed","response":{"id":"r","status":"completed","output":[]}}

)";
    const ModelAnswer answer = decodedAtEveryCut(codec(), stream);
    REQUIRE(answer.choices.front().parts.size() == 2);
    CHECK(std::get<ToolCall>(answer.choices.front().parts[0].content).input == R"({"x":1})");
    CHECK(std::get<ToolCall>(answer.choices.front().parts[1].content).input == R"({"y":2})");
    CHECK(answer.choices.front().stop == StopReason::ToolCalls);
}

TEST_CASE("a truncated Responses stream is never complete")
{
    const std::string text = recorded("text.sse");
    const std::string tools = recorded("tools.sse");
    for (const std::string& stream : {recorded("truncated.sse"), recorded("truncated.sse") + "data: [DONE]\n\n",
             text.substr(0, text.size() - 2), tools.substr(0, tools.rfind("event:"))}) {
        const auto events = decoded(codec(), {stream});
        checkOrder(events);
        for (const AnswerEvent& event : events) {
            CHECK_FALSE(std::holds_alternative<AnswerEnded>(event));
            CHECK_FALSE(std::holds_alternative<AnswerFailed>(event));
        }
    }
}

TEST_CASE("reports errors inside a Responses stream")
{
    struct Row {
        const char* file;
        const char* code;
        const char* message;
        int status;
    };
    const auto row = GENERATE(values<Row>({
        {"failed.sse", "rate_limit_exceeded", "Rate limit reached. Please try again in 11.05s.", 0},
        {"error-event.sse", "context_length_exceeded", "Too long.", 0},
        {"bare-error.sse", "503", "Overloaded", 503},
    }));
    CAPTURE(row.file);
    const auto events = decoded(codec(), {recorded(row.file)});
    REQUIRE_FALSE(events.empty());
    const auto* const failed = std::get_if<AnswerFailed>(&events.back());
    REQUIRE(failed);
    CHECK(failed->error.code == row.code);
    CHECK(failed->error.message == row.message);
    CHECK(failed->error.status == row.status);
}

TEST_CASE("reports the usage of a failed response with its error")
{
    const auto* const type = GENERATE("response.failed", "response.cancelled");
    const auto events = decoded(codec(), {std::string("data: {\"type\":\"") + type
        + R"(","response":{"id":"r","status":"failed","error":{"code":"server_error","message":"No."},"usage":{"input_tokens":30,)"
          R"("input_tokens_details":{"cached_tokens":10},"output_tokens":7,"total_tokens":37}}})" "\n\n"});
    REQUIRE_FALSE(events.empty());
    const auto* const failed = std::get_if<AnswerFailed>(&events.back());
    REQUIRE(failed);
    CHECK(failed->error.message == "No.");
    CHECK(failed->usage.origin == UsageOrigin::Reported);
    CHECK(failed->usage.input == Tokens{20});
    CHECK(failed->usage.cachedInput == Tokens{10});
    CHECK(failed->usage.output == Tokens{7});
}

TEST_CASE("derives a response's progress from its status")
{
    struct Row {
        const char* body;
        ResponseState state;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"status":"queued","error":null})", ResponseState::UnderWay},
        {R"({"status":"in_progress"})", ResponseState::UnderWay},
        {R"({"status":"in_progress","error":{"message":"No."}})", ResponseState::Unknown},
        {R"({"status":"completed"})", ResponseState::Over},
        {R"({"status":"incomplete"})", ResponseState::Over},
        {R"({"status":"failed","error":{"message":"No."}})", ResponseState::Over},
        {R"({"status":"cancelled"})", ResponseState::Over},
        {R"({"status":7})", ResponseState::Unknown},
        {R"([1])", ResponseState::Unknown},
    }));
    CAPTURE(row.body);
    CHECK(responseState(json(row.body)) == row.state);
}

TEST_CASE("finds the final response in a stream")
{
    const auto found = responseIn("event: response.created\ndata: {\"response\":{\"status\":\"in_progress\"}}\n\n"
                                  "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"status\":\"completed\"}}");
    REQUIRE(found);
    CHECK((*found)["id"] == "r");
    CHECK_FALSE(responseIn("data: {\"response\":{\"status\":\"in_progress\"}}\n\ndata: no JSON\n\n"));
    CHECK_FALSE(responseIn(""));
}

TEST_CASE("reports an incomplete or malformed Responses answer as an error")
{
    struct Row {
        const char* body;
        ErrorKind kind;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"error":{"message":"no","type":"x"}})", ErrorKind::UpstreamError},
        {R"({"status":"failed","output":[]})", ErrorKind::UpstreamError},
        {R"({"status":"cancelled","output":[]})", ErrorKind::UpstreamError},
        {R"({"status":"in_progress","output":[]})", ErrorKind::UpstreamProtocolError},
        {R"({"choices":[]})", ErrorKind::UpstreamProtocolError},
        {R"([1])", ErrorKind::UpstreamProtocolError},
        {R"({"output":{}})", ErrorKind::UpstreamProtocolError},
    }));
    CAPTURE(row.body);
    const auto answer = codec().readAnswer(json(row.body), "01TEST");
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == row.kind);
    CHECK_FALSE(answer.error().text().empty());
    const auto failed = codec().readAnswer(json(recorded("failed.answer.json")), "01TEST");
    REQUIRE_FALSE(failed);
    CHECK(failed.error().text() == "The model had a hiccup.");
}

TEST_CASE("generates unique IDs for calls and ignores malformed items")
{
    const auto answer = codec().readAnswer(
        json(
            R"({"output":[{"type":"function_call","name":"f","arguments":"{}"},{"type":"function_call","name":"f","arguments":null},
                 7,{"type":"message","content":null},{"type":"image_generation_call","id":"ig_1","result":"aGk="}]})"),
        "01TEST");
    REQUIRE(answer);
    const auto& parts = answer->choices.front().parts;
    REQUIRE(parts.size() == 3);
    CHECK(std::get<ToolCall>(parts[0].content).id == "call_01test_0");
    CHECK(std::get<ToolCall>(parts[1].content).id == "call_01test_1");
    CHECK_FALSE(std::get<ToolCall>(parts[0].content).hasOwnId);
    CHECK(std::get<Media>(parts[2].content).data == "aGk=");
    CHECK(answer->choices.front().stop == StopReason::ToolCalls);
}

TEST_CASE("answers survive encoding as a Responses stream unchanged")
{
    for (const char* name : {"length.answer.json"}) {
        CAPTURE(name);
        checkStreamIdentity(codec(), answerIn(name));
    }
}
