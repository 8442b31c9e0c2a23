#include "eval_plan.h"

#include "app/process/counted.h"
#include "app/process/text_table.h"
#include "gateway/core/text/joined.h"
#include "gateway/evaluation/datasets/shipped_datasets.h"
#include "gateway/evaluation/runner/command_check.h"

#include <QFileInfo>

#include <algorithm>
#include <ostream>

namespace app {

using gateway::ErrorKind;
using gateway::evaluation::Dataset;
using gateway::evaluation::RunPlan;

namespace {

tl::unexpected<gateway::Error> badInput(std::string text) { return gateway::failure(ErrorKind::InvalidRequest, gateway::asIs(std::move(text))); }

/// The file, or the shipped dataset with that name; a file in the current folder counts first.
gateway::Result<QString> pathOf(const QString& dataset)
{
    if (QFileInfo::exists(dataset))
        return QFileInfo(dataset).absoluteFilePath();
    if (const auto shipped = gateway::evaluation::shippedDataset(dataset.toStdString()))
        return shipped->path;
    std::vector<std::string> names;
    for (const auto& shipped : gateway::evaluation::shippedDatasets())
        names.push_back(shipped.name);
    return badInput("there is no file \"" + dataset.toStdString() + "\"; the datasets that come with Signalbox are " + gateway::joined(names));
}

} // namespace

gateway::Result<Dataset> openDataset(const EvalRequest& request, std::ostream& err)
{
    const auto path = pathOf(request.dataset);
    if (!path)
        return tl::unexpected(path.error());
    auto dataset = Dataset::open(*path);
    if (!dataset)
        return tl::unexpected(dataset.error());
    for (const auto& problem : dataset->problems())
        err << shownText(toText(describe(problem, path->toStdString()))) << '\n';
    if (dataset->brokenRowCount() > 0 && !request.skipsBroken)
        return badInput(counted(dataset->brokenRowCount(), "row") + " of " + path->toStdString() + " cannot be used; mend them, or leave them out with --skip-broken");
    const Dataset::Needs& needs = dataset->needs();
    if (dataset->rowCount() == 0)
        return badInput(path->toStdString() + " has no row that can be used");
    if (needs.judge && request.judge.empty())
        return badInput("the dataset has answers that only a judge can score; name a model with --judge");
    if (needs.command && request.verb == EvalRequest::Verb::Run) {
        if (!request.allowsCommands)
            return badInput("the dataset runs programs to check answers; if you trust it, allow that with --allow-commands");
        if (const auto problem = gateway::evaluation::sandboxProblem())
            return tl::unexpected(*problem);
    }
    return dataset;
}

RunPlan planOf(const EvalRequest& request, const Dataset& dataset)
{
    RunPlan plan;
    plan.name = request.name.empty() ? QFileInfo(dataset.path()).completeBaseName().toStdString() : request.name;
    plan.datasetPath = dataset.path();
    plan.datasetSha256 = dataset.sha256();
    plan.rows = dataset.rowCount();
    plan.skipBroken = request.skipsBroken;
    plan.targets = request.targets;
    plan.samples = request.samples.value_or(plan.samples);
    plan.concurrency = request.concurrency.value_or(plan.concurrency);
    plan.temperature = request.temperature;
    plan.seed = request.seed;
    plan.judge = request.judge;
    plan.isPairs = request.isPairs;
    plan.currency = request.currency.value_or(plan.currency);
    if (request.maxCost)
        plan.maxCost = gateway::Money{plan.currency, *request.maxCost};
    plan.allowsUnpriced = request.allowsUnpriced;
    plan.allowsCommands = request.allowsCommands;
    plan.failuresCount = request.failuresCount;
    plan.minScore = request.minScore;
    return plan;
}

std::vector<std::string> modelsOf(const RunPlan& plan, const Dataset& dataset)
{
    std::vector<std::string> models = plan.targets;
    const auto add = [&models](const std::string& model) {
        if (!model.empty() && std::ranges::find(models, model) == models.end())
            models.push_back(model);
    };
    if (dataset.needs().judge || plan.isPairs)
        add(plan.judge);
    for (const std::string& model : dataset.needs().embeddings)
        add(model);
    return models;
}

} // namespace app
