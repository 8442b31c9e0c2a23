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

// Texts that the ledger stores once for all exchanges that share them: route lists, refusals and prices. Errors are
// those of the connection, which must outlive all of this. For the ledger only.

/// Makes sure that the texts of records are in one of the tables. Create one for each transaction: others may have
/// deleted rows in between.
class SharedTextWriter final {
public:
    /// `find` is the lookup statement of `table`.
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
    std::map<const SharedText*, WallTime> m_kept; // texts found or inserted, for exchanges up to that time
};

/// Reads shared texts by key, each once: few for many rows.
class SharedTextReader final {
public:
    explicit SharedTextReader(SqliteConnection& connection) : m_connection(connection) {}

    /// Null: not found.
    Result<std::shared_ptr<const RouteList>> routeList(std::int64_t key);
    /// Empty: not found.
    Result<std::vector<ExchangeDecisions::Refused>> refusals(std::int64_t key);
    /// Null: not found.
    Result<std::shared_ptr<const SharedText>> price(std::int64_t key);

private:
    Result<std::optional<std::string>> read(const SharedTexts& table, std::int64_t key);

    SqliteConnection& m_connection;
    std::unordered_map<std::int64_t, std::shared_ptr<const RouteList>> m_routeLists;
    std::unordered_map<std::int64_t, std::vector<ExchangeDecisions::Refused>> m_refusals;
    std::unordered_map<std::int64_t, std::shared_ptr<const SharedText>> m_prices;
};

/// Deletes texts that no exchange uses any more, once no exchange before `olderThan` is left.
Result<void> pruneSharedTexts(SqliteConnection& connection, WallTime olderThan);

} // namespace gateway::usage
