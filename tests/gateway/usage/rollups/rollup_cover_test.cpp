#include "gateway/usage/rollups/rollup_cover.h"

#include "catch.h"
#include "time_zone.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace gateway::usage;

namespace {

constexpr std::int64_t kUtcHour_ms = 60 * kMsPerMinute;
constexpr std::int64_t kUtcDay_ms = 24 * kUtcHour_ms;
constexpr MinuteSpan kDay1{0, kMinutesPerDay};
constexpr MinuteSpan kDay2{kMinutesPerDay, 2 * kMinutesPerDay};

/// "days 0-1440", in minutes.
std::string shown(std::vector<RollupPiece> pieces)
{
    std::ranges::sort(pieces, {}, &RollupPiece::begin_ms);
    std::string text;
    for (const RollupPiece& piece : pieces) {
        constexpr const char* kNames[] = {"days", "hours", "minutes", "rows"};
        const bool isRows = piece.source == RollupSource::Rows;
        const std::int64_t unit = isRows ? 1 : kMsPerMinute;
        text += std::string(text.empty() ? "" : ", ") + kNames[static_cast<int>(piece.source)] + ' '
            + std::to_string(piece.begin_ms / unit) + '-' + std::to_string(piece.end_ms / unit);
    }
    return text;
}

} // namespace

TEST_CASE("covers a span with the fewest sums")
{
    struct Row {
        const char* zone;
        std::int64_t from_ms;
        std::int64_t to_ms;
        TimeStep step;
        std::vector<MinuteSpan> days;
        const char* pieces;
    };
    const auto row = GENERATE(values<Row>({
        {"UTC", 0, 2 * kUtcDay_ms, TimeStep::Day, {kDay1, kDay2}, "days 0-2880"},
        {"UTC", 0, 9 * kUtcDay_ms, TimeStep::Whole, {kDay1, kDay2}, "days 0-2880"},
        {"UTC", 0, kUtcDay_ms, TimeStep::Hour, {kDay1}, "hours 0-1440"},
        {"UTC", 0, kUtcHour_ms, TimeStep::Minute, {kDay1}, "minutes 0-60"},
        {"UTC", 5, 7, TimeStep::Whole, {kDay1}, "rows 5-7"},
        {"UTC", 5, kMsPerMinute + 7, TimeStep::Whole, {kDay1}, "rows 5-60007"},
        {"UTC", kMsPerMinute - 1, kUtcDay_ms + kUtcHour_ms + 1, TimeStep::Whole, {kDay1, kDay2},
            "rows 59999-60000, minutes 1-60, hours 60-1500, rows 90000000-90000001"},
        // Days stored in another time zone.
        {"Asia/Shanghai", 0, 2 * kUtcDay_ms, TimeStep::Whole, {kDay1, kDay2}, "days 0-2880"},
        {"Asia/Shanghai", 0, 2 * kUtcDay_ms, TimeStep::Day, {kDay1, kDay2}, "hours 0-2880"},
        {"Asia/Kolkata", 0, kUtcDay_ms, TimeStep::Day, {kDay1}, "minutes 0-1440"},
        {"Asia/Kolkata", 0, kUtcDay_ms, TimeStep::Hour, {kDay1}, "minutes 0-1440"},
        {"Asia/Kolkata", 0, 2 * kUtcDay_ms, TimeStep::Day, {{-330, 1110}, {1110, 2550}}, "minutes 0-1110, days 1110-2550"},
        // Two time zones within one day.
        {"UTC", 0, 3 * kUtcDay_ms, TimeStep::Day, {kDay1, {960, 2400}, kDay2, {2880, 4320}}, "hours 0-2880, days 2880-4320"},
        {"UTC", 0, kUtcDay_ms, TimeStep::Day, {}, ""},
        {"UTC", kUtcDay_ms, 0, TimeStep::Day, {kDay1}, ""},
    }));
    const test::TimeZone zone(row.zone);
    CAPTURE(row.zone, row.pieces);
    CHECK(shown(cover(row.from_ms, row.to_ms, row.step, {row.days, -1000, -1000, -1'000'000}).pieces) == row.pieces);
}

TEST_CASE("moves the ends outward where minutes and rows are deleted")
{
    const test::TimeZone zone("UTC");
    const RollupStock stock{{kDay1, kDay2}, 120, 120, -1000};
    CHECK(shown(cover(90 * kMsPerMinute + 5, 200 * kMsPerMinute, TimeStep::Whole, stock).pieces) == "hours 60-180, minutes 180-200");
    CHECK(shown(cover(150 * kMsPerMinute + 5, 200 * kMsPerMinute, TimeStep::Whole, stock).pieces)
        == "rows 9000005-9060000, minutes 151-200");
    CHECK(shown(cover(5, 7, TimeStep::Whole, stock).pieces) == "hours 0-60");
}

