#pragma once

#include "mistakes.h"

#include "gateway/config/fields/place.h"
#include "gateway/config/settings/settings.h"

namespace gateway::config {

/// Whether there is something to hash where a route chooses by hash, and somebody to choose.
void checkBalancer(const RouteSettings& route, const Mistakes& mistakes, const Place& place);

} // namespace gateway::config
