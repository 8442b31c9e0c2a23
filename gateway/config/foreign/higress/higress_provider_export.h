#pragma once

#include "gateway/config/foreign/reading/export_log.h"
#include "gateway/core/json/json.h"

#include <string>

namespace gateway::config::foreign {

/// A provider in the console's format. `route`: the route whose retry settings the provider gets; may be null.
Json writeHigressProvider(const ProviderSettings& provider, const std::string& path, const ProviderAddress& address,
    const RouteSettings* route, ExportLog& log);

} // namespace gateway::config::foreign
