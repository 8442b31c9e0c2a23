#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tests {

/// One row of a query, by column name; no value for NULL.
using Row = std::map<std::string, std::optional<std::string>>;

/// Reads a ledger that another process writes; no rows if it is unreadable.
std::vector<Row> query(const std::string& ledger, const std::string& sql);

/// All exchanges, oldest first, once there are `count` of them. The column
/// "refused" has the reasons why routes did not match, which the ledger stores separately.
std::vector<Row> exchanges(const std::string& ledger, std::size_t count);

/// The outcome of an exchange: "200 answered", "0 cancelled", "404 model_not_found".
std::string settled(const Row& exchange);

/// A column as text for messages and comparisons; "NULL" if it is null.
std::string text(const Row& row, const std::string& column);
/// A column as a number; -1 where it is NULL.
long long number(const Row& row, const std::string& column);

} // namespace tests
