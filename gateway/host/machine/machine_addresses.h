#pragma once

#include <string>
#include <vector>

namespace gateway::host {

/// The IP addresses of this machine, IPv6 without scope. Queries the system once; any thread.
std::vector<std::string> machineAddresses();

} // namespace gateway::host
