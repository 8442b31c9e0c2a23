#pragma once

#include "gateway/config/settings/budget_settings.h"
#include "gateway/core/clock.h"

#include <QDate>

namespace gateway::usage {

/// One period of a budget, by this machine's clock.
struct BudgetSpan {
    QDate first;
    QDate last; ///< included
    WallTime from{};
    WallTime to{}; ///< when the next one begins

    bool operator==(const BudgetSpan&) const = default;
};

/// The day, the week from Monday to Sunday, or the month that `day` is in. Pure; any thread.
BudgetSpan budgetSpan(config::BudgetPeriod period, QDate day);
/// That of `now`.
BudgetSpan budgetSpan(config::BudgetPeriod period, WallTime now);

} // namespace gateway::usage
