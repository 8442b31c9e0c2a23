#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/rollups/sums_table.h"
#include "gateway/usage/rollups/totals.h"
#include "gateway/usage/rollups/usage_by.h"

#include <string>
#include <vector>

namespace gateway::usage {

/// Of the exchanges that began in [from, to), whole milliseconds.
struct UsageQuery {
    WallTime from{};
    WallTime to{};
    std::vector<UsageBy> by = {}; ///< empty: all in one
    std::vector<UsageFilter> filters = {}; ///< that all must hold
};

/// Of which time sums are. Where the details of exchanges are gone only whole minutes or hours are known (days, where those of the
/// clocks do not begin with an hour of UTC), and the ends go outward to these; sums that are gone, too, are left out.
struct CoveredSpan {
    WallTime from{};
    WallTime to{};
    bool hasStretches = false; ///< some of it is known of longer times alone than those that it is taken apart by

    bool operator==(const CoveredSpan&) const = default;
};

struct UsageRow {
    std::vector<std::string> names; ///< as many as `by`; empty: none, such as no route
    Totals totals;
};

struct UsageReport {
    std::vector<UsageRow> rows; ///< sorted by their times and names; exactly one where nothing takes them apart
    CoveredSpan covered;
};

} // namespace gateway::usage
