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

// Records to and from the rows of the ledger: values and columns in the order of
// `kExchangeColumns` and `kAttemptColumns`, from where the statement is. For the ledger alone.

/// Milliseconds since 1970 (UTC), as in the file.
std::int64_t toMs(WallTime time);

/// Clients and providers had a hand in some texts, so that what is no UTF-8 is made some.
std::string asUtf8(std::string_view text);
/// Whether it is, for sure.
bool isAscii(std::string_view text);

/// `record` must live as long as `values` says of a text.
void bindExchange(Values& values, const ExchangeRecord& record);
/// The columns of an attempt, which both tables have. `attempt` as above.
void bindAttempt(Values& values, const AttemptRecord& attempt);

/// What it has used, and how many charges say so. `record` as above.
void bindUsed(Values& values, const ExchangeRecord& record);

/// All of it but its place. `charge` as above.
void bindCharge(Values& values, const Charge& charge);

/// All of it but the exchange. `content` as above.
void bindContent(Values& values, const Content& content);
Content readContent(SqliteStatement& row);

/// What stands in other tables.
struct Beside {
    std::int64_t attempts = 0; ///< how many, of which the last one is in the row
    std::optional<std::int64_t> routeList; ///< its key
    std::optional<std::int64_t> refusals; ///< likewise
    std::optional<std::int64_t> price; ///< likewise
    std::int64_t charges = 0; ///< how many
};
Beside readExchange(SqliteStatement& row, ExchangeRecord& record);
void readAttempt(SqliteStatement& row, AttemptRecord& attempt);

/// A charge with its `number` before it; answers the key of its price, if it has one.
std::optional<std::int64_t> readCharge(SqliteStatement& row, Charge& charge);

/// All that there is of it stands in one row.
bool isOneRow(const std::shared_ptr<const ExchangeRecord>& record);
/// Puts the attempts before the last one in front of it. `rows` is `selectAttempts()`.
Result<void> readAttempts(SqliteStatement& rows, std::int64_t exchange, ExchangeRecord& record);

} // namespace gateway::usage
