#pragma once

#include "run_file.h"

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/json/json.h"
#include "gateway/evaluation/statistics/quantiles.h"
#include "gateway/evaluation/statistics/score_interval.h"
#include "gateway/evaluation/statistics/verdicts.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// Requests to a target that failed in the same way. A value.
struct FailureKind {
    std::string code;    ///< as in `RunAnswer::errorCode`
    Sentence message;    ///< of the first of them
    std::size_t requests = 0;
};

/// What the answers of one target come to. What is unknown is empty. A value.
struct TargetResult {
    std::string name;
    std::size_t rows = 0; ///< of the dataset
    std::size_t answered = 0; ///< rows with an answer to one of their samples at least
    std::size_t failed = 0; ///< rows all of whose samples failed
    std::size_t unscored = 0; ///< answered rows without a score
    std::vector<FailureKind> failures; ///< the most frequent first
    std::optional<statistics::ScoreEstimate> score; ///< over scored rows; with `failuresCount`, failed ones are 0
    std::vector<Money> cost; ///< what is known of it, one for each currency; of failed and lost requests, too
    bool isUnpriced = false; ///< `cost` lacks answers that have no price
    bool isCostPending = false; ///< `cost` lacks requests that the ledger does not have, or not yet
    std::optional<Money> costPerThousandRows; ///< of 1,000 answers, in the plan's currency
    /// Cost of an answer, the samples of a row averaged first, in the plan's currency. Empty if that of any answer is unpriced
    /// or cannot be converted.
    std::optional<Money> costP50;
    std::optional<Money> costP95;
    std::optional<Milliseconds> p50; ///< of all answers, samples apart
    std::optional<Milliseconds> p95;
    std::optional<Milliseconds> firstTokenP50;
    std::optional<Tokens> inputTokens;
    std::optional<Tokens> outputTokens;
    bool isOnFront = false; ///< Pareto front of score against cost

    /// Otherwise, `cost` is a lower bound.
    bool isCostComplete() const { return !isUnpriced && !isCostPending; }
};

/// Two targets by their place in `RunResults::targets`. A value.
struct ComparisonResult {
    statistics::Comparison score;
    std::optional<statistics::MedianDifference> latency; ///< a - b, in milliseconds
    std::optional<statistics::MedianDifference> cost; ///< a - b, for one row, in units of the plan's currency
};

struct TagResult {
    std::string tag;
    std::size_t target = 0; ///< place in `RunResults::targets`
    std::size_t rows = 0; ///< scored ones
    statistics::ScoreEstimate score;
};

/// How often the judge preferred which of two targets' answers to the same row. A value.
struct JudgedPair {
    std::size_t a = 0; ///< places in `RunResults::targets`, a < b
    std::size_t b = 0;
    std::size_t aWins = 0; ///< rows
    std::size_t bWins = 0;
    std::size_t ties = 0; ///< including rows on which the judge disagreed with itself when the places were swapped
    std::size_t unscored = 0; ///< rows without a readable verdict
};

/// What is known of the judge, and of people who rated pairs of answers. A value.
struct JudgeResult {
    std::string model; ///< may be empty: only embeddings or ratings
    std::vector<Money> cost; ///< of judge and embeddings, one for each currency
    bool isUnpriced = false; ///< `cost` lacks requests that have no price
    // Pairs of answers to the same row; 0 without `RunPlan::isPairs`.
    std::size_t pairs = 0; ///< that it was asked about
    std::size_t pairsUnscored = 0; ///< of those, without a readable verdict
    std::optional<double> agreement; ///< share of pairs with a verdict on which it said the same with the places swapped
    std::optional<double> ties; ///< share of pairs with a verdict that are a tie, disagreements included
    /// Share of people's ratings that the judge's verdict on the same pair equals, or else its scores of both answers.
    /// "Both are bad" equals a tie.
    std::optional<double> humanAgreement;
    std::size_t humanRatings = 0; ///< of which `humanAgreement` is a share
};

/// What a run shows so far. A value.
struct RunResults {
    static constexpr std::size_t kMostTags = 200;

    RunPlan plan;
    RunState state = RunState::Running;
    RunStopReason stopReason = RunStopReason::None;
    std::optional<WallTime> endedAt;
    std::vector<TargetResult> targets; ///< in the order of the plan
    std::vector<ComparisonResult> comparisons; ///< all pairs; empty until the run is finished or stopped
    std::vector<TagResult> tags; ///< the most frequent tag first, at most `kMostTags` of them
    std::size_t leftOutTags = 0;
    std::vector<JudgedPair> pairs; ///< in the order of their places; empty if no pairs were judged
    std::optional<JudgeResult> judge; ///< empty: neither a judge nor embeddings nor ratings

    /// The place of the target with the highest score, of those the cheapest; empty without scores.
    std::optional<std::size_t> best() const;
    /// The comparison of two different targets, seen from `a`: its sign and verdict are turned if necessary. Empty:
    /// there is none.
    std::optional<statistics::Comparison> comparison(std::size_t a, std::size_t b) const;
};

/// Reads a run and computes what it shows. `rate`: without one above 0, what was paid in another currency than the plan's
/// is in no `costPerThousandRows`. Takes seconds for 100,000 rows, and at most 100 MB of memory for 500,000 answers. Blocks;
/// use one thread for a `RunFile`. Errors: those of `RunFile`.
Result<RunResults> resultsOf(RunFile& run, const std::optional<config::ExchangeRate>& rate);

/// A target of two runs. A value.
struct BaselineTarget {
    std::string name;
    statistics::Comparison score; ///< new run - baseline; `a` and `b` are its places in the two runs
};

/// A run compared with an earlier one, target by target. A value.
struct BaselineComparison {
    std::string run; ///< id of the earlier one
    std::string name;
    bool isSameDataset = false; ///< by hash; otherwise, rows with the same id are compared
    std::size_t commonRows = 0; ///< of both datasets
    bool hasVerdicts = false; ///< both runs are finished or stopped; otherwise `targets` is empty
    std::vector<BaselineTarget> targets; ///< those of both runs that have a common scored row

    /// Names of targets that are significantly worse than in the earlier run, corrected for their number.
    std::vector<std::string> worse() const;
};

/// Compares the targets that have the same name in both runs, over rows with the same id. Blocks. Errors: those of
/// `RunFile`.
Result<BaselineComparison> compareRuns(RunFile& run, RunFile& baseline);

/// Compares a run with the baseline of its plan; empty: it has none. Blocks. Errors: those of `findRun()` and `RunFile`.
Result<std::optional<BaselineComparison>> compareWithBaseline(RunFile& run, const QString& dataDir);

/// results.json. Amounts are exact decimals by currency, and null where an answer has no price; "cost_complete" is
/// false where an amount is a lower bound, too; shares are rounded to
/// six decimals. Pure.
Json resultsJson(const RunResults& results, const std::optional<BaselineComparison>& baseline = std::nullopt);
/// "baseline" of results.json: {"run", "name", "same_dataset", "rows", "targets": [...], "worse": [...]}. Pure.
Json baselineJson(const BaselineComparison& baseline);

} // namespace gateway::evaluation
