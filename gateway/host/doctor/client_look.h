#pragma once

#include "finding.h"

#include "gateway/clients/client_setups.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace gateway::host {

/// Looks at the clients that were set up on that machine: for `DoctorInputs::lookAtClients`. `base`: where this gateway is
/// reached, such as "http://127.0.0.1:8080"; `accepted`: the keys that it accepts, by SHA-256. What it gives blocks on files; any thread.
std::function<std::vector<Finding>()> clientLook(clients::Surroundings surroundings, std::string base, std::set<std::string> accepted);

} // namespace gateway::host
