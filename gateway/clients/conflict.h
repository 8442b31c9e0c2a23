#pragma once

#include "gateway/core/text/sentence.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gateway::clients {

/// Something on this machine that makes a set-up ineffective, at least in part.
struct Conflict {
    enum class Kind {
        Variable,  ///< an environment variable that overrides the file
        Diversion, ///< one that makes the client use another provider and never the gateway
        Elsewhere, ///< one that moves the client's files to another place
        Field,     ///< a field in the client's own file
        File,      ///< another file, which overrides the written one
        WholeFile, ///< another file, which is read instead
        Proxy,     ///< a proxy that the client uses even for requests to this machine
        Copy,      ///< another installation or profile of the client with its own settings; `what` is empty
    };

    Kind kind = Kind::Variable;
    std::string what;  ///< "CLAUDE_CODE_USE_BEDROCK", "profiles.work.model_provider"; empty for `WholeFile` and `Copy`
    Sentence where;    ///< `lineIn` a file, `ownEnvironment`, or a file: "~/.claude/settings.json"
    bool isPartly = false; ///< the rest of the set-up is effective

    bool operator==(const Conflict&) const = default;
};

/// "~/.bashrc, line 3"; `line` counts from 1.
Sentence lineIn(Sentence file, std::size_t line);
/// The environment of this process.
Sentence ownEnvironment();

/// The conflict, its location and the remedy.
Sentence messageOf(const Conflict& conflict);

} // namespace gateway::clients
