#include "shadow_lookup.h"

#include "ledger_database.h"

#include <chrono>

namespace gateway::usage {

Result<std::vector<ShadowSum>> shadowSums(const QString& file, WallTime from, WallTime to)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    return database.shadows(from, to, std::chrono::system_clock::now());
}

Result<std::vector<std::string>> originalsOfStoredCopies(const QString& file)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    return database.originalsOfStoredCopies(std::chrono::system_clock::now());
}

} // namespace gateway::usage
