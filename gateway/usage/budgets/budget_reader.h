#pragma once

#include "budget_state.h"

#include "gateway/core/result.h"

#include <QString>

#include <vector>

namespace gateway::usage {

/// How much of each budget is spent in the period that `now` is in, by the sums of the ledger. Any thread; blocks.
/// Errors: Io, also where there is no file.
Result<std::vector<BudgetState>> readBudgets(const QString& file, const std::vector<config::BudgetSettings>& budgets, const config::ExchangeRate& rate, WallTime now);

} // namespace gateway::usage
