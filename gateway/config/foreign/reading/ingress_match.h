#pragma once

#include "gateway/config/settings/route_settings.h"
#include "gateway/core/json/json.h"

namespace gateway::config::foreign {

/// What a Kubernetes Ingress matches, or a superset: everything, if its rules cannot be converted. `spec` may be null.
MatchSettings matchOfIngress(const Json* spec);

} // namespace gateway::config::foreign
