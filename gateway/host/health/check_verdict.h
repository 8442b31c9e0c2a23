#pragma once

#include "gateway/config/settings/provider_settings.h"
#include "gateway/providers/provider_client.h"
#include "gateway/routing/health/failure_rules.h"
#include "gateway/routing/health/rest.h"

namespace gateway::host {

/// Whether a check shows that what rests is well again: it was answered, or refused
/// for a reason that only shows once it works. An upstream is reached first, then
/// takes the key, then knows the model, and only then has a limit for the two or
/// finds fault with the request; a failure of its own says only that it is reached. Pure.
bool isWellAgain(const routing::Rest& rest, const providers::ProbeResult& result, const routing::FailureRules& rules,
                 const config::ProviderSettings& provider);

} // namespace gateway::host
