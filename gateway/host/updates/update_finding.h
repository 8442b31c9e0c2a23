#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/text/sentence.h"

#include <optional>
#include <string>

namespace gateway::host {

/// What the package manager of this machine reports about this program. A value.
struct UpdateFinding {
    enum class Kind {
        Unasked,     ///< not checked yet
        Current,     ///< the package sources have nothing newer
        Available,   ///< `version` can be installed
        Installed,   ///< `version` was installed while the program was running and is used from its next start
        NotPackaged, ///< the running file belongs to no package
        Unsupported, ///< unknown package manager
        Failed,      ///< the check failed: `reason`
    };
    Kind kind = Kind::Unasked;
    std::string package = {}; ///< "signalbox"
    std::string version = {}; ///< as the package manager writes it: "0.2.0-1"
    std::optional<WallTime> sourcesRead = {}; ///< when the machine last refreshed its package sources; empty: unknown
    Sentence reason = {}; ///< from the tool or the system
    WallTime at{};       ///< time of the check

    /// Whether the user should act: install the update, or restart the program.
    bool isNews() const { return kind == Kind::Available || kind == Kind::Installed; }
    bool operator==(const UpdateFinding&) const = default;
};

} // namespace gateway::host
