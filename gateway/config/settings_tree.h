#pragma once

#include "gateway/config/fields/issue.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/json/json.h"

#include <vector>

namespace gateway::config {

// Settings field by field, as the file would say them: for forms. Any thread.

/// What differs from the defaults, and what an entry must say.
Json treeOf(const Settings& settings);

/// Reads `tree`, checked as a file is. Errors: ConfigInvalid, if any issue is an
/// error; `issues` then holds all of them, and the warnings in any case.
Result<Settings> settingsOf(Json tree, std::vector<Issue>& issues);

} // namespace gateway::config