TEST_CASE("counts no exchange twice where local days do not start on a full UTC hour")
{
    const test::TimeZone zone("Asia/Kolkata");
    const MinuteSpan first{-330, 1110}; // local days
    const MinuteSpan second{1110, 2550};
    const RollupStock stock{{first, second}, 100 * kMinutesPerDay, 100 * kMinutesPerDay, -1'000'000}; // minute sums are deleted
    constexpr std::int64_t kSecondsEnd = 2550 * kMsPerMinute;
    const RollupCover ends = cover(100 * kMsPerMinute, kSecondsEnd, TimeStep::Day, stock);
    CHECK(shown(ends.pieces) == "days -330-2550");
    CHECK(ends.begin_ms == -330 * kMsPerMinute);
    CHECK(ends.end_ms == kSecondsEnd);
    CHECK(shown(cover(-330 * kMsPerMinute, 2000 * kMsPerMinute, TimeStep::Whole, stock).pieces) == "days -330-2550");
    CHECK(shown(cover(100 * kMsPerMinute, 200 * kMsPerMinute, TimeStep::Whole, stock).pieces) == "hours 60-240"); // a single day
    // Days of another time zone beside them.
    const RollupStock moved{{{-480, 960}, {1110, 2550}}, 100 * kMinutesPerDay, 100 * kMinutesPerDay, -1'000'000};
    CHECK(shown(cover(-480 * kMsPerMinute, kSecondsEnd, TimeStep::Day, moved).pieces) == "hours -480-960, days 1110-2550");
    const RollupStock touching{{{-450, 1110}, {1110, 2550}}, 100 * kMinutesPerDay, 100 * kMinutesPerDay, -1'000'000};
    CHECK(shown(cover(-450 * kMsPerMinute, kSecondsEnd, TimeStep::Day, touching).pieces) == "hours -480-2580");
}

TEST_CASE("reports the span its pieces cover as far as sums exist")
{
    const test::TimeZone zone("UTC");
    RollupStock stock{{kDay1, kDay2}, 120, 120, -1'000'000};
    const auto told = [&](std::int64_t from, std::int64_t to) {
        const RollupCover all = cover(from * kMsPerMinute, to * kMsPerMinute, TimeStep::Whole, stock);
        return std::pair(all.begin_ms / kMsPerMinute, all.end_ms / kMsPerMinute);
    };
    CHECK(told(90, 200) == std::pair<std::int64_t, std::int64_t>(60, 200));
    CHECK(told(-5000, 100) == std::pair<std::int64_t, std::int64_t>(-5000, 120)); // there was nothing before the first day
    stock.totalsFrom = 60;
    CHECK(told(-5000, 100) == std::pair<std::int64_t, std::int64_t>(60, 120));
    CHECK(told(-5000, -4000) == std::pair<std::int64_t, std::int64_t>(-4000, -4000));
}

TEST_CASE("moves the ends outward to sums where details were dropped")
{
    const test::TimeZone zone("UTC");
    struct Row {
        bool begins;
        bool ends;
        std::int64_t to_ms;
        const char* pieces;
    };
    const auto row = GENERATE(values<Row>({
        {false, false, 3 * kMsPerMinute + 7, "rows 5-60000, minutes 1-3, rows 180000-180007"},
        {true, false, 3 * kMsPerMinute + 7, "minutes 0-3, rows 180000-180007"},
        {false, true, 3 * kMsPerMinute + 7, "rows 5-60000, minutes 1-4"},
        {true, true, 7, "minutes 0-1"},
    }));
    CAPTURE(row.pieces);
    RollupStock stock{{kDay1}, -1000, -1000, -1000};
    stock.beginsInSumsOnly = row.begins;
    stock.endsInSumsOnly = row.ends;
    CHECK(shown(cover(5, row.to_ms, TimeStep::Whole, stock).pieces) == row.pieces);
}

TEST_CASE("days have their local length")
{
    const test::TimeZone zone("Europe/Berlin");
    LocalGrid days(TimeStep::Day);
    const std::int64_t spring = 1'774'738'800 / 60; // 2026-03-29 00:00 local time, when clocks go forward
    CHECK(days.spanOf(spring + 600) == MinuteSpan{spring, spring + 23 * 60});
    LocalGrid months(TimeStep::Month);
    CHECK(months.spanOf(spring).end - months.spanOf(spring).begin == 31 * kMinutesPerDay - 60);
}
