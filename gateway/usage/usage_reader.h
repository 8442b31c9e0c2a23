#pragma once

#include "usage_report.h"
#include "usage_series.h"

#include "gateway/core/result.h"
#include "gateway/usage/rollups/rollup_reader.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <vector>

namespace gateway::usage {

/// The answers of the ledger's tables to questions for sums: of whole days, hours and minutes from the rollups,
/// of what is left from the exchanges. All of one answer is of the same moment. Errors are those of the
/// connection, which must outlive it. Private to the room.
class UsageReader final {
public:
    explicit UsageReader(SqliteConnection& connection) : m_connection(connection), m_rollups(connection) {}

    Result<std::vector<UsageRow>> rows(const UsageQuery& query);
    Result<UsageSeries> series(const SeriesQuery& query);

private:
    struct Span {
        std::int64_t from_ms = 0;
        std::int64_t to_ms = 0;
        bool withLatency = false;
    };

    Result<void> fill(const Span& span, SumsTable& table);
    Result<void> fillAtOnce(const Span& span, SumsTable& table);
    Result<void> addExchanges(std::int64_t from_ms, std::int64_t to_ms, SumsTable& table);

    SqliteConnection& m_connection;
    RollupReader m_rollups;
};

} // namespace gateway::usage
