#pragma once

#include "gateway/evaluation/runner/estimate.h"
#include "gateway/evaluation/runner/runner.h"
#include "gateway/evaluation/runs/results.h"
#include "gateway/evaluation/runs/run_file.h"

#include <optional>
#include <string>

namespace app {

// What `signalboxd eval` prints. Pure. Each text ends with a line feed, except for `progressText()`.

/// What a run would cost, how long it would take, and which difference it could show.
std::string estimateText(const gateway::evaluation::RunEstimate& estimate, const gateway::evaluation::RunPlan& plan);
gateway::Json estimateJson(const gateway::evaluation::RunEstimate& estimate, const gateway::evaluation::RunPlan& plan);

/// "412 of 1000 done, 3 failed, $0.0123 spent, about 2 min left".
std::string progressText(const gateway::evaluation::RunProgress& progress);

/// A table of the targets, the comparisons, the tags, and what is to be said of the run as a whole.
std::string resultsText(const gateway::evaluation::RunResults& results, const std::optional<gateway::evaluation::BaselineComparison>& baseline);
std::string baselineText(const gateway::evaluation::BaselineComparison& baseline);

std::string runListText(const gateway::evaluation::RunList& list);
gateway::Json runListJson(const gateway::evaluation::RunList& list);

} // namespace app
