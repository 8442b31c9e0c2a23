#pragma once

#include "gateway/core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::usage {

/// Rows of text under the names of their columns. Private to the room.
struct CsvTable {
    struct Row {
        std::size_t line = 0; ///< where it begins in the file; 1 is the first
        std::vector<std::string> cells; ///< as many as there are names
        std::size_t given = 0; ///< how many of these the line has; the others are empty
    };
    char separator = ','; ///< of the cells
    std::vector<std::string> names;
    std::vector<Row> rows;

    /// Of the column that has this name, or else of the first whose name holds it; -1: there is none.
    int find(std::string_view name) const;
};

/// Cells between commas, semicolons or tabs, whichever the first line has the most of, or which its own line "sep=;" in front
/// names, as spreadsheet programs write it; quotes, and lines that go on in quotes. Short rows are filled up with nothing: who reads
/// them has to tell what is missing from what is empty. Errors: InvalidRequest with the line.
/// Source: RFC 4180 §2.
Result<CsvTable> readCsv(std::string_view text);

} // namespace gateway::usage
