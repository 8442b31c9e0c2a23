#pragma once

#include "gateway/core/result.h"
#include "gateway/usage/usage_report.h"
#include "gateway/usage/usage_series.h"

#include <QString>

namespace gateway::usage {

/// The sums of a usage database. A time is called "2026-11", "2026-11-01", "2026-11-01 08:00" (hour or minute), with the offset from
/// UTC behind it where the clocks show it twice, and "2026-11-01 08:00 to 2026-11-01 09:00" where only the sum of that whole is
/// known. Exchanges whose session and trace are gone are in rows of `kGoneNames`, so that all groupings come to the same.
/// Reads the file whether a gateway writes to it or not, and changes nothing. Any thread; blocks.
/// Errors: Io, also where there is no file.
Result<UsageReport> readUsage(const QString& file, const UsageQuery& query);

/// Reads the file as `readUsage()` does. Any thread; blocks. Errors: Io, also where there is no file.
Result<UsageSeries> readSeries(const QString& file, const SeriesQuery& query);

} // namespace gateway::usage
