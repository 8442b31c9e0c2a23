#pragma once

#include "answer_to_judge.h"

#include "gateway/core/json/json.h"
#include "gateway/evaluation/runner/model_calls.h"

#include <QObject>

#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <memory>

namespace gateway::host {

/// Asks judges for scores, a few at once for each experiment; a judge whose answer cannot be read is asked once more.
/// Main thread.
class ExperimentJudge final : public QObject {
    Q_OBJECT
public:
    // of one experiment
    static constexpr std::size_t kMostAtOnce = 2;
    static constexpr std::size_t kMostWaiting = 100;

    /// The way to the gateway's own address; null: it does not listen now.
    using MakeCalls = std::function<std::unique_ptr<evaluation::ModelCalls>()>;
    explicit ExperimentJudge(MakeCalls makeCalls, QObject* parent = nullptr);
    /// Aborts what is under way, without `judged`.
    ~ExperimentJudge() override;

    void judge(AnswerToJudge answer);

Q_SIGNALS:
    /// Once for each answer, from the event loop.
    void judged(const gateway::host::JudgedAnswer& judged);

private:
    struct Running {
        AnswerToJudge answer;
        Json messages;
        std::unique_ptr<evaluation::ModelCalls> calls;
    };
    using Place = std::list<Running>::iterator;

    void startNext();
    void ask(Place running, bool isAgain);
    void answered(Place running, bool isAgain, const evaluation::CallResult& result);
    void tell(const AnswerToJudge& answer, std::optional<double> score, Sentence problem);

    MakeCalls m_makeCalls;
    std::deque<AnswerToJudge> m_waiting;
    std::list<Running> m_running; // stable: each waits for its own answer
};

} // namespace gateway::host
