#pragma once

#include "finding.h"

#include "gateway/clients/client_setups.h"

#include <functional>
#include <string>
#include <vector>

namespace gateway::host {

/// Looks at the clients that were set up on that machine: for `DoctorInputs::lookAtClients`. `base`: where this gateway is
/// reached, such as "http://localhost:8080". What it gives blocks on files; any thread.
std::function<std::vector<Finding>()> clientLook(clients::Surroundings surroundings, std::string base);

} // namespace gateway::host
