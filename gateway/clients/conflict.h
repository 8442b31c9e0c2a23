#pragma once

#include <string>
#include <vector>

namespace gateway::clients {

/// Something on this machine because of which a set-up has no effect, or not all of it.
struct Conflict {
    enum class Kind {
        Variable,  ///< an environment variable that wins over the file
        Diversion, ///< one with which the client asks another provider and never the gateway
        Elsewhere, ///< one with which the client has its files in another place
        Field,     ///< a field of the client's own file
        File,      ///< another file, which wins over the one that is written
        WholeFile, ///< another file, which is read in its place
        Proxy,     ///< a proxy to which the client sends its requests, those for this machine too
        Copy,      ///< another installation of the client, or a profile of it, which has settings of its own; `what` is empty
    };

    Kind kind = Kind::Variable;
    std::string what;  ///< "CLAUDE_CODE_USE_BEDROCK", "profiles.work.model_provider"; of `WholeFile` and `Copy` empty
    std::string where; ///< "~/.bashrc, line 3", "the environment", "~/.claude/settings.json"
    bool isPartly = false; ///< the rest of the set-up has its effect

    bool operator==(const Conflict&) const = default;
};

/// What it means and what to do, as sentences in English.
std::string messageOf(const Conflict& conflict);

/// Whether any of them keeps a set-up from having an effect.
bool isAnyInTheWay(const std::vector<Conflict>& conflicts);

} // namespace gateway::clients
