#pragma once

#include "apisix_instance.h"

namespace gateway::config::foreign {

/// Reads the configuration of `ai-proxy-multi`, in either form, or of `ai-proxy` into the targets, balancer and
/// fallback of `route`.
void readApisixPlugin(ForeignObject plugin, ApisixInstances& instances, RouteSettings& route);

} // namespace gateway::config::foreign
