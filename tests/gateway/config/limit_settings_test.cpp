#include "config_fixture.h"

#include "gateway/config/document.h"

#include "catch.h"

#include <chrono>
#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::config;
using test::issuesIn;
using test::parsed;

namespace {

std::string withLimits(const std::string& limits)
{
    return R"({"version": 1, "providers": [{"id": "deepseek", "type": "deepseek"}, {"id": "local", "type": "ollama"}], "policies": {"limits": [)" + limits + "]}}";
}

struct LimitRow {
    const char* limit;
    const char* line; // the only issue; empty: none
};

} // namespace

TEST_CASE("accepts limits as documented")
{
    const auto limit = GENERATE(as<std::string>{},
        R"({"name": "burst", "requests": 60, "per": "minute"})",
        R"({"name": "tokens", "tokens": 200000, "count": "total", "per": "hour", "by": ["consumer"]})",
        R"({"name": "spend", "cost": 5, "currency": "USD", "per": "day", "calendar": true, "warn_at": [50, 80, 100], "on_exceeded": {"to": "local/qwen3"}})",
        R"({"name": "agents", "cost": 2, "currency": "USD", "per": {"seconds": 18000}, "by": ["session"]})",
        R"({"name": "lanes", "concurrent": 4, "queue": 16, "queue_ms": 30000, "by": ["program"]})",
        R"({"name": "off", "enabled": false, "requests": 0, "per": "month", "on_exceeded": "refuse"})",
        R"({"name": "weighted", "tokens": 5, "count": {"expression": "input + 5 * output + 0.1 * cached"}, "per": "second"})");
    CAPTURE(limit);
    CHECK(issuesIn(withLimits(limit)).empty());
}

TEST_CASE("reads a limit")
{
    const Settings settings = parsed(withLimits(
        R"({"name": "a", "tokens": 9, "count": {"expression": "output"}, "per": {"seconds": 90}, "by": ["key", "agent"], "on_exceeded": {"to": "local/m:1"}})")).settings();
    REQUIRE(settings.policies.limits);
    REQUIRE(*settings.policies.limits);
    const LimitSettings& limit = settings.policies.limits->value().front();
    CHECK(limit.kind() == LimitKind::Tokens);
    CHECK(limit.tokens == 9);
    CHECK(limit.count.expression == "output");
    CHECK(limit.per == LimitWindow{{}, 90});
    CHECK(limit.by == std::vector{LimitBy::Key, LimitBy::Agent});
    CHECK(limit.onExceeded.to == "local/m:1");
    const Settings off = parsed(R"({"version": 1, "policies": {"limits": null}})").settings();
    REQUIRE(off.policies.limits);
    CHECK_FALSE(*off.policies.limits);
}

