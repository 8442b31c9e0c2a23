#include "exchange_lookup.h"

#include "ledger_database.h"

#include "gateway/usage/tables/ledger_rows.h"

#include <chrono>
#include <utility>

namespace gateway::usage {

Result<std::optional<ExchangeRecord>> findExchange(const QString& file, const std::string& id)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    return database.find(id);
}

Result<std::vector<ExchangeRecord>> findExchanges(const QString& file, const std::vector<std::string>& ids)
{
    if (ids.empty())
        return std::vector<ExchangeRecord>();
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    std::vector<ExchangeRecord> found;
    for (const std::string& id : ids) {
        auto record = database.find(id);
        if (!record)
            return failure(record.error());
        if (*record)
            found.push_back(std::move(**record));
    }
    return found;
}

Result<std::vector<std::string>> exchangesOfRun(const QString& file, const std::string& run, WallTime from)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return database.isNew() ? Result<std::vector<std::string>>(std::vector<std::string>()) : failure(opened.error());
    return database.idsOfRun(run, from);
}

Result<std::vector<ExchangeRecord>> newestExchanges(const QString& file, int limit)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    return database.recent(limit);
}

Result<void> visitExchanges(const QString& file, WallTime from, WallTime to, const std::function<bool(const ExchangeRecord&)>& visit)
{
    return visitContents(file, from, to, [&visit](const ExchangeRecord& record, const ReadContent&) { return visit(record); });
}

Result<void> visitContents(const QString& file, WallTime from, WallTime to, const std::function<bool(const ExchangeRecord&, const ReadContent&)>& visit)
{
    constexpr int kAtOnce = 1000;
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    LedgerPlace place{toMs(from), -1}; // before everything in that time
    for (;;) {
        const auto records = database.next(place, to, kAtOnce);
        if (!records)
            return failure(records.error());
        for (const ExchangeRecord& record : *records)
            if (!visit(record, [&] { return database.content(record.id, std::chrono::system_clock::now()); }))
                return {};
        if (records->size() < static_cast<std::size_t>(kAtOnce))
            return {};
    }
}

Result<std::int64_t> countLoops(const QString& file, WallTime from, WallTime to)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    return database.countLoops(from, to);
}

Result<std::optional<Content>> findContent(const QString& file, const std::string& id)
{
    LedgerDatabase database(file);
    if (const auto opened = database.openToRead(); !opened)
        return failure(opened.error());
    return database.content(id, std::chrono::system_clock::now());
}

} // namespace gateway::usage
