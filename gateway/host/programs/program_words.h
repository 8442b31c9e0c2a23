#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gateway::host {

// What a running program is called in words that people know it by. Never the
// rest of its arguments, which may hold secrets.

/// What the system knows of a process.
struct ProcessFacts {
    std::vector<std::string> arguments; ///< the first is the program as it was called
    std::string executable;             ///< path of its file
    std::string shortName;              ///< that the kernel keeps, perhaps cut
    std::string folder;                 ///< path of its working directory
};

/// The program, and what an interpreter runs: "node server.js", "python3 -m http.server".
std::string shortCommandLine(const std::vector<std::string>& arguments);

/// The program, what an interpreter runs, and the last part of its folder unless that
/// is `home` or the root: "claude (my-project)", "node cli.js (my-project)".
std::string callerName(const ProcessFacts& facts, std::string_view home);

/// The folder that it runs in; empty where that is `home` or the root, where no project is.
std::string projectFolder(const ProcessFacts& facts, std::string_view home);

/// Behind the last slash.
std::string lastPart(std::string_view path);

} // namespace gateway::host
