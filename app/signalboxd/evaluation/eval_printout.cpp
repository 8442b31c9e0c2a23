#include "eval_printout.h"

#include "app/process/counted.h"
#include "app/process/text_table.h"
#include "gateway/core/text/joined.h"
#include "gateway/core/text/utf8.h"
#include "gateway/evaluation/datasets/shipped_datasets.h"
#include "gateway/evaluation/report/figures.h"
#include "gateway/evaluation/scoring/rubrics.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

namespace app {

using namespace gateway::evaluation;
using gateway::Json;
using gateway::Milliseconds;
using gateway::Money;
using Lines = std::vector<std::vector<std::string>>;

namespace {

const std::string kUnknown = "unknown";

std::string percentText(double share)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%.1f%%", share * 100);
    return text.data();
}

std::string scoreText(double score)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%.3f", score);
    return text.data();
}

std::string probabilityText(double p)
{
    constexpr double kLeastShown = 0.0005;
    return p < kLeastShown ? "< 0.001" : scoreText(p);
}

std::string signedText(double difference)
{
    return (difference >= 0 ? "+" : "") + scoreText(difference);
}

std::string intervalText(double low, double high) { return scoreText(low) + " to " + scoreText(high); }

std::string timeText(const std::optional<Milliseconds>& time)
{
    if (!time)
        return kUnknown;
    if (*time < std::chrono::seconds(10))
        return std::to_string(time->count()) + " ms";
    const auto seconds = std::chrono::round<std::chrono::seconds>(*time).count();
    constexpr int kMinute = 60;
    if (seconds < 2 * kMinute)
        return std::to_string(seconds) + " s";
    const auto minutes = (seconds + kMinute / 2) / kMinute;
    return minutes < 2 * kMinute ? std::to_string(minutes) + " min" : std::to_string((minutes + kMinute / 2) / kMinute) + " h";
}

/// Without milliseconds, which nobody can know beforehand.
std::string leftText(Milliseconds time)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(time);
    return seconds < std::chrono::seconds(10) ? std::to_string(seconds.count()) + " s" : timeText(time);
}

std::string moneyText(const std::vector<Money>& amounts, bool isComplete)
{
    if (amounts.empty())
        return isComplete ? toText(Money{}) : kUnknown;
    return (isComplete ? "" : "at least ") + amountsText(amounts);
}

std::string rangeText(const std::optional<Money>& low, const std::optional<Money>& high)
{
    if (!low || !high)
        return kUnknown;
    return *low == *high ? toText(*low) : toText(*low) + " to " + toText(*high);
}

std::string stateText(RunState state, RunStopReason reason)
{
    if (reason == RunStopReason::Cost)
        return "stopped at the limit for its cost";
    return std::string(nameOf(state)) + (reason == RunStopReason::Interrupted ? " (interrupted)" : "");
}

std::string verdictText(const statistics::Comparison& comparison)
{
    std::string text(verdictName(comparison.verdict));
    if (comparison.rowsNeeded)
        text += "; about " + std::to_string(*comparison.rowsNeeded) + " rows would show it";
    return text;
}

std::string targetTable(const RunResults& results)
{
    Lines lines{{"target", "score", "95% interval", "failed", "unscored", "cost", "per 1,000", "median", "95th pct.", "first token", "front"}};
    for (const TargetResult& target : results.targets)
        lines.push_back({target.name, target.score ? scoreText(target.score->score) : "-",
                         target.score ? intervalText(target.score->interval.low, target.score->interval.high) : "-",
                         std::to_string(target.failed) + " of " + std::to_string(target.answered + target.failed), std::to_string(target.unscored),
                         moneyText(target.cost, target.isCostComplete()), target.costPerThousandRows ? toText(*target.costPerThousandRows) : kUnknown,
                         timeText(target.p50), timeText(target.p95), timeText(target.firstTokenP50), target.isOnFront ? "yes" : "no"});
    return alignedText(lines, 1);
}

/// Why requests failed: the most frequent reasons of each target.
std::string failureText(const RunResults& results)
{
    constexpr std::size_t kMostKinds = 3;
    constexpr std::size_t kLongest = 200;
    std::string text;
    for (const TargetResult& target : results.targets)
        for (std::size_t i = 0; i < std::min(target.failures.size(), kMostKinds); ++i) {
            const FailureKind& failure = target.failures[i];
            const std::string message = QString::fromStdString(toText(failure.message)).simplified().toStdString();
            text += target.name + ": " + counted(failure.requests, "request") + " failed with " + failure.code + (message.empty() ? "" : ": " + gateway::shortened(message, kLongest)) + '\n';
        }
    return text.empty() ? text : '\n' + text;
}

