#include "gateway/protocol/anthropic/anthropic_codec.h"

#include "anthropic_fixture.h"
#include "catch.h"
#include "codec_check.h"
#include "describe.h"

#include "gateway/protocol/conversation/answer_builder.h"

#include <algorithm>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

/// Parts, stop reason and usage on one line each.
std::string partsOf(const ModelAnswer& answer)
{
    return describe(answer).at("choices").at(0).value("parts", Json::array()).dump();
}

bool isWhole(const std::vector<AnswerEvent>& events)
{
    return !events.empty() && std::holds_alternative<AnswerEnded>(events.back());
}

const AnswerError* failureOf(const std::vector<AnswerEvent>& events)
{
    const auto* const failed = events.empty() ? nullptr : std::get_if<AnswerFailed>(&events.back());
    return failed ? &failed->error : nullptr;
}

} // namespace

TEST_CASE("a content block that is no object is passed over")
{
    const char* const block = GENERATE("true", "5", "\"x\"", "[]", "[1]", "null");
    CAPTURE(block);
    const auto events = tests::decoded(anthropicCodec(),
        {R"(data: {"type":"message_start","message":{"id":"m"}})" "\n\n" R"(data: {"type":"content_block_start","index":0,"content_block":)" + std::string(block) + "}\n\n"
            R"(data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"lost"}})" "\n\n" R"(data: {"type":"content_block_stop","index":0})" "\n\n"
            R"(data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":"Hello"}})" "\n\n" R"(data: {"type":"content_block_stop","index":1})" "\n\n"
            R"(data: {"type":"message_delta","delta":{"stop_reason":"end_turn"}})" "\n\n" R"(data: {"type":"message_stop"})" "\n\n"});
    REQUIRE_FALSE(events.empty());
    CHECK(std::holds_alternative<AnswerEnded>(events.back()));
    CHECK(std::ranges::any_of(events, [](const AnswerEvent& event) {
        const auto* const grew = std::get_if<PartGrew>(&event);
        return grew && grew->text == "Hello";
    }));
}

TEST_CASE("decodes a recorded stream to the same answer however it is split")
{
    struct Row {
        const char* file;
        StopReason stop;
        const char* parts;
        const char* usage;
    };
    const auto row = GENERATE(values<Row>({
        {"stream_text.sse", StopReason::Stop, R"([{"text":"Grüß dich 👋\n\nbye"}])",
            R"({"input":12,"cached":2000,"cache_write":100,"output":15})"},
        {"stream_tools.sse", StopReason::ToolCalls,
            R"([{"text":"Both."},{"call":"get_weather","id":"toolu_01A","input":"{\"city\": \"Oslo\"}"},)"
            R"({"call":"get_weather","id":"toolu_01B","input":"{\"city\": \"Rome\"}"},{"call":"now","id":"toolu_01C"}])",
            R"({"input":472,"output":89})"},
        {"stream_thinking.sse", StopReason::Stop,
            R"([{"thinking":"Let me see.","signature":"EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds0dhcHJvdG9jb2w="},)"
            R"-({"thinking":"(empty)","encrypted":"EmwKAhgB"},{"text":"Seen."}])-",
            R"({"input":5,"output":20,"reasoning":70})"},
        {"stream_server_tool.sse", StopReason::Pause,
            R"([{"opaque":{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"x"}}},)"
            R"({"opaque":{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","url":"https://e.com"}]}},)"
            R"({"text":"grass","annotations":[{"type":"char_location","cited_text":"Gras","document_index":0,"document_title":"Poem","start_char_index":9,"end_char_index":13},)"
            R"({"type":"char_location","cited_text":"Gras","document_index":0,"document_title":"Poem","start_char_index":9,"end_char_index":13}]},)"
            R"({"opaque":{"type":"compaction","content":"Summary","encrypted_content":"abc"}},{"opaque":{"type":"some_new_block","x":1,"y":"2"}}])",
            R"({"input":5,"output":6})"},
        {"stream_length.sse", StopReason::Length, R"([{"text":"Once"}])", R"({"input":5,"output":6})"},
        {"stream_refusal.sse", StopReason::Refusal, R"([{"text":"I can"}])", R"({"input":5,"output":6})"},
        {"stream_stop_sequence.sse", StopReason::StopSequence, R"([{"text":"One"}])", R"({"input":5,"output":6})"},
        {"stream_structured.sse", StopReason::Stop, R"([{"text":"{\"name\":\"Ann\"}"}])", R"({"input":5,"output":6})"},
        {"stream_answer_tool.sse", StopReason::Stop, R"([{"text":"{\"name\":\"Ann\"}"}])", R"({"input":5,"output":6})"},
        {"stream_deepseek.sse", StopReason::ToolCalls,
            R"([{"thinking":"Hmm"},{"text":"Yes"},{"call":"ls","id":"call_00_x","input":"{}"}])",
            R"({"input":300,"cached":256,"output":20})"},
        {"stream_converter.sse", StopReason::ToolCalls,
            R"([{"text":"Hi there"},{"call":"a","id":"call_0","input":"{\"x\":1}"},)"
            R"({"call":"b","id":"call_01test_0","input":"{\"y\":2}"},{"call":"c","id":"call_01test_1","input":"{\"z\":3}"}])",
            "null"},
        {"stream_minimax.sse", StopReason::Stop, R"([{"thinking":"Think","signature":"0a1b2c3d"},{"text":"Yes"}])",
            R"({"input":9,"output":20})"},
    }));
    CAPTURE(row.file);
    const std::string stream = anthropicData(row.file);
    const ModelAnswer answer = decodedAtEveryCut(anthropicCodec(), stream);
    CHECK(partsOf(answer) == row.parts);
    CHECK(answer.choices.at(0).stop == row.stop);
    CHECK(describe(answer).value("usage", Json()).dump() == row.usage);
    CHECK(isWhole(decoded(anthropicCodec(), {stream})));
}

