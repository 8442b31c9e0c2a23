#include "budget_span.h"

#include <QDateTime>

namespace gateway::usage {

using config::BudgetPeriod;

namespace {

/// Days may have 23 or 25 hours, and need not begin at midnight.
WallTime beginOf(QDate day) { return WallTime{Milliseconds{day.startOfDay().toMSecsSinceEpoch()}}; }

} // namespace

BudgetSpan budgetSpan(BudgetPeriod period, QDate day)
{
    QDate first = day;
    QDate next = day.addDays(1);
    if (period == BudgetPeriod::Week) {
        first = day.addDays(1 - day.dayOfWeek());
        next = first.addDays(7);
    } else if (period == BudgetPeriod::Month) {
        first = QDate(day.year(), day.month(), 1);
        next = first.addMonths(1);
    }
    return {first, next.addDays(-1), beginOf(first), beginOf(next)};
}

BudgetSpan budgetSpan(BudgetPeriod period, WallTime now)
{
    const auto ms = std::chrono::duration_cast<Milliseconds>(now.time_since_epoch()).count();
    return budgetSpan(period, QDateTime::fromMSecsSinceEpoch(ms).date());
}

} // namespace gateway::usage
