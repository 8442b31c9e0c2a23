#include "eval_plan.h"

#include "app/process/text_table.h"
#include "gateway/core/text/joined.h"
#include "gateway/evaluation/datasets/own_datasets.h"
#include "gateway/evaluation/datasets/shipped_datasets.h"
#include "gateway/evaluation/preparation/run_preparation.h"
#include "gateway/evaluation/runner/command_check.h"
#include "gateway/evaluation/scoring/rubrics.h"
#include "gateway/host/prices/price_files.h"
#include "gateway/usage/ledger/ledger.h"

#include <QFileInfo>

#include <algorithm>
#include <ostream>

namespace app {

using gateway::ErrorKind;
using gateway::evaluation::Dataset;
using gateway::evaluation::RunObstacle;
using gateway::evaluation::RunPlan;

namespace {

tl::unexpected<gateway::Error> badInput(std::string text) { return gateway::failure(ErrorKind::InvalidRequest, gateway::asIs(std::move(text))); }

/// The file, or the dataset with that name that comes with the program or is in the data folder; a file in the current
/// folder counts first.
gateway::Result<QString> pathOf(const QString& dataset, const QString& dataDir)
{
    if (QFileInfo::exists(dataset))
        return QFileInfo(dataset).absoluteFilePath();
    if (const auto shipped = gateway::evaluation::shippedDataset(dataset.toStdString()))
        return shipped->path;
    const auto own = gateway::evaluation::ownDatasets(dataDir);
    if (const auto found = std::ranges::find(own, dataset.toStdString(), &gateway::evaluation::OwnDataset::name); found != own.end())
        return found->path;
    std::vector<std::string> names;
    for (const auto& shipped : gateway::evaluation::shippedDatasets())
        names.push_back(shipped.name);
    for (const auto& each : own)
        names.push_back(each.name);
    return badInput("there is no file \"" + dataset.toStdString() + "\"; the datasets with a name are " + gateway::joined(names));
}

/// The text of a shipped rubric, or the text itself.
gateway::Result<std::string> rubricOf(const std::string& nameOrText)
{
    if (const auto shipped = gateway::evaluation::shippedRubric(nameOrText))
        return shipped->text;
    if (!gateway::evaluation::isRubricName(nameOrText))
        return nameOrText;
    std::vector<std::string> names;
    for (const auto& shipped : gateway::evaluation::shippedRubrics())
        names.push_back(shipped.name());
    return badInput("there is no rubric \"" + nameOrText + "\"; the rubrics that come with Signalbox are " + gateway::joined(names) + ", and a text of your own has more than one word");
}

/// The option that removes it, in parentheses; may be empty.
std::string optionFor(RunObstacle obstacle)
{
    switch (obstacle) {
    case RunObstacle::BrokenRows: return " (--skip-broken)";
    case RunObstacle::NeedsJudge: return " (--judge)";
    case RunObstacle::NeedsCommands: return " (--allow-commands)";
    case RunObstacle::NoRows: break;
    }
    return {};
}

/// Fields such as "tools" or "temperature" look as if they were sent.
std::string unusedText(const Dataset& dataset)
{
    std::string text;
    for (const auto& [name, rows] : dataset.unusedFields())
        text += (text.empty() ? "Fields that are not used and not sent: " : ", ") + name + " (" + std::to_string(rows) + (rows == 1 ? " row)" : " rows)");
    return text.empty() ? text : text + '\n';
}

} // namespace

gateway::Result<Dataset> openDataset(const EvalRequest& request, const QString& dataDir, std::ostream& err)
{
    const auto path = pathOf(request.dataset, dataDir);
    if (!path)
        return tl::unexpected(path.error());
    if (const auto rubric = rubricOf(request.rubric); !rubric)
        return tl::unexpected(rubric.error());
    auto dataset = Dataset::open(*path);
    if (!dataset)
        return tl::unexpected(dataset.error());
    for (const auto& problem : dataset->problems())
        err << shownText(toText(describe(problem, path->toStdString()))) << '\n';
    err << shownText(unusedText(*dataset));
    const auto obstacle = obstacleOf(planOf(request, *dataset), *dataset);
    const bool isRun = request.verb == EvalRequest::Verb::Run;
    if (obstacle && (isRun || *obstacle != RunObstacle::NeedsCommands))
        return badInput(errorOf(*obstacle, *dataset).text() + optionFor(*obstacle));
    if (isRun && dataset->requirements().command)
        if (const auto problem = gateway::evaluation::sandboxProblem())
            return tl::unexpected(*problem);
    return dataset;
}

RunPlan planOf(const EvalRequest& request, const Dataset& dataset)
{
    RunPlan plan;
    plan.name = request.name;
    setDataset(plan, dataset);
    plan.skipBroken = request.skipsBroken;
    plan.targets = request.targets;
    plan.samples = request.samples.value_or(plan.samples);
    plan.concurrency = request.concurrency.value_or(plan.concurrency);
    plan.temperature = request.temperature;
    plan.seed = request.seed;
    plan.judge = request.judge;
    plan.rubric = rubricOf(request.rubric).value_or(std::string()); // `openDataset()` has reported an unknown one
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

gateway::Result<gateway::evaluation::ModelFacts> evalModels(const CommandLine& line, const gateway::config::Settings& settings, const gateway::providers::Catalog& catalog,
                                                            const std::vector<std::string>& models)
{
    const gateway::host::KeptPrices kept = gateway::host::PriceFiles(line.dataDir).read();
    return gateway::evaluation::modelFacts({settings, {kept.list, kept.rate}, gateway::usage::Ledger::fileIn(line.dataDir)}, catalog, models);
}

} // namespace app
