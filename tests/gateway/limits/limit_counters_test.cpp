#include "gateway/limits/limit_counters.h"

#include "catch.h"
#include "limits_fixture.h"
#include "time_zone.h"

using namespace gateway;
using namespace gateway::limits;
using namespace std::chrono_literals;
using tests::kMinute;
using tests::kMost;
using tests::kStart;

namespace {

LimitHold admitted(LimitCounters& counters, std::string_view who, std::int64_t need, WallTime now)
{
    auto hold = counters.admit(who, need, now);
    REQUIRE(hold);
    return std::move(*hold);
}

} // namespace

TEST_CASE("a request is admitted up to exactly what is left")
{
    LimitCounters counters(kMinute, {100}, kStart);
    counters.add("ci", 40, kStart, kStart);
    const LimitHold hold = admitted(counters, "ci", 25, kStart);
    CHECK(hold.reserved() == 25);

    const auto refused = counters.admit("ci", 36, kStart + 10s);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().used == 40);
    CHECK(refused.error().reserved == 25);
    CHECK(refused.error().left == 35);
    CHECK_FALSE(refused.error().isLargerThanLimit);
    CHECK(refused.error().resetsAfter == 51s);
    CHECK(refused.error().fitsAfter == 51s);
    CHECK(counters.refusal("ci", 36, kStart + 10s).has_value());
    CHECK_FALSE(counters.refusal("ci", 35, kStart + 10s).has_value());
    CHECK(counters.admit("ci", 35, kStart + 10s).has_value());
    CHECK(counters.admit("ide", 100, kStart + 10s).has_value()); // has a counter of its own
}

TEST_CASE("what is reserved becomes what was used")
{
    LimitCounters counters(kMinute, {100}, kStart);
    LimitHold hold = admitted(counters, "ci", 60, kStart);
    CHECK(counters.state("ci", kStart).reserved == 60);
    CHECK(counters.state("ci", kStart).left == 40);
    CHECK(counters.state("ci", kStart).inFlight == 1);

    hold.settle(20, kStart + 5s, kStart + 5s);
    CHECK_FALSE(hold.isActive());
    CHECK(hold.reserved() == 0);
    hold.settle(50, kStart + 5s, kStart + 5s); // once only
    const CounterState state = counters.state("ci", kStart + 5s);
    CHECK(state.used == 20);
    CHECK(state.reserved == 0);
    CHECK(state.left == 80);
    CHECK(state.inFlight == 0);
    CHECK(state.resetsAt == kStart + 66s);
}

TEST_CASE("a hold gives back what it reserves at its end")
{
    LimitCounters counters(kMinute, {100}, kStart);
    {
        LimitHold first = admitted(counters, "ci", 60, kStart);
        LimitHold second = std::move(first);
        CHECK_FALSE(first.isActive()); // NOLINT(bugprone-use-after-move)
        CHECK(counters.state("ci", kStart).reserved == 60);
        LimitHold other = admitted(counters, "ci", 30, kStart);
        other = std::move(second); // ends the hold of 30
        CHECK(counters.state("ci", kStart).reserved == 60);
        CHECK(counters.state("ci", kStart).inFlight == 1);
    }
    CHECK(counters.state("ci", kStart).reserved == 0);
    CHECK(counters.state("ci", kStart).inFlight == 0);
    LimitHold none;
    none.settle(5, kStart, kStart);
    CHECK_FALSE(none.isActive());
}

TEST_CASE("a hold may outlive its counters")
{
    LimitHold hold;
    {
        LimitCounters counters(kMinute, {100}, kStart);
        hold = admitted(counters, "ci", 60, kStart);
    }
    hold.settle(20, kStart, kStart);
    CHECK_FALSE(hold.isActive());
}

TEST_CASE("a request larger than the limit is refused without a time")
{
    LimitCounters counters(kMinute, {100}, kStart);
    const auto refused = counters.admit("ci", 101, kStart);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().isLargerThanLimit);
    CHECK(refused.error().left == 100);
    CHECK_FALSE(refused.error().resetsAfter);
    CHECK_FALSE(refused.error().fitsAfter);
    CHECK(counters.size() == 0); // a refused request counts nowhere
}

