#include "eval_run_overview.h"

#include "gateway/core/money_sums.h"
#include "gateway/evaluation/preparation/run_lock.h"
#include "gateway/evaluation/runs/results.h"

#include <QFileInfo>

namespace ui::models {

using namespace gateway::evaluation;
using gateway::Result;

namespace {

RunCondition conditionOf(const QString& dataDir, const RunFile& run)
{
    switch (run.state()) {
    case RunState::Finished: return RunCondition::Finished;
    case RunState::Stopped: return run.stopReason() == RunStopReason::Cost ? RunCondition::CostLimit : RunCondition::Stopped;
    case RunState::Paused: return RunCondition::Paused;
    case RunState::Running: break;
    }
    return RunLock::isHeld(dataDir, run.plan().id) ? RunCondition::Running : RunCondition::Interrupted;
}

Result<RunOverview> overviewOf(const QString& dataDir, const std::string& id)
{
    auto run = RunFile::open(RunFile::fileIn(dataDir, id), RunFile::Access::Read);
    if (!run) return gateway::failure(run.error());
    const auto spent = run->spent();
    if (!spent) return gateway::failure(spent.error());
    RunOverview overview;
    overview.plan = run->plan();
    overview.condition = conditionOf(dataDir, *run);
    overview.hasDataset = QFileInfo::exists(overview.plan.datasetPath);
    overview.done = run->answerCount();
    overview.total = overview.plan.rows * overview.plan.targets.size() * static_cast<std::size_t>(overview.plan.samples);
    for (const auto* const sums : {&spent->targets, &spent->judge})
        for (const gateway::Money& sum : *sums) gateway::addTo(overview.cost, sum);
    overview.isCostWhole = spent->unpriced + spent->judgeUnpriced == 0;
    return overview;
}

} // namespace

RunOverviews readRunOverviews(const QString& dataDir, const std::function<bool()>& isUnwanted)
{
    const RunList list = runsIn(dataDir);
    RunOverviews all;
    all.problems = list.problems;
    for (const auto& head : list.runs) {
        if (isUnwanted()) break;
        auto overview = overviewOf(dataDir, head.first.id);
        if (overview) all.runs.push_back(std::move(*overview));
        else all.problems.push_back(overview.error());
    }
    return all;
}

Result<RunSummary> readRunSummary(const QString& dataDir, const std::string& id, const gateway::config::ExchangeRate& rate)
{
    auto run = RunFile::open(RunFile::fileIn(dataDir, id), RunFile::Access::Read);
    if (!run) return gateway::failure(run.error());
    const auto results = resultsOf(*run, rate);
    if (!results) return gateway::failure(results.error());
    RunSummary summary;
    for (const TargetResult& target : results->targets) summary.failed += target.failed;
    if (const auto best = results->best()) {
        summary.best = results->targets[*best].name;
        summary.score = results->targets[*best].score->score;
    }
    return summary;
}

} // namespace ui::models