TEST_CASE("reports what is wrong with a limit and how to fix it")
{
    const auto row = GENERATE(values<LimitRow>({
        {R"({"name": "a b", "requests": 1, "per": "hour"})", "error: policies.limits[0].name: must consist of letters, digits, dots, hyphens and underscores"},
        {R"({"name": "a", "per": "hour"})", "error: policies.limits[0]: must have one of \"requests\", \"tokens\", \"cost\" and \"concurrent\""},
        {R"({"name": "a", "requests": 1, "tokens": 5, "per": "hour"})",
            "error: policies.limits[0].tokens: must not be set beside \"requests\": a limit counts one thing; make two limits"},
        {R"({"name": "a", "requests": -1, "per": "hour"})", "error: policies.limits[0].requests: must be a whole number from 0 to 1000000000000000, not -1"},
        {R"({"name": "a", "requests": 1})", "error: policies.limits[0].per: is missing; write second, minute, hour, day, week, month or {\"seconds\": N}"},
        {R"({"name": "a", "requests": 1, "per": "hours"})",
            "error: policies.limits[0].per: must be one of \"second\", \"minute\", \"hour\", \"day\", \"week\" or \"month\"; did you mean \"hour\"?"},
        {R"({"name": "a", "requests": 1, "per": {"seconds": 0}})", "error: policies.limits[0].per.seconds: must be a whole number from 1 to 31622400, not 0"},
        {R"({"name": "a", "requests": 1, "per": {"seconds": 60}, "calendar": true})",
            "error: policies.limits[0].calendar: needs a unit of the calendar: set \"per\" to second, minute, hour, day, week or month, or remove \"calendar\""},
        {R"({"name": "a", "concurrent": 1, "per": "hour"})", "error: policies.limits[0].per: has no meaning for a limit of requests in flight; remove it"},
        {R"({"name": "a", "tokens": 1, "per": "hour", "count": {"expression": "input + thought"}})", "?error: policies.limits[0].count.expression: "},
        {R"({"name": "a", "tokens": 1, "per": "hour", "count": {"expression": "input / 0"}})", "?error: policies.limits[0].count.expression: "},
        {R"({"name": "a", "tokens": 1, "per": "hour", "count": {}})", "?error: policies.limits[0].count.expression: "},
        {R"({"name": "a", "requests": 1, "per": "hour", "count": "input"})", "error: policies.limits[0].count: applies only to a limit of \"tokens\"; remove it"},
        {R"({"name": "a", "tokens": 1, "per": "hour", "currency": "USD"})", "error: policies.limits[0].currency: applies only to a limit of \"cost\"; remove it"},
        {R"({"name": "a", "cost": 1, "per": "hour", "currency": "EUR"})", "?error: policies.limits[0].currency: must be "},
        {R"({"name": "a", "requests": 1, "per": "hour", "reserve": "none"})",
            "error: policies.limits[0].reserve: applies only to a limit of \"tokens\" or \"cost\"; remove it"},
        {R"({"name": "a", "requests": 1, "per": "hour", "queue": 4})", "error: policies.limits[0].queue: applies only to a limit of \"concurrent\"; remove it"},
        {R"({"name": "a", "concurrent": 1, "queue_ms": 4})",
            "error: policies.limits[0].queue_ms: has no effect without \"queue\", the number of requests that may wait; set it, or remove \"queue_ms\""},
        {R"({"name": "a", "requests": 1, "per": "hour", "by": ["user"]})", "?error: policies.limits[0].by[0]: must be one of "},
        {R"({"name": "a", "requests": 1, "per": "hour", "warn_at": [0]})", "error: policies.limits[0].warn_at[0]: must be a whole number from 1 to 100, not 0"},
        {R"({"name": "a", "requests": 1, "per": "hour", "by": ["route", "model", "route"]})",
            "error: policies.limits[0].by[2]: is in this list already; remove it, or name another one"},
        {R"({"name": "a", "requests": 1, "per": "hour", "warn_at": [80, 80]})",
            "error: policies.limits[0].warn_at[1]: is in this list already; remove it, or name another one"},
        {R"({"name": "a", "requests": 1, "per": "hour", "warn_at": [101, 80]})", "error: policies.limits[0].warn_at[0]: must be a whole number from 1 to 100, not 101"},
        {R"({"name": "a", "requests": 1, "per": "hour", "on_exceeded": "stop"})",
            "error: policies.limits[0].on_exceeded: must be \"refuse\" or an object such as {\"to\": \"ollama/qwen3\"}, not a string"},
        {R"({"name": "a", "requests": 1, "per": "hour", "on_exceeded": {"to": "local"}})",
            "error: policies.limits[0].on_exceeded.to: must be a provider and a model, such as ollama/qwen3"},
        {R"({"name": "a", "requests": 1, "per": "hour", "on_exceeded": {"to": "locals/m"}})",
            "error: policies.limits[0].on_exceeded.to: must begin with the id of a configured provider; did you mean \"local\"?"},
        {R"({"name": "a", "requests": 1, "per": "hour", "match": {"providers": ["local"]}, "on_exceeded": {"to": "local/m"}})",
            "error: policies.limits[0].on_exceeded.to: is a target that this limit covers itself, so requests would be refused there as well; name another target, or "
            "take this one out of \"match\""},
        {R"({"name": "a", "requests": 1, "per": "hour", "match": {"providers": ["local"]}, "by": ["model"], "on_exceeded": {"to": "local/m"}})", ""},
        {R"({"name": "a", "cost": 1, "per": "hour", "match": {"providers": ["local"]}, "on_exceeded": {"to": "local/m"}})", ""},
        {R"({"name": "a", "requests": 1, "per": "hour", "match": {"providers": ["other"]}})",
            "warning: policies.limits[0].match.providers[0]: is not the id of a configured provider, so it matches nothing"},
        {R"({"name": "a", "requests": 1, "per": "hour", "match": {"consumers": ["ci"]}})",
            "warning: policies.limits[0].match.consumers[0]: is not the name of a configured consumer, so it matches nothing"},
        {R"({"name": "a", "requests": 10, "per": "hour", "raise": {"to": 10.5, "until": "2030-01-01T00:00:00Z"}})",
            "error: policies.limits[0].raise.to: must be a whole number, because the limit counts requests"},
        {R"({"name": "a", "requests": 10, "per": "hour", "raise": {"to": 8, "until": "2030-01-01T00:00:00Z"}})",
            "warning: policies.limits[0].raise.to: has no effect because it is not above the limit"},
        {R"({"name": "a", "requests": 10, "per": "hour"}, {"name": "a", "requests": 8, "per": "day"})", "?error: policies.limits[1]"},
    }));
    CAPTURE(row.limit);
    const std::vector<std::string> issues = issuesIn(withLimits(row.limit));
    const std::string expected = row.line;
    if (expected.empty()) {
        CHECK(issues == std::vector<std::string>());
        return;
    }
    REQUIRE(issues.size() == 1);
    if (expected.starts_with('?'))
        CHECK(issues.front().starts_with(expected.substr(1)));
    else
        CHECK(issues.front() == expected);
}

