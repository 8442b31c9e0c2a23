#include "gateway/protocol/metering/passed_meter.h"

#include "catch.h"

#include <algorithm>
#include <string>
#include <string_view>

using namespace gateway;
using namespace gateway::protocol;

namespace {

constexpr std::string_view kPartial = "event: image_generation.partial_image\r\ndata: "
                                      "{\"type\":\"image_generation.partial_image\",\"b64_json\":\"AAAA\"}\r\n\r\n";
constexpr std::string_view kCompleted = "data: "
                                        "{\"type\":\"image_generation.completed\",\"usage\":{\"input_tokens\":5,"
                                        "\"output_tokens\":7,\"total_tokens\":12}}\n\n";

/// Fed in pieces of this size.
void playPassed(PassedMeter& meter, std::string_view stream, std::size_t size)
{
    std::string got;
    for (std::size_t at = 0; at < stream.size(); at += size)
        got += meter.feed(stream.substr(at, size));
    CHECK(got == stream);
}

} // namespace

TEST_CASE("a passed-through stream begins with its first event and ends with its final one")
{
    const std::string stream = ": here\n\n" + std::string(kPartial) + std::string(kCompleted);
    const std::size_t size = GENERATE(1U, 2U, 7U, 1000U);
    PassedMeter meter(Dialect::OpenAi, 1);
    playPassed(meter, stream.substr(0, 8), size);
    CHECK_FALSE(meter.hasBegun());
    CHECK_FALSE(meter.isWhole());
    playPassed(meter, kPartial, size);
    CHECK(meter.hasBegun());
    CHECK(meter.hasToken());
    CHECK_FALSE(meter.done());
    CHECK_FALSE(meter.isWhole());
    CHECK(meter.usage() == TokenUsage{});
    CHECK_FALSE(meter.stopsInsideEvent());
    playPassed(meter, kCompleted, size);
    CHECK(meter.done());
    CHECK(meter.isWhole());
    CHECK(meter.usage().origin == UsageOrigin::Reported);
    CHECK(meter.usage().input == Tokens{5});
    CHECK(meter.usage().output == Tokens{7});
}

TEST_CASE("a passed-through stream has as many final events as results were requested")
{
    PassedMeter meter(Dialect::OpenAi, 2);
    meter.feed(kCompleted);
    CHECK_FALSE(meter.done());
    CHECK(meter.usage().output == Tokens{7});
    meter.feed(kPartial);
    meter.feed("data: {\"type\":\"image_generation.partial_image\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}\n\n");
    CHECK(meter.usage().output == Tokens{7});
    meter.feed(kCompleted);
    CHECK(meter.done());
    CHECK(meter.usage().origin == UsageOrigin::Reported);
    CHECK(meter.usage().input == Tokens{10}); // each image reports its own
    CHECK(meter.usage().output == Tokens{14});
}

TEST_CASE("uses the last usage that a passed-through stream reports")
{
    PassedMeter meter(Dialect::OpenAi, 1);
    for (const char* const tokens : {"3", "9"})
        meter.feed("data: {\"type\":\"transcript.text.delta\",\"usage\":{\"input_tokens\":5,\"output_tokens\":" + std::string(tokens) + "}}\n\n");
    CHECK(meter.usage().input == Tokens{5});
    CHECK(meter.usage().output == Tokens{9});
}

TEST_CASE("a passed-through stream of an unknown kind ends with its body")
{
    struct Row {
        const char* stream;
        bool hasBegun;
        bool isDone;
    };
    const auto row = GENERATE(values<Row>({
        {"data: AAAA\n\n", true, false},
        {"data: {\"type\":\"log\",\"message\":\"hi\"}\n\n", true, false},
        {"data: {\"error\":null}\n\n", true, false},
        {"data: {\"x\":1}\n\ndata: [DONE]\n\n", true, true},
        {"data: [1]\n\n", true, false},
        {"data: {\"x\":1}", true, false},
        {": here\n\n", false, false},
        {"", false, false},
    }));
    CAPTURE(row.stream);
    PassedMeter meter(Dialect::OpenAi, 1);
    meter.feed(row.stream);
    CHECK(meter.isWhole() == row.isDone);
    meter.finish();
    CHECK(meter.isWhole());
    CHECK(meter.hasBegun() == row.hasBegun);
    CHECK(meter.done() == row.isDone);
    CHECK_FALSE(meter.failedInStream());
    CHECK(meter.usage() == TokenUsage{});
}

TEST_CASE("an error in a passed-through stream is reported and does not count as its beginning")
{
    struct Row {
        const char* stream;
        const char* message;
        const char* type;
        const char* code;
    };
    const auto row = GENERATE(values<Row>({
        {"data: {\"error\":{\"message\":\"No.\",\"type\":\"server_error\",\"code\":502}}\n\n", "No.", "server_error",
            "502"},
        {"data: {\"type\":\"error\",\"message\":\"No.\",\"code\":\"x\"}\n\n", "No.", "", "x"},
        {"event: error\ndata: {\"type\":\"error\",\"error\":{\"message\":\"No.\",\"code\":\"x\"}}\n\n", "No.", "", "x"},
        {"event: error\ndata: No.\n\n", "No.", "", ""},
        {"data: {\"error\":\"No.\"}\n\n", "No.", "", ""},
    }));
    CAPTURE(row.stream);
    PassedMeter meter(Dialect::OpenAi, 1);
    meter.feed(row.stream);
    meter.finish();
    CHECK(meter.failedInStream());
    CHECK(meter.errorMessage() == row.message);
    CHECK(meter.errorType() == row.type);
    CHECK(meter.errorCode() == row.code);
    CHECK_FALSE(meter.hasBegun());
    CHECK_FALSE(meter.isWhole());
}

TEST_CASE("never inserts its own event inside an event of a passed-through stream")
{
    Error error;
    error.kind = ErrorKind::StreamInterrupted;
    error.message = gateway::asIs("It broke.");
    PassedMeter meter(Dialect::OpenAi, 1);
    meter.feed(kPartial);
    CHECK(meter.interruption(error).starts_with("data: {\"error\""));
    meter.feed(kCompleted.substr(0, 20));
    CHECK(meter.interruption(error).starts_with("\n\ndata: {\"error\""));
}
