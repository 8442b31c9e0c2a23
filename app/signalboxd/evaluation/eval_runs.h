#pragma once

#include "gateway/core/result.h"
#include "gateway/evaluation/runs/run_file.h"

#include <QString>

#include <iosfwd>
#include <string>

namespace app {

/// Opens a run for reading, by its id, a beginning of that, or its name. Blocks. Errors: as `findRun()` and
/// `RunFile::open()`.
gateway::Result<gateway::evaluation::RunFile> openRun(const QString& dataDir, const std::string& idOrName);

/// Prints an error as every command does.
void tellProblem(std::ostream& err, const gateway::Error& error);

} // namespace app
