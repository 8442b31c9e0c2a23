#include "gateway/routing/balancing/warm_caches.h"

#include "catch.h"

#include <optional>

using namespace gateway;
using namespace gateway::routing;
using namespace std::chrono_literals;

namespace {

protocol::TokenUsage usageOf(std::int64_t input, std::optional<std::int64_t> cached, std::optional<std::int64_t> written = {}, std::optional<std::int64_t> hour = {})
{
    const auto tokens = [](const std::optional<std::int64_t>& count) { return count ? std::optional(Tokens{*count}) : std::nullopt; };
    protocol::TokenUsage used;
    used.origin = protocol::UsageOrigin::Reported;
    used.input = Tokens{input};
    used.cachedInput = tokens(cached);
    used.cacheWrite = tokens(written);
    used.cacheWriteHour = tokens(hour);
    used.output = Tokens{30};
    used.reasoning = Tokens{12};
    return used;
}

const TimePoint kAnswered{1000h};

} // namespace

TEST_CASE("the size of a warm cache follows from what the answer reported")
{
    struct Row {
        const char* name;
        protocol::TokenUsage used;
        std::int64_t tokens;
        bool isWritten;
    };
    const auto row = GENERATE(values<Row>({
        {"the provider caches by itself", usageOf(500, 2000), 2500, false},
        {"it does so with the first request", usageOf(2500, 0), 2500, false},
        {"writing is reported", usageOf(100, 2000, 400), 2400, true},
        {"written for the first time", usageOf(100, 0, 2400), 2400, true},
        {"only reading is reported", usageOf(0, 2000, 0), 2000, false},
        {"nothing is reported about a cache", usageOf(2500, {}), 0, false},
    }));
    CAPTURE(row.name);
    WarmCaches caches;
    caches.take(7, {"alpha", "m", "k"}, row.used, kAnswered);
    const WarmCache* const cache = caches.find(7, kAnswered + 1s);
    REQUIRE((cache != nullptr) == (row.tokens > 0));
    if (!cache)
        return;
    CHECK(cache->tokens == row.tokens);
    CHECK(cache->output == 42);
    CHECK(cache->isWritten == row.isWritten);
    CHECK(cache->provider == "alpha");
    CHECK(cache->key == "k");
}

TEST_CASE("a provider that read nothing from its cache in a later request has none")
{
    WarmCaches caches;
    caches.take(7, {"alpha", "m", "k"}, usageOf(2500, 0), kAnswered);
    REQUIRE(caches.find(7, kAnswered));
    caches.take(7, {"alpha", "m", "k"}, usageOf(2600, 0), kAnswered + 1min);
    CHECK_FALSE(caches.find(7, kAnswered + 1min));
    caches.take(7, {"beta", "m", "k"}, usageOf(2600, 0), kAnswered + 2min); // its first
    CHECK(caches.find(7, kAnswered + 2min));
}

TEST_CASE("a warm cache expires after the time for which providers keep it")
{
    WarmCaches caches;
    caches.take(7, {"alpha", "m", "k"}, usageOf(0, 0, 2500), kAnswered);
    CHECK(caches.find(7, kAnswered + 5min - 1s));
    CHECK_FALSE(caches.find(7, kAnswered + 5min));
    caches.take(8, {"alpha", "m", "k"}, usageOf(0, 0, 2500, 2500), kAnswered);
    CHECK(caches.find(8, kAnswered + 59min));
    CHECK_FALSE(caches.find(8, kAnswered + 1h));
    caches.take(8, {"alpha", "m", "k"}, usageOf(10, 2500), kAnswered + 50min); // reading keeps it for an hour again
    CHECK(caches.find(8, kAnswered + 100min));
}

TEST_CASE("warm caches are bounded and forget the least recently used")
{
    WarmCaches caches;
    TimePoint now = kAnswered;
    for (std::uint64_t i = 0; i < WarmCaches::kMost; ++i)
        caches.take(i, {"alpha", "m", "k"}, usageOf(10, 90), now += 1ms);
    caches.take(0, {"alpha", "m", "k"}, usageOf(10, 90), now += 1ms);
    caches.take(WarmCaches::kMost, {"alpha", "m", "k"}, usageOf(10, 90), now += 1ms);
    CHECK(caches.size() == WarmCaches::kMost);
    CHECK(caches.find(0, now));
    CHECK_FALSE(caches.find(1, now));
    const WarmCaches copy = caches;
    caches.take(2, {"alpha", "m", "k"}, usageOf(10, 90), now + 3h); // all others are forgotten
    CHECK(caches.size() == 1);
    CHECK(copy.size() == WarmCaches::kMost);
}

TEST_CASE("each route and model and session and sub-agent has a cache of its own")
{
    http::RequestHead head;
    head.headers.set("x-claude-code-session-id", "s1");
    RequestFacts facts;
    facts.head = &head;
    facts.model = "big";
    const std::uint64_t conversation = cachedConversationOf("r", facts);
    CHECK(cachedConversationOf("r", facts) == conversation);
    CHECK(cachedConversationOf("other", facts) != conversation);
    facts.model = "small";
    CHECK(cachedConversationOf("r", facts) != conversation);
    facts.model = "big";
    head.headers.set("x-claude-code-agent-id", "a1");
    CHECK(cachedConversationOf("r", facts) != conversation);
    head.headers.remove("x-claude-code-agent-id");
    head.headers.set("x-claude-code-session-id", "s2");
    CHECK(cachedConversationOf("r", facts) != conversation);
}
