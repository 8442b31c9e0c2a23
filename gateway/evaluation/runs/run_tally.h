#pragma once

#include "run_file.h"

#include "gateway/config/settings/price_settings.h"
#include "gateway/evaluation/statistics/paired_comparison.h"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// Requests that failed with the same code.
struct FailureTally {
    Sentence message; ///< of the first one
    std::size_t requests = 0;
};

/// What the answers of one target come to.
struct TargetTally {
    std::size_t answered = 0; ///< rows
    std::size_t failed = 0; ///< rows, all of whose samples failed
    std::size_t unscored = 0; ///< answered rows without a score
    std::map<std::string, FailureTally> failures; ///< by code, at most 100
    statistics::RowScores scores; ///< of each row
    statistics::RowScores latencies; ///< of each row, mean of its samples, in milliseconds
    statistics::RowScores costs; ///< of each row, mean of its answers without failures, in units of the plan's currency
    std::vector<double> answerLatencies; ///< of each answer that was not a failure, in milliseconds
    std::vector<double> firstTokens; ///< the same
    std::array<std::int64_t, kCurrencyNames.size()> pico{}; ///< sums by currency
    std::array<bool, kCurrencyNames.size()> hasCost{}; ///< whether anything was paid in that currency
    bool isUnpriced = false; ///< an answer has no cost and will not get one
    bool isCostPending = false; ///< a request, failed or not, has no cost yet
    bool isConverted = true; ///< `convertedPico` has all costs: none is in a currency without a rate
    std::int64_t convertedPico = 0; ///< all costs, in the plan's currency
    std::size_t costedAnswers = 0; ///< answers, not failed, with a cost
    std::optional<Tokens> inputTokens; ///< sums; empty: none was reported
    std::optional<Tokens> outputTokens;
};

enum class TallyOf { Everything, Scores };

/// Reads all answers of a run once and keeps some numbers for each row and target. `TallyOf::Scores`: `latencies`,
/// `costs`, `answerLatencies`, `firstTokens` and `failures` stay empty. Blocks. Errors: those of `RunFile`.
Result<std::vector<TargetTally>> tallyOf(RunFile& run, const std::optional<config::ExchangeRate>& rate, TallyOf what);

} // namespace gateway::evaluation
