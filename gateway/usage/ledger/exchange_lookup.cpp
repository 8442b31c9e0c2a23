#include "exchange_lookup.h"

#include "ledger_database.h"

#include <chrono>

namespace gateway::usage {

Result<std::optional<ExchangeRecord>> findExchange(const QString& file, const std::string& id)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    return database.find(id);
}

Result<std::optional<Content>> findContent(const QString& file, const std::string& id)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    return database.content(id, std::chrono::system_clock::now());
}

} // namespace gateway::usage
