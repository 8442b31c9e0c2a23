#pragma once

#include "gateway/config/foreign/reading/export_log.h"
#include "gateway/core/json/json.h"

namespace gateway::config::foreign {

/// {"providers": [...], "routes": [...], "consumers": [...]}: objects of the console's API.
Json exportHigress(const ExportSource& source, ExportLog& log);

} // namespace gateway::config::foreign
