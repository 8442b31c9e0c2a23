#pragma once

#include "command_check.h"
#include "dataset_feed.h"
#include "side_calls.h"

#include "gateway/evaluation/runs/run_answer.h"
#include "gateway/evaluation/scoring/scorer.h"

#include <QObject>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace gateway::evaluation {

/// Checks answers by what is outside: the judge, embeddings and commands. One thread.
class AnswerChecks final : public QObject {
    Q_OBJECT
public:
    using Results = std::map<std::size_t, OutsideResult>; ///< by the index of the assertion
    /// Empty: not all could be checked because the run stops.
    using Done = std::function<void(std::optional<Results> results)>;

    /// Both must outlive this object.
    AnswerChecks(SideCalls& calls, CommandCheck& commands, QObject* parent = nullptr);

    /// Whether the row has an assertion that is checked outside.
    static bool areNeeded(const Row& row);
    /// `row` is kept until `done` is called, once.
    void check(std::shared_ptr<const FedRow> row, const AnswerKey& key, const std::string& text, Done done);

private:
    struct State;
    void checkOne(const std::shared_ptr<State>& state, std::size_t index);
    void checkJudge(const std::shared_ptr<State>& state, std::size_t index);
    void checkSimilarity(const std::shared_ptr<State>& state, std::size_t index);
    void checkCommand(const std::shared_ptr<State>& state, std::size_t index);

    SideCalls& m_calls;
    CommandCheck& m_commands;
};

/// The results of the assertions as they are recorded: for each {"type", "score", "reason"}. Pure.
Json checksOf(const Row& row, const RowScore& score);

} // namespace gateway::evaluation
