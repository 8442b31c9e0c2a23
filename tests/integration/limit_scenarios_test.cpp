#include "catch.h"

#include "fleet.h"

// Rate limits and refusals, also of one key among several: what is put in cooldown, and for how long.

using namespace tests;

TEST_CASE("story: a 5-hour quota error with a Chinese message sets a cooldown")
{
    FakeUpstream plan;
    FakeUpstream other;
    Behaviour limited;
    limited.status = 429;
    limited.code = "1308";
    limited.message = "已达到 5 小时的使用上限。您的限额将在 2099-01-01 16:10:04 重置。";
    plan.setDefault(limited);
    GatewayProcess gateway(configuration({member("plan", plan), member("other", other)},
                               {route("alias", {target("plan", "glm-4.6", 1), target("other", "o", 0)}),
                                   route("alone", {target("plan", "glm-4.6", 1)})}),
        withFleetKeys());
    for (int i = 0; i < 5; ++i)
        CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "other");
    CHECK(plan.requests().size() == 1);
    const auto alone = chat(gateway.port(), ask("alone"));
    checkError(alone, 429, "upstream_rate_limited");
    CHECK(std::stoi(alone.headerOr("Retry-After")) > 3600);
    CHECK(plan.requests().size() == 1);
}

TEST_CASE("story: all keys share the quota of one model")
{
    FakeUpstream shared;
    FakeUpstream other;
    shared.onModel("busy", "status=429,retry-after=30");
    GatewayProcess gateway(configuration({member("shared", shared, 4), member("other", other)},
                               {route("alias", {target("shared", "busy", 1), target("other", "o", 0)}),
                                   route("free", {target("shared", "idle", 1)})}),
        withFleetKeys());
    for (int i = 0; i < 6; ++i)
        CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "other");
    CHECK(shared.requests().size() == 2); // two keys are enough to find out, not four
    CHECK(providerOf(chat(gateway.port(), ask("free"))) == "shared"); // another model is not affected
}

TEST_CASE("story: a refused key is suspended and returns within one interval")
{
    FakeUpstream upstream;
    upstream.onKey(kFleetKeys[0], "status=401");
    auto two = member("two", upstream, 2);
    two["key_failover"]["check_interval_ms"] = 1500;
    GatewayProcess gateway(configuration({two}, {route("alias", {target("two", "m", 0)})}), withFleetKeys());
    for (int i = 0; i < 40 && countOf(upstream, kFleetKeys[0]) < 3; ++i)
        CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "two");
    upstream.onKey(kFleetKeys[0], "");
    const auto refused = countOf(upstream, kFleetKeys[0]);
    REQUIRE(refused == 3);
    CHECK(eventually([&] {
        CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "two");
        return countOf(upstream, kFleetKeys[0]) > refused;
    }, 20000));
    const auto before = countOf(upstream, kFleetKeys[0]);
    for (int i = 0; i < 10; ++i)
        CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "two");
    CHECK(countOf(upstream, kFleetKeys[0]) >= before + 4); // it is used again
}

TEST_CASE("story: a suspended key that is still refused is tried again only after its interval")
{
    FakeUpstream upstream;
    upstream.onKey(kFleetKeys[0], "status=401");
    auto two = member("two", upstream, 2);
    const bool isLong = GENERATE(true, false);
    CAPTURE(isLong);
    if (isLong)
        two["key_failover"]["check_interval_ms"] = 3'600'000;
    GatewayProcess gateway(configuration({two}, {route("alias", {target("two", "m", 0)})}), withFleetKeys());
    if (isLong) {
        for (int i = 0; i < 100; ++i)
            CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "two");
        CHECK(countOf(upstream, kFleetKeys[0]) == 3); // the threshold
        return;
    }
    CHECK(eventually([&] {
        CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "two");
        return countOf(upstream, kFleetKeys[0]) >= 3 + 3;
    }));
}

TEST_CASE("story: tries a request that exceeds the credits elsewhere without a cooldown")
{
    FakeUpstream poor;
    FakeUpstream rich;
    poor.setDefault("status=402,message=This request requires more credits; or fewer max_tokens. You requested up to 65536 tokens");
    GatewayProcess gateway(configuration({member("poor", poor), member("rich", rich)},
                               {route("alias", {target("poor", "p", 1), target("rich", "r", 0)}), route("alone", {target("poor", "p", 0)})}),
        withFleetKeys());
    for (int i = 0; i < 4; ++i)
        CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "rich");
    CHECK(poor.requests().size() == 4);
    const auto told = checkError(chat(gateway.port(), ask("alone")), 402, "upstream_error");
    CHECK(told.find("fewer max_tokens") != std::string::npos);
}
