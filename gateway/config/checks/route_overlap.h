#pragma once

#include "gateway/config/fields/place.h"
#include "gateway/config/settings/route_settings.h"

#include <vector>

namespace gateway::config {

/// Warns of routes, or alternatives in them, that no request ever takes since an
/// earlier route takes them all, and of those that share some with an earlier one
/// that is no exception to them. An exception before its rule is as it should be.
/// Routes that are switched off do not count. Says only what is certain; `place`
/// is that of the list.
void checkOverlaps(const std::vector<RouteSettings>& routes, const Place& place);

} // namespace gateway::config
