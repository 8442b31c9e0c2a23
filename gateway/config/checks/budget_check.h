#pragma once

#include "mistakes.h"

#include "gateway/config/fields/place.h"
#include "gateway/config/settings/settings.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::config {

/// Budgets of nobody that there is, and two of the same period for the same. `providers`, `consumers`: all names that
/// requests can be under; empty: they are not known. `place`: of `usage`.
void checkBudgets(const Settings& settings, const std::optional<std::vector<std::string>>& providers,
    const std::optional<std::vector<std::string>>& consumers, const Mistakes& mistakes, const Place& place);

} // namespace gateway::config
