#pragma once

#include "gateway/host/programs/port_holder.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

/// Result of checking a port. A value.
struct PortFinding {
    int port = 0;
    bool isFree = false;
    bool isOurs = false;              ///< this process itself listens there
    std::optional<PortHolder> holder; ///< program that holds it; empty: none, or unknown
    int nextFree = 0;                 ///< the next free port above it; 0: the port itself is free, or none was found

    bool operator==(const PortFinding&) const = default;
};

/// Tests whether `port` (1 to 65535) can be listened on at `address` (127.0.0.1 includes ::1); the port is occupied
/// only for a moment. Ports in `spokenFor` are not offered as the next free one. If the port is taken, its holder is
/// looked up and queried: for the storage thread.
PortFinding checkPort(const std::string& address, int port, const std::vector<int>& spokenFor = {});
/// Only tests whether the port is free. Blocks no longer than opening sockets takes.
bool isPortFree(const std::string& address, int port);

/// The loopback address that 127.0.0.1 in the settings includes but `listensAt` lacks ("127.0.0.1:8080", with or
/// without a scheme): "::1" or "127.0.0.1". Empty: both or none are there, or another address was configured. Pure.
std::string missingLoopback(const std::string& address, const std::vector<std::string>& listensAt);

} // namespace gateway::host
