#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

namespace gateway::config::foreign {

/// Reads the console's AI routes, providers and consumers (alone, in arrays, in
/// {"routes", "providers", "consumers"}, or as the console's API answers) and the
/// ai-proxy plugin's configuration (alone or in a WasmPlugin). `assumed` gets the
/// ids of providers that routes name and the document lacks. What is wrong goes to the log.
Settings importHigress(const Json& document, ImportLog& log, std::vector<std::string>& assumed);

} // namespace gateway::config::foreign
