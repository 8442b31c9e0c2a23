#include "gateway/protocol/metering/openai_chat_meter.h"

#include "catch.h"
#include "effort.h"
#include "meter_said.h"
#include "recorded_chat.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;

namespace {

/// Everything a meter reports at the end, and what the client received.
struct Seen : tests::MeterSaid {
    std::string sent;

    bool operator==(const Seen&) const = default;
};

Seen play(OpenAiChatReader& reader, const std::vector<std::string_view>& pieces, UsageChunk usageChunk)
{
    OpenAiChatMeter meter(reader, usageChunk);
    Seen seen;
    for (const std::string_view piece : pieces) {
        const std::string own(piece); // a copy, so that a sanitizer detects a read beyond the piece
        seen.sent += meter.feed(own);
    }
    seen.sent += meter.finish();
    static_cast<tests::MeterSaid&>(seen) = tests::saidBy(meter);
    return seen;
}

/// The result must not change when fed in small pieces.
void checkPieces(OpenAiChatReader& reader, std::string_view all, UsageChunk usageChunk, const Seen& whole)
{
    for (const std::size_t step : {1U, 2U, 7U, 100U}) {
        std::vector<std::string_view> pieces;
        for (std::size_t at = 0; at < all.size(); at += step)
            pieces.push_back(all.substr(at, step));
        CHECK(play(reader, pieces, usageChunk) == whole);
    }
}

/// The result must not change wherever the body is split.
void checkCuts(OpenAiChatReader& reader, std::string_view all, UsageChunk usageChunk, const Seen& whole)
{
    for (std::size_t cut = 0; cut <= all.size(); cut += tests::kCutStep) {
        const bool same = play(reader, {all.substr(0, cut), all.substr(cut)}, usageChunk) == whole;
        if (!same)
            FAIL("cut at " << cut);
    }
    checkPieces(reader, all, usageChunk, whole);
}

std::string withEnds(std::string_view text, std::string_view lineEnd)
{
    std::string out;
    for (const char c : text) {
        if (c == '\n')
            out += lineEnd;
        else if (c != '\r')
            out += c;
    }
    return out;
}

std::string without(std::string body, std::string_view needle)
{
    const auto at = body.find(needle);
    REQUIRE(at != std::string::npos);
    const auto begin = body.rfind("data:", at);
    const auto end = body.find("data:", at);
    return body.erase(begin, end - begin);
}

TokenUsage reported(std::optional<int> input, std::optional<int> cached, std::optional<int> written,
    std::optional<int> output, std::optional<int> reasoning)
{
    const auto tokens = [](std::optional<int> count) { return count ? std::optional(Tokens{*count}) : std::nullopt; };
    return {UsageOrigin::Reported, tokens(input), tokens(cached), tokens(written), tokens(output), tokens(reasoning)};
}

/// A cost in OpenRouter's field.
TokenUsage costing(std::int64_t pico, TokenUsage usage)
{
    usage.reportedCost = ReportedCost{CostField::UsageCost, pico};
    return usage;
}

struct Row {
    const char* file;
    const char* usageChunk; ///< text in the chunk that contains only usage; null if there is none
    TokenUsage usage;
    const char* finish;
    bool done;
    std::int64_t output; ///< estimated
    std::int64_t reasoning;
    const char* error = "";
    const char* errorCode = "";
};

/// The usage with these audio and image counts; empty: not reported.
TokenUsage withMedia(TokenUsage usage, std::optional<Tokens> audioInput, std::optional<Tokens> audioOutput, std::optional<Tokens> imageOutput)
{
    usage.audioInput = audioInput;
    usage.audioOutput = audioOutput;
    usage.imageOutput = imageOutput;
    return usage;
}

const std::vector<Row>& rows()
{
    static const std::vector<Row> all{
        {"openai.sse", "\"choices\":[]", withMedia(reported(30, 1280, {}, 25, 0), Tokens{0}, Tokens{0}, {}), "stop", true, 24, 0},
        {"openai-tools.sse", "\"choices\":[]", reported(90, 0, {}, 31, 0), "tool_calls", true, 10, 0},
        {"deepseek-reasoner.sse", nullptr, reported(7, 64, {}, 14, 104), "stop", true, 4, 7},
        {"qwen.sse", "\"choices\":[]", reported(512, 512, 1024, 12, 30), "stop", true, 9, 6},
        {"openrouter.sse", nullptr, withMedia(costing(58'000'000, reported(10, 2, {}, 7, 33)), Tokens{0}, {}, Tokens{0}), "stop", true, 3, 4},
        {"openrouter-error.sse", nullptr, {UsageOrigin::Estimated, {}, {}, {}, Tokens{2}, {}}, "error", true, 2, 0,
            "Provider disconnected unexpectedly", "502"},
        {"azure.sse", "\"choices\":[],\"created\":1763625604", reported(9, 0, {}, 4, 0), "stop", true, 3, 0},
        {"self-hosted.sse", "\"choices\": []", reported(15, {}, {}, 5, {}), "length", true, 4, 0},
        {"moonshot.sse", nullptr, reported(9, 10, {}, 21, {}), "stop", true, 2, 0},
        {"truncated.sse", nullptr, {UsageOrigin::Estimated, {}, {}, {}, Tokens{2}, {}}, "", false, 2, 0},
        {"error-event.sse", nullptr, {}, "", false, 0, 0, "Model unloaded", ""},
        {"bare-error.sse", nullptr, {}, "", true, 0, 0, "Out of memory", "500"},
        {"empty.sse", nullptr, {}, "stop", true, 0, 0},
    };
    return all;
}

} // namespace

