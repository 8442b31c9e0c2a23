#include "eval_worker.h"

#include "model_lookup.h"

#include "gateway/evaluation/preparation/ledger_costs.h"

#include <utility>

namespace ui::models {

using namespace gateway::evaluation;
using gateway::Result;

EvalWorker::~EvalWorker() { abort(); }

void EvalWorker::begin(const Job& job)
{
    if (const auto prepared = prepare(job); !prepared) {
        drop();
        return m_callbacks.ended({prepared.error()});
    }
    m_callbacks.begun(m_run->file.plan().id);
    m_calls = m_doors.calls(job.base, job.key, QByteArray::fromStdString(m_run->file.plan().id), m_clock);
    m_ledger = job.ledger;
    m_costs = m_doors.costs(job.ledger);
    m_store = std::make_unique<RunFileStore>(m_run->file);
    m_runner = std::make_unique<Runner>(Runner::Parts{*m_store, *m_calls, *m_costs, m_clock, m_timers}, *m_run->dataset, m_models.estimates, m_models.rate);
    connect(m_runner.get(), &Runner::progress, this, [this](const RunProgress& progress) { m_callbacks.progress(progress); });
    connect(m_runner.get(), &Runner::finished, this, [this] {
        // The runner is inside its own signal.
        QMetaObject::invokeMethod(this, [this] {
            if (!m_runner) return;
            auto problems = m_runner->problems();
            problems.insert(problems.end(), m_runner->warnings().begin(), m_runner->warnings().end());
            if (const auto added = addLost(); !added) problems.push_back(added.error());
            drop();
            m_callbacks.ended(std::move(problems));
        }, Qt::QueuedConnection);
    });
    m_runner->start();
}

/// What is known of the models comes first: a model that nobody serves leaves no run behind.
Result<void> EvalWorker::prepare(const Job& job)
{
    const auto lookUp = [&](const RunPlan& plan, const Dataset& dataset) -> Result<void> {
        auto facts = lookUpModels(modelsOf(plan, dataset), job.settings, job.dataDir, job.ledger);
        if (!facts) return gateway::failure(facts.error());
        m_models = std::move(*facts);
        return {};
    };
    if (job.dataset) {
        if (auto known = lookUp(job.plan, *job.dataset); !known) return known;
        auto run = createRun(job.dataDir, job.plan, *job.dataset, m_clock.wallNow());
        if (!run) return gateway::failure(run.error());
        m_run.emplace(std::move(*run));
        return {};
    }
    auto run = reopenRun(job.dataDir, RunFile::fileIn(job.dataDir, job.id), job.changes);
    if (!run) return gateway::failure(run.error());
    m_run.emplace(std::move(*run));
    if (!m_run->dataset) return gateway::failure(gateway::ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the run is finished; nothing is left to ask")});
    return lookUp(m_run->file.plan(), *m_run->dataset);
}

Result<void> EvalWorker::addLost() { return m_ledger.isEmpty() ? Result<void>() : addLostRequests(m_run->file, m_ledger); }

void EvalWorker::pause()
{
    if (m_runner) m_runner->pause();
}

void EvalWorker::resume()
{
    if (m_runner) m_runner->resume();
}

void EvalWorker::stop()
{
    if (m_runner) m_runner->stop(RunStopReason::Interrupted);
}

void EvalWorker::abort()
{
    if (!m_runner) return;
    m_runner->disconnect(this);
    m_runner->stop(RunStopReason::Interrupted);
    m_runner->stop(RunStopReason::Interrupted); // without waiting for what is under way
    drop();
}

/// The parts that others refer to go last.
void EvalWorker::drop()
{
    m_runner.reset();
    m_store.reset();
    m_costs.reset();
    m_calls.reset();
    m_run.reset();
}

} // namespace ui::models
