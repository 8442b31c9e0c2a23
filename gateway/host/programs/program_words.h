#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gateway::host {

// Names of running programs for display. Never contain further arguments, which may contain secrets.

/// What the system reports about a process.
struct ProcessFacts {
    std::vector<std::string> arguments; ///< the first is the program as invoked
    std::string executable;             ///< path of the executable file
    std::string shortName;              ///< as kept by the kernel, possibly truncated
    std::string folder;                 ///< working directory
};

/// The program and the script that an interpreter runs: "node server.js", "python3 -m http.server".
std::string shortCommandLine(const std::vector<std::string>& arguments);

/// The program, the script that an interpreter runs, and the last component of the working directory unless that is
/// `home` or the root: "claude (my-project)", "node cli.js (my-project)".
std::string callerName(const ProcessFacts& facts, std::string_view home);

/// The working directory; empty if it is `home` or the root, which are not projects.
std::string projectFolder(const ProcessFacts& facts, std::string_view home);

/// The part after the last slash.
std::string lastPart(std::string_view path);

} // namespace gateway::host
