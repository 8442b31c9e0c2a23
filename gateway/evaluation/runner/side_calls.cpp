#include "side_calls.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <utility>

namespace gateway::evaluation {

namespace {

Sentence reasonOfFailure(const CallResult& result) { return result.error.isEmpty() ? asIs(result.errorCode) : result.error; }

PairVerdict::Winner winnerOf(std::optional<Winner> winner)
{
    if (!winner)
        return PairVerdict::Winner::Unscored;
    switch (*winner) {
    case Winner::A: return PairVerdict::Winner::A;
    case Winner::B: return PairVerdict::Winner::B;
    case Winner::Tie: break;
    }
    return PairVerdict::Winner::Tie;
}

} // namespace

std::optional<double> cosine(const std::vector<float>& a, const std::vector<float>& b)
{
    if (a.size() != b.size())
        return std::nullopt;
    double product = 0;
    double squareA = 0;
    double squareB = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        product += static_cast<double>(a[i]) * static_cast<double>(b[i]);
        squareA += static_cast<double>(a[i]) * static_cast<double>(a[i]);
        squareB += static_cast<double>(b[i]) * static_cast<double>(b[i]);
    }
    const double length = std::sqrt(squareA) * std::sqrt(squareB);
    return length > 0 && std::isfinite(product / length) ? std::optional(std::clamp(product / length, -1.0, 1.0)) : std::nullopt;
}