TEST_CASE("meters a recorded stream")
{
    const auto index = GENERATE(range<std::size_t>(0, rows().size()));
    const Row& row = rows()[index];
    CAPTURE(row.file);
    OpenAiChatReader reader;
    const std::string body = recorded(row.file);
    const Seen seen = play(reader, {body}, UsageChunk::Keep);
    CHECK(seen.sent == body);
    CHECK(seen.usage == row.usage);
    CHECK(seen.finish == row.finish);
    CHECK(seen.done == row.done);
    CHECK(seen.output == row.output);
    CHECK(seen.reasoning == row.reasoning);
    CHECK(seen.token == (row.output + row.reasoning > 0));
    CHECK(seen.failed == (row.error[0] != '\0'));
    CHECK(seen.error == row.error);
    CHECK(seen.errorCode == row.errorCode);
    CHECK(seen.meaningful);
    CHECK_FALSE(seen.malformed);
    CHECK(seen.whole == (row.done && row.error[0] == '\0'));
}

TEST_CASE("removes only the chunk that contains nothing but usage")
{
    const auto index = GENERATE(range<std::size_t>(0, rows().size()));
    const Row& row = rows()[index];
    CAPTURE(row.file);
    OpenAiChatReader reader;
    const std::string body = recorded(row.file);
    std::string expected = row.usageChunk ? without(body, row.usageChunk) : body;
    if (std::string_view(row.file) == "truncated.sse")
        expected.erase(expected.rfind("data:")); // an incomplete chunk is not forwarded
    const Seen seen = play(reader, {body}, UsageChunk::Remove);
    CHECK(seen.sent == expected);
    CHECK(seen.usage == row.usage);
}

TEST_CASE("a stream gives the same result however it is split")
{
    const auto index = GENERATE(range<std::size_t>(0, rows().size()));
    const auto usageChunk = GENERATE(UsageChunk::Keep, UsageChunk::Remove);
    CAPTURE(rows()[index].file);
    OpenAiChatReader reader;
    const std::string body = recorded(rows()[index].file);
    checkCuts(reader, body, usageChunk, play(reader, {body}, usageChunk));
}

TEST_CASE("accepts LF or CR or CRLF line ends and a leading byte order mark")
{
    // Source: WHATWG HTML §9.2.5, §9.2.6.
    const auto index = GENERATE(range<std::size_t>(0, rows().size()));
    const auto usageChunk = GENERATE(UsageChunk::Keep, UsageChunk::Remove);
    const std::string lineEnd = GENERATE("\n", "\r", "\r\n");
    const std::string mark = GENERATE("", "\xEF\xBB\xBF");
    CAPTURE(rows()[index].file, lineEnd, mark);
    OpenAiChatReader reader;
    const std::string plain = withEnds(recorded(rows()[index].file), "\n");
    Seen expected = play(reader, {plain}, usageChunk);
    expected.sent = mark + withEnds(expected.sent, lineEnd);
    const std::string body = mark + withEnds(plain, lineEnd);
    CHECK(play(reader, {body}, usageChunk) == expected);
    checkPieces(reader, body, usageChunk, expected);
}

