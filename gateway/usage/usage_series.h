#pragma once

#include "usage_report.h"

#include "gateway/usage/rollups/local_grid.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gateway::usage {

/// For a chart: sums over time. Of the exchanges that began in [from, to), as `UsageQuery`.
struct SeriesQuery {
    WallTime from{};
    WallTime to{};
    std::optional<TimeStep> step = {}; ///< empty: such that there are some hundred at most
    std::vector<UsageBy> by = {}; ///< names, not times; empty: one line
    std::vector<UsageFilter> filters = {}; ///< that all must hold
    bool withLatency = true;
};

/// How long it took, each within `LatencyHistogram::kError` of the time itself.
struct LatencyShares {
    std::int64_t count = 0; ///< of exchanges; with none the times are 0 and mean nothing
    Milliseconds median{0};
    Milliseconds p95{0};
    Milliseconds p99{0};

    bool operator==(const LatencyShares&) const = default;
};

struct UsageSums {
    Totals totals;
    LatencyShares firstToken; ///< of all that came to one
    LatencyShares duration; ///< of those that were answered to their end

    bool operator==(const UsageSums&) const = default;
};

struct UsageSeries {
    struct Point {
        WallTime begin{}; ///< of its minute, hour, day or month, which may be before `from`; of a longer stretch, that in which it begins
        UsageSums sums;
    };
    struct Line {
        std::vector<std::string> names; ///< as many as `by`; empty: none
        std::vector<Point> points; ///< the oldest first; none where nothing happened
        UsageSums whole; ///< of all of them
    };

    TimeStep step = TimeStep::Hour;
    std::vector<Line> lines; ///< sorted by their names; of no exchanges there is none
    CoveredSpan covered;
};

} // namespace gateway::usage
