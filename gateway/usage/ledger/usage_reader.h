#pragma once

#include "ledger_export.h"

#include "gateway/core/result.h"
#include "gateway/usage/rollups/rollup_reader.h"
#include "gateway/usage/sqlite/sqlite_connection.h"
#include "gateway/usage/usage_report.h"
#include "gateway/usage/usage_series.h"

#include <cstdint>
#include <functional>

namespace gateway::usage {

/// Computes sums from the ledger's tables: whole days, hours and minutes from the rollups, the remaining time from the
/// exchanges. All parts of a result are of the same moment. Errors are those of the connection, which must outlive it.
/// Private to the room.
class UsageReader final {
public:
    explicit UsageReader(SqliteConnection& connection) : m_connection(connection), m_rollups(connection) {}

    Result<UsageReport> report(const UsageQuery& query);
    Result<UsageSeries> series(const SeriesQuery& query);
    /// See `Ledger::totals()`.
    Result<Totals> totals(WallTime from, WallTime to);
    /// See `findGone()`.
    Result<GoneExchanges> gone(WallTime from, WallTime to);

private:
    struct Span {
        std::int64_t from_ms = 0;
        std::int64_t to_ms = 0;
        bool withLatency = false;
    };

    Result<void> atOnce(const std::function<Result<void>()>& questions);
    Result<CoveredSpan> fill(const Span& span, SumsTable& table);
    Result<RollupCover> fillAtOnce(const Span& span, SumsTable& table);
    Result<void> addExchanges(const RollupPiece& piece, SumsTable& table);

    SqliteConnection& m_connection;
    RollupReader m_rollups;
};

} // namespace gateway::usage
