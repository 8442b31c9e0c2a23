#pragma once

#include "ledger_schema.h"

#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/usage/record.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace gateway::usage {

// What stands in the ledger once for all exchanges that share it: their lists of routes,
// and which of these refused them. Errors are those of the connection, which must outlive
// all of this. For the ledger alone.

/// Sees to it that the texts of records are in one of the tables. One for each
/// transaction: others may have cleaned up in between.
class SharedTextWriter final {
public:
    /// `find` is of `table`.
    SharedTextWriter(SqliteConnection& connection, const SharedTexts& table, SqliteStatement& find)
        : m_connection(connection), m_table(table), m_find(find)
    {
    }

    /// `text` may be null.
    Result<void> keep(const SharedText* text, WallTime startedAt);

private:
    Result<WallTime> put(const SharedText& text, WallTime startedAt);

    SqliteConnection& m_connection;
    const SharedTexts& m_table;
    SqliteStatement& m_find;
    std::map<const SharedText*, WallTime> m_kept; // that were found or put there, for exchanges that began by then
};

/// Reads them by their keys, each once: few for many rows.
class SharedTextReader final {
public:
    explicit SharedTextReader(SqliteConnection& connection) : m_connection(connection) {}

    /// Null: it is not there.
    Result<std::shared_ptr<const RouteList>> routeList(std::int64_t key);
    /// Empty: it is not there.
    Result<std::vector<ExchangeDecisions::Refused>> refusals(std::int64_t key);
    /// Null: it is not there.
    Result<std::shared_ptr<const SharedText>> price(std::int64_t key);

private:
    Result<std::optional<std::string>> read(const SharedTexts& table, std::int64_t key);

    SqliteConnection& m_connection;
    std::unordered_map<std::int64_t, std::shared_ptr<const RouteList>> m_routeLists;
    std::unordered_map<std::int64_t, std::vector<ExchangeDecisions::Refused>> m_refusals;
    std::unordered_map<std::int64_t, std::shared_ptr<const SharedText>> m_prices;
};

/// Once no exchange before `olderThan` is left.
Result<void> pruneSharedTexts(SqliteConnection& connection, WallTime olderThan);

} // namespace gateway::usage
