#pragma once

#include "record.h"
#include "sqlite_connection.h"

#include "gateway/core/clock.h"
#include "gateway/core/result.h"

#include <cstdint>
#include <memory>
#include <unordered_map>

namespace gateway::usage {

// The lists of routes in the ledger, which stand there once for all exchanges that they
// decided. Errors are those of the connection, which must outlive all of this. Private
// to the room.

/// Sees to it that the lists of records are in the file. One for each transaction: others
/// may have cleaned up in between.
class RouteListKeeper final {
public:
    /// `find` is of `kFindRouteList`.
    RouteListKeeper(SqliteConnection& connection, SqliteStatement& find) : m_connection(connection), m_find(find) {}

    Result<void> keep(const ExchangeRecord& record);

private:
    SqliteConnection& m_connection;
    SqliteStatement& m_find;
    const RouteList* m_list = nullptr; // that was found or put there last
    WallTime m_until{};                // for exchanges that began by then
};

/// Reads lists by their keys, each once: few for many rows.
class RouteListReader final {
public:
    explicit RouteListReader(SqliteConnection& connection) : m_connection(connection) {}

    /// Null: it is not there.
    Result<std::shared_ptr<const RouteList>> read(std::int64_t key);

private:
    SqliteConnection& m_connection;
    std::unordered_map<std::int64_t, std::shared_ptr<const RouteList>> m_lists;
};

/// Once no exchange before `olderThan` is left.
Result<void> pruneRouteLists(SqliteConnection& connection, WallTime olderThan);

} // namespace gateway::usage
