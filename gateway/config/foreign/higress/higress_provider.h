#pragma once

#include "model_mapping.h"

#include <string>

namespace gateway::config::foreign {

/// The meaning of a provider's `retryOnFailure` for routes that have it as a target.
struct HigressRetry {
    int retries = 0;
    bool onClientErrors = false;
    bool onServerErrors = false;
    std::string path = {};
};

/// Reads a provider of the console or of the ai-proxy plugin. `retry` receives its retry settings. Empty if it has no
/// name or its name is taken.
std::optional<ProviderSettings> readHigressProvider(ForeignObject provider, HigressRetry& retry);

} // namespace gateway::config::foreign
