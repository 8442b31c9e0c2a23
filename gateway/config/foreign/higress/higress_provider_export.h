#pragma once

#include "gateway/config/foreign/reading/export_log.h"
#include "gateway/core/json/json.h"

#include <string>

namespace gateway::config::foreign {

/// A provider as the console has it. `route`: whose retries the provider takes over; may be null.
Json writeHigressProvider(const ProviderSettings& provider, const std::string& path, const ProviderAddress& address,
    const RouteSettings* route, ExportLog& log);

} // namespace gateway::config::foreign
