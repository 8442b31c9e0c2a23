#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

namespace gateway::config::foreign {

/// Reads the console's AI routes, providers and consumers (alone, in arrays, in {"routes", "providers", "consumers"},
/// or as responses of the console's API) and the ai-proxy plugin's configuration (alone or in a WasmPlugin). `assumed`
/// receives the ids of providers that routes name and the document lacks. Problems go to the log.
Settings importHigress(const Json& document, ImportLog& log, std::vector<std::string>& assumed);

} // namespace gateway::config::foreign
