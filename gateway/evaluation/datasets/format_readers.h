#pragma once

#include "row_problem.h"
#include "row_reader.h"

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <QIODevice>

#include <cstddef>
#include <functional>
#include <vector>

namespace gateway::evaluation {

/// A row as a reader of a format found it.
struct RawRow {
    std::size_t line = 0;
    Json object;                      ///< in our own format
    SharedTemplate shared;            ///< what the file has for all its rows
    std::vector<RowProblem> problems; ///< what could not be converted; if there is any, the row is broken
};

/// Returns whether to go on.
using RawRowSink = std::function<bool(RawRow row)>;

// Each reads one format from `device`, which must be open and at its beginning, and keeps one row at a time. Errors: Io;
// InvalidRequest if the file as a whole cannot be read. Block; any thread.

/// Our own format.
Result<void> readJsonLines(QIODevice& device, const RawRowSink& sink);
/// Our own format, with a header row; "messages", "vars" and "assert" as JSON, "tags" separated by ";".
Result<void> readCsv(QIODevice& device, const RawRowSink& sink);
/// "input" and "ideal". Source: openai/evals, docs/build-eval.md (read 2026-11-30).
Result<void> readOpenAiEvals(QIODevice& device, const RawRowSink& sink);
/// "prompts", "tests" and "defaultTest" of a promptfoo configuration of at most 32 MiB, which is read twice: `device`
/// must not be sequential. "id", "tags" and "reference" are taken from "metadata".
/// Source: promptfoo.dev, "Configuration" and "Assertions & metrics" (read 2026-11-30).
Result<void> readPromptfoo(QIODevice& device, const RawRowSink& sink);

} // namespace gateway::evaluation
