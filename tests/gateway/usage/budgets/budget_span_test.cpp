#include "gateway/usage/budgets/budget_span.h"

#include "catch.h"
#include "time_zone.h"

#include <QDateTime>

using namespace gateway;
using namespace gateway::usage;
using config::BudgetPeriod;

namespace {

WallTime timeOf(const char* utc)
{
    return WallTime{Milliseconds{QDateTime::fromString(QString::fromLatin1(utc), Qt::ISODate).toMSecsSinceEpoch()}};
}

} // namespace

TEST_CASE("a budget period follows the calendar of the local time zone")
{
    struct Row {
        const char* zone;
        BudgetPeriod period;
        const char* now;
        const char* from;
        const char* to;
    };
    const auto row = GENERATE(values<Row>({
        {"UTC", BudgetPeriod::Day, "2026-11-20T14:02:31Z", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"},
        {"UTC", BudgetPeriod::Week, "2026-11-20T14:02:31Z", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"},
        {"UTC", BudgetPeriod::Week, "2026-11-22T23:59:59Z", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"}, // a Sunday
        {"UTC", BudgetPeriod::Week, "2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z"}, // a Monday
        {"UTC", BudgetPeriod::Month, "2026-12-31T23:59:59Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"},
        {"UTC", BudgetPeriod::Month, "2028-02-29T12:00:00Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z"},
        {"Asia/Shanghai", BudgetPeriod::Day, "2026-11-20T17:00:00Z", "2026-11-20T16:00:00Z", "2026-11-21T16:00:00Z"},
        {"Asia/Shanghai", BudgetPeriod::Month, "2026-11-30T16:00:00Z", "2026-11-30T16:00:00Z", "2026-12-31T16:00:00Z"},
        {"Europe/Berlin", BudgetPeriod::Day, "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"}, // a day of 23 hours
        {"Europe/Berlin", BudgetPeriod::Week, "2026-10-25T12:00:00Z", "2026-10-18T22:00:00Z", "2026-10-25T23:00:00Z"}, // an hour longer
    }));
    CAPTURE(row.zone, row.now);
    const test::TimeZone zone(row.zone);
    const BudgetSpan span = budgetSpan(row.period, timeOf(row.now));
    CHECK(span.from == timeOf(row.from));
    CHECK(span.to == timeOf(row.to));
    CHECK(budgetSpan(row.period, span.first) == span);
    CHECK(budgetSpan(row.period, span.last) == span);
    CHECK(budgetSpan(row.period, span.last.addDays(1)).from == span.to);
}
