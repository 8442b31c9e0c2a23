#pragma once

#include "record.h"

#include "gateway/usage/rollups/rollup_fold.h"
#include "gateway/usage/rollups/series.h"

#include <cstdint>
#include <string>

namespace gateway::usage {

// What the rollups hold of a record. Private to the room.

/// Of which series it is: its names, made UTF-8 as in the rows.
std::string seriesKeyOf(const ExchangeRecord& record);
/// The minute since 1970 that it began in.
std::int64_t minuteOf(const ExchangeRecord& record);

/// Adds the record as one exchange.
void addTo(RollupSums& sums, const ExchangeRecord& record);

/// Whether the rows of the records are beside the sums.
enum class Details { Kept, Dropped };
void addTo(RollupFold& fold, const RecordBatch& batch, Details details);

} // namespace gateway::usage
