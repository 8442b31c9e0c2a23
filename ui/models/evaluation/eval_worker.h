#pragma once

#include "eval_session.h"

#include "gateway/evaluation/preparation/model_facts.h"
#include "gateway/evaluation/runner/runner.h"
#include "gateway/evaluation/runner/timers.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace ui::models {

/// What carries out the runs of a session, in a thread of its own: each answer is written to the disk at once. All calls
/// and callbacks in that thread.
class EvalWorker final : public QObject {
public:
    struct Job {
        gateway::evaluation::RunPlan plan; ///< of a new run
        std::shared_ptr<const gateway::evaluation::Dataset> dataset; ///< null: a run is resumed
        std::string id; ///< of the run that is resumed
        gateway::evaluation::ResumeChanges changes;
        QString dataDir;
        QString ledger; ///< file; empty: there is none
        QUrl base;      ///< of the gateway, ends with /v1
        gateway::Secret key;
        gateway::config::Settings settings;
    };
    struct Callbacks {
        std::function<void(std::string id)> begun;
        std::function<void(gateway::evaluation::RunProgress progress)> progress;
        /// Nothing of the run is under way any longer. `problems`: why it did not begin, or ended before the last row.
        std::function<void(std::vector<gateway::Error> problems)> ended;
    };

    EvalWorker(EvalSession::Doors doors, Callbacks callbacks) : m_doors(std::move(doors)), m_callbacks(std::move(callbacks)) {}
    ~EvalWorker() override;

    void begin(const Job& job);
    void pause();
    void resume();
    void stop();
    /// Ends the run at once, resumable.
    void abort();

private:
    gateway::Result<void> prepare(const Job& job);
    gateway::Result<void> addLost();
    void drop();

    EvalSession::Doors m_doors;
    Callbacks m_callbacks;
    QString m_ledger; ///< of the run that is carried out
    gateway::SystemClock m_clock;
    gateway::evaluation::LoopTimers m_timers;
    gateway::evaluation::ModelFacts m_models;
    std::optional<gateway::evaluation::PreparedRun> m_run;
    std::unique_ptr<gateway::evaluation::ModelCalls> m_calls;
    std::unique_ptr<gateway::evaluation::CostSource> m_costs;
    std::unique_ptr<gateway::evaluation::RunFileStore> m_store;
    std::unique_ptr<gateway::evaluation::Runner> m_runner;
};

} // namespace ui::models
