#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/rollups/sums_table.h"
#include "gateway/usage/rollups/totals.h"
#include "gateway/usage/rollups/usage_by.h"

#include <string>
#include <vector>

namespace gateway::usage {

/// Exchanges that began in [from, to), in whole milliseconds.
struct UsageQuery {
    WallTime from{};
    WallTime to{};
    std::vector<UsageBy> by = {}; ///< empty: one row for everything
    std::vector<UsageFilter> filters = {}; ///< all must match
};

/// The time covered by sums. Where details of exchanges are deleted, only whole minutes or hours are known (days, if
/// local time does not begin with an hour of UTC), and the span is extended to these; deleted sums are left out.
struct CoveredSpan {
    WallTime from{};
    WallTime to{};
    bool hasStretches = false; ///< some sums are known only for longer times than the grouping has

    bool operator==(const CoveredSpan&) const = default;
};

struct UsageRow {
    std::vector<std::string> names; ///< one for each of `by`; empty: none, such as no route
    Totals totals;
};

struct UsageReport {
    std::vector<UsageRow> rows; ///< sorted by times and names; exactly one without grouping
    CoveredSpan covered;
};

} // namespace gateway::usage
