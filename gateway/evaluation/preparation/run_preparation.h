#pragma once

#include "run_lock.h"

#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/evaluation/datasets/dataset.h"
#include "gateway/evaluation/runs/run_file.h"
#include "gateway/evaluation/runs/run_plan.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// What a plan lacks to score its dataset.
enum class RunObstacle {
    BrokenRows,    ///< and they are not to be left out
    NoRows,        ///< no row is valid
    NeedsJudge,    ///< some answers can only be scored by a judge, or pairs are to be compared
    NeedsCommands, ///< the dataset runs programs, which is not allowed yet
};

/// The first obstacle in that order; empty: none. Pure.
std::optional<RunObstacle> obstacleOf(const RunPlan& plan, const Dataset& dataset);
/// What it is and what to do. Pure.
Error errorOf(RunObstacle obstacle, const Dataset& dataset);

/// The targets, the judge if it is asked anything, and the embeddings of the dataset, each once. Pure.
std::vector<std::string> modelsOf(const RunPlan& plan, const Dataset& dataset);

/// Fills in what the plan says of its dataset. Pure.
void setDataset(RunPlan& plan, const Dataset& dataset);

/// Whether a run with that plan and dataset could be compared with the earlier run: they have a target and a row in
/// common. Blocks. Errors: InvalidRequest if not; those of `RunFile` and `Dataset::eachRow()`.
Result<void> checkBaseline(const RunPlan& plan, const Dataset& dataset, RunFile& baseline);

/// A run that can be carried out.
struct PreparedRun {
    RunLock lock;
    RunFile file;
    std::optional<Dataset> dataset; ///< empty: the run is finished
};

/// Creates the run with an id and a start of its own, and writes what it has to know of the rows. Blocks; any thread.
/// Errors: those of `RunFile` and `Dataset::eachRow()`; of commands without a sandbox.
Result<PreparedRun> createRun(const QString& dataDir, RunPlan plan, const Dataset& dataset, WallTime now);

/// What may be different when a run goes on. Empty: as before.
struct ResumeChanges {
    std::optional<int> concurrency;
    std::optional<Money> maxCost;
};

/// Opens a run of the data folder to go on with it. Blocks; any thread. Errors: those of `RunFile`, `RunLock` and
/// `Dataset::open()`; InvalidRequest for a dataset that has changed since and for another currency than the run's.
Result<PreparedRun> reopenRun(const QString& dataDir, const QString& file, const ResumeChanges& changes);

} // namespace gateway::evaluation
