#pragma once

#include "gateway/config/settings/route_settings.h"

namespace gateway::config::foreign {

/// Adds to `fallback` what ends in each of these.
void addServerErrors(
    FallbackSettings& fallback); ///< 5xx, and what the other programs answer with it: no connection, no answer in time
void addClientErrors(FallbackSettings& fallback); ///< every 4xx
void addFailure(FallbackSettings& fallback, FailureClass failure);

bool has(const FallbackSettings& fallback, FailureClass failure);
bool hasServerErrors(const FallbackSettings& fallback);
/// Whether every 4xx is in it.
bool hasClientErrors(const FallbackSettings& fallback);
/// Whether any failure that is told by a 4xx is in it.
bool hasSomeClientErrors(const FallbackSettings& fallback);

} // namespace gateway::config::foreign
