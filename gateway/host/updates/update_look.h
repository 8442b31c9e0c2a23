#pragma once

#include "update_finding.h"

#include <QString>

#include <atomic>

namespace gateway::host {

/// The file of a running program.
struct RunningProgram {
    QString file;            ///< absolute
    bool isReplaced = false; ///< another file has replaced it since

    /// The file of this process.
    static RunningProgram self();
};

/// Asks the package manager of this machine for `program` and newer versions; uses no network: the package sources are
/// those that the machine refreshed last. Takes up to some seconds, so call it on a worker; it ends soon after `isOver`
/// becomes true, with an arbitrary result. The caller sets `at` of the finding.
UpdateFinding lookForUpdate(const RunningProgram& program, const std::atomic<bool>& isOver);

} // namespace gateway::host
