#pragma once

#include "gateway/config/settings/provider_settings.h"
#include "gateway/providers/provider_client.h"
#include "gateway/routing/health/failure_rules.h"
#include "gateway/routing/health/rest.h"

namespace gateway::host {

/// Whether a health check shows that the target of a cooldown works again: the check succeeded, or was rejected for a
/// reason that occurs only once the target works. Upstreams check in order: reachable, key accepted, model known, then
/// limits of the two or faults of the request; a failure of the upstream itself only proves that it is reachable. Pure.
bool isWellAgain(const routing::Rest& rest, const providers::ProbeResult& result, const routing::FailureRules& rules,
                 const config::ProviderSettings& provider);

} // namespace gateway::host
