#pragma once

#include "local_grid.h"

#include <cstdint>
#include <vector>

namespace gateway::usage {

/// Where the sums of a part of a span are read from.
enum class RollupSource { Days, Hours, Minutes, Rows };

struct RollupPiece {
    RollupSource source = RollupSource::Rows;
    std::int64_t begin_ms = 0; ///< since 1970
    std::int64_t end_ms = 0; ///< not in it

    bool operator==(const RollupPiece&) const = default;
};

struct RollupCover {
    std::vector<RollupPiece> pieces; ///< in no order; none is in another
    std::int64_t begin_ms = 0; ///< what they tell of
    std::int64_t end_ms = 0;
};

/// What there is to choose from.
struct RollupStock {
    std::vector<MinuteSpan> days; ///< that there are sums of, by their beginning; all that overlap with the span, or with one of these
    std::int64_t minutesFrom = 0; ///< there are no sums of minutes before
    std::int64_t detailsFrom = 0; ///< rows before that minute may be missing
    std::int64_t totalsFrom = 0; ///< there are no sums at all before
    bool beginsInSumsOnly = false; ///< some of the minute that the span begins in have no rows
    bool endsInSumsOnly = false; ///< likewise of the one that it ends in
};

/// The fewest sums that say what the exchanges in [from, to) come to, taken apart by `step`: days where
/// whole days are wanted and those in the file are the same as this machine's clocks have now (which
/// they are not where somebody changed the time zone), else hours, minutes and, at ends within a minute,
/// rows. Where the finer ones are deleted, or never were, the ends are moved outward to what there is. Pure but for the time zone.
RollupCover cover(std::int64_t from_ms, std::int64_t to_ms, TimeStep step, const RollupStock& stock);

} // namespace gateway::usage