SideCalls::SideCalls(const Parts& parts, std::function<void(Error)> onError, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_onError(std::move(onError))
{
}

void SideCalls::addLanes(const std::string& judge, int judgeConcurrency, const std::vector<std::string>& embeddings, int concurrency)
{
    m_judge = judge;
    if (!judge.empty())
        m_judgeLane = m_parts.scheduler.addLane(judge, judgeConcurrency);
    for (const std::string& model : embeddings)
        m_embeddingLanes.emplace(model, m_parts.scheduler.addLane(model, concurrency));
}

void SideCalls::judge(Json messages, bool isPair, const AnswerKey& key, std::function<void(Verdict)> done)
{
    if (!m_judgeLane)
        return done({true, {}, QT_TRANSLATE_NOOP("Error", "the run has no judge")});
    askJudge(std::make_shared<Json>(std::move(messages)), isPair, false, key, std::move(done));
}

void SideCalls::askJudge(const std::shared_ptr<Json>& messages, bool isPair, bool isAgain, AnswerKey key, std::function<void(Verdict)> done)
{
    const RunPlan& plan = m_parts.store.plan();
    PlannedCall call;
    call.chat = [messages, model = m_judge, temperature = plan.temperature, seed = plan.seed] { return ChatCall{model, *messages, temperature, seed, std::nullopt}; };
    if (m_parts.counter)
        call.input = m_parts.counter->chat(m_judge, *messages).most;
    call.output = Tokens{2 * m_parts.pricing.usualOutput(m_judge).count};
    call.done = [this, messages, isPair, isAgain, key, done = std::move(done)](CallEnd end, const CallResult& result) {
        if (end == CallEnd::NotMade)
            return done({false, {}, {}});
        record(isPair ? SideCall::Kind::PairJudge : SideCall::Kind::Judge, key, result.exchange);
        if (end == CallEnd::Failed)
            return done({true, {}, {QT_TRANSLATE_NOOP("Error", "the judge failed: %1"), {reasonOfFailure(result)}}});
        const bool isReadable = isPair ? readWinner(result.text).has_value() : readScore(result.text).has_value();
        if (isReadable)
            return done({true, result.text, {}});
        if (isAgain)
            return done({true, {}, QT_TRANSLATE_NOOP("Error", "the judge's answer is not the requested JSON")});
        askJudge(std::make_shared<Json>(repeatedRequest(std::move(*messages), result.text, isPair)), isPair, true, key, done);
    };
    m_parts.scheduler.submit(*m_judgeLane, std::move(call));
}

void SideCalls::judgePair(const FedRow& row, const Compared& a, const Compared& b, std::function<void(std::optional<PairVerdict>)> done)
{
    struct State {
        PairVerdict verdict;
        Verdict first;
        Verdict swapped;
        int open = 2;
        std::function<void(std::optional<PairVerdict>)> done;
    };
    auto state = std::make_shared<State>();
    state->verdict = {row.index, a.target, b.target, PairVerdict::Winner::Unscored, false};
    state->done = std::move(done);
    const auto end = [state](Verdict& place, Verdict verdict) {
        place = std::move(verdict);
        if (--state->open > 0)
            return;
        if (!state->first.isMade || !state->swapped.isMade)
            return state->done(std::nullopt);
        const auto first = readWinner(state->first.text);
        const auto swapped = readWinner(state->swapped.text);
        state->verdict.winner = winnerOf(combined(first, swapped));
        state->verdict.isAgreed = agree(first, swapped);
        state->done(state->verdict);
    };
    const JudgeQuestion question = pairQuestionFor(row.row, rubric());
    const AnswerKey key{row.index, a.target, 0};
    judge(pairRequest(question, a.text, b.text), true, key, [state, end](Verdict verdict) { end(state->first, std::move(verdict)); });
    judge(pairRequest(question, b.text, a.text), true, key, [state, end](Verdict verdict) { end(state->swapped, std::move(verdict)); });
}

void SideCalls::embed(const std::string& model, const std::string& text, bool isKept, const AnswerKey& key, std::function<void(Embedded)> done)
{
    if (!m_embeddingLanes.contains(model))
        return done({true, nullptr, QT_TRANSLATE_NOOP("Error", "the run does not have this embedding model")});
    if (!isKept)
        return requestVector(model, text, key, std::move(done));
    const std::string name = model + '\n' + text;
    const auto [found, isNew] = m_vectors.try_emplace(name);
    if (!isNew && found->second.waiting.empty())
        return done(found->second.embedded);
    found->second.waiting.push_back(std::move(done));
    if (isNew)
        requestVector(model, text, key, [this, name](const Embedded& embedded) { keep(name, embedded); });
}

/// Hands the vector to all who wait for it. Failures are not kept.
void SideCalls::keep(const std::string& name, const Embedded& embedded)
{
    const auto found = m_vectors.find(name);
    const auto waiting = std::exchange(found->second.waiting, {});
    if (embedded.vector) {
        found->second.embedded = embedded;
        m_keptOrder.push_back(name);
    } else {
        m_vectors.erase(found);
    }
    if (m_keptOrder.size() > kMostVectors) {
        m_vectors.erase(m_keptOrder.front());
        m_keptOrder.pop_front();
    }
    for (const auto& done : waiting)
        done(embedded);
}

void SideCalls::requestVector(const std::string& model, const std::string& text, const AnswerKey& key, std::function<void(Embedded)> done)
{
    PlannedCall call;
    call.embedding = [model, text] { return EmbeddingCall{model, text}; };
    if (m_parts.counter)
        call.input = m_parts.counter->text(model, text).most;
    call.done = [this, key, done = std::move(done)](CallEnd end, const CallResult& result) {
        if (end == CallEnd::NotMade)
            return done({false, nullptr, {}});
        record(SideCall::Kind::Embedding, key, result.exchange);
        if (end == CallEnd::Failed)
            return done({true, nullptr, {QT_TRANSLATE_NOOP("Error", "the embedding failed: %1"), {reasonOfFailure(result)}}});
        done({true, std::make_shared<const std::vector<float>>(result.vector), {}});
    };
    m_parts.scheduler.submit(m_embeddingLanes.at(model), std::move(call));
}

void SideCalls::record(SideCall::Kind kind, const AnswerKey& key, const std::string& exchange)
{
    if (auto recorded = m_parts.store.record(SideCall{kind, key, exchange, std::nullopt}); !recorded)
        m_onError(recorded.error());
}

} // namespace gateway::evaluation