TEST_CASE("a truncated stream is never complete")
{
    const std::string file = GENERATE(values<std::string>({"stream_length.sse", "stream_deepseek.sse"}));
    const std::string stream = anthropicData(file);
    const std::size_t stop = stream.rfind("message_stop\"}") + std::string_view("message_stop\"}").size();
    for (std::size_t size = 0; size < stop; ++size) {
        const auto events = decoded(anthropicCodec(), {std::string_view(stream).substr(0, size)});
        if (isWhole(events) || failureOf(events)) {
            CAPTURE(file, size);
            CHECK_FALSE(isWhole(events));
            CHECK_FALSE(failureOf(events));
            return;
        }
    }
    // The final blank line may be missing.
    CHECK(isWhole(decoded(anthropicCodec(), {std::string_view(stream).substr(0, stop)})));
}

TEST_CASE("emits text as it arrives and usage with the last delta")
{
    const std::string stream = anthropicData("stream_text.sse");
    const std::size_t half = stream.find("dich");
    const auto decoder = anthropicCodec().makeDecoder("X");
    std::vector<AnswerEvent> events;
    decoder->feed(std::string_view(stream).substr(0, half), events);
    REQUIRE(events.size() == 4); // answer begun, part begun, ping, first piece of text
    CHECK(std::get<AnswerBegun>(events[0]).usage.cachedInput == Tokens{2000});
    CHECK(std::get<PartGrew>(events[3]).text == "Grüß ");
    decoder->feed(std::string_view(stream).substr(half), events);
    const auto is = [](const AnswerEvent& event) { return std::holds_alternative<UsageReported>(event); };
    CHECK(std::count_if(events.begin(), events.end(), is) == 1);
}

TEST_CASE("reads the speed from the start of a stream and web searches from its end")
{
    const std::string stream = "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":7,\"output_tokens\":1,\"speed\":\"fast\"}}}\n\n"
                               "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":5,"
                               "\"server_tool_use\":{\"web_search_requests\":2}}}\n\ndata: {\"type\":\"message_stop\"}\n\n";
    const auto events = decoded(anthropicCodec(), {stream});
    const auto told = std::ranges::find_if(events, [](const AnswerEvent& event) { return std::holds_alternative<UsageReported>(event); });
    REQUIRE(told != events.end());
    CHECK(std::get<UsageReported>(*told).usage.webSearches == 2);
    CHECK(std::get<UsageReported>(*told).usage.serviceTier == ServiceTier::Fast);
}

