#pragma once

#include "gateway/config/foreign/reading/export_log.h"
#include "gateway/core/json/json.h"

namespace gateway::config::foreign {

/// {"routes": [...], "consumers": [...]}, as in a standalone file: every route uses `ai-proxy-multi`.
Json exportApisix(const ExportSource& source, ExportLog& log);

} // namespace gateway::config::foreign