TEST_CASE("a refusal tells when something is free and when the request fits")
{
    LimitCounters counters(kMinute, {100}, kStart);
    counters.add("ci", 30, kStart, kStart);
    counters.add("ci", 30, kStart + 20s, kStart + 20s);
    LimitHold hold = admitted(counters, "ci", 40, kStart + 30s);
    struct Row {
        std::int64_t need;
        std::optional<Milliseconds> resetsAfter;
        std::optional<Milliseconds> fitsAfter;
    };
    const auto row = GENERATE(values<Row>({
        {1, 31s, 31s},
        {31, 31s, 51s},
        {61, 31s, std::nullopt}, // only once the request in flight ends
    }));
    CAPTURE(row.need);
    const auto refusal = counters.refusal("ci", row.need, kStart + 30s);
    REQUIRE(refusal);
    CHECK(refusal->resetsAfter == row.resetsAfter);
    CHECK(refusal->fitsAfter == row.fitsAfter);
}

TEST_CASE("what is only reserved has no time at which it is free")
{
    LimitCounters counters(kMinute, {100}, kStart);
    const LimitHold hold = admitted(counters, "ci", 100, kStart);
    const auto refusal = counters.refusal("ci", 1, kStart);
    REQUIRE(refusal);
    CHECK_FALSE(refusal->resetsAfter);
    CHECK_FALSE(refusal->fitsAfter);
}

TEST_CASE("without a reservation, a request is admitted if anything is left")
{
    LimitCounters counters(kMinute, {100}, kStart);
    counters.add("ci", 99, kStart, kStart);
    auto hold = counters.admitUnreserved("ci", kStart);
    REQUIRE(hold);
    CHECK(counters.state("ci", kStart).reserved == 0);
    CHECK(counters.state("ci", kStart).inFlight == 1);
    hold->settle(50, kStart, kStart);
    CHECK(counters.state("ci", kStart).used == 149);
    CHECK(counters.state("ci", kStart).left == 0);
    CHECK_FALSE(counters.admitUnreserved("ci", kStart));
    CHECK(counters.admit("ci", 0, kStart)); // costs nothing
    CHECK(counters.admit("ci", -5, kStart)->reserved() == 0);
}

TEST_CASE("a limit of requests in flight counts holds only")
{
    LimitCounters counters(std::nullopt, {2}, kStart);
    LimitHold first = admitted(counters, "ide", 1, kStart);
    LimitHold second = admitted(counters, "ide", 1, kStart);
    const auto refused = counters.admit("ide", 1, kStart);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reserved == 2);
    CHECK_FALSE(refused.error().resetsAfter);
    first.settle(1, kStart, kStart);
    CHECK(counters.state("ide", kStart).used == 0);
    CHECK(counters.state("ide", kStart).left == 1);
    CHECK_FALSE(counters.state("ide", kStart).resetsAt);
    CHECK_FALSE(counters.add("ide", 5, kStart, kStart));
    CHECK(counters.admit("ide", 1, kStart));
}

TEST_CASE("another amount of a limit takes effect at once and keeps the counts")
{
    LimitCounters counters(kMinute, {10}, kStart);
    counters.add("ci", 10, kStart, kStart);
    CHECK_FALSE(counters.admit("ci", 1, kStart));

    counters.setAmount({10, 20, kStart + 30s}); // raised for a while
    CHECK(counters.state("ci", kStart).left == 10);
    CHECK(counters.admit("ci", 10, kStart));
    counters.add("ci", 5, kStart + 10s, kStart + 10s);
    CHECK(counters.state("ci", kStart + 29s).left == 5);
    CHECK(counters.state("ci", kStart + 30s).left == 0);
    CHECK_FALSE(counters.admit("ci", 1, kStart + 30s));
    CHECK(counters.state("ci", kStart + 61s).left == 5); // the first use has left

    counters.setAmount({3});
    CHECK(counters.state("ci", kStart + 61s).used == 5);
    CHECK(counters.state("ci", kStart + 61s).left == 0);
    counters.setAmount({10, 5, kStart + 1h}); // lower than the limit itself
    CHECK(counters.state("ci", kStart + 61s).left == 5);
    CHECK(counters.amount().amount == 10);
}

