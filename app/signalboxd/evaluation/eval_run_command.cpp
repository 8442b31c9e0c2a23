#include "eval_command.h"
#include "eval_outputs.h"
#include "eval_plan.h"
#include "eval_printout.h"
#include "eval_runs.h"

#include "app/process/text_table.h"
#include "app/signalboxd/keys/terminal.h"
#include "gateway/evaluation/runner/estimate.h"
#include "gateway/usage/ledger/ledger.h"

#include <algorithm>
#include <chrono>
#include <ostream>
#include <utility>

namespace app {

using namespace gateway::evaluation;
using gateway::ErrorKind;
using gateway::Result;

namespace {

constexpr std::chrono::seconds kLineEvery{10};

} // namespace

EvalRunCommand::EvalRunCommand(const CommandLine& line, gateway::config::Settings settings, const gateway::providers::Catalog& catalog, std::ostream& out,
                               std::ostream& err, QObject* parent)
    : QObject(parent)
    , m_line(line)
    , m_request(line.eval)
    , m_settings(std::move(settings))
    , m_catalog(catalog)
    , m_out(out)
    , m_err(err)
    , m_gateway(line.hostOptions())
    , m_costs(gateway::usage::Ledger::fileIn(line.dataDir))
{
    m_lines.setInterval(kLineEvery);
    connect(&m_lines, &QTimer::timeout, this, [this] { m_err << progressText(m_runner->progressNow()) << std::endl; });
}

EvalRunCommand::~EvalRunCommand() = default;

void EvalRunCommand::start(Done done)
{
    m_done = std::move(done);
    if (const auto checked = checkEvalOutputs(m_request); !checked)
        return fail(EvalExit::BadInput, checked.error());
    const auto prepared = m_request.verb == EvalRequest::Verb::Resume ? prepareResumed() : prepareNew();
    if (!prepared)
        return fail(EvalExit::BadInput, prepared.error());
    if (m_run->file.state() == RunState::Finished) {
        m_err << "The run is finished: nothing is left to ask.\n";
        return onFinished();
    }
    m_gateway.open([this](Result<EvalGateway::Access> access) {
        if (!access)
            return fail(EvalExit::Failed, access.error());
        carryOut(*access);
    });
}

void EvalRunCommand::interrupt()
{
    const bool isFirst = !std::exchange(m_isInterrupted, true);
    if (m_runner) {
        if (isFirst && m_runner->state() == RunState::Running)
            m_err << (std::exchange(m_hasLine, false) ? "\n" : "") << "Stopping as soon as the requests under way have ended; interrupt again to stop at once." << std::endl;
        return m_runner->stop(RunStopReason::Interrupted);
    }
    if (isFirst && m_run && m_run->file.state() != RunState::Finished) {
        if (const auto set = m_run->file.setState(RunState::Stopped, RunStopReason::Interrupted, m_clock.wallNow()); !set)
            tellProblem(m_err, set.error());
        tellHowToContinue();
    }
    m_gateway.close([this] { end(EvalExit::Interrupted); });
}

Result<void> EvalRunCommand::prepareNew()
{
    auto dataset = openDataset(m_request, m_line.dataDir, m_err);
    if (!dataset)
        return tl::unexpected(dataset.error());
    RunPlan plan = planOf(m_request, *dataset);
    if (!m_request.baseline.empty()) {
        auto earlier = openRun(m_line.dataDir, m_request.baseline);
        if (!earlier)
            return tl::unexpected(earlier.error());
        if (auto checked = checkBaseline(plan, *dataset, *earlier); !checked)
            return checked;
        plan.baseline = earlier->plan().id;
    }
    if (auto prepared = prepareModels(plan, *dataset); !prepared)
        return prepared;
    auto run = createRun(m_line.dataDir, std::move(plan), *dataset, m_clock.wallNow());
    if (!run)
        return tl::unexpected(run.error());
    m_run.emplace(std::move(*run));
    m_err << "Run " << m_run->file.plan().id << " (" << shownText(m_run->file.plan().name) << ")\n";
    return {};
}

Result<void> EvalRunCommand::prepareResumed()
{
    const auto file = findRun(m_line.dataDir, m_request.runs.front());
    if (!file)
        return tl::unexpected(file.error());
    ResumeChanges changes;
    changes.concurrency = m_request.concurrency;
    if (m_request.currency || m_request.maxCost) {
        const auto head = RunFile::readHead(*file);
        if (!head)
            return tl::unexpected(head.error());
        const gateway::Currency currency = head->first.currency;
        if (head->second != RunState::Finished && m_request.currency && *m_request.currency != currency)
            return gateway::failure(ErrorKind::InvalidRequest, gateway::asIs("--currency cannot change for a run that has begun; leave it out"));
        if (m_request.maxCost)
            changes.maxCost = gateway::Money{currency, *m_request.maxCost};
    }
    auto run = reopenRun(m_line.dataDir, *file, changes);
    if (!run)
        return tl::unexpected(run.error());
    m_run.emplace(std::move(*run));
    if (m_run->dataset)
        return prepareModels(m_run->file.plan(), *m_run->dataset);
    auto known = evalModels(m_line, m_settings, m_catalog, {}); // a finished run asks no model, but its costs are converted
    if (!known)
        return tl::unexpected(known.error());
    m_models = std::move(*known);
    return {};
}

/// Shows the estimate.
Result<void> EvalRunCommand::prepareModels(const RunPlan& plan, const Dataset& dataset)
{
    auto models = evalModels(m_line, m_settings, m_catalog, modelsOf(plan, dataset));
    if (!models)
        return tl::unexpected(models.error());
    m_models = std::move(*models);
    const auto estimated = estimate(plan, dataset, m_models.estimates, m_models.rate);
    if (!estimated)
        return tl::unexpected(estimated.error());
    m_err << shownText(estimateText(*estimated, plan));
    if (!estimated->unpriced.empty() && !plan.allowsUnpriced)
        return gateway::failure(ErrorKind::InvalidRequest, gateway::asIs("the cost of a model is unknown: add its price to usage.prices, or accept that with --allow-unpriced"));
    return {};
}

void EvalRunCommand::carryOut(const EvalGateway::Access& access)
{
    if (m_isInterrupted)
        return;
    m_calls = std::make_unique<GatewayCalls>(access.base, access.key, QByteArray::fromStdString(m_run->file.plan().id), m_clock);
    m_store = std::make_unique<RunFileStore>(m_run->file);
    m_runner = std::make_unique<Runner>(Runner::Parts{*m_store, *m_calls, m_costs, m_clock, m_timers}, *m_run->dataset, m_models.estimates, m_models.rate);
    connect(m_runner.get(), &Runner::progress, this, &EvalRunCommand::showProgress);
    connect(m_runner.get(), &Runner::finished, this, &EvalRunCommand::onFinished);
    if (!standardErrorIsTerminal())
        m_lines.start();
    m_runner->start();
}

void EvalRunCommand::showProgress(const RunProgress& progress)
{
    if (!standardErrorIsTerminal())
        return;
    constexpr int kBar = 20;
    const auto part = progress.total > 0 ? static_cast<std::size_t>(kBar) * progress.done / progress.total : 0;
    m_err << "\r\x1b[K[" << std::string(part, '#') << std::string(kBar - part, '.') << "] " << progressText(progress) << std::flush;
    m_hasLine = true;
}

void EvalRunCommand::onFinished()
{
    m_lines.stop();
    if (std::exchange(m_hasLine, false))
        m_err << '\n';
    if (m_runner)
        for (const auto* list : {&m_runner->problems(), &m_runner->warnings()})
            for (const gateway::Error& each : *list)
                tellProblem(m_err, each);
    if (m_runner)
        if (const auto added = addLostRequests(m_run->file, gateway::usage::Ledger::fileIn(m_line.dataDir)); !added)
            return fail(EvalExit::Failed, added.error());
    const RunPlan& plan = m_run->file.plan();
    const auto compared = compareWithBaseline(m_run->file, m_line.dataDir);
    if (!compared)
        return fail(EvalExit::Failed, compared.error());
    const auto& baseline = *compared;
    const auto results = resultsOf(m_run->file, m_models.rate);
    if (!results)
        return fail(EvalExit::Failed, results.error());
    if (const auto written = writeEvalOutputs(m_request, m_run->file, *results, baseline, m_out); !written)
        return fail(EvalExit::Failed, written.error());
    for (const QString& file : {m_request.report, m_request.json, m_request.csv})
        if (!file.isEmpty() && file != QLatin1String("-"))
            m_err << "Wrote " << shownText(file.toStdString()) << '\n';
    (usesStandardOutput(m_request) ? m_err : m_out) << shownText(resultsText(*results, baseline)) << std::flush;

    EvalExit exit = EvalExit::Done;
    const std::optional<double> least = m_request.minScore ? m_request.minScore : plan.minScore;
    for (const TargetResult& target : results->targets) {
        if (!least || (target.score && target.score->score >= *least))
            continue;
        m_err << shownText(target.name) << " is below the minimum score.\n";
        exit = EvalExit::Below;
    }
    if (baseline)
        for (const std::string& name : baseline->worse()) {
            m_err << shownText(name) << " is significantly worse than in the earlier run.\n";
            exit = EvalExit::Below;
        }
    if (m_run->file.stopReason() == RunStopReason::Cost)
        exit = EvalExit::CostLimit;
    else if (m_run->file.state() != RunState::Finished)
        exit = m_isInterrupted ? EvalExit::Interrupted : EvalExit::Failed;
    if (m_run->file.state() != RunState::Finished)
        tellHowToContinue();
    m_gateway.close([this, exit] { end(exit); });
}

void EvalRunCommand::fail(EvalExit exit, const gateway::Error& error)
{
    tellProblem(m_err, error);
    if (exit == EvalExit::Failed && m_run && m_run->file.state() != RunState::Finished)
        tellHowToContinue();
    m_gateway.close([this, exit] { end(exit); });
}

void EvalRunCommand::tellHowToContinue() { m_err << "To continue: signalboxd eval resume " << m_run->file.plan().id << std::endl; }

void EvalRunCommand::end(EvalExit exit)
{
    if (const auto done = std::exchange(m_done, {}))
        done(exit);
}

} // namespace app
