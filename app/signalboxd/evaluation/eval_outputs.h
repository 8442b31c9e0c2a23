#pragma once

#include "app/process/eval_request.h"
#include "gateway/core/result.h"
#include "gateway/evaluation/runs/results.h"
#include "gateway/evaluation/runs/run_file.h"

#include <iosfwd>
#include <optional>

namespace app {

/// Finds out whether the files that `request` asks for are different ones and can be written, and leaves them unchanged.
/// Blocks. Errors: InvalidRequest; Io with the file.
gateway::Result<void> checkEvalOutputs(const EvalRequest& request);

/// Writes the report and the files of results that `request` asks for; "-" means `out`. A file is replaced as a whole.
/// Errors: Io with the file.
gateway::Result<void> writeEvalOutputs(const EvalRequest& request, gateway::evaluation::RunFile& run, const gateway::evaluation::RunResults& results,
                                       const std::optional<gateway::evaluation::BaselineComparison>& baseline, std::ostream& out);

/// Whether `out` is needed for one of them.
bool usesStandardOutput(const EvalRequest& request);

} // namespace app
