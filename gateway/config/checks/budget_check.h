#pragma once

#include "mistakes.h"

#include "gateway/config/fields/place.h"
#include "gateway/config/settings/settings.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::config {

/// Reports budgets for unknown providers or consumers, and duplicate budgets for the same period. `providers`,
/// `consumers`: all names that requests can have; empty: unknown. `place`: that of `usage`.
void checkBudgets(const Settings& settings, const std::optional<std::vector<std::string>>& providers,
    const std::optional<std::vector<std::string>>& consumers, const Mistakes& mistakes, const Place& place);

} // namespace gateway::config
