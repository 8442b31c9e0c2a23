#pragma once

#include "answer_checks.h"
#include "call_pricing.h"
#include "call_scheduler.h"
#include "command_check.h"
#include "cost_source.h"
#include "cost_watch.h"
#include "dataset_feed.h"
#include "model_calls.h"
#include "run_store.h"
#include "side_calls.h"
#include "spending.h"
#include "timers.h"

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/evaluation/datasets/dataset.h"

#include <QObject>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace gateway::evaluation {

/// How far a run is. A value.
struct RunProgress {
    std::size_t done = 0;   ///< requests with an answer, failed or not, of earlier sessions too
    std::size_t failed = 0; ///< of them
    std::size_t total = 0;
    Money spent;    ///< known to be, in the currency of the run
    Money reserved; ///< for requests whose cost is not known yet; 0 without a limit for the costs
    std::optional<Milliseconds> left; ///< estimated; empty: unknown yet
    bool isPaused = false;
};

/// Carries out a run: asks every target every row that has no answer yet, scores and records each answer at once. One
/// thread, with an event loop; short waits for the store's file only.
class Runner final : public QObject {
    Q_OBJECT
public:
    /// How often `progress()` comes at most.
    static constexpr Milliseconds kProgressEvery{250};

    struct Parts {
        RunStore& store;
        ModelCalls& calls;
        CostSource& costs;
        const Clock& clock;
        Timers& timers;
    };
    /// What the parts refer to must outlive this object. `dataset`: the plan's, unchanged; commands must be allowed and
    /// possible (`sandboxProblem()`) if it has any.
    Runner(const Parts& parts, Dataset dataset, Estimates estimates, config::ExchangeRate rate, QObject* parent = nullptr);
    ~Runner() override;

    /// Begins or goes on, once.
    void start();
    /// Sends nothing more until `resume()`; what is under way ends. Recorded as `Paused`.
    void pause();
    void resume();
    /// Ends the run before the last row: what is under way ends first, unless it is called again.
    void stop(RunStopReason reason);

    RunProgress progressNow() const;
    /// Whether rows may still come without anything being answered.
    bool isReadingRows() const { return m_hasBegun && !m_isFed; }
    // after `finished()`
    RunState state() const { return m_state; }
    RunStopReason stopReason() const { return m_reason; }
    /// Why the run stopped although nobody wanted it to: models that cannot answer, a changed dataset, a full disk.
    const std::vector<Error>& problems() const { return m_problems; }
    /// What a person should know although the run went on: models that were down.
    const std::vector<Error>& warnings() const { return m_scheduler.warnings(); }

Q_SIGNALS:
    void progress(const gateway::evaluation::RunProgress& now);
    /// The state is recorded, and nothing is under way. Once.
    void finished();

private:
    struct RowWork;
    struct AnswerWork;
    using WorkPointer = std::shared_ptr<RowWork>;
    using AnswerPointer = std::shared_ptr<AnswerWork>;

    // start
    bool takeEarlierResults();
    void beginRows();
    // rows
    void takeRow(std::unique_ptr<FedRow> row);
    void ask(const WorkPointer& row, const AnswerKey& key);
    void takeAnswer(const AnswerPointer& work, CallEnd end, const CallResult& result);
    void scoreEarlier(const WorkPointer& row, const AnswerKey& key);
    // scores
    void score(const AnswerPointer& work);
    void scoreIfReady(const AnswerPointer& work);
    void endAnswer(const AnswerPointer& work);
    void judgePairs(const WorkPointer& row, std::size_t target);
    // end
    void openJob() { ++m_open; }
    void closeJob();
    void finishIfDone();
    void finish();
    bool keep(const Result<void>& result);
    void fail(Error problem);
    void showProgress();
    std::optional<Milliseconds> timeLeft() const;
    Milliseconds timeGoingOn() const;
    std::size_t placeOf(const AnswerKey& key) const;
    /// `a` < `b`
    std::size_t placeOfPair(std::size_t row, std::size_t a, std::size_t b) const;
    Tokens outputFor(const Row& row, const std::string& target) const;

    Parts m_parts;
    const RunPlan& m_plan;
    std::vector<std::string> m_embeddings;
    CallPricing m_pricing;
    Spending m_spending;
    std::shared_ptr<const InputCounter> m_counter; // null without a limit
    CostWatch m_costs;
    CallScheduler m_scheduler;
    SideCalls m_sideCalls;
    CommandCheck m_commands;
    AnswerChecks m_checks;
    DatasetFeed m_feed;
    std::vector<CallScheduler::Lane> m_targetLanes;

    std::vector<bool> m_unscored; // of earlier sessions: answered, without a score; by `placeOf()`, empty: none
    std::vector<bool> m_judgedPairs; // of earlier sessions; by `placeOfPair()`, empty: none
    std::size_t m_done = 0;
    std::size_t m_failed = 0;
    std::vector<std::size_t> m_openOfTarget; // answers that are missing
    std::vector<std::size_t> m_answersOfTarget; // of this session
    TimePoint m_goesOnSince{};
    Milliseconds m_wentOnFor{0}; // before the last pause
    std::size_t m_open = 0; // jobs
    bool m_hasBegun = false;
    bool m_isFed = false; // the last row has arrived
    bool m_isStopping = false;
    bool m_isPaused = false;
    bool m_isOver = false;
    bool m_isProgressDue = false;
    RunState m_state = RunState::Running;
    RunStopReason m_reason = RunStopReason::None;
    std::vector<Error> m_problems;
};

} // namespace gateway::evaluation
