#include "eval_command.h"
#include "eval_outputs.h"
#include "eval_plan.h"
#include "eval_runs.h"
#include "eval_text.h"

#include "app/process/text_table.h"
#include "app/signalboxd/keys/terminal.h"
#include "gateway/core/files/file_system.h"
#include "gateway/core/ids.h"
#include "gateway/evaluation/runner/estimate.h"
#include "gateway/usage/ledger/ledger.h"

#include <QFileInfo>

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
constexpr std::size_t kRowsAtOnce = 1000;

/// Adds the rows that are missing.
Result<void> addRows(RunFile& run, const Dataset& dataset)
{
    const auto before = run.addedRows();
    if (!before)
        return tl::unexpected(before.error());
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
    const auto prepared = m_request.verb == EvalRequest::Verb::Resume ? prepareResumed() : prepareNew();
    if (!prepared)
        return fail(EvalExit::BadInput, prepared.error());
    if (m_run->state() == RunState::Finished) {
        m_err << "The run is finished: nothing is left to ask.\n";
        return onFinished();
    }
    m_gateway.open([this](Result<EvalGateway::Access> access) {
        if (!access)
            return fail(EvalExit::Below, access.error());
        carryOut(*access);
    });
}

void EvalRunCommand::interrupt()
{
    m_isInterrupted = true;
    if (m_runner)
        return m_runner->stop(StopReason::Interrupted);
    m_gateway.close([this] { end(EvalExit::Interrupted); });
}

Result<void> EvalRunCommand::prepareNew()
{
    auto dataset = openDataset(m_request, m_err);
    if (!dataset)
        return tl::unexpected(dataset.error());
    m_dataset = std::move(*dataset);
    RunPlan plan = planOf(m_request, *m_dataset);
    if (!m_request.baseline.empty()) {
        const auto earlier = openRun(m_line.dataDir, m_request.baseline);
        if (!earlier)
            return tl::unexpected(earlier.error());
        plan.baseline = earlier->plan().id;
    }
    if (const auto prepared = prepareModels(plan); !prepared)
        return prepared;
    gateway::IdSource ids;
    plan.startedAt = m_clock.wallNow();
    plan.id = ids.next(plan.startedAt);
    if (const auto locked = lock(plan.id); !locked)
        return locked;
    auto run = RunFile::create(m_line.dataDir, plan);
    if (!run)
        return tl::unexpected(run.error());
    m_run = std::move(*run);
    m_err << "Run " << plan.id << " (" << shownText(plan.name) << ")\n";
    return addRows(*m_run, *m_dataset);
}

Result<void> EvalRunCommand::prepareResumed()
{
    const auto file = findRun(m_line.dataDir, m_request.runs.front());
    if (!file)
        return tl::unexpected(file.error());
    if (const auto locked = lock(QFileInfo(*file).completeBaseName().toStdString()); !locked)
        return locked;
    auto run = RunFile::open(*file, RunFile::Access::Write);
    if (!run)
        return tl::unexpected(run.error());
    m_run = std::move(*run);
    const RunPlan& plan = m_run->plan();
    if (m_run->state() == RunState::Finished)
        return {};
    if (m_request.currency && *m_request.currency != plan.currency)
        return gateway::failure(ErrorKind::InvalidRequest, gateway::asIs("--currency cannot change for a run that has begun; leave it out"));
    EvalRequest request = m_request;
    request.verb = EvalRequest::Verb::Run;
    request.dataset = plan.datasetPath;
    request.skipsBroken = plan.skipBroken;
    request.judge = plan.judge;
    request.allowsCommands = plan.allowsCommands;
    auto dataset = openDataset(request, m_err);
    if (!dataset)
        return tl::unexpected(dataset.error());
    if (dataset->sha256() != plan.datasetSha256)
        return gateway::failure(ErrorKind::InvalidRequest, gateway::asIs(plan.datasetPath.toStdString() + " has changed since the run began; put it back, or start a new run"));
    m_dataset = std::move(*dataset);
    if (m_request.concurrency)
        if (const auto set = m_run->setConcurrency(*m_request.concurrency); !set)
            return set;
    if (m_request.maxCost)
        if (const auto set = m_run->setMaxCost(gateway::Money{plan.currency, *m_request.maxCost}); !set)
            return set;
    if (const auto added = addRows(*m_run, *m_dataset); !added) // a program that was killed may have added some only
        return added;
    if (const auto added = addLostRequests(*m_run, gateway::usage::Ledger::fileIn(m_line.dataDir)); !added)
        return added;
    return prepareModels(plan);
}

