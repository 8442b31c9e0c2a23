#pragma once

#include "mistakes.h"

#include "gateway/config/fields/place.h"
#include "gateway/config/settings/settings.h"

namespace gateway::config {

/// Checks that a route with hash balancing has something to hash and targets to choose from.
void checkBalancer(const RouteSettings& route, const Mistakes& mistakes, const Place& place);

} // namespace gateway::config
