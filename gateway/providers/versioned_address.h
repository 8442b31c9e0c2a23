#pragma once

#include "catalog.h"
#include "provider_client.h"

#include "gateway/config/settings/provider_settings.h"

#include <optional>
#include <string>

namespace gateway::providers {

/// The address with "/v1" appended, if that was probably left out: `provider` has an address of its own without a path,
/// it speaks a protocol of OpenAI, and `result`, a failed test of it, found no API there. Otherwise empty.
std::optional<std::string> withVersion(const config::ProviderSettings& provider, const Catalog& catalog, const ProbeResult& result);

/// Whether a test reached an API, though perhaps with an invalid key, without balance, or with an unknown model.
bool reachedApi(const ProbeResult& result);

} // namespace gateway::providers
