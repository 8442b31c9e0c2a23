#pragma once

#include "gateway/config/fields/place.h"
#include "gateway/config/settings/settings.h"

#include <string>
#include <vector>

namespace gateway::config {

/// Budgets of nobody that there is, and two of the same period for the same. `consumers`: all names that requests can
/// be under. `place`: of `usage`.
void checkBudgets(const Settings& settings, const std::vector<std::string>& consumers, const Place& place);

} // namespace gateway::config
