#pragma once

#include "app/process/command_line.h"
#include "app/process/eval_request.h"
#include "gateway/core/result.h"
#include "gateway/evaluation/datasets/dataset.h"
#include "gateway/evaluation/preparation/model_facts.h"
#include "gateway/evaluation/runs/run_plan.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace app {

/// Opens the dataset that `request` names and prints its problems to `err`. Errors: Io; InvalidRequest if the file cannot
/// be read, if it has broken rows that are not skipped, or if `request` lacks what its assertions need. Blocks.
gateway::Result<gateway::evaluation::Dataset> openDataset(const EvalRequest& request, const QString& dataDir, std::ostream& err);

/// The plan of a new run, without its id and start.
gateway::evaluation::RunPlan planOf(const EvalRequest& request, const gateway::evaluation::Dataset& dataset);

/// What is known of `models`, from the files of the data folder. Blocks. Errors: as `modelFacts()`.
gateway::Result<gateway::evaluation::ModelFacts> evalModels(const CommandLine& line, const gateway::config::Settings& settings, const gateway::providers::Catalog& catalog,
                                                            const std::vector<std::string>& models);

} // namespace app
