#include "run_preparation.h"

#include "gateway/core/ids.h"
#include "gateway/evaluation/runner/command_check.h"

#include <QFileInfo>
#include <QtGlobal>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace gateway::evaluation {

namespace {

constexpr std::size_t kRowsAtOnce = 1000;

/// Adds the rows that are missing: a program that was killed may have written some only.
Result<void> addRows(RunFile& run, const Dataset& dataset)
{
    const auto before = run.addedRows();
    if (!before)
        return failure(before.error());
    if (*before == run.plan().rows)
        return {};
    std::vector<RunFile::RowFacts> rows;
    Result<void> added;
    std::size_t index = 0;
    const auto read = dataset.eachRow([&](const Row& row) {
        if (index++ < *before)
            return true;
        rows.push_back({row.id, row.tags, questionText(row), row.references.empty() ? std::string() : row.references.front()});
        if (rows.size() < kRowsAtOnce)
            return true;
        added = run.addRows(rows);
        rows.clear();
        return added.has_value();
    });
    if (!added)
        return added;
    return read && !rows.empty() ? run.addRows(rows) : read;
}

/// Opens the dataset of a run that has begun.
Result<Dataset> datasetOf(const RunPlan& plan)
{
    auto dataset = Dataset::open(plan.datasetPath);
    if (!dataset)
        return dataset;
    if (const auto obstacle = obstacleOf(plan, *dataset))
        return failure(errorOf(*obstacle, *dataset));
    if (dataset->sha256() != plan.datasetSha256)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "%1 has changed since the run began; restore it or start a new run"), {plan.datasetPath.toStdString()}});
    if (dataset->requirements().command)
        if (const auto problem = sandboxProblem())
            return failure(*problem);
    return dataset;
}

} // namespace

std::optional<RunObstacle> obstacleOf(const RunPlan& plan, const Dataset& dataset)
{
    if (dataset.brokenRowCount() > 0 && !plan.skipBroken)
        return RunObstacle::BrokenRows;
    if (dataset.rowCount() == 0)
        return RunObstacle::NoRows;
    if ((dataset.requirements().judge || plan.isPairs) && plan.judge.empty())
        return RunObstacle::NeedsJudge;
    if (dataset.requirements().command && !plan.allowsCommands)
        return RunObstacle::NeedsCommands;
    return std::nullopt;
}

Error errorOf(RunObstacle obstacle, const Dataset& dataset)
{
    const auto because = [](Sentence message) { return Error{ErrorKind::InvalidRequest, std::move(message)}; };
    const std::string path = dataset.path().toStdString();
    switch (obstacle) {
    case RunObstacle::BrokenRows:
        return because({QT_TRANSLATE_NOOP("Error", "%1 has invalid rows (%2); correct them or leave them out"), {path, std::to_string(dataset.brokenRowCount())}});
    case RunObstacle::NoRows: return because({QT_TRANSLATE_NOOP("Error", "%1 has no valid row"), {path}});
    case RunObstacle::NeedsJudge: return because(QT_TRANSLATE_NOOP("Error", "only a judge can score some of the answers; choose a model as the judge"));
    case RunObstacle::NeedsCommands:
        return because(QT_TRANSLATE_NOOP("Error", "the dataset runs programs to check answers; if you trust it, allow that"));
    }
    return {};
}

std::vector<std::string> modelsOf(const RunPlan& plan, const Dataset& dataset)
{
    std::vector<std::string> models = plan.targets;
    const auto add = [&models](const std::string& model) {
        if (!model.empty() && std::ranges::find(models, model) == models.end())
            models.push_back(model);
    };
    if (dataset.requirements().judge || plan.isPairs)
        add(plan.judge);
    for (const std::string& model : dataset.requirements().embeddings)
        add(model);
    return models;
}

void setDataset(RunPlan& plan, const Dataset& dataset)
{
    if (plan.name.empty())
        plan.name = QFileInfo(dataset.path()).completeBaseName().toStdString();
    plan.datasetPath = dataset.path();
    plan.datasetSha256 = dataset.sha256();
    plan.rows = dataset.rowCount();
}

Result<void> checkBaseline(const RunPlan& plan, const Dataset& dataset, RunFile& baseline)
{
    const auto& targets = baseline.plan().targets;
    if (std::ranges::find_first_of(plan.targets, targets) == plan.targets.end())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the baseline \"%1\" has none of the targets; choose a run with one of them"), {baseline.plan().name}});
    if (dataset.sha256() == baseline.plan().datasetSha256)
        return {};
    std::unordered_set<std::string> ids;
    for (std::size_t first = 0; first < baseline.plan().rows; first += kRowsAtOnce) {
        const auto rows = baseline.rows(first, kRowsAtOnce);
        if (!rows)
            return failure(rows.error());
        for (const RunFile::RowFacts& row : *rows)
            ids.insert(row.id);
    }
    bool isCommon = false;
    auto read = dataset.eachRow([&ids, &isCommon](const Row& row) {
        isCommon = ids.contains(row.id);
        return !isCommon;
    });
    if (!read || isCommon)
        return read;
    return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the baseline \"%1\" has no row in common with the dataset; choose a run of the same dataset"), {baseline.plan().name}});
}

Result<PreparedRun> createRun(const QString& dataDir, RunPlan plan, const Dataset& dataset, WallTime now)
{
    if (dataset.requirements().command)
        if (const auto problem = sandboxProblem())
            return failure(*problem);
    setDataset(plan, dataset);
    IdSource ids;
    plan.startedAt = now;
    plan.id = ids.next(now);
    auto lock = RunLock::take(dataDir, plan.id);
    if (!lock)
        return failure(lock.error());
    auto run = RunFile::create(dataDir, plan);
    if (!run)
        return failure(run.error());
    if (const auto added = addRows(*run, dataset); !added)
        return failure(added.error());
    return PreparedRun{std::move(*lock), std::move(*run), dataset};
}

Result<PreparedRun> reopenRun(const QString& dataDir, const QString& file, const ResumeChanges& changes)
{
    auto lock = RunLock::take(dataDir, QFileInfo(file).completeBaseName().toStdString());
    if (!lock)
        return failure(lock.error());
    auto run = RunFile::open(file, RunFile::Access::Write);
    if (!run)
        return failure(run.error());
    const RunPlan& plan = run->plan();
    if (run->state() == RunState::Finished)
        return PreparedRun{std::move(*lock), std::move(*run), std::nullopt};
    if (changes.maxCost && changes.maxCost->currency != plan.currency)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the currency of a run that has begun cannot change")});
    auto dataset = datasetOf(plan);
    if (!dataset)
        return failure(dataset.error());
    if (changes.concurrency)
        if (const auto set = run->setConcurrency(*changes.concurrency); !set)
            return failure(set.error());
    if (changes.maxCost)
        if (const auto set = run->setMaxCost(*changes.maxCost); !set)
            return failure(set.error());
    if (const auto added = addRows(*run, *dataset); !added)
        return failure(added.error());
    return PreparedRun{std::move(*lock), std::move(*run), std::move(*dataset)};
}

} // namespace gateway::evaluation