TEST_CASE("amounts up to the largest number do not overflow")
{
    LimitCounters counters(kMinute, {kMost}, kStart);
    LimitHold hold = admitted(counters, "ci", kMost, kStart);
    CHECK_FALSE(counters.admit("ci", 1, kStart));
    hold.settle(kMost, kStart, kStart);
    CHECK_FALSE(counters.admit("ci", kMost, kStart));
    CHECK(counters.state("ci", kStart).left == 0);
}

TEST_CASE("a request that ends after the turn counts in the window of its time")
{
    const test::TimeZone zone("UTC");
    const WallTime turn = kStart + 1h;
    LimitCounters counters(Period{CalendarUnit::Hour, 0, true}, {100}, turn - 1min);
    LimitHold before = admitted(counters, "ci", 60, turn - 1min);
    LimitHold after = admitted(counters, "ci", 40, turn - 1min);
    CHECK(counters.state("ci", turn).reserved == 100); // also in the new window
    before.settle(60, turn - 1min, turn + 1min);
    CHECK(counters.state("ci", turn + 1min).used == 0);
    after.settle(40, turn + 1min, turn + 1min);
    CHECK(counters.state("ci", turn + 1min).used == 40);
}

TEST_CASE("uses are counted from the beginning of the window")
{
    const test::TimeZone zone("UTC");
    struct Row {
        const char* name;
        std::optional<Period> period;
        WallTime from;
    };
    const auto row = GENERATE(values<Row>({
        {"sliding", kMinute, kStart - 40s},
        {"calendar", Period{CalendarUnit::Hour, 0, true}, kStart},
        {"in flight", std::nullopt, kStart + 20'500ms},
    }));
    CAPTURE(row.name);
    const WallTime now = kStart + 20'500ms;
    LimitCounters counters(row.period, {100}, kStart);
    CHECK(counters.countsFrom(now) == row.from);
    CHECK(counters.add("ci", 1, row.from, now) == row.period.has_value());
    CHECK_FALSE(counters.add("ci", 1, row.from - 1ms, now));
}

TEST_CASE("counters are listed with what is left and when they reset")
{
    LimitCounters counters(kMinute, {100}, kStart);
    counters.add("ide", 30, kStart, kStart);
    counters.add("gone", 5, kStart - 50s, kStart);
    const LimitHold hold = admitted(counters, "ci", 60, kStart);
    const auto states = counters.states(kStart + 20s);
    REQUIRE(states.size() == 2); // nothing of the third is in the window
    CHECK(states[0].first == "ci");
    CHECK(states[0].second.reserved == 60);
    CHECK(states[0].second.left == 40);
    CHECK_FALSE(states[0].second.resetsAt);
    CHECK(states[1].first == "ide");
    CHECK(states[1].second.used == 30);
    CHECK(states[1].second.left == 70);
    CHECK(states[1].second.resetsAt == kStart + 61s);
}

TEST_CASE("idle counters are removed as others are counted")
{
    LimitCounters counters(kMinute, {100'000}, kStart);
    const auto addNew = [&](const std::string& prefix, WallTime now) {
        for (int i = 0; i < 1000; ++i) counters.add(prefix + std::to_string(i), 1, now, now);
    };
    addNew("first-", kStart);
    LimitHold hold = admitted(counters, "held", 1, kStart);
    CHECK(counters.size() == 1001);
    addNew("second-", kStart + 30s);
    CHECK(counters.size() == 2001); // all of them are in the window

    addNew("third-", kStart + 70s);
    CHECK(counters.size() == 2001); // the first are gone
    CHECK(counters.state("second-999", kStart + 70s).used == 1);
    CHECK(counters.state("held", kStart + 70s).inFlight == 1);
    hold.settle(1, kStart + 70s, kStart + 70s);
    CHECK(counters.state("held", kStart + 70s).used == 1);

    for (int i = 0; i < 50'000; ++i) counters.add("ci", 1, kStart + 10min, kStart + 10min); // no new ones any more
    CHECK(counters.size() == 1);
    CHECK(counters.state("ci", kStart + 10min).used == 50'000);
}

TEST_CASE("100,000 counters with a few uses each take at most 30 MB")
{
    const Period day{CalendarUnit::Day};
    LimitCounters counters(day, {1000}, kStart);
    for (int use = 0; use < 6; ++use)
        for (int i = 0; i < 100'000; ++i) {
            const std::string who = "consumer-" + std::to_string(i % 50) + "/0b5e7c1a-93f1-4d7e-a0c2-" + std::to_string(100'000'000'000 + i);
            counters.add(who, 1, kStart + use * 1h, kStart + use * 1h);
        }
    CHECK(counters.size() == 100'000);
    CHECK(counters.bytes() <= 30'000'000); // 28.6 MB with libstdc++
}

TEST_CASE("reports a level of a limit once and again after the counter was below it")
{
    LimitCounters counters(kMinute, {100}, kStart);
    counters.setLevels({100, 50, 80}); // in any order
    const auto use = [&](std::int64_t amount, WallTime now) {
        counters.add("ci", amount, now, now);
        return counters.takeReached("ci", now);
    };
    CHECK(use(49, kStart) == 0);
    CHECK(use(1, kStart) == 50);
    CHECK(use(1, kStart + 10s) == 0);
    CHECK(use(49, kStart + 10s) == 100); // the highest of those that are passed
    CHECK(use(5, kStart + 10s) == 0);
    CHECK(counters.takeReached("ide", kStart + 10s) == 0);
    CHECK(use(1, kStart + 62s) == 0); // the first 50 have left
    CHECK(use(30, kStart + 62s) == 80);
    CHECK(use(49, kStart + 10min) == 0);
    CHECK(use(2, kStart + 10min) == 50);
}

TEST_CASE("reports 100 percent when a limit refuses although a little is left")
{
    LimitCounters counters(kMinute, {100}, kStart);
    counters.setLevels({80, 100});
    counters.add("ci", 98, kStart, kStart);
    CHECK(counters.takeReached("ci", kStart) == 80);
    CHECK(counters.takeReached("ci", kStart, true) == 100);
    CHECK(counters.takeReached("ci", kStart, true) == 0);
    counters.add("ci", 1, kStart, kStart);
    CHECK(counters.takeReached("ci", kStart) == 0);
    counters.setLevels({80});
    counters.add("ide", 90, kStart, kStart);
    CHECK(counters.takeReached("ide", kStart, true) == 80); // 100 is not wanted
}

TEST_CASE("a level that an earlier run reported is not repeated until the counter was seen below it")
{
    LimitCounters counters(kMinute, {100}, kStart);
    counters.setLevels({80});
    counters.add("ci", 79, kStart, kStart); // the last use is missing
    counters.noteReported("ci", 80, kStart);
    counters.add("ci", 5, kStart + 1s, kStart + 1s);
    CHECK(counters.takeReached("ci", kStart + 1s) == 0);
    counters.add("ci", 1, kStart + 62s, kStart + 62s); // most of it has left
    CHECK(counters.takeReached("ci", kStart + 62s) == 0);
    counters.add("ci", 80, kStart + 62s, kStart + 62s);
    CHECK(counters.takeReached("ci", kStart + 62s) == 80);
}

TEST_CASE("reports requests in flight once until none is in flight")
{
    LimitCounters counters(std::nullopt, {4}, kStart);
    counters.setLevels({75});
    std::vector<LimitHold> holds;
    const auto begin = [&] {
        holds.push_back(admitted(counters, "ci", 1, kStart));
        return counters.takeReached("ci", kStart);
    };
    CHECK(begin() == 0);
    CHECK(begin() == 0);
    CHECK(begin() == 75);
    holds.pop_back();
    CHECK(begin() == 0);
    holds.clear();
    CHECK(begin() == 0);
    CHECK(begin() == 0);
    CHECK(begin() == 75);
}

TEST_CASE("levels take no memory")
{
    STATIC_REQUIRE(sizeof(LimitCounter) == sizeof(UseWindow) + 2 * sizeof(std::int64_t));
}
