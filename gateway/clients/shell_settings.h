#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

// What files that a shell reads at its start, and such of systemd and PAM, say of variables. Pure. Private to the room.

/// A line that sets a variable, or takes it away.
struct ShellSetting {
    std::string name;
    std::string value;    ///< without quotes; what a shell would put in is as it is written: "$HOME/x"
    int line = 0;         ///< from 1
    bool isUnset = false; ///< `value` is empty

    bool operator==(const ShellSetting&) const = default;
};

struct ShellFile {
    std::vector<ShellSetting> settings; ///< in their order
    std::vector<std::string> sourced;   ///< files that are read as well, as they are written
};

/// Reads POSIX shells, zsh, fish, csh, PowerShell, and lists of NAME=VALUE. What is set for one command counts where that is one
/// of `programs`, also in an alias. Conditions are not judged: what may be set is.
ShellFile shellFile(std::string_view text, const std::vector<std::string>& programs);

} // namespace gateway::clients