TEST_CASE("accepts mixed line ends within one stream")
{
    const std::string a = R"(data: {"choices":[{"delta":{"content":"a"}}]})";
    const std::string usage = R"(data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}})";
    const auto usageChunk = GENERATE(UsageChunk::Keep, UsageChunk::Remove);
    OpenAiChatReader reader;
    const std::string start = a + "\r\n\r" + a + "\n\r" + a + "\r\n\n" + a + "\n\r\n" + a + "\r\r";
    const std::string body = start + usage + "\n\n" + "event: message\r" + a + "\rid: 1\r\n\r\n";
    const Seen seen = play(reader, {body}, usageChunk);
    CHECK(seen.output == 6);
    CHECK_FALSE(seen.malformed);
    CHECK(seen.usage == reported(1, {}, {}, 2, {}));
    CHECK(seen.sent == (usageChunk == UsageChunk::Keep ? body : start + body.substr(start.size() + usage.size() + 2)));
    checkCuts(reader, body, usageChunk, seen);
}

TEST_CASE("forwards an event at once when its lines end in CR")
{
    OpenAiChatReader reader;
    OpenAiChatMeter meter(reader, UsageChunk::Remove);
    const std::string event = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\r\r";
    CHECK(meter.feed(event) == event);
    CHECK(meter.hasContent());
    CHECK_FALSE(meter.stopsInsideEvent());
}

TEST_CASE("forwards complete events at once and holds back the beginning of one")
{
    OpenAiChatReader reader;
    OpenAiChatMeter meter(reader, UsageChunk::Remove);
    const std::string first = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
    const std::string second = "data: {\"choices\":[{\"delta\":{\"content\":\"b\"}}]}\n\n";
    const std::string usage = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\n";
    const std::string both = first + second;

    const std::string_view sent = meter.feed(both);
    CHECK(sent == both);
    CHECK(static_cast<const void*>(sent.data()) == both.data()); // no copy
    CHECK(meter.feed(std::string_view(first).substr(0, 20)).empty());
    CHECK_FALSE(meter.stopsInsideEvent());
    CHECK(meter.outputTokensSoFar() == 2);
    CHECK(meter.feed(first.substr(20) + second + usage.substr(0, 9)) == both);
    CHECK(meter.outputTokensSoFar() == 4);
    CHECK(meter.feed(usage.substr(9) + second + usage + first) == both.substr(first.size()) + first);
    CHECK(meter.finish().empty());
    CHECK(meter.usage() == reported(1, {}, {}, 2, {}));
}

