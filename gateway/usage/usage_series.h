#pragma once

#include "usage_report.h"

#include "gateway/usage/rollups/local_grid.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gateway::usage {

/// Sums over time for a chart, of the exchanges that began in [from, to); see `UsageQuery`.
struct SeriesQuery {
    WallTime from{};
    WallTime to{};
    std::optional<TimeStep> step = {}; ///< empty: chosen so that there are at most some hundred steps
    std::vector<UsageBy> by = {}; ///< names, not times; empty: one line
    std::vector<UsageFilter> filters = {}; ///< all must match
    bool withLatency = true;
};

/// Latencies, each within `LatencyHistogram::kError` of the exact value.
struct LatencyShares {
    std::int64_t count = 0; ///< number of exchanges; if 0, the times are 0 and meaningless
    Milliseconds median{0};
    Milliseconds p95{0};
    Milliseconds p99{0};

    bool operator==(const LatencyShares&) const = default;
};

struct UsageSums {
    Totals totals;
    LatencyShares firstToken; ///< of all exchanges with a first token
    LatencyShares duration; ///< of complete answers

    bool operator==(const UsageSums&) const = default;
};

struct UsageSeries {
    struct Point {
        WallTime begin{}; ///< start of the minute, hour, day or month, which may be before `from`; for a longer stretch, that in which it
                          ///< begins
        UsageSums sums;
    };
    struct Line {
        std::vector<std::string> names; ///< one for each of `by`; empty: none
        std::vector<Point> points; ///< oldest first; none where nothing happened
        UsageSums whole; ///< of all points
    };

    TimeStep step = TimeStep::Hour;
    std::vector<Line> lines; ///< sorted by name; none without exchanges
    CoveredSpan covered;
};

} // namespace gateway::usage
