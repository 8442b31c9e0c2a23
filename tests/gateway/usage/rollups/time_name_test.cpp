#include "gateway/usage/rollups/local_grid.h"
#include "gateway/usage/rollups/time_name.h"

#include "catch.h"
#include "time_zone.h"

using namespace gateway::usage;

TEST_CASE("names an hour repeated by a clock change with its UTC offset")
{
    struct Row {
        const char* zone;
        std::int64_t time_s;
        const char* minute;
        const char* hour;
    };
    const auto row = GENERATE(values<Row>({
        {"Europe/Berlin", 1'792'886'340, "2026-10-25 01:59", "2026-10-25 01:00"},
        {"Europe/Berlin", 1'792'886'400, "2026-10-25 02:00+02:00", "2026-10-25 02:00+02:00"},
        {"Europe/Berlin", 1'792'891'800, "2026-10-25 02:30+01:00", "2026-10-25 02:00+01:00"},
        {"Europe/Berlin", 1'792'893'600, "2026-10-25 03:00", "2026-10-25 03:00"},
        {"Europe/Berlin", 1'774'746'000, "2026-03-29 03:00", "2026-03-29 03:00"}, // clocks go forward
        {"America/St_Johns", 1'793'505'600, "2026-11-01 01:30-02:30", "2026-11-01 01:00-02:30"},
        {"Australia/Lord_Howe", 1'775'311'200, "2026-04-05 01:00", "2026-04-05 01:00+11:00"}, // half of that hour is repeated
        {"Australia/Lord_Howe", 1'775'314'800, "2026-04-05 01:30+10:30", "2026-04-05 01:00+10:30"},
        {"Asia/Shanghai", 1'792'888'200, "2026-10-25 08:30", "2026-10-25 08:00"},
    }));
    const test::TimeZone zone(row.zone);
    const std::int64_t minute = row.time_s / 60;
    CAPTURE(row.zone, row.time_s);
    CHECK(timeName(UsageBy::Minute, minute) == row.minute);
    CHECK(timeName(UsageBy::Hour, minute) == row.hour);
    CHECK(timeName(UsageBy::Day, minute) == std::string(row.minute).substr(0, 10));
    CHECK(timeName(UsageBy::Month, minute) == std::string(row.minute).substr(0, 7));
}

TEST_CASE("splits an hour at a clock change within it")
{
    const test::TimeZone zone("Australia/Lord_Howe");
    constexpr std::int64_t kBack = 1'775'314'800 / 60; // from 02:00 to 01:30
    LocalGrid hours(TimeStep::Hour);
    CHECK(hours.spanOf(kBack - 1) == MinuteSpan{kBack - 60, kBack});
    CHECK(hours.spanOf(kBack) == MinuteSpan{kBack, kBack + 30});
    CHECK(hours.spanOf(kBack + 30) == MinuteSpan{kBack + 30, kBack + 90});
}

TEST_CASE("names a time span by its ends")
{
    const test::TimeZone zone("Asia/Kolkata");
    constexpr std::int64_t kNine = 1'792'888'200 / 60 / 60 * 60;
    CHECK(stretchName({kNine, kNine + 60}) == "2026-10-25 05:30 to 2026-10-25 06:30");
}
