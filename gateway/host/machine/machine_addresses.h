#pragma once

#include <string>
#include <vector>

namespace gateway::host {

/// This machine's own address literals, IPv6 without scope. Asks the system once; any thread.
std::vector<std::string> machineAddresses();

} // namespace gateway::host
