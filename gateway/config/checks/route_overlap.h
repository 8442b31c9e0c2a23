#pragma once

#include "gateway/config/fields/place.h"
#include "gateway/config/settings/route_settings.h"

#include <vector>

namespace gateway::config {

/// Warns of routes, or alternatives in them, that can never match because an earlier route matches all of their
/// requests, and of routes that share requests with an earlier one without being more general. An exception before the
/// general route is correct. Disabled routes are ignored. Reports only what is certain; `place` is that of the list.
void checkOverlaps(const std::vector<RouteSettings>& routes, const Place& place);

} // namespace gateway::config
