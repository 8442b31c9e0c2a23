#pragma once

#include "shared_text_rows.h"

#include "gateway/core/result.h"
#include "gateway/usage/record.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <cstdint>
#include <optional>

namespace gateway::usage {

/// Reads what the attempts of exchanges have used, of the few that have such rows. Errors are those of the connection,
/// which must outlive it. For the ledger alone.
class ChargeReader final {
public:
    explicit ChargeReader(SqliteConnection& connection) : m_connection(connection) {}

    /// Into `record`, without their prices where `prices` is null.
    Result<void> read(std::int64_t exchange, ExchangeRecord& record, SharedTextReader* prices = nullptr);

private:
    SqliteConnection& m_connection;
    std::optional<SqliteStatement> m_rows; // once it is needed
};

} // namespace gateway::usage
