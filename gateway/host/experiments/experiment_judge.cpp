#include "experiment_judge.h"

#include "gateway/evaluation/scoring/judge.h"

#include <QtGlobal>

#include <algorithm>
#include <iterator>
#include <utility>

namespace gateway::host {

namespace {

constexpr Tokens kMostOutput{1000}; // a number and a sentence, for models that reason as well

} // namespace

ExperimentJudge::ExperimentJudge(MakeCalls makeCalls, QObject* parent)
    : QObject(parent)
    , m_makeCalls(std::move(makeCalls))
{
}

ExperimentJudge::~ExperimentJudge() = default;

void ExperimentJudge::judge(AnswerToJudge answer)
{
    const auto ofSame = [&answer](const AnswerToJudge& each) { return each.experiment == answer.experiment; };
    if (static_cast<std::size_t>(std::ranges::count_if(m_waiting, ofSame)) >= kMostWaiting) {
        tell(answer, {}, {QT_TRANSLATE_NOOP("Error", "too many answers were waiting for the judge")});
        return;
    }
    m_waiting.push_back(std::move(answer));
    startNext();
}

void ExperimentJudge::startNext()
{
    const auto mayStart = [this](const AnswerToJudge& answer) {
        const auto ofSame = [&answer](const Running& each) { return each.answer.experiment == answer.experiment; };
        return static_cast<std::size_t>(std::ranges::count_if(m_running, ofSame)) < kMostAtOnce;
    };
    for (auto next = std::ranges::find_if(m_waiting, mayStart); next != m_waiting.end(); next = std::ranges::find_if(m_waiting, mayStart)) {
        AnswerToJudge answer = std::move(*next);
        m_waiting.erase(next);
        auto calls = m_makeCalls();
        if (!calls) {
            tell(answer, {}, {QT_TRANSLATE_NOOP("Error", "the gateway does not accept requests")});
            continue;
        }
        Json messages = evaluation::scoreRequest({answer.question, answer.rubric, {}}, answer.answer);
        m_running.push_back({std::move(answer), std::move(messages), std::move(calls)});
        ask(std::prev(m_running.end()), false);
    }
}

void ExperimentJudge::ask(Place running, bool isAgain)
{
    evaluation::ChatCall call;
    call.model = running->answer.model;
    call.messages = running->messages;
    call.temperature = 0;
    call.maxTokens = kMostOutput;
    running->calls->chat(call, [this, running, isAgain](const evaluation::CallResult& result) {
        // Not at once: this call belongs to what is destroyed at the end.
        QMetaObject::invokeMethod(this, [this, running, isAgain, result] { answered(running, isAgain, result); }, Qt::QueuedConnection);
    });
}

void ExperimentJudge::answered(Place running, bool isAgain, const evaluation::CallResult& result)
{
    const auto score = result.isAnswered() ? evaluation::readScore(result.text) : std::nullopt;
    if (result.isAnswered() && !score && !isAgain) {
        running->messages = evaluation::repeatedRequest(std::move(running->messages), result.text, false);
        ask(running, true);
        return;
    }
    const AnswerToJudge answer = std::move(running->answer);
    m_running.erase(running);
    if (score)
        tell(answer, score->score, {});
    else if (result.isAnswered())
        tell(answer, {}, {QT_TRANSLATE_NOOP("Error", "judge %1 gave no readable score"), {answer.model}});
    else
        tell(answer, {}, {QT_TRANSLATE_NOOP("Error", "judge %1 failed: %2"), {answer.model, result.error}});
    startNext();
}

void ExperimentJudge::tell(const AnswerToJudge& answer, std::optional<double> score, Sentence problem)
{
    QMetaObject::invokeMethod(
        this, [this, judged = JudgedAnswer{answer.experiment, answer.arm, score, std::move(problem)}] { Q_EMIT this->judged(judged); }, Qt::QueuedConnection);
}

} // namespace gateway::host
