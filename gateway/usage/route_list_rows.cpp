#include "route_list_rows.h"

#include "ledger_rows.h"
#include "ledger_schema.h"

#include <chrono>
#include <utility>

namespace gateway::usage {

namespace {

/// Not with each batch: that would write its whole row.
constexpr std::chrono::hours kTouchedEvery{24};

} // namespace

Result<void> RouteListKeeper::keep(const ExchangeRecord& record)
{
    const RouteList* const list = record.routeList.get();
    if (!list || (list == m_list && record.startedAt <= m_until))
        return {};
    m_find.bind(list->key());
    const auto found = m_find.step();
    if (!found)
        return failure(found.error());
    const WallTime until = WallTime{Milliseconds{*found ? m_find.integer() : 0}} + kTouchedEvery;
    m_find.reset();
    m_list = list;
    m_until = until;
    if (*found && record.startedAt <= until)
        return {};
    auto write = m_connection.prepare(*found ? kTouchRouteList : kInsertRouteList);
    if (!write)
        return failure(write.error());
    write->bind(list->key());
    write->bind(toMs(record.startedAt));
    if (!*found)
        write->bind(std::string_view(list->text()));
    m_until = record.startedAt + kTouchedEvery;
    return write->run();
}

Result<std::shared_ptr<const RouteList>> RouteListReader::read(std::int64_t key)
{
    if (const auto known = m_lists.find(key); known != m_lists.end())
        return known->second;
    auto query = m_connection.prepare(kSelectRouteList);
    if (!query)
        return failure(query.error());
    query->bind(key);
    const auto row = query->step();
    if (!row)
        return failure(row.error());
    return m_lists.emplace(key, *row ? RouteList::fromText(query->text()) : nullptr).first->second;
}

Result<void> pruneRouteLists(SqliteConnection& connection, WallTime olderThan)
{
    auto query = connection.prepare(kDeleteOldRouteLists);
    if (!query)
        return failure(query.error());
    query->bind(toMs(olderThan - kTouchedEvery));
    return query->run();
}

} // namespace gateway::usage
