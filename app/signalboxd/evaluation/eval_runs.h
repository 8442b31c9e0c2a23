#pragma once

#include "gateway/core/result.h"
#include "gateway/evaluation/runs/results.h"
#include "gateway/evaluation/runs/run_file.h"

#include <QString>

#include <iosfwd>
#include <optional>
#include <string>

namespace app {

/// Opens a run for reading, by its id, a beginning of that, or its name. Blocks. Errors: as `findRun()` and
/// `RunFile::open()`.
gateway::Result<gateway::evaluation::RunFile> openRun(const QString& dataDir, const std::string& idOrName);

/// Compares a run with the baseline of its plan; empty: it has none. Blocks. Errors: as `openRun()`.
gateway::Result<std::optional<gateway::evaluation::BaselineComparison>> compareWithBaseline(gateway::evaluation::RunFile& run, const QString& dataDir);

/// Prints an error as every command does.
void tellProblem(std::ostream& err, const gateway::Error& error);

} // namespace app
