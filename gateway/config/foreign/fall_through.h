#pragma once

#include "gateway/config/foreign/reading/guarded_route.h"
#include "gateway/config/foreign/reading/foreign_object.h"
#include "gateway/config/settings/settings.h"

#include <vector>

namespace gateway::config::foreign {

/// Whether `route` could match requests that `guarded` matched, and accepts somebody whom `guarded` may have rejected.
bool opensUp(const RouteSettings& route, const GuardedRoute& guarded);

/// Disables each route that would match requests of a guarded route that is disabled, omitted, or comes later here
/// although it came earlier there. `asRead` are the routes before any was omitted. Returns all that restricted callers.
/// Pure.
std::vector<GuardedRoute> switchOffFallThrough(Settings& settings, const std::vector<RouteSettings>& asRead, ImportLog& log);

} // namespace gateway::config::foreign
