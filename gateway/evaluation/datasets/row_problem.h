#pragma once

#include "gateway/core/text/sentence.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// Why a row of a dataset cannot be used. Contains nothing of prompts or answers.
struct RowProblem {
    std::size_t line = 0; ///< where the row begins, from 1
    std::string field;    ///< path of the invalid field, such as "assert[0].value"; empty: the row as a whole
    Sentence message;     ///< what is wrong and what to do, without a period at the end

    bool operator==(const RowProblem&) const = default;
};

/// The problem with its place, as in `set.jsonl, line 3, "assert[0].type": ...`. Pure.
Sentence describe(const RowProblem& problem, const std::string& file);

} // namespace gateway::evaluation
