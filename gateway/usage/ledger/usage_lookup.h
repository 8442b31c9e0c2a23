#pragma once

#include "gateway/core/result.h"
#include "gateway/usage/usage_report.h"
#include "gateway/usage/usage_series.h"

#include <QString>

namespace gateway::usage {

/// Reads sums of a usage database. Time names are "2026-11", "2026-11-01", "2026-11-01 08:00" (hour or minute),
/// followed by the UTC offset if the local clock shows that time twice, and "2026-11-01 08:00 to 2026-11-01 09:00" if
/// only the sum of the whole span is known. Exchanges whose details are deleted are in rows of `kGoneNames`,
/// so that all groupings have the same total. Works while a gateway writes to the file, and changes nothing. Any
/// thread; blocks. Errors: Io, also if the file does not exist.
Result<UsageReport> readUsage(const QString& file, const UsageQuery& query);

/// Reads the file like `readUsage()`. Any thread; blocks. Errors: Io, also if the file does not exist.
Result<UsageSeries> readSeries(const QString& file, const SeriesQuery& query);

} // namespace gateway::usage
