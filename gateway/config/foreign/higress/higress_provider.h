#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

#include <map>
#include <string>

namespace gateway::config::foreign {

using ModelMapping = std::vector<std::pair<std::string, std::string>>;

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

/// `modelMapping`, with its regular expressions in this program's words.
ModelMapping readModelMapping(ForeignObject mapping);
/// The same in Higress' words.
Json writeModelMapping(const ModelMapping& mapping);

} // namespace gateway::config::foreign
