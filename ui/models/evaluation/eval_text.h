#pragma once

#include "eval_run_overview.h"

#include "gateway/evaluation/datasets/row_problem.h"
#include "gateway/evaluation/preparation/run_preparation.h"
#include "gateway/evaluation/runner/estimate.h"
#include "gateway/evaluation/runner/runner.h"
#include "gateway/evaluation/runs/results.h"
#include "gateway/evaluation/scoring/rubrics.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// The words of evaluations. In the language of the window; main thread.
class EvalText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::EvalText)
public:
    using Results = gateway::evaluation::RunResults;
    using Target = gateway::evaluation::TargetResult;

    static QString condition(const RunOverview& run);
    /// A status of palette.json.
    static QString status(RunCondition condition);
    /// What else there is to say of it: "7 rows failed", "40 of 120".
    static QString conditionNote(const RunOverview& run);
    static QString cost(const std::vector<gateway::Money>& sums, bool isWhole);
    /// "40 of 120 answers, 2 failed, ¥0.12, about 3 min left".
    static QString progress(const gateway::evaluation::RunProgress& progress);

    /// "0.91"; without a score "–".
    static QString score(const std::optional<gateway::evaluation::statistics::ScoreEstimate>& score);
    static QString number(double score);
    /// "0.86 to 0.94".
    static QString interval(const gateway::evaluation::statistics::Interval& interval);
    /// For 1,000 rows: "¥1.78", "free", "unknown".
    static QString costPerThousand(const Target& target);
    /// Median and 95th percentile: "Per answer: p50 $0.0012, p95 $0.0031"; empty where they are unknown.
    static QString costPerAnswer(const Target& target);
    static QString latency(const std::optional<gateway::Milliseconds>& time);
    /// What the comparison says of its first target: "worse by 0.09 (0.03 to 0.15)".
    static QString verdict(const gateway::evaluation::statistics::Comparison& comparison);
    static QString verdictStatus(const gateway::evaluation::statistics::Comparison& comparison);
    /// "better", "worse", "no difference shown".
    static QString verdictWord(const gateway::evaluation::statistics::Comparison& comparison);
    /// How many rows were compared, and how many would show the difference: "60 rows, 1,050 needed".
    static QString verdictNote(const gateway::evaluation::statistics::Comparison& comparison);
    /// With its sign: "+0.05", "−0.05".
    static QString difference(double difference);
    static QString differenceInterval(const gateway::evaluation::statistics::Interval& interval);
    /// "0.004"; "< 0.001".
    static QString probability(double p);
    /// Of one row in units of the currency, shown for 1,000 rows: "+$1.20".
    static QString costDifference(double difference, gateway::Currency currency);
    static QString costInterval(const gateway::evaluation::statistics::Interval& interval, gateway::Currency currency);
    /// In milliseconds: "+120 ms".
    static QString timeDifference(double difference);
    static QString timeInterval(const gateway::evaluation::statistics::Interval& interval);
    /// Rows on which the judge preferred the first target and the second one: "12 : 5".
    static QString judged(const gateway::evaluation::JudgedPair& pair);
    /// "3 tied, 2 without a verdict".
    static QString judgedNote(const gateway::evaluation::JudgedPair& pair);
    /// Names of targets without the provider, where that leaves them all different; otherwise as they are.
    static QStringList shortNames(const std::vector<std::string>& targets);

    /// Why a run cannot start with its dataset, and what to do in the form.
    static QString obstacle(gateway::evaluation::RunObstacle obstacle, const gateway::evaluation::Dataset& dataset);
    /// The first problem of a dataset: "line 41: unknown assertion "fuzzy"".
    static QString problem(const gateway::evaluation::RowProblem& problem);
    /// Which fields of the rows nothing reads.
    static QString unusedFields(const gateway::evaluation::Dataset& dataset);
    /// An error as a sentence that begins with a capital letter.
    static QString error(const gateway::Error& error);

    static QString estimatedCost(const std::optional<gateway::Money>& low, const std::optional<gateway::Money>& high);
    /// The same without "about", for a column of estimates.
    static QString estimate(const std::optional<gateway::Money>& low, const std::optional<gateway::Money>& high);
    /// How sure it is, and what is missing in it.
    static QString estimateNote(const gateway::evaluation::RunEstimate& estimate);
    static QString estimatedTime(gateway::Milliseconds time);

    /// "Correct and helpful, English".
    static QString rubric(const gateway::evaluation::ShippedRubric& rubric);
    static QString assertion(const std::string& type);

    /// Both lines of a cell for a screen reader; either may be empty.
    static QString spoken(const QString& first, const QString& second);
};

} // namespace ui::models
