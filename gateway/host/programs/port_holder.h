#pragma once

#include <optional>
#include <string>

namespace gateway::host {

/// What the program on a port answers when asked whether it is a Signalbox.
struct HolderAnswer {
    enum class From { Nobody, Signalbox, AnotherProgram };

    From from = From::Nobody; ///< Nobody: not asked, or no response
    std::string version = {}; ///< Signalbox version: "0.1.0"

    bool operator==(const HolderAnswer&) const = default;
};

/// The program that listens on a TCP port.
struct PortHolder {
    int pid = 0; ///< 0: belongs to a user whose processes must not be inspected
    std::string program = {}; ///< "nginx"; empty if unknown
    std::string commandLineShort = {}; ///< "node server.js": tells the programs of one interpreter apart. Never has the other arguments,
                                       ///< which may contain secrets
    HolderAnswer answer = {};

    /// Name for display; empty if unknown.
    const std::string& name() const { return commandLineShort.empty() ? program : commandLineShort; }
    /// Whether it is Signalbox, desktop or headless: by its answer, or by its name if it gave none.
    bool isSignalbox() const
    {
        return answer.from == HolderAnswer::From::Signalbox
            || (answer.from == HolderAnswer::From::Nobody && (program == "signalbox" || program == "signalboxd"));
    }

    bool operator==(const PortHolder&) const = default;
};

/// The program that listens on TCP port `port` (1 to 65535) of this machine, on any address. Empty if there is none or
/// the platform cannot tell. Sends nothing to it. Reads the whole process table: for the storage thread.
std::optional<PortHolder> portHolder(int port);

} // namespace gateway::host
