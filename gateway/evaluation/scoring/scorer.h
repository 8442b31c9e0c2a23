#pragma once

#include "gateway/core/text/sentence.h"
#include "gateway/core/units.h"
#include "gateway/evaluation/datasets/row.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// An answer and what was measured on the way. What is unknown is empty.
struct ScoredAnswer {
    std::string text;
    std::optional<std::chrono::milliseconds> latency;
    std::optional<std::chrono::milliseconds> firstToken;
    std::optional<double> cost; ///< in the currency of the run
    std::optional<Tokens> outputTokens;
};

/// The result of an assertion that is checked elsewhere: by a judge, an embedding or a command.
struct OutsideResult {
    /// `Judge`, `Command`: 0 to 1; `Similarity`: the cosine, -1 to 1. Empty or out of range: there is no usable result.
    std::optional<double> score;
    Sentence reason;
};

struct AssertionScore {
    std::optional<double> score; ///< 0 to 1; empty: unscored
    Sentence reason;             ///< may contain text of the dataset and of the answer: not for logs
};

struct RowScore {
    std::optional<double> score; ///< the mean of the assertions by weight, 0 to 1; empty: one of them is unscored
    std::vector<AssertionScore> assertions; ///< in the order of the row
};

/// Whether the assertion needs an `OutsideResult`.
bool isCheckedElsewhere(AssertionType type);

/// Scores one answer. `outside`: results by the index of the assertion. An assertion that is not weighted does not make
/// the row unscored. Pure; any thread.
RowScore scoreAnswer(const Row& row, const ScoredAnswer& answer, const std::map<std::size_t, OutsideResult>& outside);

} // namespace gateway::evaluation