TEST_CASE("does not hold back an event of a megabyte and still reads it")
{
    OpenAiChatReader reader;
    OpenAiChatMeter meter(reader, UsageChunk::Remove);
    const std::string event = "data: {\"choices\":[{\"delta\":{\"content\":\"" + std::string(1'000'000, 'x')
        + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}\n\n";
    std::string sent;
    std::size_t held = 0;
    for (std::size_t at = 0; at < event.size(); at += 10'000) {
        sent += meter.feed(std::string_view(event).substr(at, 10'000));
        held = std::max(held, std::min(at + 10'000, event.size()) - sent.size());
    }
    CHECK(sent == event);
    CHECK(held <= OpenAiChatMeter::kMaxUsageChunk);
    CHECK(meter.usage() == reported(3, {}, {}, 4, {}));
    CHECK(meter.outputTokensSoFar() == 250'000);
    CHECK_FALSE(meter.stopsInsideEvent());
}

TEST_CASE("passes an event beyond the size limit unread and reads the next one")
{
    const auto usageChunk = GENERATE(UsageChunk::Keep, UsageChunk::Remove);
    OpenAiChatReader reader;
    OpenAiChatMeter meter(reader, usageChunk);
    const std::string block(1024 * 1024, 'x');
    std::string sent(meter.feed("data: {\"choices\":[{\"delta\":{\"content\":\""));
    std::size_t fed = 0;
    for (; fed < OpenAiChatMeter::kMaxEvent + 3 * block.size(); fed += block.size())
        sent += meter.feed(block);
    CHECK(meter.stopsInsideEvent());
    sent += meter.feed("\"}}]}\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"hi\"}}]}\n\n");
    CHECK(sent.size() == 39 + fed + 9 + 48);
    CHECK(meter.outputTokensSoFar() == 1);
    CHECK_FALSE(meter.stopsInsideEvent());
    CHECK_FALSE(meter.malformed());
}

TEST_CASE("recognises the first meaningful event")
{
    struct Case {
        const char* event;
        bool meaningful;
        bool token;
    };
    const auto row = GENERATE(values<Case>({
        {": OPENROUTER PROCESSING", false, false},
        {"event: ping", false, false},
        {"data:", false, false},
        {"data: {}", false, false},
        {"data: [DONE]", false, false},
        {R"(data: {"choices":[]})", false, false},
        {R"(data: {"choices":[{"delta":{"role":"assistant"}}]})", false, false},
        {R"(data: {"choices":[{"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null})", false,
            false},
        {R"(data: {"choices":[{"delta":{"content":null,"tool_calls":[]}}],"error":null})", false, false},
        {R"(data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":0}})", false, false},
        {R"(data: {"choices":[{"delta":{"content":" "}}]})", true, true},
        {R"(data: {"choices":[{"delta":{"refusal":"I cannot"}}]})", true, true},
        {R"(data: {"choices":[{"delta":{"reasoning":"Hm"}}]})", true, true},
        {R"(data: {"choices":[{"delta":{"reasoning_content":"Hm"}}]})", true, true},
        {R"(data: {"choices":[{"delta":{"reasoning_details":[{"type":"reasoning.text","text":"Hm"}]}}]})", true, true},
        {R"(data: {"choices":[{"delta":{"content":[{"type":"text","text":"Hi"}]}}]})", true, true},
        {R"(data: {"choices":[{"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]}]}}]})",
            true, true},
        {R"(data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"x","function":{"name":"f","arguments":""}}]}}]})",
            true, true},
        {R"(data: {"choices":[{"delta":{"function_call":{"name":"f"}}}]})", true, true},
        {R"(data: {"choices":[{"delta":{"images":[{"type":"image_url","image_url":{"url":"data:,"}}]}}]})", true, true},
        {R"(data: {"choices":[{"text":"Hi"}]})", true, true},
        {R"(data: {"choices":[{"delta":{},"finish_reason":"stop"}]})", true, false},
        {R"(data: {"error":{"message":"busy"}})", true, false},
        {R"(data: {"error":"busy"})", true, false},
        {R"(data: {"code":"Throttling","message":"busy"})", true, false},
        {"event: error\ndata: busy", true, false},
    }));
    CAPTURE(row.event);
    OpenAiChatReader reader;
    OpenAiChatMeter meter(reader, UsageChunk::Keep);
    meter.feed(std::string(row.event) + "\n\n");
    CHECK(meter.meaningful() == row.meaningful);
    CHECK(meter.hasToken() == row.token);
    CHECK(meter.failedInStream() == (std::string_view(row.event).find("busy") != std::string_view::npos));
    CHECK(meter.errorMessage() == (meter.failedInStream() ? "busy" : ""));
}

TEST_CASE("keeps the service tier of any chunk even if no usage follows")
{
    OpenAiChatReader reader;
    const std::string said = R"(data: {"choices":[{"index":0,"delta":{"content":"one two"}}],"service_tier":"flex"})" "\n\n";
    const std::string usage = R"(data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}})" "\n\n";
    for (const std::string& body : {said + usage, said}) {
        OpenAiChatMeter meter(reader, UsageChunk::Keep);
        meter.feed(body);
        meter.finish();
        CHECK(meter.hasReport() == (body != said));
        CHECK(meter.usage().serviceTier == ServiceTier::Flex);
    }
}

TEST_CASE("reports data that is not JSON and goes on")
{
    const std::string usageAndMore("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1}}\0\n\n", 51);
    const auto text = GENERATE_COPY(as<std::string>{}, usageAndMore, "data: hello\n\n", "data: {\"choices\":\n\n",
        "data: {\"choices\":[{\"delta\":{\"content\":\"a\n\n",
            "data: []\n\n", "data: \"\xff\xfe\"\n\n", "data: {\"a\":{\"b\":1}\n\n", "data: }{\n\n");
    CAPTURE(text);
    OpenAiChatReader reader;
    OpenAiChatMeter meter(reader, UsageChunk::Remove);
    CHECK(meter.feed(text) == text);
    CHECK(meter.malformed());
    CHECK_FALSE(meter.meaningful());
    const std::string good = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
    CHECK(meter.feed(good) == good);
    CHECK(meter.hasContent());
}

