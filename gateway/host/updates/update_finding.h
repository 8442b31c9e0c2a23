#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/text/sentence.h"

#include <optional>
#include <string>

namespace gateway::host {

/// What the package system of this machine says of this program. A value.
struct UpdateFinding {
    enum class Kind {
        Unasked,     ///< nobody has looked yet
        Current,     ///< there is nothing newer in the package sources
        Available,   ///< `version` can be installed
        Installed,   ///< `version` was installed under the running program, and runs from its next start
        NotPackaged, ///< the running file is of no package
        Unsupported, ///< a package system that is not known here
        Failed,      ///< it did not answer: `reason`
    };
    Kind kind = Kind::Unasked;
    std::string package = {}; ///< "signalbox"
    std::string version = {}; ///< as the package system writes it: "0.2.0-1"
    std::optional<WallTime> sourcesRead = {}; ///< when the machine has last asked its package sources; empty: nobody knows
    Sentence reason = {}; ///< its own words, or the system's
    WallTime at{};       ///< when it was asked

    /// There is something to be done: to install it, or to start anew.
    bool isNews() const { return kind == Kind::Available || kind == Kind::Installed; }
    bool operator==(const UpdateFinding&) const = default;
};

} // namespace gateway::host
