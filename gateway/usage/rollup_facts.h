#pragma once

#include "record.h"

#include "gateway/usage/rollups/rollup_fold.h"
#include "gateway/usage/rollups/series.h"

#include <cstdint>
#include <string>

namespace gateway::usage {

// What the rollups hold of a record. Private to the room.

/// The series of an exchange that somebody serves: its names, made UTF-8 as in the rows.
std::string seriesKeyOf(const ExchangeRecord& record, const Served& by);
/// The minute since 1970 that it began in.
std::int64_t minuteOf(const ExchangeRecord& record);

/// Adds the record as one exchange, with what it used where it has no charges; or else that charge alone.
void addTo(RollupSums& sums, const ExchangeRecord& record, const Charge* charge);

/// What the record is in: its own series, and those of its charges; `visit` takes `(const std::string& key, const
/// Charge* charge)`, where the exchange itself is null.
template <class Visit> void visitSeries(const ExchangeRecord& record, Visit&& visit)
{
    visit(seriesKeyOf(record, record.served()), nullptr);
    for (const Charge& charge : record.charges)
        visit(seriesKeyOf(record, {charge.provider, charge.model, charge.key}), &charge);
}

/// Whether the rows of the records are beside the sums.
enum class Details { Kept, Dropped };
void addTo(RollupFold& fold, const ExchangeRecord& record, Details details);
void addTo(RollupFold& fold, const RecordBatch& batch, Details details);

} // namespace gateway::usage