/// The name of a shipped dataset, or else the file.
std::string datasetText(const QString& path)
{
    const auto shipped = std::ranges::find(shippedDatasets(), path, &ShippedDataset::path);
    return shipped == shippedDatasets().end() ? path.toStdString() : "the shipped dataset " + shipped->name;
}

std::string comparisonTable(const RunResults& results)
{
    if (results.comparisons.empty())
        return {};
    Lines lines{{"comparison", "verdict", "difference", "95% interval", "p, corrected"}};
    for (const ComparisonResult& each : results.comparisons) {
        const auto& seen = each.score.seen;
        lines.push_back({results.targets[each.score.a].name + " - " + results.targets[each.score.b].name, verdictText(each.score), signedText(seen.difference),
                         signedText(seen.interval.low) + " to " + signedText(seen.interval.high), probabilityText(each.score.pCorrected)});
    }
    return '\n' + alignedText(lines, 2);
}

std::string pairTable(const RunResults& results)
{
    if (results.pairs.empty())
        return {};
    Lines lines{{"judged pair", "first wins", "second wins", "ties", "no verdict"}};
    for (const JudgedPair& pair : results.pairs)
        lines.push_back({results.targets[pair.a].name + " - " + results.targets[pair.b].name, std::to_string(pair.aWins), std::to_string(pair.bWins), std::to_string(pair.ties),
                         std::to_string(pair.unscored)});
    return '\n' + alignedText(lines, 1);
}

std::string tagTable(const RunResults& results)
{
    if (results.tags.empty())
        return {};
    Lines lines{{"tag", "target", "score", "95% interval", "rows"}};
    for (const TagResult& tag : results.tags)
        lines.push_back({tag.tag, results.targets[tag.target].name, scoreText(tag.score.score), intervalText(tag.score.interval.low, tag.score.interval.high),
                         std::to_string(tag.rows)});
    return '\n' + alignedText(lines, 2) + (results.leftOutTags > 0 ? "Less frequent tags are left out: " + std::to_string(results.leftOutTags) + ".\n" : "");
}

/// The name of a rubric that comes with the program, or else the text.
std::string rubricText(const std::string& rubric)
{
    const auto shipped = shippedRubricWith(rubric);
    return shipped ? shipped->name() : '"' + rubric + '"';
}

std::string judgeText(const JudgeResult& judge, const RunPlan& plan)
{
    std::string text = (judge.model.empty() ? "\nEmbeddings: cost " : "\nJudge: " + judge.model + ", cost ") + moneyText(judge.cost, !judge.isUnpriced);
    if (judge.pairsUnscored > 0)
        text += "; no verdict on " + std::to_string(judge.pairsUnscored) + " of " + counted(judge.pairs, "pair");
    if (judge.agreement)
        text += "; said the same with the answers swapped in " + percentText(*judge.agreement) + " of pairs";
    if (judge.ties)
        text += "; ties " + percentText(*judge.ties);
    if (judge.humanAgreement)
        text += "; agrees with people in " + percentText(*judge.humanAgreement) + " of " + counted(judge.humanRatings, "rating");
    return text + (plan.rubric.empty() ? "\n" : "\nRubric: " + rubricText(plan.rubric) + '\n');
}

Json amountJson(const std::optional<Money>& money) { return money ? Json(gateway::decimalText(money->pico)) : Json(); }

Json modelJson(const ModelCost& model)
{
    return {{"model", model.model}, {"requests", model.requests}, {"input_tokens", model.input.count}, {"output_tokens", model.output.count},
            {"low", amountJson(model.low)}, {"high", amountJson(model.high)}};
}

} // namespace

