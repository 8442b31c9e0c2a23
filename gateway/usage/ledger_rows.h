#pragma once

#include "record.h"
#include "sqlite_statement.h"

namespace gateway::usage {

// Records to and from the rows of the ledger: values in the order of `kInsertExchange`
// and `kInsertAttempt`, columns in that of `kSelectExchanges` and `kSelectAttempts`, from
// where the statement is. Private to the room.

/// Milliseconds since 1970 (UTC), as in the file.
std::int64_t toMs(WallTime time);

/// `record` must live until the statement is reset.
void bindExchange(SqliteStatement& values, const ExchangeRecord& record);
/// The columns of an attempt, which both tables have. `attempt` as above.
void bindAttempt(SqliteStatement& values, const AttemptRecord& attempt);

/// Answers the number of attempts, of which the last one is in the row.
std::int64_t readExchange(SqliteStatement& row, ExchangeRecord& record);
void readAttempt(SqliteStatement& row, AttemptRecord& attempt);

} // namespace gateway::usage
