#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

namespace gateway::config::foreign {

/// Reads routes with `ai-proxy-multi` or `ai-proxy` and the consumers beside them:
/// an Admin API object or answer, a list of them, a standalone file, or the plugin's
/// configuration alone. What is wrong with it goes to the log.
Result<Settings> importApisix(const Json& document, ImportLog& log);

} // namespace gateway::config::foreign