std::string estimateText(const RunEstimate& estimate, const RunPlan& plan)
{
    Lines lines{{"model", "requests", "input tokens", "output tokens", "cost"}};
    const auto add = [&lines](const ModelCost& model, const std::string& suffix) {
        lines.push_back({model.model + suffix, std::to_string(model.requests), std::to_string(model.input.count), std::to_string(model.output.count),
                         rangeText(model.low, model.high)});
    };
    for (const ModelCost& target : estimate.targets)
        add(target, {});
    if (estimate.judge)
        add(*estimate.judge, " (judge)");
    std::string text = alignedText(lines, 1) + "Estimate for " + counted(plan.rows, "row") + ": " + rangeText(estimate.low, estimate.high)
        + ", about " + leftText(estimate.time);
    if (estimate.smallestDifference)
        text += "; a difference of " + scoreText(*estimate.smallestDifference) + " or more in score can be shown";
    text += ".\n";
    if (!estimate.unpriced.empty()) {
        text += "Without a known price: " + gateway::joined(estimate.unpriced) + ".\n";
    }
    return text;
}

Json estimateJson(const RunEstimate& estimate, const RunPlan& plan)
{
    Json targets = Json::array();
    for (const ModelCost& target : estimate.targets)
        targets.push_back(modelJson(target));
    return {{"rows", plan.rows}, {"currency", gateway::kCurrencyNames[static_cast<std::size_t>(plan.currency)]}, {"targets", std::move(targets)},
            {"judge", estimate.judge ? modelJson(*estimate.judge) : Json()}, {"low", amountJson(estimate.low)}, {"high", amountJson(estimate.high)},
            {"unpriced", estimate.unpriced}, {"time_ms", estimate.time.count()},
            {"smallest_difference", estimate.smallestDifference ? Json(*estimate.smallestDifference) : Json()}};
}

std::string progressText(const RunProgress& progress)
{
    std::string text = std::to_string(progress.done) + " of " + std::to_string(progress.total) + " done, " + std::to_string(progress.failed) + " failed, "
        + toText(progress.spent) + " spent";
    if (progress.left && progress.done < progress.total)
        text += ", about " + leftText(*progress.left) + " left";
    return text;
}

std::string resultsText(const RunResults& results, const std::optional<BaselineComparison>& baseline)
{
    const RunPlan& plan = results.plan;
    std::string text = plan.name + " (" + plan.id + "), " + stateText(results.state, results.stopReason) + ", " + counted(plan.rows, "row") + " of "
        + datasetText(plan.datasetPath) + "\n\n" + targetTable(results) + failureText(results) + comparisonTable(results) + pairTable(results) + tagTable(results);
    if (results.comparisons.empty() && results.targets.size() > 1 && !hasVerdicts(results.state))
        text += "\nVerdicts are given when the run has ended.\n";
    if (results.judge)
        text += judgeText(*results.judge, plan);
    if (baseline)
        text += '\n' + baselineText(*baseline);
    return text;
}

std::string baselineText(const BaselineComparison& baseline)
{
    std::string text = "Compared with " + baseline.name + " (" + baseline.run + "), " + counted(baseline.commonRows, "common row")
        + (baseline.isSameDataset ? "" : " of another dataset") + ":\n";
    if (!baseline.hasVerdicts)
        return text + "Verdicts need two runs that have ended.\n";
    if (baseline.targets.empty())
        return text + "The runs have no target in common with scored rows.\n";
    Lines lines{{"target", "verdict", "difference", "95% interval", "p, corrected"}};
    for (const BaselineTarget& target : baseline.targets) {
        const auto& seen = target.score.seen;
        lines.push_back({target.name, verdictText(target.score), signedText(seen.difference), signedText(seen.interval.low) + " to " + signedText(seen.interval.high),
                         scoreText(target.score.pCorrected)});
    }
    return text + alignedText(lines, 2);
}

std::string runListText(const RunList& list)
{
    if (list.runs.empty())
        return "There are no runs. signalboxd eval run starts one.\n";
    Lines lines{{"run", "name", "state", "started", "targets", "rows"}};
    for (const auto& [plan, state] : list.runs)
        lines.push_back({plan.id, plan.name, std::string(nameOf(state)), gateway::evaluation::timeText(plan.startedAt), std::to_string(plan.targets.size()), std::to_string(plan.rows)});
    return alignedText(lines, 4);
}

Json runListJson(const RunList& list)
{
    Json runs = Json::array();
    for (const auto& [plan, state] : list.runs)
        runs.push_back({{"run", plan.id}, {"name", plan.name}, {"state", nameOf(state)}, {"targets", plan.targets}, {"rows", plan.rows},
                        {"dataset", plan.datasetPath.toStdString()}});
    return runs;
}

} // namespace app
