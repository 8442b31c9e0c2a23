#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/usage/decisions/route_list.h"

#include <memory>

namespace gateway::routing {

/// All routes with the failure settings of each as sentences. Never null.
std::shared_ptr<const usage::RouteList> routeListOf(const config::Settings& settings);

} // namespace gateway::routing
