#pragma once

#include "gateway/core/json/json.h"
#include "gateway/usage/budgets/budget_state.h"

#include <string>
#include <vector>

namespace app {

/// Budgets as a table, with a line feed at the end. Pure.
std::string budgetsText(const std::vector<gateway::usage::BudgetState>& states);
/// Likewise as an array. `spent` has what was converted in it, `converted` is that before, in the other currency; amounts
/// are exact.
gateway::Json budgetsJson(const std::vector<gateway::usage::BudgetState>& states);

} // namespace app
