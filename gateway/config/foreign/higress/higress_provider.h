#pragma once

#include "model_mapping.h"

#include <string>

namespace gateway::config::foreign {

/// What a provider's `retryOnFailure` means for the routes that have it as a target.
struct HigressRetry {
    int retries = 0;
    bool onClientErrors = false;
    bool onServerErrors = false;
    std::string path = {};
};

/// Reads a provider of the console or of the ai-proxy plugin. `retry` gets what it
/// says about retries. Empty where it has no name or its name is taken.
std::optional<ProviderSettings> readHigressProvider(ForeignObject provider, HigressRetry& retry);

} // namespace gateway::config::foreign
