#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tests {

/// One row of a query, by column name; nothing where it is NULL.
using Row = std::map<std::string, std::optional<std::string>>;

/// Reads a ledger that another process is writing; no rows if it cannot be read.
std::vector<Row> query(const std::string& ledger, const std::string& sql);

/// All exchanges, the first one first, waited for until there are `count` of them. In
/// "refused" is why routes did not take it, which stands elsewhere in the file.
std::vector<Row> exchanges(const std::string& ledger, std::size_t count);

/// What an exchange came to: "200 answered", "0 cancelled", "404 model_not_found".
std::string settled(const Row& exchange);

/// A column as text, for messages and comparisons; "NULL" where it is none.
std::string text(const Row& row, const std::string& column);
/// A column as a number; -1 where it is NULL.
long long number(const Row& row, const std::string& column);

} // namespace tests
