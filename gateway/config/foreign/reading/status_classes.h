#pragma once

#include "gateway/config/settings/route_settings.h"

namespace gateway::config::foreign {

/// Add the failures with such a status to `fallback`.
void addServerErrors(
    FallbackSettings& fallback); ///< 5xx, and the failures that the other programs answer with 5xx: no connection, timeout
void addClientErrors(FallbackSettings& fallback); ///< every 4xx
void addFailure(FallbackSettings& fallback, FailureClass failure);

bool has(const FallbackSettings& fallback, FailureClass failure);
bool hasServerErrors(const FallbackSettings& fallback);
/// Whether it contains every 4xx.
bool hasClientErrors(const FallbackSettings& fallback);
/// Whether it contains any failure that is reported by a 4xx.
bool hasSomeClientErrors(const FallbackSettings& fallback);

} // namespace gateway::config::foreign
