#pragma once

#include <optional>
#include <string>

namespace gateway::host {

/// What the program that listens on a port says to who asks whether it is a Signalbox.
struct HolderAnswer {
    enum class From { Nobody, Signalbox, AnotherProgram };

    From from = From::Nobody; ///< Nobody: it was not asked, or keeps silent
    std::string version = {}; ///< of the Signalbox: "0.1.0"

    bool operator==(const HolderAnswer&) const = default;
};

/// The program that listens on a TCP port.
struct PortHolder {
    int pid = 0; ///< 0: somebody whose processes may not be looked at
    std::string program = {}; ///< "nginx"; empty if not known
    std::string commandLineShort = {}; ///< "node server.js": what tells one interpreter's program from another. Never
                                       ///< the rest of the arguments, which may hold secrets
    HolderAnswer answer = {};

    /// As people know it; empty if not known.
    const std::string& name() const { return commandLineShort.empty() ? program : commandLineShort; }
    /// Whether it is this program, in either form: by what it answers, by its name only while it keeps silent.
    bool isSignalbox() const
    {
        return answer.from == HolderAnswer::From::Signalbox
            || (answer.from == HolderAnswer::From::Nobody && (program == "signalbox" || program == "signalboxd"));
    }

    bool operator==(const PortHolder&) const = default;
};

/// Who listens on TCP port `port` (1 to 65535) of this machine, on any address.
/// Empty if nobody does, or on a platform that does not tell. Nobody is asked. Reads the
/// whole table of processes: for the storage thread.
std::optional<PortHolder> portHolder(int port);

} // namespace gateway::host
