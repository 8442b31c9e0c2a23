#include "budget_span.h"

#include "gateway/core/calendar.h"

#include <QDateTime>

namespace gateway::usage {

using config::BudgetPeriod;

namespace {

CalendarUnit unitOf(BudgetPeriod period)
{
    switch (period) {
    case BudgetPeriod::Day: return CalendarUnit::Day;
    case BudgetPeriod::Week: return CalendarUnit::Week;
    case BudgetPeriod::Month: break;
    }
    return CalendarUnit::Month;
}

} // namespace

BudgetSpan budgetSpan(BudgetPeriod period, QDate day)
{
    const DateSpan dates = datesAround(unitOf(period), day);
    return {dates.first, dates.last, startOfDay(dates.first), startOfDay(dates.last.addDays(1))};
}

BudgetSpan budgetSpan(BudgetPeriod period, WallTime now)
{
    const auto ms = std::chrono::duration_cast<Milliseconds>(now.time_since_epoch()).count();
    return budgetSpan(period, QDateTime::fromMSecsSinceEpoch(ms).date());
}

} // namespace gateway::usage
