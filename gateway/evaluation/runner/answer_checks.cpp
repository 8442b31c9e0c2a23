#include "answer_checks.h"

#include "gateway/core/json/sentence_json.h"
#include "gateway/core/text/ascii.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>
#include <vector>

namespace gateway::evaluation {

struct AnswerChecks::State {
    std::shared_ptr<const FedRow> row;
    AnswerKey key;
    std::string text;
    Done done;
    Results results;
    std::size_t open = 1; // one for the loop that begins the checks
    bool isMade = true;

    void end()
    {
        if (--open == 0)
            done(isMade ? std::optional(std::move(results)) : std::nullopt);
    }
    void end(std::size_t index, OutsideResult result)
    {
        results[index] = std::move(result);
        end();
    }
    void endUnmade()
    {
        isMade = false;
        end();
    }
};

namespace {

/// The best similarity of an answer to one of several texts, once all embeddings are there.
struct Similarity {
    SideCalls::Embedded answer;
    std::vector<SideCalls::Embedded> texts;
    std::size_t open = 0;

    bool isMade() const
    {
        return answer.isMade && std::ranges::all_of(texts, &SideCalls::Embedded::isMade);
    }
    OutsideResult result() const
    {
        if (!answer.vector)
            return {std::nullopt, answer.problem};
        OutsideResult best{std::nullopt, QT_TRANSLATE_NOOP("Error", "the embeddings cannot be compared")};
        for (const SideCalls::Embedded& text : texts) {
            if (!text.vector)
                return {std::nullopt, text.problem};
            if (const auto similar = cosine(*answer.vector, *text.vector); similar && (!best.score || *similar > *best.score))
                best = {similar, {}};
        }
        return best;
    }
};

} // namespace

AnswerChecks::AnswerChecks(SideCalls& calls, CommandCheck& commands, QObject* parent)
    : QObject(parent)
    , m_calls(calls)
    , m_commands(commands)
{
}

bool AnswerChecks::areNeeded(const Row& row)
{
    return std::ranges::any_of(row.assertions, [](const Assertion& assertion) { return isCheckedElsewhere(assertion.type); });
}

void AnswerChecks::check(std::shared_ptr<const FedRow> row, const AnswerKey& key, const std::string& text, Done done)
{
    const auto state = std::make_shared<State>();
    state->row = std::move(row);
    state->key = key;
    state->text = text;
    state->done = std::move(done);
    const std::vector<Assertion>& assertions = state->row->row.assertions;
    for (std::size_t i = 0; i < assertions.size(); ++i)
        if (isCheckedElsewhere(assertions[i].type))
            checkOne(state, i);
    state->end();
}

void AnswerChecks::checkOne(const std::shared_ptr<State>& state, std::size_t index)
{
    ++state->open;
    switch (state->row->row.assertions[index].type) {
    case AssertionType::Judge: return checkJudge(state, index);
    case AssertionType::Similarity: return checkSimilarity(state, index);
    case AssertionType::Command: return checkCommand(state, index);
    default: return state->end();
    }
}

void AnswerChecks::checkJudge(const std::shared_ptr<State>& state, std::size_t index)
{
    const Row& row = state->row->row;
    m_calls.judge(scoreRequest(questionFor(row, row.assertions[index], m_calls.rubric()), state->text), false, state->key, [state, index](const SideCalls::Verdict& verdict) {
        if (!verdict.isMade)
            return state->endUnmade();
        const auto score = readScore(verdict.text);
        state->end(index, score ? OutsideResult{score->score, asIs(score->reason)} : OutsideResult{std::nullopt, verdict.problem});
    });
}

void AnswerChecks::checkSimilarity(const std::shared_ptr<State>& state, std::size_t index)
{
    const Assertion& assertion = state->row->row.assertions[index];
    if (trimmed(state->text, " \t\r\n").empty())
        return state->end(index, {0.0, QT_TRANSLATE_NOOP("Error", "the answer is empty")}); // models refuse it
    const auto similarity = std::make_shared<Similarity>();
    similarity->texts.resize(assertion.texts.size());
    similarity->open = assertion.texts.size() + 1;
    const auto end = [state, index, similarity] {
        if (--similarity->open > 0)
            return;
        if (!similarity->isMade())
            return state->endUnmade();
        state->end(index, similarity->result());
    };
    m_calls.embed(assertion.embedding, state->text, false, state->key, [similarity, end](SideCalls::Embedded embedded) {
        similarity->answer = std::move(embedded);
        end();
    });
    for (std::size_t i = 0; i < assertion.texts.size(); ++i)
        m_calls.embed(assertion.embedding, assertion.texts[i], true, state->key, [similarity, end, i](SideCalls::Embedded embedded) {
            similarity->texts[i] = std::move(embedded);
            end();
        });
}

void AnswerChecks::checkCommand(const std::shared_ptr<State>& state, std::size_t index)
{
    m_commands.run(state->row->row.assertions[index].argv, state->text, [state, index](OutsideResult result) { state->end(index, std::move(result)); });
}

Json checksOf(const Row& row, const RowScore& score)
{
    Json checks = Json::array();
    for (std::size_t i = 0; i < row.assertions.size() && i < score.assertions.size(); ++i) {
        const AssertionScore& each = score.assertions[i];
        checks.push_back({{"type", nameOf(row.assertions[i].type)}, {"score", each.score ? Json(*each.score) : Json(nullptr)}, {"reason", json::fromSentence(each.reason)}});
    }
    return checks;
}

} // namespace gateway::evaluation