TEST_CASE("ignores the output count and an input of 0 in the first event")
{
    struct Row {
        const char* name;
        const char* start;
        const char* delta; ///< the part after the stop reason
        std::optional<Tokens> input;
        std::optional<Tokens> output;
        UsageOrigin origin;
    };
    const auto row = GENERATE(values<Row>({
        {"regular", R"({"input_tokens":25,"output_tokens":1})", R"(,"usage":{"output_tokens":15})", Tokens{25}, Tokens{15}, UsageOrigin::Reported},
        {"no usage at the end", R"({"input_tokens":25,"output_tokens":1})", "", Tokens{25}, {}, UsageOrigin::Estimated},
        {"empty usage at the end", R"({"input_tokens":25,"output_tokens":1})", R"(,"usage":{})", Tokens{25}, {}, UsageOrigin::Estimated},
        {"input only", R"({"input_tokens":0,"output_tokens":0})", R"(,"usage":{"input_tokens":25})", Tokens{25}, {}, UsageOrigin::Estimated},
        {"zeros, then output", R"({"input_tokens":0,"output_tokens":0})", R"(,"usage":{"output_tokens":15})", {}, Tokens{15}, UsageOrigin::Estimated},
        {"all of it cached", R"({"input_tokens":0,"cache_read_input_tokens":9,"output_tokens":1})", R"(,"usage":{"output_tokens":15})", Tokens{0}, Tokens{15}, UsageOrigin::Reported},
        {"zeros until the end", R"({"input_tokens":0,"output_tokens":0})", R"(,"usage":{"input_tokens":25,"output_tokens":15})", Tokens{25}, Tokens{15}, UsageOrigin::Reported},
    }));
    CAPTURE(row.name);
    const auto events = decoded(anthropicCodec(), {R"(data: {"type":"message_start","message":{"id":"m","usage":)" + std::string(row.start) + "}}\n\n"
        + R"(data: {"type":"message_delta","delta":{"stop_reason":"end_turn"})" + row.delta + "}\n\ndata: {\"type\":\"message_stop\"}\n\n"});
    const auto told = std::ranges::find_if(events, [](const AnswerEvent& event) { return std::holds_alternative<UsageReported>(event); });
    REQUIRE(told != events.end());
    const TokenUsage& usage = std::get<UsageReported>(*told).usage;
    CHECK(usage.input == row.input);
    CHECK(usage.output == row.output);
    CHECK(usage.origin == row.origin);
    CHECK(usage.originOf(TokenPart::Input) == (row.input ? UsageOrigin::Reported : UsageOrigin::Unknown));
}

TEST_CASE("an error inside a stream ends it")
{
    struct Row {
        std::string stream;
        int status;
        const char* type;
        const char* message;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {anthropicData("stream_error.sse"), 529, "overloaded_error", "Overloaded"},
        {"data: {\"error\":{\"message\":\"No credit\",\"type\":\"billing_error\"}}\n\n", 402, "billing_error",
            "No credit"},
        {"event: error\ndata: {\"message\":\"Broken\"}\n\n", 0, "", "Broken"},
        {"event: error\ndata: {}\n\n", 0, "", "The provider broke its answer off with an error."},
        {R"({"type":"error","error":{"type":"rate_limit_error","message":"Slow down"}})", 429, "", "Slow down"},
        {"<html>busy</html>", 502, "", "The provider's answer is not an event stream."},
        {"data: {\"type\":\"ping\n\n", 502, "", "The provider sent an event that is no JSON."},
    }));
    CAPTURE(row.stream);
    auto stream = row.stream;
    const auto events = decoded(anthropicCodec(), {stream, "data: {\"type\":\"message_stop\"}\n\n"});
    const auto alone = decoded(anthropicCodec(), {stream});
    const AnswerError* const error = failureOf(alone);
    REQUIRE(error);
    CHECK(error->status == row.status);
    CHECK(error->type == row.type);
    CHECK(error->message == row.message);
    CHECK_FALSE(isWhole(alone));
    if (stream.ends_with("\n\n"))
        CHECK(failureOf(events)); // nothing after it is read
}

TEST_CASE("accepts a complete JSON answer in place of a stream")
{
    const auto events = decoded(anthropicCodec(), {anthropicData("answer_tools.json")});
    CHECK(isWhole(events));
    checkOrder(events);
    AnswerBuilder builder;
    for (const AnswerEvent& event : events)
        builder.take(event);
    CHECK(describe(builder.answer())
        == describe(*anthropicCodec().readAnswer(*parseJson(anthropicData("answer_tools.json")), "01TEST")));
}

TEST_CASE("reads a vendor's own signature like any other")
{
    const auto answer = decodedAtEveryCut(anthropicCodec(), anthropicData("stream_minimax.sse"));
    CHECK(partsOf(answer) == R"([{"thinking":"Think","signature":"0a1b2c3d"},{"text":"Yes"}])");
}

TEST_CASE("accepts blocks without a start or stop event")
{
    const std::string stream =
        "data: "
        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"a\"}}\n\n"
        "data: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
        "data: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"b\"}}\n\n"
        "data: "
        "{\"type\":\"content_block_delta\",\"index\":7,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\"}"
        "}\n\n"
        "data: {\"type\":\"content_block_stop\",\"index\":9}\n\n"
        "data: "
        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":3}}\n\n"
        "data: {\"type\":\"message_stop\"}\n\n";
    const auto answer = decodedAtEveryCut(anthropicCodec(), stream);
    CHECK(partsOf(answer) == R"([{"thinking":"a"},{"text":"b"}])");
    CHECK(answer.choices.at(0).stop == StopReason::Stop);
}
