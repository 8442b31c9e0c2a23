#include "gateway/limits/use_window.h"

#include "catch.h"
#include "limits_fixture.h"
#include "time_zone.h"

#include <QDateTime>

using namespace gateway;
using namespace gateway::limits;
using namespace std::chrono_literals;
using tests::kMinute;
using tests::kMost;
using tests::kStart;

namespace {

WallTime timeOf(const char* utc)
{
    return WallTime{Milliseconds{QDateTime::fromString(QString::fromLatin1(utc), Qt::ISODate).toMSecsSinceEpoch()}};
}

/// A window with its slots, which are given the time.
struct Counted {
    Counted(const Period& period, WallTime now)
        : slots(period, now)
    {
    }

    bool add(WallTime now, std::int64_t amount) { return addLate(now, now, amount); }
    bool addLate(WallTime now, WallTime at, std::int64_t amount)
    {
        slots.advance(now);
        return window.add(slots, at, amount);
    }
    std::int64_t used(WallTime now)
    {
        slots.advance(now);
        return window.used(slots);
    }

    WindowSlots slots;
    UseWindow window;
};

} // namespace

TEST_CASE("a use counts for the length of a sliding window and at most 1/60 more")
{
    const auto period = GENERATE(values<Period>({{CalendarUnit::Second}, {CalendarUnit::Minute}, {CalendarUnit::Hour}, {CalendarUnit::Day}, {CalendarUnit::Week},
        {CalendarUnit::Month}, {CalendarUnit::Minute, 7}, {CalendarUnit::Minute, 18000}, {CalendarUnit::Minute, kLongestPeriod_s}}));
    const auto start = GENERATE(values<WallTime>({kStart, kStart + 1ms, kStart + 12'345'678us, WallTime{-1ms}, WallTime{-1'234'567'891us}}));
    CAPTURE(period.length().count());
    Counted counted(period, start);
    counted.add(start, 5);
    CHECK(counted.used(start) == 5);
    CHECK(counted.used(start + period.length()) == 5);
    const WallTime end = *counted.window.resetsAt(counted.slots, 100);
    CHECK(end - start > period.length());
    CHECK(end - start <= period.length() + period.length() / 60.0);
    CHECK(counted.used(end - 1ms) == 5);
    CHECK(counted.used(end) == 0);
    CHECK(counted.window.isEmpty(counted.slots));
}

TEST_CASE("uses leave a sliding window one after the other")
{
    Counted counted(kMinute, kStart);
    for (int i = 0; i < 4; ++i) counted.add(kStart + i * 10s, 1 << i);
    CHECK(counted.used(kStart + 30s) == 15);
    CHECK(counted.used(kStart + 61s) == 14);
    CHECK(counted.used(kStart + 71s) == 12);
    CHECK(counted.used(kStart + 81s) == 8);
    CHECK(counted.used(kStart + 91s) == 0);
}

TEST_CASE("a late use counts from the time at which it was")
{
    Counted counted(kMinute, kStart);
    counted.add(kStart + 50s, 1);
    CHECK(counted.addLate(kStart + 50s, kStart + 10s, 2));
    CHECK(counted.addLate(kStart + 50s, kStart + 50s, 4));
    CHECK(counted.used(kStart + 70s) == 7);
    CHECK(counted.used(kStart + 71s) == 5);
    CHECK_FALSE(counted.addLate(kStart + 80s, kStart + 9s, 8)); // has left the window
    CHECK(counted.used(kStart + 111s) == 0);
    CHECK(counted.addLate(kStart + 200s, kStart + 900s, 16)); // from the future: counts as now
    CHECK(counted.used(kStart + 260s) == 16);
    CHECK(counted.used(kStart + 261s) == 0);
}

TEST_CASE("a correction goes to the use that it corrects")
{
    Counted counted(kMinute, kStart);
    counted.add(kStart, 100);
    counted.add(kStart + 30s, 10);
    counted.addLate(kStart + 40s, kStart, -80);
    CHECK(counted.used(kStart + 40s) == 30);
    CHECK(counted.used(kStart + 61s) == 10);
    counted.addLate(kStart + 62s, kStart + 30s, -10);
    CHECK(counted.used(kStart + 62s) == 0);
    CHECK(counted.window.isEmpty(counted.slots));
    counted.add(kStart + 63s, -5); // of nothing
    CHECK(counted.used(kStart + 63s) == 0);
}

TEST_CASE("sums of uses do not overflow")
{
    Counted counted(kMinute, kStart);
    counted.add(kStart, kMost);
    counted.add(kStart, kMost);
    counted.add(kStart + 10s, kMost);
    CHECK(counted.used(kStart + 10s) == kMost);
    CHECK(counted.window.freeAt(counted.slots, kMost, 1) == kStart + 71s);
    CHECK(counted.window.freeAt(counted.slots, kMost, 0) == kStart + 10s);
}

TEST_CASE("a window tells when an amount is within the limit")
{
    Counted counted(kMinute, kStart);
    counted.add(kStart, 10);
    counted.add(kStart + 20s, 30);
    counted.add(kStart + 40s, 20);
    counted.used(kStart + 45s);
    struct Row {
        std::int64_t limit;
        std::int64_t needed;
        std::optional<WallTime> at;
    };
    const auto row = GENERATE(values<Row>({
        {100, 40, kStart + 45s},
        {100, 41, kStart + 61s},
        {100, 50, kStart + 61s},
        {100, 51, kStart + 81s},
        {100, 80, kStart + 81s},
        {100, 81, kStart + 101s},
        {100, 100, kStart + 101s},
        {100, 101, std::nullopt},
        {100, 0, kStart + 45s},
        {60, 0, kStart + 45s},
        {59, 0, kStart + 61s},
        {-1, 0, std::nullopt},
    }));
    CAPTURE(row.limit, row.needed);
    CHECK(counted.window.freeAt(counted.slots, row.limit, row.needed) == row.at);
}

TEST_CASE("a correction of a use that has left does not hide that there is room")
{
    Counted counted(kMinute, kStart);
    counted.add(kStart, -50);
    counted.add(kStart + 20s, 60);
    counted.used(kStart + 30s);
    CHECK(counted.window.used(counted.slots) == 10);
    CHECK(counted.window.freeAt(counted.slots, 10, 0) == kStart + 30s); // until the correction leaves
    CHECK(counted.window.freeAt(counted.slots, 9, 0) == kStart + 81s);
}

TEST_CASE("a sliding window resets when its oldest use leaves and something is free")
{
    Counted counted(kMinute, kStart);
    CHECK(counted.window.resetsAt(counted.slots, 100) == std::nullopt);
    counted.add(kStart, 10);
    counted.add(kStart + 20s, 30);
    CHECK(counted.window.resetsAt(counted.slots, 100) == kStart + 61s);
    CHECK(counted.window.resetsAt(counted.slots, 40) == kStart + 61s);
    CHECK(counted.window.resetsAt(counted.slots, 20) == kStart + 81s); // a limit that was lowered
    CHECK(counted.window.resetsAt(counted.slots, 0) == std::nullopt);
}

TEST_CASE("a clock that is set back neither loses uses nor keeps them longer")
{
    const auto step = GENERATE(values<std::chrono::milliseconds>({1ms, 500ms, 10s, 1h, 24h * 400}));
    CAPTURE(step.count());
    Counted counted(kMinute, kStart);
    counted.add(kStart, 1);
    counted.add(kStart + 30s, 2);
    CHECK(counted.used(kStart + 30s - step) == 3);
    counted.add(kStart + 40s - step, 4);
    CHECK(counted.used(kStart + 60s - step) == 7);
    CHECK(*counted.window.resetsAt(counted.slots, 100) == kStart + 61s - step);
    CHECK(counted.used(kStart + 61s - step) == 6);
    CHECK(counted.used(kStart + 90s - step) == 6);
    CHECK(counted.used(kStart + 91s - step) == 4);
    CHECK(counted.addLate(kStart + 91s - step, kStart + 80s - step, 8));
    CHECK(counted.used(kStart + 101s - step) == 8);
    CHECK(counted.used(kStart + 141s - step) == 0);
}

TEST_CASE("a calendar window resets at the turn")
{
    struct Row {
        const char* zone;
        CalendarUnit unit;
        const char* use;
        const char* turn;
    };
    const auto row = GENERATE(values<Row>({
        {"UTC", CalendarUnit::Second, "2026-11-20T14:02:31Z", "2026-11-20T14:02:32Z"},
        {"UTC", CalendarUnit::Minute, "2026-11-20T14:02:31Z", "2026-11-20T14:03:00Z"},
        {"Asia/Kolkata", CalendarUnit::Hour, "2026-11-20T14:02:31Z", "2026-11-20T14:30:00Z"},
        {"Asia/Shanghai", CalendarUnit::Day, "2026-11-20T17:00:00Z", "2026-11-21T16:00:00Z"},
        {"Europe/Berlin", CalendarUnit::Day, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"}, // 23 hours
        {"Europe/Berlin", CalendarUnit::Day, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"}, // 25 hours
        {"Europe/Berlin", CalendarUnit::Week, "2026-10-25T12:00:00Z", "2026-10-25T23:00:00Z"},
        {"America/New_York", CalendarUnit::Month, "2026-11-20T14:02:31Z", "2026-12-01T05:00:00Z"},
    }));
    CAPTURE(row.zone, row.use);
    const test::TimeZone zone(row.zone);
    Counted counted({row.unit, 0, true}, timeOf(row.use));
    CHECK(counted.window.resetsAt(counted.slots, 10) == timeOf(row.turn)); // also while nothing is used
    counted.add(timeOf(row.use), 10);
    CHECK(counted.window.freeAt(counted.slots, 10, 1) == timeOf(row.turn));
    CHECK(counted.used(timeOf(row.turn) - 1ms) == 10);
    CHECK(counted.used(timeOf(row.turn)) == 0);
    CHECK_FALSE(counted.addLate(timeOf(row.turn), timeOf(row.turn) - 1ms, 5));
    CHECK(counted.addLate(timeOf(row.turn), timeOf(row.turn), 5));
    CHECK(counted.used(timeOf(row.turn)) == 5);
}

TEST_CASE("a calendar window counts late uses since the turn")
{
    const test::TimeZone zone("UTC");
    Counted counted({CalendarUnit::Day, 0, true}, timeOf("2026-11-20T12:00:00Z"));
    CHECK(counted.addLate(timeOf("2026-11-20T12:00:00Z"), timeOf("2026-11-20T00:00:00Z"), 1));
    CHECK_FALSE(counted.addLate(timeOf("2026-11-20T12:00:00Z"), timeOf("2026-11-19T23:59:59Z"), 2));
    CHECK(counted.addLate(timeOf("2026-11-20T12:00:00Z"), timeOf("2026-11-20T12:00:01Z"), 4));
    CHECK(counted.used(timeOf("2026-11-20T23:59:59Z")) == 5);
}

TEST_CASE("a calendar window goes on where the clock is set back over its turn")
{
    const test::TimeZone zone("UTC");
    Counted counted({CalendarUnit::Day, 0, true}, timeOf("2026-11-20T12:00:00Z"));
    counted.add(timeOf("2026-11-20T12:00:00Z"), 100);
    counted.add(timeOf("2026-11-21T00:10:00Z"), 5);
    CHECK(counted.used(timeOf("2026-11-21T00:10:00Z")) == 5);

    SECTION("by a little: up to its own end")
    {
        CHECK(counted.used(timeOf("2026-11-20T23:50:00Z")) == 5);
        counted.add(timeOf("2026-11-20T23:55:00Z"), 1);
        CHECK(counted.used(timeOf("2026-11-21T00:00:00Z")) == 6);
        CHECK(counted.used(timeOf("2026-11-21T23:59:59Z")) == 6);
        CHECK(counted.used(timeOf("2026-11-22T00:00:00Z")) == 0);
    }
    SECTION("by more: up to the next turn")
    {
        CHECK(counted.used(timeOf("2026-11-20T20:00:00Z")) == 5);
        counted.add(timeOf("2026-11-20T20:00:00Z"), 1);
        CHECK(counted.used(timeOf("2026-11-20T23:59:59Z")) == 6);
        CHECK(counted.used(timeOf("2026-11-21T00:00:00Z")) == 0);
    }
    SECTION("by a year")
    {
        CHECK(counted.used(timeOf("2025-11-21T20:00:00Z")) == 5);
        CHECK(counted.used(timeOf("2025-11-22T00:00:00Z")) == 0);
    }
}

TEST_CASE("a calendar window goes on up to the next turn of another time zone")
{
    const Period day{CalendarUnit::Day, 0, true};
    const test::TimeZone shanghai("Asia/Shanghai");
    Counted counted(day, timeOf("2026-11-20T20:00:00Z"));
    counted.add(timeOf("2026-11-20T20:00:00Z"), 5);
    {
        const test::TimeZone berlin("Europe/Berlin");
        CHECK(counted.used(timeOf("2026-11-20T20:01:00Z")) == 5);
        CHECK(counted.window.resetsAt(counted.slots, 10) == timeOf("2026-11-20T23:00:00Z"));
        CHECK(counted.used(timeOf("2026-11-20T22:59:59Z")) == 5);
        CHECK(counted.used(timeOf("2026-11-20T23:00:00Z")) == 0);
        counted.add(timeOf("2026-11-21T15:00:00Z"), 7);
    }
    CHECK(counted.used(timeOf("2026-11-21T15:01:00Z")) == 7);
    CHECK(counted.window.resetsAt(counted.slots, 10) == timeOf("2026-11-21T16:00:00Z"));
    CHECK(counted.used(timeOf("2026-11-21T16:00:00Z")) == 0);
}
