#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/json/json.h"
#include "gateway/core/money.h"
#include "gateway/core/text/sentence.h"
#include "gateway/core/units.h"

#include <compare>
#include <cstddef>
#include <optional>
#include <string>

namespace gateway::evaluation {

/// One request of a run. A value.
struct AnswerKey {
    std::size_t row = 0;    ///< in the order of the dataset's valid rows, from 0
    std::size_t target = 0; ///< in the order of the plan, from 0
    int sample = 0;         ///< from 0

    auto operator<=>(const AnswerKey&) const = default;
};

/// What one request gave. What is unknown is empty. A value.
struct RunAnswer {
    AnswerKey key;
    std::string text;      ///< the answer; empty with `errorCode`
    std::string errorCode; ///< as in the error contract; empty: answered
    Sentence error;        ///< the message, without secrets
    std::string exchange;  ///< id in the ledger; empty: no request reached the gateway
    WallTime endedAt{};
    std::optional<Milliseconds> latency;
    std::optional<Milliseconds> firstToken;
    std::optional<Tokens> inputTokens;
    std::optional<Tokens> outputTokens;
    std::optional<Money> cost; ///< as in the ledger; empty: not known yet, or without a price
    std::optional<double> score; ///< 0 to 1; empty: failed, or unscored
    /// For each assertion {"type", "score", "reason"}. "score" is null where unscored, "reason" is for `json::sentenceIn()`.
    Json checks = Json::array();
    bool isUnpriced = false; ///< the ledger has no cost for it and will not get one

    bool isAnswered() const { return errorCode.empty(); }
    /// The request reached the gateway, and the ledger does not have it, or not yet.
    bool isCostPending() const { return !cost && !isUnpriced && !exchange.empty(); }
};

/// A request that has ended and is not an answer itself: to a judge, for an embedding, or lost. A value.
struct SideCall {
    enum class Kind {
        Judge,
        PairJudge,
        Embedding,
        Lost, ///< to the target itself, without a result: it failed and was asked again, or the program was killed
    };

    Kind kind = Kind::Judge;
    AnswerKey key;
    std::string exchange; ///< id in the ledger; empty: no request reached the gateway
    std::optional<Money> cost; ///< as in `RunAnswer::cost`
    bool isUnpriced = false;   ///< as in `RunAnswer::isUnpriced`
};

/// The judge's verdict on two answers to a row. A value.
struct PairVerdict {
    std::size_t row = 0;
    std::size_t a = 0; ///< targets, a < b
    std::size_t b = 0;
    enum class Winner { A, B, Tie, Unscored } winner = Winner::Tie;
    bool isAgreed = true; ///< the judge said the same with the places swapped
};

/// A person's rating of two answers to a row, given without their names. A value.
struct HumanRating {
    std::size_t row = 0;
    std::size_t a = 0; ///< targets, a < b
    std::size_t b = 0;
    enum class Verdict { A, B, Tie, BothBad } verdict = Verdict::Tie;
};

} // namespace gateway::evaluation
