#pragma once

#include "mistakes.h"

#include "gateway/config/fields/place.h"
#include "gateway/config/settings/settings.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::config {

/// Reports limits with the same name, for unknown providers or consumers, and those whose other target is unknown or
/// covered by the limit itself. `providers`, `consumers`: all names that requests can have; empty: unknown. `root`: the
/// place of the whole configuration.
void checkLimits(const Settings& settings, const std::optional<std::vector<std::string>>& providers,
    const std::optional<std::vector<std::string>>& consumers, const Mistakes& mistakes, const Place& root);

} // namespace gateway::config