/// Shows the estimate.
Result<void> EvalRunCommand::prepareModels(const RunPlan& plan)
{
    auto models = evalModels(m_settings, m_catalog, m_line.dataDir, modelsOf(plan, *m_dataset));
    if (!models)
        return tl::unexpected(models.error());
    m_models = std::move(*models);
    const auto estimated = estimate(plan, *m_dataset, m_models.estimates, m_models.rate);
    if (!estimated)
        return tl::unexpected(estimated.error());
    m_err << shownText(estimateText(*estimated, plan));
    if (!estimated->unpriced.empty() && !plan.allowsUnpriced)
        return gateway::failure(ErrorKind::InvalidRequest, gateway::asIs("the cost of a model is unknown: add its price to usage.prices, or accept that with --allow-unpriced"));
    return {};
}

Result<void> EvalRunCommand::lock(const std::string& id)
{
    const QString file = RunFile::fileIn(m_line.dataDir, id);
    if (const auto made = gateway::files::makePrivateFolder(QFileInfo(file).path()); !made)
        return made;
    m_lock = std::make_unique<QLockFile>(file + QStringLiteral(".lock"));
    m_lock->setStaleLockTime(0);
    if (!m_lock->tryLock())
        return gateway::failure(ErrorKind::InvalidRequest, gateway::asIs("another program carries out this run; end it first"));
    return {};
}

void EvalRunCommand::carryOut(const EvalGateway::Access& access)
{
    if (m_isInterrupted)
        return;
    m_calls = std::make_unique<GatewayCalls>(access.base, access.key, QByteArray::fromStdString(m_run->plan().id), m_clock);
    m_store = std::make_unique<RunFileStore>(*m_run);
    m_runner = std::make_unique<Runner>(Runner::Parts{*m_store, *m_calls, m_costs, m_clock, m_timers}, *m_dataset, m_models.estimates, m_models.rate);
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
        for (const gateway::Error& problem : m_runner->problems())
            tellProblem(m_err, problem);
    if (m_runner)
        if (const auto added = addLostRequests(*m_run, gateway::usage::Ledger::fileIn(m_line.dataDir)); !added)
            return fail(EvalExit::Below, added.error());
    const RunPlan& plan = m_run->plan();
    const auto compared = compareWithBaseline(*m_run, m_line.dataDir);
    if (!compared)
        return fail(EvalExit::Below, compared.error());
    const auto& baseline = *compared;
    const auto rate = m_runner ? m_models.rate : gateway::config::ExchangeRate();
    const auto results = resultsOf(*m_run, rate.usdCny > 0 ? std::optional(rate) : std::nullopt);
    if (!results)
        return fail(EvalExit::Below, results.error());
    if (const auto written = writeEvalOutputs(m_request, *m_run, *results, baseline, m_out); !written)
        return fail(EvalExit::Below, written.error());
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
    if (m_run->stopReason() == StopReason::Cost)
        exit = EvalExit::CostLimit;
    else if (m_run->state() != RunState::Finished)
        exit = m_isInterrupted ? EvalExit::Interrupted : EvalExit::Below;
    if (m_run->state() != RunState::Finished)
        m_err << "To continue: signalboxd eval resume " << plan.id << '\n';
    m_gateway.close([this, exit] { end(exit); });
}

void EvalRunCommand::fail(EvalExit exit, const gateway::Error& error)
{
    tellProblem(m_err, error);
    m_gateway.close([this, exit] { end(exit); });
}

void EvalRunCommand::end(EvalExit exit)
{
    if (const auto done = std::exchange(m_done, {}))
        done(exit);
}

} // namespace app
