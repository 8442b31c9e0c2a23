#include "gateway/routing/key_limits.h"
#include "gateway/routing/key_meters.h"

#include "gateway/config/settings/timestamp.h"

#include "catch.h"
#include "manual_clock.h"

#include <utility>

using namespace gateway;
using namespace gateway::routing;
using providers::KeyLimit;

namespace {

using Fields = std::vector<std::pair<const char*, const char*>>;

http::Headers headersOf(const Fields& fields)
{
    http::Headers headers;
    for (const auto& [name, value] : fields)
        headers.add(name, value);
    return headers;
}

const WallTime kReportedAt = *config::parseTimestamp("2026-11-22T12:00:00Z");

} // namespace

// Headers as documented by the vendors: see key_limits.cpp.
TEST_CASE("reads the limits of a key from response headers")
{
    struct Row {
        const char* name;
        Fields fields;
        std::vector<KeyLimit> limits;
    };
    const auto row = GENERATE(values<Row>({
        {"OpenAI",
            {{"x-ratelimit-limit-requests", "5000"}, {"x-ratelimit-limit-tokens", "160000"}, {"x-ratelimit-remaining-requests", "4999"},
                {"x-ratelimit-remaining-tokens", "159976"}, {"x-ratelimit-reset-requests", "12ms"}, {"x-ratelimit-reset-tokens", "6m0s"}},
            {{"requests", 5000, 4999, kReportedAt + Milliseconds(12)}, {"tokens", 160000, 159976, kReportedAt + std::chrono::minutes(6)}}},
        {"Anthropic",
            {{"anthropic-ratelimit-input-tokens-limit", "80000"}, {"anthropic-ratelimit-input-tokens-remaining", "70000"},
                {"anthropic-ratelimit-input-tokens-reset", "2026-11-22T12:00:59Z"}, {"Anthropic-RateLimit-Requests-Remaining", "999"}},
            {{"input-tokens", 80000, 70000, kReportedAt + std::chrono::seconds(59)}, {"Requests", {}, 999, {}}}},
        {"OpenRouter", {{"X-RateLimit-Limit", "50"}, {"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1795348800000"}},
            {{"requests", 50, 0, WallTime(Milliseconds(1795348800000))}}},
        {"IETF draft", {{"ratelimit-limit", "100, 100;w=60"}, {"ratelimit-remaining", "50"}, {"ratelimit-reset", "30"}},
            {{"requests", 100, 50, kReportedAt + std::chrono::seconds(30)}}},
        {"negative", {{"x-ratelimit-remaining-tokens", "-1"}}, {{"tokens", {}, 0, {}}}},
        {"not a number", {{"x-ratelimit-remaining-tokens", "many"}}, {}},
        {"without remaining count", {{"x-ratelimit-limit-tokens", "5"}, {"x-ratelimit-reset-tokens", "5s"}}, {}},
        {"nothing", {{"content-type", "application/json"}, {"anthropic-ratelimit-unified-status", "allowed"}}, {}},
    }));
    CAPTURE(row.name);
    std::vector<KeyLimit> wanted = row.limits;
    for (KeyLimit& limit : wanted)
        if (limit.name == "Requests")
            limit.name = "requests"; // in any case
    CHECK(keyLimits(headersOf(row.fields), kReportedAt) == wanted);
}

TEST_CASE("reports the limits of a key at most once a second including the last ones")
{
    ManualClock clock;
    KeyMeters meters;
    std::vector<providers::KeyMeter> told;
    int awaited = 0;
    const auto left = [](const char* count) { return headersOf({{"x-ratelimit-remaining-requests", count}}); };
    meters.take("up", "main", left("8"), clock); // no listener yet
    meters.tell([&told](const providers::KeyMeter& meter) { told.push_back(meter); }, [&awaited](Milliseconds) { ++awaited; });
    meters.take("up", "main", left("7"), clock);
    CHECK(awaited == 0);
    meters.take("up", "main", left("6"), clock);
    meters.take("up", "main", left("0"), clock);
    meters.take("up", "main", {}, clock); // no limits
    meters.take("up", "spare", left("7"), clock);
    meters.take("other", "main", {}, clock);
    REQUIRE(told.size() == 2);
    CHECK(told[0].provider == "up");
    CHECK(told[0].key == "main");
    CHECK(told[0].limits == std::vector<KeyLimit>{{"requests", {}, 7, {}}});
    CHECK(told[0].limitsAsOf == clock.wallNow());
    CHECK(told[1].key == "spare");
    CHECK(awaited == 1);
    clock.advance(std::chrono::seconds(1));
    meters.tellLate(clock);
    REQUIRE(told.size() == 3);
    CHECK(told[2].limits == std::vector<KeyLimit>{{"requests", {}, 0, {}}});
    meters.take("up", "main", left("5"), clock); // reported a moment ago
    CHECK(told.size() == 3);
    CHECK(awaited == 2);
    clock.advance(std::chrono::seconds(1));
    meters.take("up", "main", left("4"), clock);
    CHECK(told.size() == 4);
    meters.tellLate(clock); // nothing pending
    CHECK(told.size() == 4);
}

TEST_CASE("reports the plan windows of a key beside its limits")
{
    ManualClock clock;
    KeyMeters meters;
    std::vector<providers::KeyMeter> told;
    meters.tell([&told](const providers::KeyMeter& meter) { told.push_back(meter); }, [](Milliseconds) {});
    meters.take("up", "main", headersOf({{"anthropic-ratelimit-unified-5h-utilization", "0.5"}}), clock);
    REQUIRE(told.size() == 1);
    CHECK(told[0].windows == std::vector<providers::PlanWindow>{{"5h", 50}});
    CHECK(told[0].windowsAsOf == clock.wallNow());
    CHECK_FALSE(told[0].limitsAsOf);
    // Within a second, both of two answers remain.
    meters.take("up", "main", headersOf({{"anthropic-ratelimit-unified-5h-utilization", "0.6"}}), clock);
    meters.take("up", "main", headersOf({{"x-ratelimit-remaining-requests", "7"}}), clock);
    clock.advance(std::chrono::seconds(1));
    meters.tellLate(clock);
    REQUIRE(told.size() == 2);
    CHECK(told[1].windows == std::vector<providers::PlanWindow>{{"5h", 60}});
    CHECK(told[1].limits == std::vector<KeyLimit>{{"requests", {}, 7, {}}});
    // As read from a quota endpoint.
    clock.advance(std::chrono::seconds(1));
    providers::KeyMeter read;
    read.provider = "other";
    read.key = "main";
    read.windows = {{"week", 96, clock.wallNow() + std::chrono::hours(1)}};
    read.windowsAsOf = clock.wallNow();
    meters.takeWindows(read, clock);
    REQUIRE(told.size() == 3);
    CHECK(told[2] == read);
    CHECK(meters.plans().over("other", "main", 95, clock.wallNow()));
}
