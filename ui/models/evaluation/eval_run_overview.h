#pragma once

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/money.h"
#include "gateway/core/result.h"
#include "gateway/evaluation/runs/run_file.h"
#include "gateway/evaluation/runs/run_plan.h"

#include <QString>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// How it is with a run.
enum class RunCondition {
    Running,     ///< carried out now, here or by another program
    Interrupted, ///< its program was killed or crashed; can be resumed
    Paused,
    Stopped,     ///< by a person, or because a model could not answer; can be resumed
    CostLimit,   ///< can be resumed with a higher limit
    Finished,
};

/// What the answers of a run come to, as far as a list shows it. A value.
struct RunSummary {
    std::size_t failed = 0; ///< rows of all targets together
    std::string best;       ///< target with the highest score; empty: none has a score
    double score = 0;
};

/// A run as a list shows it. A value.
struct RunOverview {
    gateway::evaluation::RunPlan plan;
    RunCondition condition = RunCondition::Finished;
    std::size_t done = 0; ///< answers
    std::size_t total = 0;
    bool hasDataset = false; ///< its file is there
    std::vector<gateway::Money> cost; ///< of targets and judge, by currency
    bool isCostWhole = true;          ///< otherwise answers have no price
    std::optional<RunSummary> summary; ///< of runs that have ended, once it is known

    bool canResume() const { return condition != RunCondition::Running && condition != RunCondition::Finished; }
};

struct RunOverviews {
    std::vector<RunOverview> runs; ///< the newest first; without summaries
    std::vector<gateway::Error> problems; ///< of files that cannot be read; each names its file
};

/// Reads what the list of runs needs. `isUnwanted`: asked between two files. Blocks; any thread.
RunOverviews readRunOverviews(const QString& dataDir, const std::function<bool()>& isUnwanted);
/// Reads a whole run. `rate`: of two targets with the same score, the cheaper one is the best. Blocks; any thread. Errors:
/// those of `RunFile`.
gateway::Result<RunSummary> readRunSummary(const QString& dataDir, const std::string& id, const gateway::config::ExchangeRate& rate);

} // namespace ui::models
