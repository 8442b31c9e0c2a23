#pragma once

#include "app/process/eval_request.h"
#include "gateway/core/result.h"
#include "gateway/evaluation/datasets/dataset.h"
#include "gateway/evaluation/runs/run_plan.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace app {

/// Opens the dataset that `request` names and prints its problems to `err`. Errors: Io; InvalidRequest if the file cannot
/// be read, if it has broken rows that are not skipped, or if `request` lacks what its assertions need. Blocks.
gateway::Result<gateway::evaluation::Dataset> openDataset(const EvalRequest& request, std::ostream& err);

/// The plan of a new run, without its id and start.
gateway::evaluation::RunPlan planOf(const EvalRequest& request, const gateway::evaluation::Dataset& dataset);

/// The targets, the judge, and the embeddings of the dataset, each once.
std::vector<std::string> modelsOf(const gateway::evaluation::RunPlan& plan, const gateway::evaluation::Dataset& dataset);

} // namespace app
