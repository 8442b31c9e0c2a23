#include "answer_judge.h"

#include "gateway/evaluation/scoring/judge.h"

#include <QtGlobal>

#include <iterator>
#include <utility>

namespace gateway::host {

namespace {

constexpr Tokens kMostOutput{1000}; // a number and a sentence, for models that reason as well

} // namespace

AnswerJudge::AnswerJudge(MakeCalls makeCalls, QObject* parent)
    : QObject(parent)
    , m_makeCalls(std::move(makeCalls))
{
}

AnswerJudge::~AnswerJudge() = default;

void AnswerJudge::judge(AnswerToJudge answer)
{
    if (m_waiting.size() >= kMostWaiting) {
        tell(answer, {}, {QT_TRANSLATE_NOOP("Error", "too many answers were waiting for the judge")});
        return;
    }
    m_waiting.push_back(std::move(answer));
    startNext();
}

void AnswerJudge::startNext()
{
    while (m_running.size() < kMostAtOnce && !m_waiting.empty()) {
        AnswerToJudge answer = std::move(m_waiting.front());
        m_waiting.pop_front();
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

void AnswerJudge::ask(Place running, bool isAgain)
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

void AnswerJudge::answered(Place running, bool isAgain, const evaluation::CallResult& result)
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

void AnswerJudge::tell(const AnswerToJudge& answer, std::optional<double> score, Sentence problem)
{
    QMetaObject::invokeMethod(
        this, [this, judged = JudgedAnswer{answer.experiment, answer.arm, score, std::move(problem)}] { Q_EMIT this->judged(judged); }, Qt::QueuedConnection);
}

} // namespace gateway::host
