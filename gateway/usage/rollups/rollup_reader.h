#pragma once

#include "rollup_cover.h"
#include "sums_table.h"

#include "gateway/core/result.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <cstdint>
#include <vector>

namespace gateway::usage {

/// Reads sums from a ledger's file, in a transaction of the caller's. Errors are those of the connection,
/// which must outlive it.
class RollupReader final {
public:
    explicit RollupReader(SqliteConnection& connection) : m_connection(connection) {}

    /// Whether all exchanges are in the sums; while an old file is brought up to date they are not.
    Result<bool> isComplete();
    /// What there is for [from, to).
    Result<RollupStock> stock(std::int64_t from_ms, std::int64_t to_ms);
    /// Adds what the pieces come to, but for those of rows. Of a table that needs details all of it goes to `kGoneNames`.
    Result<void> read(const std::vector<RollupPiece>& pieces, bool withLatency, SumsTable& into);

private:
    Result<bool> isInSumsOnly(std::int64_t edge_ms);
    Result<std::vector<int>> groups(SumsTable& into);

    SqliteConnection& m_connection;
};

} // namespace gateway::usage
