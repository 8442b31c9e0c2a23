#pragma once

#include "gateway/evaluation/runs/run_file.h"

#include <cstddef>
#include <vector>

namespace gateway::evaluation {

/// The rows that a report shows.
struct RowChoice {
    /// Those on which the targets' scores differ most, the most different first, then in the order of the dataset. A
    /// failed row counts as 0.
    std::vector<std::size_t> rows;
    std::size_t leftOut = 0; ///< other rows with an answer
};

/// Reads the scores of all answers and chooses at most `most` rows with an answer. Blocks. Errors: those of `RunFile`.
Result<RowChoice> chooseRows(RunFile& run, std::size_t most);

} // namespace gateway::evaluation
