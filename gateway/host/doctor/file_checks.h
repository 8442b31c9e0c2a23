#pragma once

#include "finding.h"

#include "gateway/config/document.h"
#include "gateway/core/clock.h"
#include "gateway/routing/health/rest.h"

#include <QString>

#include <functional>
#include <vector>

namespace gateway::host {

// Checks of files, which block: for a worker. Private to the room.

std::vector<Finding> certificateFindings(const config::ListenSettings& listen, const QString& dataDir, WallTime now);
/// Opens the ledger read-only and runs SQLite's check until it ends or `isOver` returns true.
Finding ledgerFinding(const QString& dataDir, std::function<bool()> isOver);

/// The accounts and keys that providers reject, from the cooldowns that are current at `now`.
std::vector<Finding> refusedKeyFindings(const std::vector<routing::Rest>& rests, WallTime now);

/// The disk that holds the data folder, or will hold it.
struct DiskRoom {
    std::string folder; ///< the data folder
    std::string disk; ///< mount point
    bool isWritable = true;
    qint64 total = -1; ///< bytes, as are those below
    qint64 left = -1; ///< below 0: unknown
    qint64 ledger = 0; ///< size of the ledger, including its journal
};
DiskRoom diskRoomOf(const QString& dataDir);

/// Whether there is enough free space. Pure.
Finding diskFinding(const DiskRoom& room);
Finding configurationFinding(const QString& file, const std::vector<config::Issue>& issues);
/// Consumer limits that a caller escapes by sending no key, one finding each. Pure.
std::vector<Finding> escapableFindings(const config::Settings& settings);

} // namespace gateway::host
