#pragma once

#include "gateway/config/settings/budget_settings.h"
#include "gateway/core/clock.h"

#include <QDate>

namespace gateway::usage {

/// One period of a budget in local time.
struct BudgetSpan {
    QDate first;
    QDate last; ///< inclusive
    WallTime from{};
    WallTime to{}; ///< start of the next period

    bool operator==(const BudgetSpan&) const = default;
};

/// The day, the week (Monday to Sunday) or the month that contains `day`. Pure; any thread.
BudgetSpan budgetSpan(config::BudgetPeriod period, QDate day);
/// The period that contains `now`.
BudgetSpan budgetSpan(config::BudgetPeriod period, WallTime now);

} // namespace gateway::usage
