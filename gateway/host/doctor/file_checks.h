#pragma once

#include "finding.h"

#include "gateway/config/document.h"
#include "gateway/core/clock.h"

#include <QString>

#include <functional>
#include <vector>

namespace gateway::host {

// What files say. All of it reads them: for a worker. Private to the room.

std::vector<Finding> certificateFindings(const config::ListenSettings& listen, const QString& dataDir, WallTime now);
/// Opens the ledger to read and has SQLite look through it for as long as `isOver` does not say so.
Finding ledgerFinding(const QString& dataDir, std::function<bool()> isOver);
Finding diskFinding(const QString& dataDir);

/// Pure.
Finding configurationFinding(const QString& file, const std::vector<config::Issue>& issues);

} // namespace gateway::host
