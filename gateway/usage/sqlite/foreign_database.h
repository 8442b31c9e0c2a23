#pragma once

#include "gateway/core/result.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace gateway::usage {

/// A database file that somebody else may have made, read as nothing but data: no statement of its own is run. Opened to be read
/// only, with SQLite's defensive mode and without trust in its schema; one that has a view, a trigger, a virtual table or a computed
/// column is refused.
struct ForeignCopy {
    std::string from; ///< paths in UTF-8
    std::string into; ///< has the tables that are filled; made here, so it is trusted
    std::vector<std::string> leftOut = {}; ///< tables that stay empty
    /// Whether a whole number may stand in that column.
    std::function<bool(const std::string& table, const std::string& column, std::int64_t value)> isInRange = {};
    /// Asked many times a second; an end makes it an error.
    std::function<bool()> isOver = {};
};

/// The file's `user_version`. Blocks. Errors: Io, as of `copyForeignRows()`.
Result<std::int64_t> foreignVersion(const std::string& file);

/// Copies the columns that both have, row by row, each value of the type that its column declares, and no longer than any that is
/// written here. Blocks. Errors: Io (it is no database, is damaged, holds what is never written here, or is over).
Result<void> copyForeignRows(const ForeignCopy& copy);

} // namespace gateway::usage
