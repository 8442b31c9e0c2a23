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

// Heads as the vendors document them: see key_limits.cpp.
TEST_CASE("what a head says of the limits of a key")
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
        {"of the draft", {{"ratelimit-limit", "100, 100;w=60"}, {"ratelimit-remaining", "50"}, {"ratelimit-reset", "30"}},
            {{"requests", 100, 50, kReportedAt + std::chrono::seconds(30)}}},
        {"below nothing", {{"x-ratelimit-remaining-tokens", "-1"}}, {{"tokens", {}, 0, {}}}},
        {"no number", {{"x-ratelimit-remaining-tokens", "many"}}, {}},
        {"without what remains", {{"x-ratelimit-limit-tokens", "5"}, {"x-ratelimit-reset-tokens", "5s"}}, {}},
        {"nothing", {{"content-type", "application/json"}, {"anthropic-ratelimit-unified-status", "allowed"}}, {}},
    }));
    CAPTURE(row.name);
    std::vector<KeyLimit> wanted = row.limits;
    for (KeyLimit& limit : wanted)
        if (limit.name == "Requests")
            limit.name = "requests"; // whatever case it came in
    CHECK(keyLimits(headersOf(row.fields), kReportedAt) == wanted);
}

TEST_CASE("of one key, the limits are told once a second, the last ones too")
{
    ManualClock clock;
    KeyMeters meters;
    std::vector<providers::KeyMeter> told;
    int awaited = 0;
    const auto left = [](const char* count) { return headersOf({{"x-ratelimit-remaining-requests", count}}); };
    meters.take("up", "main", left("8"), clock); // nobody listens
    meters.tell([&told](const providers::KeyMeter& meter) { told.push_back(meter); }, [&awaited](Milliseconds) { ++awaited; });
    meters.take("up", "main", left("7"), clock);
    CHECK(awaited == 0);
    meters.take("up", "main", left("6"), clock);
    meters.take("up", "main", left("0"), clock);
    meters.take("up", "main", {}, clock); // says nothing
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
    meters.take("up", "main", left("5"), clock); // told a moment ago
    CHECK(told.size() == 3);
    CHECK(awaited == 2);
    clock.advance(std::chrono::seconds(1));
    meters.take("up", "main", left("4"), clock);
    CHECK(told.size() == 4);
    meters.tellLate(clock); // there is nothing
    CHECK(told.size() == 4);
}