TEST_CASE("a stream without its end mark is whole when all of its choices have finished")
{
    const auto chunk = [](const std::string& choices) { return "data: {\"choices\":[" + choices + "]}\n\n"; };
    const auto says = [](int index) { return R"({"index":)" + std::to_string(index) + R"(,"delta":{"content":"a"},"finish_reason":null})"; };
    const auto ends = [](int index) { return R"({"index":)" + std::to_string(index) + R"(,"delta":{},"finish_reason":"stop"})"; };
    struct Row {
        const char* name;
        std::vector<std::string> events;
        bool isWhole;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"one choice that has finished", {chunk(says(0)), chunk(ends(0))}, true},
        {"one that has not", {chunk(says(0))}, false},
        {"the second has not finished", {chunk(says(0)), chunk(says(1)), chunk(ends(0))}, false},
        {"the second has only begun", {chunk(R"({"index":1,"delta":{"role":"assistant"}})"), chunk(says(0)), chunk(ends(0))}, false},
        {"both have finished", {chunk(says(0)), chunk(says(1)), chunk(ends(1)), chunk(ends(0))}, true},
        {"both in one chunk, the second goes on", {chunk(ends(0) + "," + says(1))}, false},
        {"content after the finish reason", {chunk(says(0)), chunk(ends(0)), chunk(says(0))}, false},
        {"reasoning after the finish reason", {chunk(ends(0)), chunk(R"({"index":0,"delta":{"reasoning_content":"so"}})")}, false},
        {"an empty delta after it", {chunk(says(0)), chunk(ends(0)), chunk(R"({"index":0,"delta":{"content":""}})")}, true},
        {"the usage after it", {chunk(says(0)), chunk(ends(0)), "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\n"}, true},
        {"a finish reason with every chunk", {chunk(R"({"delta":{"content":"a"},"finish_reason":"stop"})"), chunk(R"({"delta":{"content":"b"},"finish_reason":"stop"})")}, true},
        {"the end mark decides", {chunk(says(0)), "data: [DONE]\n\n"}, true},
        {"choice 70", {chunk(says(0)), chunk(says(70)), chunk(ends(0))}, false},
    }));
    CAPTURE(row.name);
    OpenAiChatReader reader;
    OpenAiChatMeter meter(reader, UsageChunk::Keep);
    for (const std::string& event : row.events)
        meter.feed(event);
    meter.finish();
    CHECK(meter.isWhole() == row.isWhole);
}

TEST_CASE("reports whether a broken stream stopped inside an event")
{
    OpenAiChatReader reader;
    const std::string half = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"choi";
    SECTION("all bytes forwarded as received")
    {
        OpenAiChatMeter meter(reader, UsageChunk::Keep);
        CHECK(meter.feed(half) == half);
        CHECK(meter.finish().empty());
        CHECK(meter.stopsInsideEvent());
        CHECK_FALSE(meter.isWhole());
        CHECK_FALSE(meter.malformed());
    }
    SECTION("complete events only")
    {
        OpenAiChatMeter meter(reader, UsageChunk::Remove);
        CHECK(meter.feed(half) == half.substr(0, half.rfind("data:")));
        CHECK(meter.finish().empty());
        CHECK_FALSE(meter.stopsInsideEvent());
    }
    SECTION("only the final blank line is missing")
    {
        OpenAiChatMeter meter(reader, UsageChunk::Remove);
        CHECK(meter.feed("data: [DONE]").empty());
        CHECK(meter.finish() == "data: [DONE]");
        CHECK(meter.finish().empty()); // returned only once
        CHECK(meter.stopsInsideEvent());
        CHECK(meter.done());
    }
    SECTION("usage chunk without its blank line")
    {
        OpenAiChatMeter meter(reader, UsageChunk::Remove);
        CHECK(meter.feed("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n").empty());
        CHECK(meter.finish().empty());
        CHECK(meter.usage() == reported(1, {}, {}, 2, {}));
    }
}
