#include "usage_report.h"

#include "ledger_database.h"

namespace gateway::usage {

Result<std::vector<UsageRow>> readUsage(const QString& file, const UsageQuery& query)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    return database.usage(query);
}

} // namespace gateway::usage
