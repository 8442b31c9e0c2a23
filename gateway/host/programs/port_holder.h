#pragma once

#include <optional>
#include <string>

namespace gateway::host {

/// The program that listens on a TCP port.
struct PortHolder {
    int pid = 0; ///< 0: somebody whose processes may not be looked at
    std::string program = {}; ///< "nginx"; empty if not known
    std::string commandLineShort = {}; ///< "node server.js": what tells one interpreter's program from another. Never
                                       ///< the rest of the arguments, which may hold secrets

    /// Whether it is this program, in either form.
    bool isSignalbox() const { return program == "signalbox" || program == "signalboxd"; }

    bool operator==(const PortHolder&) const = default;
};

/// Who listens on TCP port `port` (1 to 65535) of this machine, on any address.
/// Empty if nobody does, or on a platform that does not tell. Reads the whole
/// table of processes: for the storage thread.
std::optional<PortHolder> portHolder(int port);

} // namespace gateway::host
