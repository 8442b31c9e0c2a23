#pragma once

#include "update_finding.h"

#include <QString>

#include <atomic>

namespace gateway::host {

/// The file of a program that runs.
struct RunningProgram {
    QString file;            ///< absolute
    bool isReplaced = false; ///< another file stands in its place by now

    /// This one.
    static RunningProgram self();
};

/// Asks the machine's package system for `program` and what is newer; nothing goes over the network: the package sources
/// are those that the machine has read last. Takes up to some seconds, so call it on a worker; once `isOver` is true it
/// ends soon, with whatever. `at` of the finding is left to the caller.
UpdateFinding lookForUpdate(const RunningProgram& program, const std::atomic<bool>& isOver);

} // namespace gateway::host
