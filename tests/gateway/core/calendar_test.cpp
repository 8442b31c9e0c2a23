#include "gateway/core/calendar.h"

#include "catch.h"
#include "time_zone.h"

#include <QDateTime>

using namespace gateway;

namespace {

WallSeconds secondsOf(const char* utc)
{
    return WallSeconds{std::chrono::seconds{QDateTime::fromString(QString::fromLatin1(utc), Qt::ISODate).toSecsSinceEpoch()}};
}

} // namespace

TEST_CASE("a calendar unit turns in local time")
{
    struct Row {
        const char* zone;
        CalendarUnit unit;
        const char* at;
        const char* from;
        const char* to;
    };
    const auto row = GENERATE(values<Row>({
        {"UTC", CalendarUnit::Second, "2026-11-20T14:02:31Z", "2026-11-20T14:02:31Z", "2026-11-20T14:02:32Z"},
        {"UTC", CalendarUnit::Minute, "2026-11-20T14:02:31Z", "2026-11-20T14:02:00Z", "2026-11-20T14:03:00Z"},
        {"UTC", CalendarUnit::Minute, "1969-12-31T23:59:31Z", "1969-12-31T23:59:00Z", "1970-01-01T00:00:00Z"},
        {"UTC", CalendarUnit::Hour, "2026-11-20T14:59:59Z", "2026-11-20T14:00:00Z", "2026-11-20T15:00:00Z"},
        {"Asia/Kolkata", CalendarUnit::Hour, "2026-11-20T14:02:31Z", "2026-11-20T13:30:00Z", "2026-11-20T14:30:00Z"},
        {"Europe/Berlin", CalendarUnit::Hour, "2026-10-25T00:30:00Z", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"}, // 2:30, for the first time
        {"Europe/Berlin", CalendarUnit::Hour, "2026-10-25T01:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z"}, // 2:30 again
        {"Australia/Lord_Howe", CalendarUnit::Hour, "2026-04-04T14:45:00Z", "2026-04-04T14:00:00Z", "2026-04-04T15:00:00Z"}, // 1:45, for the first time
        {"Australia/Lord_Howe", CalendarUnit::Hour, "2026-04-04T15:10:00Z", "2026-04-04T15:00:00Z", "2026-04-04T15:30:00Z"}, // 1:40 again
        {"UTC", CalendarUnit::Day, "2026-11-20T00:00:00Z", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"},
        {"Asia/Shanghai", CalendarUnit::Day, "2026-11-20T17:00:00Z", "2026-11-20T16:00:00Z", "2026-11-21T16:00:00Z"},
        {"Europe/Berlin", CalendarUnit::Day, "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"}, // 23 hours
        {"Europe/Berlin", CalendarUnit::Day, "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"}, // 25 hours
        {"America/Santiago", CalendarUnit::Day, "2026-09-06T12:00:00Z", "2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z"}, // begins at 1:00
        {"Pacific/Apia", CalendarUnit::Day, "2011-12-30T09:00:00Z", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"}, // no 30 December followed
        {"UTC", CalendarUnit::Week, "2026-11-22T23:59:59Z", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"}, // a Sunday
        {"UTC", CalendarUnit::Week, "2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z"}, // a Monday
        {"Europe/Berlin", CalendarUnit::Month, "2026-10-25T12:00:00Z", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z"},
        {"UTC", CalendarUnit::Month, "2028-02-29T12:00:00Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z"},
        {"UTC", CalendarUnit::Month, "2026-12-31T23:59:59Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"},
    }));
    CAPTURE(row.zone, row.at);
    const test::TimeZone zone(row.zone);
    const CalendarSpan span = calendarSpan(row.unit, secondsOf(row.at));
    CHECK(span.from == secondsOf(row.from));
    CHECK(span.to == secondsOf(row.to));
    CHECK(calendarSpan(row.unit, span.from) == span);
    CHECK(calendarSpan(row.unit, span.to - std::chrono::seconds{1}) == span);
    CHECK(calendarSpan(row.unit, span.to).from == span.to);
}

TEST_CASE("the dates of a unit contain the day")
{
    struct Row {
        CalendarUnit unit;
        QDate day;
        QDate first;
        QDate last;
    };
    const auto row = GENERATE(values<Row>({
        {CalendarUnit::Hour, {2026, 11, 20}, {2026, 11, 20}, {2026, 11, 20}},
        {CalendarUnit::Day, {2026, 11, 20}, {2026, 11, 20}, {2026, 11, 20}},
        {CalendarUnit::Week, {2026, 1, 1}, {2025, 12, 29}, {2026, 1, 4}},
        {CalendarUnit::Month, {2028, 2, 29}, {2028, 2, 1}, {2028, 2, 29}},
    }));
    CHECK(datesAround(row.unit, row.day) == DateSpan{row.first, row.last});
}
