#include "app/signalboxd/plan_command.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/json/json.h"

#include "catch.h"

#include <chrono>

using namespace gateway;
using namespace std::chrono_literals;
using gateway::providers::KeyMeter;

namespace {

const WallTime kPlanNow = config::parseTimestamp("2026-11-28T12:00:00Z").value();

KeyMeter planOf(const char* provider, const char* key, std::vector<providers::PlanWindow> windows)
{
    KeyMeter meter;
    meter.provider = provider;
    meter.key = key;
    meter.windows = std::move(windows);
    meter.windowsAsOf = kPlanNow - 1min;
    return meter;
}

} // namespace

TEST_CASE("prints the use of each plan window with its reset and forecast")
{
    const std::vector<KeyMeter> plans{planOf("claude", "main", {{"5h", 42.25, kPlanNow + 2h, kPlanNow + 1h}, {"week", 7}}), planOf("zai", "k", {{"TIME_LIMIT", 100}})};
    const std::string text = app::planText(plans);
    CAPTURE(text);
    CHECK_THAT(text, Catch::StartsWith("KEY"));
    for (const char* line : {"claude/main  5h           42.2%  2026-11-28T14:00:00.000Z  2026-11-28T13:00:00.000Z  2026-11-28T11:59:00.000Z\n",
             "claude/main  week          7.0%                         -                         -  2026-11-28T11:59:00.000Z\n",
             "zai/k        TIME_LIMIT  100.0%"})
        CHECK_THAT(text, Catch::Contains(line));
    const Json json = parseJson(app::planJson(plans)).value();
    REQUIRE(json.size() == 3);
    CHECK(json[0] == Json({{"provider", "claude"}, {"key", "main"}, {"window", "5h"}, {"used_percent", 42.25}, {"reset", "2026-11-28T14:00:00.000Z"},
        {"used_up_at", "2026-11-28T13:00:00.000Z"}, {"as_of", "2026-11-28T11:59:00.000Z"}}));
    CHECK(json[1]["reset"].is_null());
    CHECK(json[1]["used_up_at"].is_null());
    CHECK(parseJson(app::planJson({})).value() == Json::array());
}

TEST_CASE("a plan that was just read replaces what the gateway has kept except for its forecast")
{
    config::Settings settings;
    for (const char* id : {"first", "second"}) {
        config::ProviderSettings& provider = settings.providers.emplace_back();
        provider.id = id;
        provider.keys = {{"main", "env:A"}, {"spare", "env:B"}};
    }
    const std::vector<KeyMeter> kept{planOf("second", "main", {{"5h", 10, kPlanNow + 2h, kPlanNow + 1h}, {"week", 20, {}, kPlanNow - 1h}}),
        planOf("first", "spare", {{"5h", 30}, {"week", 40, kPlanNow - 1s}}), planOf("gone", "main", {{"5h", 50}}), planOf("first", "main", {{"5h", 60, kPlanNow - 1s}})};
    KeyMeter refused = planOf("first", "spare", {});
    refused.problem = asIs("The key was refused.");
    const std::vector<KeyMeter> read{refused, planOf("second", "main", {{"5h", 12, kPlanNow + 2h}, {"week", 21}})};
    const auto plans = app::plansOf(settings, kept, read, kPlanNow);
    REQUIRE(plans.size() == 2);
    CHECK(plans[0].key == "spare");
    CHECK(plans[0].windows == std::vector<providers::PlanWindow>{{"5h", 30}});
    CHECK(plans[1].provider == "second");
    CHECK(plans[1].windows == std::vector<providers::PlanWindow>{{"5h", 12, kPlanNow + 2h, kPlanNow + 1h}, {"week", 21}});
}
