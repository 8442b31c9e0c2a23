#pragma once

#include "eval_gateway.h"

#include "app/process/command_line.h"
#include "app/process/config_change.h"
#include "gateway/core/clock.h"
#include "gateway/evaluation/datasets/dataset.h"
#include "gateway/evaluation/past_requests/past_requests.h"
#include "gateway/evaluation/preparation/ledger_costs.h"
#include "gateway/evaluation/preparation/model_facts.h"
#include "gateway/evaluation/preparation/run_preparation.h"
#include "gateway/evaluation/runner/gateway_calls.h"
#include "gateway/evaluation/runner/runner.h"
#include "gateway/evaluation/runs/results.h"
#include "gateway/evaluation/runs/run_file.h"
#include "gateway/providers/catalog.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

namespace app {

/// Exit status of `signalboxd eval`, as its help and the manual say.
enum class EvalExit {
    Done = 0,
    Below = 1, ///< a target is below `--min-score` or worse than the baseline; `eval route`: not confirmed
    BadInput = 2, ///< found before the first request
    CostLimit = 3,
    Failed = 4, ///< of a run: it can be resumed
    Interrupted = 130,
};

/// `signalboxd eval run` and `eval resume`: carries out a run and prints what it shows. Results go to `out`, everything
/// else to `err`. Main thread.
class EvalRunCommand final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(EvalExit)>;

    /// `line`: with `eval`. What is passed must outlive the command.
    EvalRunCommand(const CommandLine& line, gateway::config::Settings settings, const gateway::providers::Catalog& catalog, std::ostream& out, std::ostream& err,
                   QObject* parent = nullptr);
    ~EvalRunCommand() override;

    /// Call it once, from the event loop. `done` is called once.
    void start(Done done);
    /// Ends the run, resumable. A second call does not wait for requests under way.
    void interrupt();

private:
    gateway::Result<void> prepareNew();
    gateway::Result<void> prepareResumed();
    gateway::Result<void> prepareModels(const gateway::evaluation::RunPlan& plan, const gateway::evaluation::Dataset& dataset);
    void carryOut(const EvalGateway::Access& access);
    void showProgress(const gateway::evaluation::RunProgress& progress);
    void onFinished();
    void fail(EvalExit exit, const gateway::Error& error);
    void tellHowToContinue();
    void end(EvalExit exit);

    const CommandLine& m_line;
    const EvalRequest& m_request;
    gateway::config::Settings m_settings;
    const gateway::providers::Catalog& m_catalog;
    std::ostream& m_out;
    std::ostream& m_err;
    Done m_done;
    gateway::SystemClock m_clock;
    gateway::evaluation::LoopTimers m_timers;
    std::optional<gateway::evaluation::PreparedRun> m_run;
    gateway::evaluation::ModelFacts m_models;
    EvalGateway m_gateway;
    gateway::evaluation::LedgerCosts m_costs;
    std::unique_ptr<gateway::evaluation::GatewayCalls> m_calls;
    std::unique_ptr<gateway::evaluation::RunFileStore> m_store;
    std::unique_ptr<gateway::evaluation::Runner> m_runner;
    QTimer m_lines; // progress without a terminal
    bool m_hasLine = false; // an unfinished one on a terminal
    bool m_isInterrupted = false;
};

/// `signalboxd eval route`: shows the change of the configuration, asks, and makes it. Main thread.
class EvalRouteCommand final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(EvalExit)>;
    using Ask = std::function<bool(const std::string& question)>; ///< null: there is nobody to ask

    /// `line`: with `eval`. What is passed must outlive the command.
    EvalRouteCommand(const CommandLine& line, Ask ask, std::ostream& out, std::ostream& err, QObject* parent = nullptr);

    /// Call it once, from the event loop. `done` is called once.
    void start(const std::optional<gateway::config::ExchangeRate>& rate, Done done);

private:
    void propose(const gateway::config::Document& document, const gateway::evaluation::RunResults& results);
    void fail(EvalExit exit, const gateway::Error& error);

    const CommandLine& m_line;
    Ask m_ask;
    std::ostream& m_out;
    std::ostream& m_err;
    ConfigChange m_change;
    Done m_done;
};

/// The verbs of `signalboxd eval` that ask no model.
EvalExit evalEstimate(const CommandLine& line, const gateway::config::Settings& settings, const gateway::providers::Catalog& catalog, std::ostream& out,
                      std::ostream& err);
EvalExit evalDatasets(const CommandLine& line, std::ostream& out);
EvalExit evalRubrics(const CommandLine& line, std::ostream& out);
EvalExit evalList(const CommandLine& line, std::ostream& out, std::ostream& err);
EvalExit evalShow(const CommandLine& line, const std::optional<gateway::config::ExchangeRate>& rate, std::ostream& out, std::ostream& err);
EvalExit evalCompare(const CommandLine& line, std::ostream& out, std::ostream& err);
EvalExit evalMakeDataset(const CommandLine& line, std::ostream& err);

/// "model=gpt-4o,since=7d,limit=200". Errors: InvalidRequest with what is valid. Pure.
gateway::Result<gateway::evaluation::PastRequests> pastRequestsFrom(const std::string& filter, const QDateTime& now);

} // namespace app
