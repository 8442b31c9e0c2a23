#include "eval_command.h"
#include "eval_outputs.h"
#include "eval_plan.h"
#include "eval_printout.h"
#include "eval_runs.h"

#include "app/process/text_table.h"
#include "gateway/core/json/json.h"
#include "gateway/evaluation/datasets/own_datasets.h"
#include "gateway/evaluation/datasets/shipped_datasets.h"
#include "gateway/evaluation/runner/estimate.h"
#include "gateway/evaluation/scoring/rubrics.h"

#include <ostream>
#include <utility>

namespace app {

using namespace gateway::evaluation;

namespace {

EvalExit rejected(std::ostream& err, const gateway::Error& error, EvalExit exit = EvalExit::BadInput)
{
    tellProblem(err, error);
    return exit;
}

bool isJson(const CommandLine& line) { return line.usage.format == UsageFormat::AsJson; }

} // namespace

EvalExit evalEstimate(const CommandLine& line, const gateway::config::Settings& settings, const gateway::providers::Catalog& catalog, std::ostream& out,
                      std::ostream& err)
{
    const auto dataset = openDataset(line.eval, line.dataDir, err);
    if (!dataset)
        return rejected(err, dataset.error());
    const RunPlan plan = planOf(line.eval, *dataset);
    const auto models = evalModels(line, settings, catalog, modelsOf(plan, *dataset));
    if (!models)
        return rejected(err, models.error());
    const auto estimated = estimate(plan, *dataset, models->estimates, models->rate);
    if (!estimated)
        return rejected(err, estimated.error());
    out << (isJson(line) ? gateway::toPrettyText(estimateJson(*estimated, plan)) : shownText(estimateText(*estimated, plan)));
    return EvalExit::Done;
}

EvalExit evalDatasets(const CommandLine& line, std::ostream& out)
{
    gateway::Json list = gateway::Json::array();
    std::vector<std::vector<std::string>> lines{{"dataset", "contains", "rows"}};
    const auto add = [&](const std::string& name, const std::string& description, const QString& path) {
        const auto dataset = Dataset::open(path);
        const std::size_t rows = dataset ? dataset->rowCount() : 0;
        list.push_back({{"name", name}, {"description", description}, {"rows", rows}});
        lines.push_back({name, description, std::to_string(rows)});
    };
    for (const auto& shipped : shippedDatasets())
        add(shipped.name, toText(shipped.description), shipped.path);
    for (const auto& own : ownDatasets(line.dataDir))
        add(own.name, "your own: " + own.path.toStdString(), own.path);
    out << (isJson(line) ? gateway::toPrettyText(list) : alignedText(lines, 2));
    return EvalExit::Done;
}

EvalExit evalRubrics(const CommandLine& line, std::ostream& out)
{
    gateway::Json list = gateway::Json::array();
    std::vector<std::vector<std::string>> lines{{"rubric", "text"}};
    for (const auto& rubric : shippedRubrics()) {
        list.push_back({{"name", rubric.name()}, {"language", rubric.language}, {"title", rubric.title(rubric.language)}, {"text", rubric.text}});
        lines.push_back({rubric.name(), rubric.text});
    }
    out << (isJson(line) ? gateway::toPrettyText(list) : alignedText(lines, 2));
    return EvalExit::Done;
}

EvalExit evalList(const CommandLine& line, std::ostream& out, std::ostream& err)
{
    const RunList list = runsIn(line.dataDir);
    out << (isJson(line) ? gateway::toPrettyText(runListJson(list)) : shownText(runListText(list)));
    for (const gateway::Error& problem : list.problems)
        rejected(err, problem);
    return list.problems.empty() ? EvalExit::Done : EvalExit::Failed;
}

EvalExit evalShow(const CommandLine& line, const std::optional<gateway::config::ExchangeRate>& rate, std::ostream& out, std::ostream& err)
{
    if (const auto checked = checkEvalOutputs(line.eval); !checked)
        return rejected(err, checked.error());
    auto run = openRun(line.dataDir, line.eval.runs.front());
    if (!run)
        return rejected(err, run.error());
    const auto results = resultsOf(*run, rate);
    if (!results)
        return rejected(err, results.error(), EvalExit::Failed);
    const auto compared = compareWithBaseline(*run, line.dataDir);
    if (!compared)
        tellProblem(err, compared.error()); // the run itself can be shown all the same
    const auto baseline = compared.value_or(std::nullopt);
    if (const auto written = writeEvalOutputs(line.eval, *run, *results, baseline, out); !written)
        return rejected(err, written.error(), EvalExit::Failed);
    if (!usesStandardOutput(line.eval))
        out << (isJson(line) ? gateway::toPrettyText(resultsJson(*results, baseline)) : shownText(resultsText(*results, baseline)));
    return EvalExit::Done;
}

EvalExit evalCompare(const CommandLine& line, std::ostream& out, std::ostream& err)
{
    auto run = openRun(line.dataDir, line.eval.runs[0]);
    if (!run)
        return rejected(err, run.error());
    auto earlier = openRun(line.dataDir, line.eval.runs[1]);
    if (!earlier)
        return rejected(err, earlier.error());
    const auto compared = compareRuns(*run, *earlier);
    if (!compared)
        return rejected(err, compared.error(), EvalExit::Failed);
    out << (isJson(line) ? gateway::toPrettyText(baselineJson(*compared)) : shownText(baselineText(*compared)));
    return compared->worse().empty() ? EvalExit::Done : EvalExit::Below;
}

} // namespace app
