#pragma once

#include "app/process/eval_request.h"
#include "gateway/core/result.h"
#include "gateway/evaluation/runs/results.h"
#include "gateway/evaluation/runs/run_file.h"

#include <iosfwd>
#include <optional>

namespace app {

/// Writes the report and the files of results that `request` asks for; "-" means `out`. A file is replaced as a whole.
/// Errors: Io with the file.
gateway::Result<void> writeEvalOutputs(const EvalRequest& request, gateway::evaluation::RunFile& run, const gateway::evaluation::RunResults& results,
                                       const std::optional<gateway::evaluation::BaselineComparison>& baseline, std::ostream& out);

/// Whether `out` is needed for one of them.
bool usesStandardOutput(const EvalRequest& request);

} // namespace app
