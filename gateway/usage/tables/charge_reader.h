#pragma once

#include "shared_text_rows.h"

#include "gateway/core/result.h"
#include "gateway/usage/record.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <cstdint>
#include <optional>

namespace gateway::usage {

/// Reads the charges of the few exchanges that have separate rows for them. Errors are those of the connection, which
/// must outlive it. For the ledger only.
class ChargeReader final {
public:
    explicit ChargeReader(SqliteConnection& connection) : m_connection(connection) {}

    /// Adds them to `record`, without their prices if `prices` is null.
    Result<void> read(std::int64_t exchange, ExchangeRecord& record, SharedTextReader* prices = nullptr);

private:
    SqliteConnection& m_connection;
    std::optional<SqliteStatement> m_rows; // prepared when needed
};

} // namespace gateway::usage
