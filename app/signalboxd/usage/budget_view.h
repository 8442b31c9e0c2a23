#pragma once

#include "gateway/core/json/json.h"
#include "gateway/usage/budgets/budget_state.h"

#include <string>
#include <vector>

namespace app {

/// Budgets as a table, with a line feed at the end. Pure.
std::string budgetsText(const std::vector<gateway::usage::BudgetState>& states);
/// The same as a JSON array. `spent` includes converted amounts, `converted` is their value before, in the other
/// currency; amounts are exact.
gateway::Json budgetsJson(const std::vector<gateway::usage::BudgetState>& states);

} // namespace app
