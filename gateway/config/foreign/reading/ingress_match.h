#pragma once

#include "gateway/config/settings/route_settings.h"
#include "gateway/core/json/json.h"

namespace gateway::config::foreign {

/// What an Ingress of Kubernetes matches, or more: all, where its rules are not understood. `spec` may be null.
MatchSettings matchOfIngress(const Json* spec);

} // namespace gateway::config::foreign
