#pragma once

#include "gateway/config/foreign/reading/guarded_route.h"
#include "gateway/config/foreign/reading/foreign_object.h"
#include "gateway/config/settings/settings.h"

#include <vector>

namespace gateway::config::foreign {

/// Whether `route` could take requests that `guarded` took, and lets in somebody whom that one may have refused.
bool opensUp(const RouteSettings& route, const GuardedRoute& guarded);

/// Switches off each route that would take requests of a guarded one: of one that is switched off or left out, or that comes
/// later here and did not there. `asRead` are the routes before any was left out. Returns all that held callers back. Pure.
std::vector<GuardedRoute> switchOffFallThrough(Settings& settings, const std::vector<RouteSettings>& asRead, ImportLog& log);

} // namespace gateway::config::foreign
