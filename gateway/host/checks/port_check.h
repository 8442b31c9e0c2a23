#pragma once

#include "gateway/host/programs/port_holder.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

/// What trying a port found. A value.
struct PortFinding {
    int port = 0;
    bool isFree = false;
    bool isOurs = false;              ///< this very process listens there
    std::optional<PortHolder> holder; ///< who has it; empty: nobody, or nobody knows
    int nextFree = 0;                 ///< the next port above it that is free; 0: it is free itself, or none was found

    bool operator==(const PortFinding&) const = default;
};

/// Tries whether `port` (1 to 65535) could be listened on at `address`, which means ::1 too where
/// it is 127.0.0.1; nobody can connect meanwhile for longer than a moment. Of `spokenFor` none is
/// the next free one. Where it is taken, its holder is looked for and asked: for the storage thread.
PortFinding checkPort(const std::string& address, int port, const std::vector<int>& spokenFor = {});
/// Of that, only whether it is free. Blocks for no longer than opening sockets takes.
bool isPortFree(const std::string& address, int port);

/// Of what 127.0.0.1 in the settings means, the address that is not among `listensAt` ("127.0.0.1:8080", with or without a
/// scheme): "::1" or "127.0.0.1". Empty: both are there, nothing is, or another address was asked for. Pure.
std::string missingLoopback(const std::string& address, const std::vector<std::string>& listensAt);

} // namespace gateway::host
