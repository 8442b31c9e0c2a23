#include "usage_lookup.h"

#include "ledger_database.h"

namespace gateway::usage {

Result<UsageReport> readUsage(const QString& file, const UsageQuery& query)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    return database.usage(query);
}

Result<UsageSeries> readSeries(const QString& file, const SeriesQuery& query)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    return database.series(query);
}

} // namespace gateway::usage
