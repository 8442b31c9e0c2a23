#pragma once

#include "gateway/routing/matching/refused_routes.h"
#include "gateway/usage/trail/trail.h"

namespace gateway::routing {

/// Notes in `trail` which routes did not take a request, and why.
void addRefused(usage::Trail& trail, const RefusedRoutes& refused);

} // namespace gateway::routing
