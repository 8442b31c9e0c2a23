#pragma once

#include "gateway/config/fields/issue.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/json/json.h"

#include <vector>

namespace gateway::config {

// Settings as JSON in the format of the file, for forms. Any thread.

/// Contains the fields that differ from the defaults, and the required fields of entries.
Json treeOf(const Settings& settings);

/// Reads `tree` with the same checks as a file. Errors: ConfigInvalid if any issue is an error; `issues` then contains
/// all of them, and the warnings in any case.
Result<Settings> settingsOf(Json tree, std::vector<Issue>& issues);

} // namespace gateway::config
