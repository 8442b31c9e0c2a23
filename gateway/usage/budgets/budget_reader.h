#pragma once

#include "budget_state.h"

#include "gateway/core/result.h"

#include <QString>

#include <vector>

namespace gateway::usage {

/// Returns how much of each budget is spent in the period that contains `now`, from the sums in the ledger. Any thread;
/// blocks. Errors: Io, also if the file does not exist.
Result<std::vector<BudgetState>> readBudgets(const QString& file, const std::vector<config::BudgetSettings>& budgets, const config::ExchangeRate& rate, WallTime now);

} // namespace gateway::usage
