#pragma once

#include "finding.h"

#include "gateway/config/document.h"
#include "gateway/core/clock.h"
#include "gateway/routing/health/rest.h"

#include <QString>

#include <functional>
#include <vector>

namespace gateway::host {

// What files say. All of it reads them: for a worker. Private to the room.

std::vector<Finding> certificateFindings(const config::ListenSettings& listen, const QString& dataDir, WallTime now);
/// Opens the ledger to read and has SQLite look through it for as long as `isOver` does not say so.
Finding ledgerFinding(const QString& dataDir, std::function<bool()> isOver);

/// The accounts and keys that providers refuse, as the state of `now` has them.
std::vector<Finding> refusedKeyFindings(const std::vector<routing::Rest>& rests, WallTime now);

/// The disk that the data folder is on, or will be.
struct DiskRoom {
    std::string folder; ///< the data folder
    std::string disk; ///< the folder that it is mounted at
    bool isWritable = true;
    qint64 total = -1; ///< bytes; likewise below
    qint64 left = -1; ///< below 0: the system does not say
    qint64 ledger = 0; ///< what of it the ledger takes, its journal too
};
DiskRoom diskRoomOf(const QString& dataDir);

/// Pure.
Finding diskFinding(const DiskRoom& room);
Finding configurationFinding(const QString& file, const std::vector<config::Issue>& issues);
/// Limits of consumers that leaving out the key lifts, one finding for each. Pure.
std::vector<Finding> escapableFindings(const config::Settings& settings);

} // namespace gateway::host
