#include "gateway/routing/plan_book.h"
#include "gateway/routing/plan_state.h"

#include "catch.h"

#include <chrono>
#include <cmath>
#include <optional>
#include <string>

using namespace gateway;
using namespace gateway::routing;
using namespace std::chrono_literals;
using providers::KeyMeter;
using providers::PlanWindow;

namespace {

constexpr WallTime kBegin{std::chrono::seconds{1'800'000'000}};

PlanWindow windowAt(double used, std::optional<WallTime> reset = kBegin + 5h) { return {"5h", used, reset}; }

std::optional<WallTime> forecastOf(const PlanBook& book, WallTime now)
{
    const auto windows = book.windows("up", "main", now);
    return windows.empty() ? std::nullopt : windows.front().usedUpAt;
}

double minutesFrom(WallTime begin, const std::optional<WallTime>& time)
{
    return time ? std::chrono::duration<double, std::ratio<60>>(*time - begin).count() : -1;
}

} // namespace

TEST_CASE("forecasts when a plan is used up from the last hour of own use")
{
    struct Row {
        const char* name;
        int requests;
        double first;   ///< percent used at the first request
        double perStep; ///< added with each request, every two minutes
        double upAt;    ///< minutes after the last request; below 0: no forecast
    };
    const auto row = GENERATE(values<Row>({
        {"steady use", 20, 40, 1, 82}, // 59 percent used, half a percent each minute
        {"slow use that does not reach the end before the reset", 20, 40, 0.2, -1},
        {"nine requests", 9, 40, 3, -1},
        {"ten requests", 10, 40, 3, 22}, // 67 percent used, 1.5 each minute
        {"less than two percent of movement", 20, 40, 0.1, -1},
        {"no movement", 20, 40, 0, -1},
        {"used up", 20, 81, 1, 0},
    }));
    CAPTURE(row.name);
    PlanBook book;
    WallTime now = kBegin;
    book.take("up", "main", {windowAt(row.first)}, now);
    for (int i = 0; i < row.requests; ++i) {
        now = kBegin + i * 2min;
        book.count("up", "main", now);
        book.take("up", "main", {windowAt(row.first + i * row.perStep)}, now);
    }
    const double upAt = minutesFrom(now, forecastOf(book, now));
    if (row.upAt < 0)
        CHECK(upAt < 0);
    else
        CHECK(std::abs(upAt - row.upAt) < 0.5);
}

TEST_CASE("a forecast forgets what is older than an hour or before a reset")
{
    PlanBook book;
    WallTime now = kBegin;
    const auto use = [&](int requests, double from, double perRequest, std::optional<WallTime> reset) {
        for (int i = 0; i < requests; ++i, now += 2min) {
            book.take("up", "main", {windowAt(from + i * perRequest, reset)}, now);
            book.count("up", "main", now);
        }
        book.take("up", "main", {windowAt(from + requests * perRequest, reset)}, now);
    };
    use(20, 10, 2, kBegin + 5h);
    CHECK(forecastOf(book, now));
    SECTION("an hour later")
    {
        now += 61min;
        book.take("up", "main", {windowAt(52, kBegin + 5h)}, now);
        book.count("up", "main", now);
        CHECK_FALSE(forecastOf(book, now));
    }
    SECTION("after a reset")
    {
        book.take("up", "main", {windowAt(1, now + 5h)}, now);
        CHECK_FALSE(forecastOf(book, now));
        now += 2min;
        use(10, 1, 5, now + 5h);
        REQUIRE(forecastOf(book, now));
        CHECK(std::abs(minutesFrom(now, forecastOf(book, now)) - 19.6) < 1); // 51 percent used, about 2.5 each minute
    }
}

TEST_CASE("a key is over its plan until the window is reset")
{
    PlanBook book;
    CHECK(book.isEmpty());
    CHECK_FALSE(book.over("up", "main", 95, kBegin));
    book.take("up", "main", {windowAt(94.9), {"week", 20, kBegin + 100h}}, kBegin);
    CHECK_FALSE(book.isEmpty());
    CHECK_FALSE(book.over("up", "main", 95, kBegin));
    REQUIRE(book.over("up", "main", 20, kBegin));
    CHECK(book.over("up", "main", 20, kBegin)->name == "5h"); // the fullest
    CHECK(book.over("up", "main", 20, kBegin + 5h)->name == "week");
    CHECK_FALSE(book.over("up", "spare", 1, kBegin));
    CHECK_FALSE(book.over("other", "main", 1, kBegin));
    book.take("up", "main", {{"week", 96, kBegin + 100h}}, kBegin + 1h);
    CHECK(book.over("up", "main", 95, kBegin + 1h)->name == "week");
    CHECK(book.windows("up", "main", kBegin + 1h).size() == 2); // the other one is as reported before
    CHECK(book.windows("up", "main", kBegin + 6h).size() == 1);
    book.take("up", "main", {windowAt(100, {})}, kBegin + 200h); // without a reset it counts for an hour
    CHECK(book.over("up", "main", 95, kBegin + 200h + 59min));
    CHECK_FALSE(book.over("up", "main", 95, kBegin + 201h));
    book.forgetUnless([](std::string_view provider) { return provider != "up"; });
    CHECK(book.isEmpty());
}

TEST_CASE("plan windows survive a restart in a file")
{
    KeyMeter meter;
    meter.provider = "up";
    meter.key = "main";
    meter.windowsAsOf = kBegin;
    meter.windows = {{"5h", 42.5, kBegin + 5h, kBegin + 3h}, {"week", 7}};
    KeyMeter without;
    without.provider = "up";
    without.key = "spare";
    without.limits = {{"requests", 10, 5, {}}};
    const std::string text = planStateText({meter, without});
    CHECK(planStateOf(text) == std::vector<KeyMeter>{meter});
    CHECK(planStateOf(planStateText({})).empty());
}

TEST_CASE("leaves out invalid plan windows of a file")
{
    for (const char* wrong : {"", "[]", "{}", R"({"version":2,"keys":[{"provider":"up","key":"main","as_of":"2026-11-28T00:00:00Z","windows":[{"window":"5h","used_percent":1}]}]})",
             R"({"version":1,"keys":{}})", R"({"version":1,"keys":[{"provider":"","key":"main","as_of":"2026-11-28T00:00:00Z","windows":[{"window":"5h","used_percent":1}]}]})",
             R"({"version":1,"keys":[{"provider":"up","key":"main","windows":[{"window":"5h","used_percent":1}]}]})",
             R"({"version":1,"keys":[{"provider":"up","key":"main","as_of":"2026-11-28T00:00:00Z","windows":[{"window":"5h","used_percent":-1},{"window":"5h","used_percent":1e9},{"used_percent":1},{"window":7}]}]})"}) {
        CAPTURE(wrong);
        CHECK(planStateOf(wrong).empty());
    }
    CHECK(planStateOf(R"({"version":1,"keys":[7,{"provider":"up","key":"","as_of":"2026-11-28T00:00:00Z","windows":[1,{"window":"5h","used_percent":1}]}]})").size() == 1);
    CHECK(plansIn(QStringLiteral("/nonexistent/plans.json")).empty());
}
