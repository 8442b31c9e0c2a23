#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/usage/rollups/sums_table.h"
#include "gateway/usage/rollups/totals.h"
#include "gateway/usage/rollups/usage_by.h"

#include <QString>

#include <string>
#include <vector>

namespace gateway::usage {

/// Of the exchanges that began in [from, to), whole milliseconds. Of times whose details are deleted only whole minutes
/// or hours are known; the ends then go outward.
struct UsageQuery {
    WallTime from{};
    WallTime to{};
    std::vector<UsageBy> by = {}; ///< empty: all in one
    std::vector<UsageFilter> filters = {}; ///< that all must hold
};

struct UsageRow {
    std::vector<std::string> names; ///< as many as `by`; empty: none, such as no route
    Totals totals;
};

/// The sums of a usage database, sorted by their names; exactly one row where nothing takes them apart.
/// Reads the file whether a gateway writes to it or not, and changes nothing. Any thread; blocks.
/// Errors: Io, also where there is no file.
Result<std::vector<UsageRow>> readUsage(const QString& file, const UsageQuery& query);

} // namespace gateway::usage
