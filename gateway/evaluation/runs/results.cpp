#include "results.h"

#include "run_tally.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/money_sums.h"
#include "gateway/evaluation/statistics/pareto_front.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <unordered_map>

namespace gateway::evaluation {

namespace {

constexpr std::size_t kRowsAtOnce = 1000;
constexpr double kThousand = 1000;

std::optional<Milliseconds> wholeMs(std::optional<double> ms) { return ms ? std::optional(Milliseconds{std::llround(*ms)}) : std::nullopt; }

std::vector<double> present(const statistics::RowScores& rows)
{
    std::vector<double> values;
    for (const auto& value : rows)
        if (value)
            values.push_back(*value);
    return values;
}

bool isCostComplete(const TargetTally& tally) { return !tally.isUnpriced && tally.isConverted; }

std::optional<Money> perThousand(const TargetTally& tally, Currency currency)
{
    if (!isCostComplete(tally) || tally.costedAnswers == 0)
        return std::nullopt;
    const double pico = static_cast<double>(tally.convertedPico) / static_cast<double>(tally.costedAnswers) * kThousand;
    return Money{currency, std::llround(pico)};
}

void addCostQuantiles(const TargetTally& tally, Currency currency, TargetResult& result)
{
    if (!isCostComplete(tally))
        return;
    const std::vector<double> costs = present(tally.costs);
    if (costs.empty())
        return;
    result.costP50 = moneyFrom(*statistics::median(costs), currency);
    result.costP95 = moneyFrom(*statistics::percentile95(costs), currency);
}

TargetResult resultOf(const TargetTally& tally, const RunPlan& plan, const std::string& name)
{
    TargetResult result;
    result.name = name;
    result.rows = plan.rows;
    result.answered = tally.answered;
    result.failed = tally.failed;
    result.unscored = tally.unscored;
    for (const auto& [code, failure] : tally.failures)
        result.failures.push_back({code, failure.message, failure.requests});
    std::ranges::stable_sort(result.failures, std::ranges::greater(), &FailureKind::requests);
    result.score = statistics::scoreInterval(present(tally.scores));
    for (std::size_t i = 0; i < tally.pico.size(); ++i)
        if (tally.hasCost.at(i))
            result.cost.push_back({static_cast<Currency>(i), tally.pico.at(i)});
    result.isUnpriced = tally.isUnpriced;
    result.isCostPending = tally.isCostPending;
    result.costPerThousandRows = perThousand(tally, plan.currency);
    addCostQuantiles(tally, plan.currency, result);
    result.p50 = wholeMs(statistics::median(tally.answerLatencies));
    result.p95 = wholeMs(statistics::percentile95(tally.answerLatencies));
    result.firstTokenP50 = wholeMs(statistics::median(tally.firstTokens));
    result.inputTokens = tally.inputTokens;
    result.outputTokens = tally.outputTokens;
    return result;
}

void markFront(std::vector<TargetResult>& targets)
{
    std::vector<statistics::ScoreAndCost> points;
    for (const TargetResult& target : targets) {
        statistics::ScoreAndCost& point = points.emplace_back();
        if (target.score)
            point.score = target.score->score;
        if (target.costPerThousandRows)
            point.costPerThousandRows = static_cast<double>(target.costPerThousandRows->pico);
    }
    const auto isOnFront = statistics::paretoFront(points);
    for (std::size_t i = 0; i < targets.size(); ++i)
        targets[i].isOnFront = isOnFront[i];
}

std::vector<ComparisonResult> comparisonsOf(std::vector<TargetTally>& tallies)
{
    std::vector<statistics::RowScores> scores;
    scores.reserve(tallies.size());
    for (TargetTally& tally : tallies)
        scores.push_back(std::move(tally.scores));
    std::vector<ComparisonResult> results;
    for (const statistics::Comparison& comparison : statistics::compareAll(scores)) {
        const TargetTally& a = tallies[comparison.a];
        const TargetTally& b = tallies[comparison.b];
        results.push_back({comparison, statistics::medianDifference(a.latencies, b.latencies), statistics::medianDifference(a.costs, b.costs)});
    }
    for (std::size_t i = 0; i < tallies.size(); ++i)
        tallies[i].scores = std::move(scores[i]);
    return results;
}

/// Which rows have which tags, by the place of the tag.
struct TaggedRows {
    std::vector<std::string> tags;
    std::vector<std::vector<std::uint32_t>> rows;
};

Result<TaggedRows> taggedRows(RunFile& run)
{
    TaggedRows tagged;
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t first = 0; first < run.plan().rows; first += kRowsAtOnce) {
        const auto rows = run.rows(first, kRowsAtOnce);
        if (!rows)
            return failure(rows.error());
        for (std::size_t i = 0; i < rows->size(); ++i) {
            for (const std::string& tag : (*rows)[i].tags) {
                const auto [place, isNew] = places.emplace(tag, tagged.tags.size());
                if (isNew) {
                    tagged.tags.push_back(tag);
                    tagged.rows.emplace_back();
                }
                tagged.rows[place->second].push_back(static_cast<std::uint32_t>(first + i));
            }
        }
        if (rows->size() < kRowsAtOnce)
            break;
    }
    return tagged;
}

/// The places of the most frequent tags, the first one first.
std::vector<std::size_t> frequentTags(const TaggedRows& tagged)
{
    std::vector<std::size_t> places(tagged.tags.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = i;
    std::ranges::sort(places, [&tagged](std::size_t a, std::size_t b) {
        if (tagged.rows[a].size() != tagged.rows[b].size())
            return tagged.rows[a].size() > tagged.rows[b].size();
        return tagged.tags[a] < tagged.tags[b];
    });
    places.resize(std::min(places.size(), RunResults::kMostTags));
    return places;
}

Result<void> addTags(RunFile& run, const std::vector<TargetTally>& tallies, RunResults& results)
{
    const auto tagged = taggedRows(run);
    if (!tagged)
        return failure(tagged.error());
    const auto places = frequentTags(*tagged);
    results.leftOutTags = tagged->tags.size() - places.size();
    for (const std::size_t place : places) {
        for (std::size_t target = 0; target < tallies.size(); ++target) {
            std::vector<double> scores;
            for (const std::uint32_t row : tagged->rows[place])
                if (const auto& score = tallies[target].scores[row])
                    scores.push_back(*score);
            if (const auto estimate = statistics::scoreInterval(scores))
                results.tags.push_back({tagged->tags[place], target, scores.size(), *estimate});
        }
    }
    return {};
}

using Pair = std::tuple<std::size_t, std::size_t, std::size_t>; // row, a, b

/// The mean score of a judge's checks of the answers to a row.
std::optional<double> judgedScore(const std::vector<RunAnswer>& answers, std::size_t target)
{
    double sum = 0;
    int count = 0;
    for (const RunAnswer& answer : answers) {
        if (answer.key.target != target)
            continue;
        for (const Json& check : answer.checks) {
            const auto score = json::textOf(check, "type") == "judge" ? json::numberOf(check, "score") : std::nullopt;
            sum += score.value_or(0);
            count += score ? 1 : 0;
        }
    }
    return count == 0 ? std::nullopt : std::optional(sum / count);
}

/// The judge's winner by its scores of single answers.
Result<std::optional<PairVerdict::Winner>> winnerByScores(RunFile& run, const HumanRating& rating)
{
    const auto answers = run.answers(rating.row, 1, true);
    if (!answers)
        return failure(answers.error());
    const auto a = judgedScore(*answers, rating.a);
    const auto b = judgedScore(*answers, rating.b);
    if (!a || !b)
        return std::nullopt;
    if (*a == *b)
        return PairVerdict::Winner::Tie;
    return *a > *b ? PairVerdict::Winner::A : PairVerdict::Winner::B;
}

PairVerdict::Winner winnerOf(HumanRating::Verdict verdict)
{
    switch (verdict) {
    case HumanRating::Verdict::A:
        return PairVerdict::Winner::A;
    case HumanRating::Verdict::B:
        return PairVerdict::Winner::B;
    case HumanRating::Verdict::Tie:
    case HumanRating::Verdict::BothBad:
        break;
    }
    return PairVerdict::Winner::Tie;
}

Result<void> addHumanAgreement(RunFile& run, const std::vector<HumanRating>& ratings, const std::map<Pair, PairVerdict::Winner>& judged, JudgeResult& result)
{
    std::size_t agreed = 0;
    for (const HumanRating& rating : ratings) {
        std::optional<PairVerdict::Winner> winner;
        if (const auto found = judged.find({rating.row, rating.a, rating.b}); found != judged.end()) {
            winner = found->second;
        } else {
            const auto scored = winnerByScores(run, rating);
            if (!scored)
                return failure(scored.error());
            winner = *scored;
        }
        if (!winner)
            continue;
        ++result.humanRatings;
        agreed += *winner == winnerOf(rating.verdict) ? 1 : 0;
    }
    if (result.humanRatings > 0)
        result.humanAgreement = static_cast<double>(agreed) / static_cast<double>(result.humanRatings);
    return {};
}

void countWinner(PairVerdict::Winner winner, JudgedPair& pair)
{
    switch (winner) {
    case PairVerdict::Winner::A:
        ++pair.aWins;
        break;
    case PairVerdict::Winner::B:
        ++pair.bWins;
        break;
    case PairVerdict::Winner::Tie:
        ++pair.ties;
        break;
    case PairVerdict::Winner::Unscored:
        ++pair.unscored;
        break;
    }
}

/// Counts the verdicts on pairs, and keeps those that people have rated, too.
Result<void> addVerdicts(RunFile& run, JudgeResult& result, std::vector<JudgedPair>& pairs, std::map<Pair, PairVerdict::Winner>& rated)
{
    std::size_t agreed = 0;
    std::map<std::pair<std::size_t, std::size_t>, JudgedPair> counts;
    auto read = run.eachPairVerdict([&](const PairVerdict& verdict) {
        countWinner(verdict.winner, counts.try_emplace({verdict.a, verdict.b}, JudgedPair{verdict.a, verdict.b}).first->second);
        if (verdict.winner == PairVerdict::Winner::Unscored)
            return true;
        agreed += verdict.isAgreed ? 1 : 0;
        if (const auto pair = rated.find({verdict.row, verdict.a, verdict.b}); pair != rated.end())
            pair->second = verdict.winner;
        return true;
    });
    if (!read)
        return read;
    std::size_t ties = 0;
    for (const auto& [places, pair] : counts) {
        pairs.push_back(pair);
        result.pairs += pair.aWins + pair.bWins + pair.ties + pair.unscored;
        result.pairsUnscored += pair.unscored;
        ties += pair.ties;
    }
    if (const std::size_t scored = result.pairs - result.pairsUnscored; scored > 0) {
        result.agreement = static_cast<double>(agreed) / static_cast<double>(scored);
        result.ties = static_cast<double>(ties) / static_cast<double>(scored);
    }
    std::erase_if(rated, [](const auto& each) { return each.second == PairVerdict::Winner::Unscored; });
    return {};
}

/// Sets `judge` and `pairs`.
Result<void> addJudge(RunFile& run, RunResults& results)
{
    const auto spent = run.spent();
    if (!spent)
        return failure(spent.error());
    const auto ratings = run.humanRatings();
    if (!ratings)
        return failure(ratings.error());
    if (run.plan().judge.empty() && spent->sideCalls == 0 && ratings->empty())
        return {};
    JudgeResult& result = results.judge.emplace();
    result.model = run.plan().judge;
    result.cost = spent->judge;
    result.isUnpriced = spent->judgeUnpriced > 0;
    std::map<Pair, PairVerdict::Winner> rated;
    for (const HumanRating& rating : *ratings)
        rated.emplace(Pair{rating.row, rating.a, rating.b}, PairVerdict::Winner::Unscored);
    if (auto added = addVerdicts(run, result, results.pairs, rated); !added)
        return added;
    return addHumanAgreement(run, *ratings, rated, result);
}

} // namespace

std::optional<std::size_t> RunResults::best() const
{
    std::optional<std::size_t> found;
    const auto isBetter = [](const TargetResult& a, const TargetResult& b) {
        if (a.score->score != b.score->score)
            return a.score->score > b.score->score;
        return a.costPerThousandRows && (!b.costPerThousandRows || a.costPerThousandRows->pico < b.costPerThousandRows->pico);
    };
    for (std::size_t i = 0; i < targets.size(); ++i)
        if (targets[i].score && (!found || isBetter(targets[i], targets[*found])))
            found = i;
    return found;
}

std::optional<statistics::Comparison> RunResults::comparison(std::size_t a, std::size_t b) const
{
    using statistics::Verdict;
    for (const ComparisonResult& each : comparisons) {
        if (each.score.a == a && each.score.b == b)
            return each.score;
        if (each.score.a != b || each.score.b != a)
            continue;
        statistics::Comparison turned = each.score;
        turned.a = a;
        turned.b = b;
        turned.seen.difference = 0 - turned.seen.difference;
        turned.seen.interval = {0 - each.score.seen.interval.high, 0 - each.score.seen.interval.low};
        if (turned.verdict != Verdict::NoDifferenceShown)
            turned.verdict = turned.verdict == Verdict::Better ? Verdict::Worse : Verdict::Better;
        return turned;
    }
    return std::nullopt;
}

namespace {

/// What was paid for requests that gave nothing is part of what a target cost, though not of its price for an answer.
Result<void> addLostCosts(RunFile& run, std::vector<TargetResult>& targets)
{
    const auto lost = run.lostCosts();
    if (!lost)
        return failure(lost.error());
    for (std::size_t i = 0; i < targets.size(); ++i) {
        for (const Money& amount : (*lost)[i].known)
            addTo(targets[i].cost, amount);
        targets[i].isCostPending = targets[i].isCostPending || (*lost)[i].isPending;
    }
    return {};
}

} // namespace

Result<RunResults> resultsOf(RunFile& run, const std::optional<config::ExchangeRate>& rate)
{
    auto tallies = tallyOf(run, rate, TallyOf::Everything);
    if (!tallies)
        return failure(tallies.error());
    RunResults results;
    results.plan = run.plan();
    results.state = run.state();
    results.stopReason = run.stopReason();
    results.endedAt = run.endedAt();
    for (std::size_t i = 0; i < tallies->size(); ++i)
        results.targets.push_back(resultOf((*tallies)[i], results.plan, results.plan.targets[i]));
    if (const auto added = addLostCosts(run, results.targets); !added)
        return failure(added.error());
    markFront(results.targets);
    if (hasVerdicts(results.state))
        results.comparisons = comparisonsOf(*tallies);
    if (const auto added = addTags(run, *tallies, results); !added)
        return failure(added.error());
    if (const auto added = addJudge(run, results); !added)
        return failure(added.error());
    return results;
}

} // namespace gateway::evaluation
