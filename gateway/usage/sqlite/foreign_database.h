#pragma once

#include "gateway/core/result.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace gateway::usage {

/// Reads an untrusted database file as plain data: none of its own statements is run. It is opened read-only, with
/// SQLite's defensive mode and without trust in its schema; a file with a view, a trigger, a virtual table or a
/// computed column is rejected.
struct ForeignCopy {
    std::string from; ///< paths in UTF-8
    std::string into; ///< has the tables to fill; created by us and therefore trusted
    std::vector<std::string> leftOut = {}; ///< tables that stay empty
    /// Whether the integer is valid in that column.
    std::function<bool(const std::string& table, const std::string& column, std::int64_t value)> isInRange = {};
    /// Polled many times a second; returning true cancels with an error.
    std::function<bool()> isOver = {};
};

/// The file's `user_version`. Blocks. Errors: Io, see `copyForeignRows()`.
Result<std::int64_t> foreignVersion(const std::string& file);

/// Copies the columns that both have, row by row, each value with the declared type of its column, and no longer than
/// any value written here. Blocks. Errors: Io (not a database, damaged, contains values that are never written here, or
/// cancelled).
Result<void> copyForeignRows(const ForeignCopy& copy);

} // namespace gateway::usage
