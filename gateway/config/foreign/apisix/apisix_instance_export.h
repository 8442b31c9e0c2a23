#pragma once

#include "gateway/config/foreign/reading/export_log.h"
#include "gateway/core/json/json.h"

#include <string>

namespace gateway::config::foreign {

/// A target for an entry of `instances`.
struct ApisixTarget {
    const TargetSettings& target;
    const ProviderSettings& provider;
    std::string targetPath; ///< "routes[0].targets[0]"
    std::string providerPath; ///< "providers[0]"
    ProviderAddress address;
};

Json writeApisixInstance(const ApisixTarget& from, const std::string& name, ExportLog& log);

} // namespace gateway::config::foreign
