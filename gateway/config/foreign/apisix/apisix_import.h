#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

namespace gateway::config::foreign {

/// Reads routes with `ai-proxy-multi` or `ai-proxy` and the consumers next to them: an Admin API object or response, a
/// list of them, a standalone file, or only the plugin's configuration. Problems go to the log.
Result<Settings> importApisix(const Json& document, ImportLog& log);

} // namespace gateway::config::foreign
