#pragma once

#include "local_grid.h"

#include <cstdint>
#include <vector>

namespace gateway::usage {

/// Where the sums for a part of a span are read from.
enum class RollupSource { Days, Hours, Minutes, Rows };

struct RollupPiece {
    RollupSource source = RollupSource::Rows;
    std::int64_t begin_ms = 0; ///< since 1970
    std::int64_t end_ms = 0; ///< exclusive

    bool operator==(const RollupPiece&) const = default;
};

struct RollupCover {
    std::vector<RollupPiece> pieces; ///< unordered, not overlapping
    std::int64_t begin_ms = 0; ///< the time they cover
    std::int64_t end_ms = 0;
};

/// The available data.
struct RollupStock {
    std::vector<MinuteSpan> days; ///< days with sums, sorted by start; all that overlap with the span, or with one of these
    std::int64_t minutesFrom = 0; ///< there are no sums of minutes before
    std::int64_t detailsFrom = 0; ///< rows before that minute may be missing
    std::int64_t totalsFrom = 0; ///< there are no sums at all before
    bool beginsInSumsOnly = false; ///< some exchanges of the minute in which the span begins have no rows
    bool endsInSumsOnly = false; ///< the same for the minute in which it ends
};

/// Chooses the fewest sums that cover the exchanges in [from, to), divided by `step`: days if whole days are wanted and
/// the stored days match local time (which they do not after a change of the time zone), otherwise hours, minutes and,
/// for ends within a minute, rows. Where finer data is deleted or never existed, the ends are moved outward to the
/// available data. Pure apart from the time zone.
RollupCover cover(std::int64_t from_ms, std::int64_t to_ms, TimeStep step, const RollupStock& stock);

} // namespace gateway::usage
