#pragma once

#include "finding.h"

#include "gateway/clients/client_setups.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace gateway::host {

/// Checks the clients that were set up on this machine: for `DoctorInputs::lookAtClients`. `base`: where this gateway
/// is reached, such as "http://127.0.0.1:8080"; `accepted`: SHA-256 of the keys that it accepts. The returned function
/// reads files and blocks; any thread.
std::function<std::vector<Finding>()> clientLook(clients::Surroundings surroundings, std::string base, std::set<std::string> accepted);

} // namespace gateway::host
