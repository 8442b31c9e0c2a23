#pragma once

#include "rollup_cover.h"
#include "sums_table.h"

#include "gateway/core/result.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <cstdint>
#include <vector>

namespace gateway::usage {

/// Reads sums from a ledger file, in a transaction of the caller. Errors are those of the connection, which must
/// outlive it.
class RollupReader final {
public:
    explicit RollupReader(SqliteConnection& connection) : m_connection(connection) {}

    /// Whether all exchanges are in the sums; not while an old file is being updated.
    Result<bool> isComplete();
    /// The data available for [from, to).
    Result<RollupStock> stock(std::int64_t from_ms, std::int64_t to_ms);
    /// Adds the sums of the pieces, except those of rows. If the table needs details, all of it is added to
    /// `kGoneNames`.
    Result<void> read(const std::vector<RollupPiece>& pieces, bool withLatency, SumsTable& into);

private:
    Result<bool> isInSumsOnly(std::int64_t edge_ms);
    Result<std::vector<int>> groups(SumsTable& into);

    SqliteConnection& m_connection;
};

} // namespace gateway::usage
