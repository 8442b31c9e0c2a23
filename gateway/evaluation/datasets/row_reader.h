#pragma once

#include "row.h"
#include "row_problem.h"

#include "gateway/core/json/json.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// The names of a row's fields.
const std::vector<std::string>& rowFieldNames();

/// What rows with "vars" use that have no prompt of their own.
struct SharedTemplate {
    std::optional<std::string> prompt;
    std::optional<std::string> system;
};

/// Reads a row of a dataset, whatever `object` is; other formats are converted to this one before. Appends everything
/// that is invalid to `problems`; empty if there was anything. Unknown fields are only named in the row unless they look
/// like a typing error. Any thread.
std::optional<Row> readRow(const Json& object, std::size_t line, const SharedTemplate& shared, std::vector<RowProblem>& problems);

/// The template in "prompts": a string or a list of one. Reports what else it is.
std::optional<std::string> readPrompts(const Json& object, std::size_t line, std::vector<RowProblem>& problems);

} // namespace gateway::evaluation
