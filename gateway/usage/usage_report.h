#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/usage/rollups/sums/totals.h"
#include "gateway/usage/rollups/sums_table.h"
#include "gateway/usage/rollups/usage_by.h"

#include <QString>

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
struct ToldSpan {
    WallTime from{};
    WallTime to{};
    bool hasStretches = false; ///< some of it is known of longer times alone than those that it is taken apart by

    bool operator==(const ToldSpan&) const = default;
};

struct UsageRow {
    std::vector<std::string> names; ///< as many as `by`; empty: none, such as no route
    Totals totals;
};

struct UsageReport {
    std::vector<UsageRow> rows; ///< sorted by their times and names; exactly one where nothing takes them apart
    ToldSpan told;
};

/// The sums of a usage database. A time is called "2026-11", "2026-11-01", "2026-11-01 08:00" (hour or minute), with the offset from
/// UTC behind it where the clocks show it twice, and "2026-11-01 08:00 to 2026-11-01 09:00" where only the sum of that whole is
/// known. Exchanges whose session and trace are gone are in rows of `kGoneNames`, so that all groupings come to the same.
/// Reads the file whether a gateway writes to it or not, and changes nothing. Any thread; blocks.
/// Errors: Io, also where there is no file.
Result<UsageReport> readUsage(const QString& file, const UsageQuery& query);

} // namespace gateway::usage
