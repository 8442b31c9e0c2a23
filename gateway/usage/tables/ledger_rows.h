#pragma once

#include "gateway/core/result.h"
#include "gateway/usage/record.h"
#include "gateway/usage/sqlite/sqlite_statement.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::usage {

// Conversion between records and rows of the ledger: values and columns in the order of `kExchangeColumns` and
// `kAttemptColumns`, from the current position of the statement. For the ledger only.

/// Milliseconds since 1970 (UTC), as in the file.
std::int64_t toMs(WallTime time);

/// Returns valid UTF-8: some texts come from clients and providers.
std::string asUtf8(std::string_view text);
/// Whether the text is certainly ASCII.
bool isAscii(std::string_view text);

/// `record` must live as long as `values` requires.
void bindExchange(Values& values, const ExchangeRecord& record);
/// Binds the columns of an attempt, which both tables have. Lifetime as above.
void bindAttempt(Values& values, const AttemptRecord& attempt);

/// Binds the usage and the number of charges. Lifetime as above.
void bindUsed(Values& values, const ExchangeRecord& record);

/// Binds all of it except its index. Lifetime as above.
void bindCharge(Values& values, const Charge& charge);

/// Binds all of it except the exchange. Lifetime as above.
void bindContent(Values& values, const Content& content);
Content readContent(SqliteStatement& row);

/// What is stored in other tables.
struct Beside {
    std::int64_t attempts = 0; ///< number of attempts, of which the last one is in the row
    std::optional<std::int64_t> routeList; ///< key
    std::optional<std::int64_t> refusals; ///< key
    std::optional<std::int64_t> price; ///< key
    std::int64_t charges = 0; ///< number of charges
};
Beside readExchange(SqliteStatement& row, ExchangeRecord& record);
void readAttempt(SqliteStatement& row, AttemptRecord& attempt);

/// Reads a charge preceded by its `number`; returns the key of its price, if it has one.
std::optional<std::int64_t> readCharge(SqliteStatement& row, Charge& charge);

/// Whether the record is stored completely in one row.
bool isOneRow(const std::shared_ptr<const ExchangeRecord>& record);
/// Inserts the attempts before the last one. `rows` is `selectAttempts()`.
Result<void> readAttempts(SqliteStatement& rows, std::int64_t exchange, ExchangeRecord& record);

} // namespace gateway::usage