TEST_CASE("a limit cannot send requests to the only target that they have anyway")
{
    const auto issuesOf = [](const std::string& targets, const std::string& limit) {
        return issuesIn(R"({"version": 1, "providers": [{"id": "local", "type": "ollama"}], "routes": [{"id": "r", "targets": [)" + targets
            + R"(]}], "policies": {"limits": [{"name": "a", )" + limit + R"(, "per": "hour", "on_exceeded": {"to": "local/m"}}]}})");
    };
    const char* const only = R"({"provider": "local", "model": "m"})";
    CHECK(issuesOf(only, R"("requests": 1)")
        == std::vector<std::string>{"error: policies.limits[0].on_exceeded.to: is the only target that requests have anyway, so the limit would stop nothing; name another target, or "
                                    "remove \"on_exceeded\""});
    CHECK(issuesOf(only, R"("cost": 1)").empty());
    CHECK(issuesOf(std::string(only) + R"(, {"provider": "local", "model": "large"})", R"("requests": 1)").empty());
}

TEST_CASE("names of limits are unique in the whole configuration")
{
    const std::string text = R"({"version": 1, "providers": [{"id": "deepseek", "type": "deepseek"}],
        "routes": [{"id": "r", "targets": [{"provider": "deepseek"}], "policies": {"limits": [{"name": "burst", "requests": 1, "per": "hour"}]}}],
        "consumers": [{"name": "ci", "policies": {"limits": [{"name": "budget-2", "requests": 1, "per": "hour"}]}}],
        "policies": {"limits": [{"name": "burst", "requests": 1, "per": "hour"}]},
        "usage": {"budgets": [{"amount": 1, "name": "unused"}, {"amount": 2, "period": "day", "enforce": true}]}})";
    CHECK(issuesIn(text) == std::vector<std::string>{
        "error: routes[0].policies.limits[0].name: must differ from that of policies.limits[0]: names of limits are unique in the configuration",
        "warning: usage.budgets[0].name: has no effect unless the budget is enforced; set \"enforce\", or remove the name",
        "error: usage.budgets[1].name: must differ from that of consumers[0].policies.limits[0]: names of limits are unique in the configuration",
    });
}
