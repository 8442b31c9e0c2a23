#include "results.h"

#include <QDateTime>

#include <cmath>

namespace gateway::evaluation {

namespace {

constexpr double kDecimals = 1e6;

Json rounded(double value) { return std::round(value * kDecimals) / kDecimals; }
Json roundedOrNull(const std::optional<double>& value) { return value ? rounded(*value) : Json(); }
Json countOrNull(const std::optional<Tokens>& tokens) { return tokens ? Json(tokens->count) : Json(); }
Json msOrNull(const std::optional<Milliseconds>& time) { return time ? Json(time->count()) : Json(); }
Json nameOrNull(std::string_view name) { return name.empty() ? Json() : Json(std::string(name)); }

Json timeOf(WallTime time)
{
    const auto ms = std::chrono::duration_cast<Milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
}

Json moneyOf(const std::vector<Money>& amounts, bool isUnpriced)
{
    if (isUnpriced)
        return {};
    Json json = Json::object();
    for (const Money& amount : amounts)
        json[std::string(kCurrencyNames.at(static_cast<std::size_t>(amount.currency)))] = decimalText(amount.pico);
    return json;
}

Json moneyOrNull(const std::optional<Money>& amount) { return amount ? moneyOf({*amount}, false) : Json(); }

void addScore(Json& json, const std::optional<statistics::ScoreEstimate>& score)
{
    json["score"] = score ? rounded(score->score) : Json();
    json["score_low"] = score ? rounded(score->interval.low) : Json();
    json["score_high"] = score ? rounded(score->interval.high) : Json();
}

void addDifference(Json& json, const statistics::Comparison& comparison)
{
    json["difference"] = rounded(comparison.seen.difference);
    json["low"] = rounded(comparison.seen.interval.low);
    json["high"] = rounded(comparison.seen.interval.high);
    json["p"] = rounded(comparison.seen.p);
    json["p_corrected"] = rounded(comparison.pCorrected);
    json["verdict"] = std::string(statistics::verdictName(comparison.verdict));
    json["rows_needed"] = comparison.rowsNeeded ? Json(*comparison.rowsNeeded) : Json();
}

void addMedianDifferences(Json& json, const ComparisonResult& comparison, Currency currency)
{
    const auto& latency = comparison.latency;
    const auto& cost = comparison.cost;
    const bool hasLatencyInterval = latency && latency->interval;
    const bool hasCostInterval = cost && cost->interval;
    const auto money = [currency](double units) { return moneyOrNull(moneyFrom(units, currency)); };
    json["latency_difference_ms"] = latency ? rounded(latency->difference) : Json();
    json["latency_low_ms"] = hasLatencyInterval ? rounded(latency->interval->low) : Json();
    json["latency_high_ms"] = hasLatencyInterval ? rounded(latency->interval->high) : Json();
    json["cost_difference"] = cost ? money(cost->difference) : Json();
    json["cost_low"] = hasCostInterval ? money(cost->interval->low) : Json();
    json["cost_high"] = hasCostInterval ? money(cost->interval->high) : Json();
}

Json targetJson(const TargetResult& target)
{
    Json json;
    json["name"] = target.name;
    json["rows"] = target.rows;
    json["answered"] = target.answered;
    json["failed"] = target.failed;
    json["unscored"] = target.unscored;
    addScore(json, target.score);
    json["cost"] = moneyOf(target.cost, target.isUnpriced);
    json["cost_complete"] = target.isCostComplete();
    json["cost_p50"] = moneyOrNull(target.costP50);
    json["cost_p95"] = moneyOrNull(target.costP95);
    json["p50_ms"] = msOrNull(target.p50);
    json["p95_ms"] = msOrNull(target.p95);
    json["first_token_p50_ms"] = msOrNull(target.firstTokenP50);
    json["input_tokens"] = countOrNull(target.inputTokens);
    json["output_tokens"] = countOrNull(target.outputTokens);
    json["pareto"] = target.isOnFront;
    return json;
}

Json judgeJson(const JudgeResult& judge, const RunPlan& plan)
{
    Json json;
    json["model"] = nameOrNull(judge.model);
    json["cost"] = moneyOf(judge.cost, judge.isUnpriced);
    json["pairs_unscored"] = judge.pairs > 0 ? Json(judge.pairsUnscored) : Json();
    json["agreement"] = roundedOrNull(judge.agreement);
    json["ties"] = roundedOrNull(judge.ties);
    json["human_agreement"] = roundedOrNull(judge.humanAgreement);
    if (!plan.rubric.empty())
        json["rubric"] = plan.rubric;
    return json;
}

Json pairsJson(const RunResults& results)
{
    Json json = Json::array();
    for (const JudgedPair& pair : results.pairs) {
        Json& each = json.emplace_back();
        each["a"] = results.plan.targets[pair.a];
        each["b"] = results.plan.targets[pair.b];
        each["a_wins"] = pair.aWins;
        each["b_wins"] = pair.bWins;
        each["ties"] = pair.ties;
        each["unscored"] = pair.unscored;
    }
    return json;
}

} // namespace

Json baselineJson(const BaselineComparison& baseline)
{
    Json json;
    json["run"] = baseline.run;
    json["name"] = baseline.name;
    json["same_dataset"] = baseline.isSameDataset;
    json["rows"] = baseline.commonRows;
    json["targets"] = Json::array();
    for (const BaselineTarget& target : baseline.targets) {
        Json& each = json["targets"].emplace_back();
        each["name"] = target.name;
        each["rows"] = target.score.seen.rows;
        addDifference(each, target.score);
    }
    json["worse"] = baseline.worse();
    return json;
}

Json resultsJson(const RunResults& results, const std::optional<BaselineComparison>& baseline)
{
    const RunPlan& plan = results.plan;
    Json json;
    json["run"] = plan.id;
    json["name"] = plan.name;
    json["state"] = std::string(nameOf(results.state));
    json["started_at"] = timeOf(plan.startedAt);
    json["ended_at"] = results.endedAt ? timeOf(*results.endedAt) : Json();
    json["baseline"] = baseline ? baselineJson(*baseline) : Json();
    json["judge"] = results.judge ? judgeJson(*results.judge, plan) : Json();
    json["dataset"] = {{"path", plan.datasetPath.toStdString()}, {"sha256", plan.datasetSha256}, {"rows", plan.rows}};
    json["stopped"] = nameOrNull(nameOf(results.stopReason));
    json["targets"] = Json::array();
    for (const TargetResult& target : results.targets)
        json["targets"].push_back(targetJson(target));
    json["comparisons"] = Json::array();
    for (const ComparisonResult& comparison : results.comparisons) {
        Json& each = json["comparisons"].emplace_back();
        each["a"] = plan.targets[comparison.score.a];
        each["b"] = plan.targets[comparison.score.b];
        addDifference(each, comparison.score);
        addMedianDifferences(each, comparison, plan.currency);
    }
    if (!results.pairs.empty())
        json["pairs"] = pairsJson(results);
    json["tags"] = Json::array();
    for (const TagResult& tag : results.tags) {
        Json& each = json["tags"].emplace_back();
        each["tag"] = tag.tag;
        each["target"] = plan.targets[tag.target];
        addScore(each, tag.score);
        each["rows"] = tag.rows;
    }
    return json;
}

} // namespace gateway::evaluation
