#pragma once

#include "gateway/core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::usage {

/// Rows of text with named columns. Private to the room.
struct CsvTable {
    struct Row {
        std::size_t line = 0; ///< first line in the file, 1-based
        std::vector<std::string> cells; ///< one for each column
        std::size_t given = 0; ///< number of cells that the line has; the others are empty
    };
    char separator = ','; ///< between cells
    std::vector<std::string> names;
    std::vector<Row> rows;

    /// The column with this name, or the first whose name contains it; -1: none.
    int find(std::string_view name) const;
};

/// Parses cells separated by commas, semicolons or tabs, whichever is most frequent in the first line, or as named by a
/// leading line "sep=;" that spreadsheet programs write; supports quotes and line breaks in quotes. Short rows are
/// padded with empty cells: the caller has to tell missing from empty ones. Errors: InvalidRequest with the line.
/// Source: RFC 4180 §2.
Result<CsvTable> readCsv(std::string_view text);

} // namespace gateway::usage
