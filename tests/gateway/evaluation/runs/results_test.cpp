#include "gateway/evaluation/runs/results.h"

#include "run_fixture.h"

#include "gateway/evaluation/statistics/seeded_random.h"

#include <cmath>

using namespace gateway;
using namespace gateway::evaluation;
using namespace gateway::evaluation::tests;
using Verdict = statistics::Verdict;

namespace {

RunAnswer costing(RunAnswer answer, std::optional<Money> cost)
{
    answer.cost = cost;
    return answer;
}

void finish(RunFile& run) { REQUIRE(run.setState(RunState::Finished, RunStopReason::None, timeAt(1'790'000'100'000))); }

RunResults resultsOfRun(RunFile& run, const std::optional<config::ExchangeRate>& rate = std::nullopt)
{
    auto results = resultsOf(run, rate);
    REQUIRE(results);
    return std::move(*results);
}

bool isClose(double a, double b) { return std::abs(a - b) < 1e-4; }

/// `a/x` answers all rows correctly, `b/y` none.
void recordClearDifference(RunFile& run)
{
    for (std::size_t row = 0; row < run.plan().rows; ++row) {
        REQUIRE(run.record(answerTo(row, 0, 1)));
        REQUIRE(run.record(answerTo(row, 1, 0)));
    }
    finish(run);
}

} // namespace

TEST_CASE("a target's figures are those of its answers")
{
    RunFixture fixture(planFor(5, {"a/x"}));
    for (std::size_t row = 0; row < 4; ++row) {
        RunAnswer answer = costing(answerTo(row, 0, row == 2 ? 0 : 1), usd(static_cast<std::int64_t>(row)));
        answer.latency = Milliseconds{100 * static_cast<std::int64_t>(row + 1)};
        answer.firstToken = Milliseconds{10};
        answer.inputTokens = Tokens{10};
        answer.outputTokens = Tokens{2};
        REQUIRE(fixture.run.record(answer));
    }
    REQUIRE(fixture.run.record(failureOf(4, 0)));
    finish(fixture.run);
    const RunResults results = resultsOfRun(fixture.run);
    REQUIRE(results.targets.size() == 1);
    const TargetResult& target = results.targets.front();
    CHECK(target.rows == 5);
    CHECK(target.answered == 4);
    CHECK(target.failed == 1);
    CHECK(target.unscored == 0);
    REQUIRE(target.score);
    CHECK(target.score->score == 0.75);
    CHECK(isClose(target.score->interval.low, 0.3006)); // Wilson's, 3 of 4
    CHECK(isClose(target.score->interval.high, 0.9544));
    CHECK(target.cost == std::vector<Money>{usd(6)});
    CHECK(target.costPerThousandRows == usd(1500));
    CHECK(target.costP50 == Money{Currency::Usd, 1'500'000}); // of 0, 1, 2 and 3 millionths
    CHECK(target.costP95 == usd(3));
    CHECK(target.p50 == Milliseconds{250});
    CHECK(target.p95 == Milliseconds{400});
    CHECK(target.firstTokenP50 == Milliseconds{10});
    CHECK(target.inputTokens == Tokens{40});
    CHECK(target.outputTokens == Tokens{8});
    CHECK(target.isOnFront);
    CHECK(results.best() == std::optional<std::size_t>(0));
    CHECK(results.comparisons.empty());
    CHECK_FALSE(results.judge);
}

TEST_CASE("samples of a row are averaged first and failed ones are left out")
{
    RunPlan plan = planFor(3, {"a/x"});
    plan.samples = 3;
    const bool failuresCount = GENERATE(false, true);
    plan.failuresCount = failuresCount;
    RunFixture fixture(plan);
    const auto record = [&fixture](RunAnswer answer, int sample) {
        answer.key.sample = sample;
        REQUIRE(fixture.run.record(answer));
    };
    record(answerTo(0, 0, 1), 0);
    record(answerTo(0, 0, 0.5), 1);
    record(failureOf(0, 0), 2);
    for (int sample = 0; sample < 3; ++sample)
        record(failureOf(1, 0), sample);
    RunAnswer unscored = answerTo(2, 0, 0);
    unscored.score.reset();
    record(unscored, 0);
    const RunResults results = resultsOfRun(fixture.run);
    const TargetResult& target = results.targets.front();
    CHECK(target.answered == 2);
    CHECK(target.failed == 1);
    CHECK(target.unscored == 1);
    CHECK(target.score->score == (failuresCount ? 0.375 : 0.75));
}

TEST_CASE("the cost of an answer is the mean of its samples and leaves out failures")
{
    RunPlan plan = planFor(4, {"a/x", "b/y"});
    plan.samples = 2;
    RunFixture fixture(plan);
    const auto record = [&fixture](RunAnswer answer, int sample, std::int64_t microDollars) {
        answer.key.sample = sample;
        REQUIRE(fixture.run.record(costing(std::move(answer), usd(microDollars))));
    };
    record(answerTo(0, 0, 1), 0, 10);
    record(answerTo(0, 0, 1), 1, 30);
    record(answerTo(1, 0, 1), 0, 40);
    record(failureOf(1, 0), 1, 0);
    record(failureOf(2, 0), 0, 0);
    record(failureOf(2, 0), 1, 0);
    for (std::size_t row = 0; row < 3; ++row)
        record(answerTo(row, 1, 1), 0, 25);
    finish(fixture.run);
    const RunResults results = resultsOfRun(fixture.run);
    CHECK(results.targets[0].costP50 == usd(30)); // of 20 and 40
    CHECK(results.targets[0].costP95 == usd(40));
    REQUIRE(results.comparisons.front().cost);
    CHECK(results.comparisons.front().cost->rows == 2);
    CHECK(moneyFrom(results.comparisons.front().cost->difference, Currency::Usd) == usd(5)); // of -5 and 15
}

TEST_CASE("failures are counted by their code")
{
    RunFixture fixture(planFor(4, {"a/x", "b/y"}));
    const auto failing = [](std::size_t row, const char* code, const char* message) {
        RunAnswer answer = failureOf(row, 1);
        answer.errorCode = code;
        answer.error = asIs(message);
        return answer;
    };
    for (const RunAnswer& answer : {failing(0, "timeout", "first"), failing(1, "refused", "second"), failing(2, "refused", "third"), answerTo(3, 1, 1), answerTo(0, 0, 1)})
        REQUIRE(fixture.run.record(answer));
    const RunResults results = resultsOfRun(fixture.run);
    CHECK(results.targets[0].failures.empty());
    REQUIRE(results.targets[1].failures.size() == 2);
    CHECK(results.targets[1].failures[0].code == "refused");
    CHECK(results.targets[1].failures[0].message == "second");
    CHECK(results.targets[1].failures[0].requests == 2);
    CHECK(results.targets[1].failures[1].code == "timeout");
}

TEST_CASE("a row whose samples are not complete has not failed")
{
    RunPlan plan = planFor(1, {"a/x"});
    plan.samples = 2;
    RunFixture fixture(plan);
    REQUIRE(fixture.run.record(failureOf(0, 0)));
    CHECK(resultsOfRun(fixture.run).targets.front().failed == 0);
}

TEST_CASE("an unknown cost is not shown as 0")
{
    RunFixture fixture(planFor(2, {"a/x", "b/y", "c/z"}));
    RunFile& run = fixture.run;
    REQUIRE(run.record(costing(answerTo(0, 0, 1), usd(1))));
    RunAnswer unpriced = answerTo(1, 0, 1);
    unpriced.isUnpriced = true;
    REQUIRE(run.record(unpriced));
    REQUIRE(run.record(costing(answerTo(0, 1, 1), usd(2))));
    REQUIRE(run.record(costing(answerTo(1, 1, 1), Money{Currency::Cny, kPicoOfUnit})));
    REQUIRE(run.record(costing(answerTo(0, 2, 1), usd(3)))); // the cost of row 1 is not known yet
    REQUIRE(run.record(answerTo(1, 2, 1)));

    const RunResults results = resultsOfRun(run);
    CHECK(results.targets[0].isUnpriced);
    CHECK_FALSE(results.targets[0].costPerThousandRows);
    CHECK_FALSE(results.targets[0].costP50);
    CHECK_FALSE(results.targets[0].costP95);
    CHECK_FALSE(results.targets[0].isOnFront);
    CHECK(results.targets[1].cost == std::vector<Money>{usd(2), {Currency::Cny, kPicoOfUnit}});
    CHECK_FALSE(results.targets[1].costPerThousandRows); // without an exchange rate
    CHECK_FALSE(results.targets[1].costP50);
    CHECK(results.targets[2].costPerThousandRows == usd(3000));
    CHECK(results.targets[2].costP50 == usd(3));
    const Json json = resultsJson(results);
    CHECK(json["targets"][0]["cost"].is_null());
    CHECK(json["targets"][0]["cost_p50"].is_null());
    CHECK(json["targets"][1]["cost_p95"].is_null());
    CHECK(json["targets"][2]["cost_p95"] == Json({{"USD", "0.000003"}}));
    CHECK(json["targets"][1]["cost"] == Json({{"USD", "0.000002"}, {"CNY", "1.00"}}));
    CHECK(json["targets"][0]["cost_complete"] == false);
    CHECK(json["targets"][1]["cost_complete"] == true);
    CHECK(json["targets"][2]["cost_complete"] == false);

    CHECK_FALSE(resultsOfRun(run, config::ExchangeRate{}).targets[1].costPerThousandRows); // a rate of 0 is none
    const RunResults converted = resultsOfRun(run, config::ExchangeRate{8, "", ""});
    CHECK(converted.targets[1].costPerThousandRows == Money{Currency::Usd, (2'000'000 + kPicoOfUnit / 8) / 2 * 1000});
    CHECK(converted.targets[1].costP95 == Money{Currency::Usd, kPicoOfUnit / 8});
}

TEST_CASE("a cost is complete once it is known for every request")
{
    RunFixture fixture(planFor(3, {"a/x", "b/y"}));
    RunFile& run = fixture.run;
    for (std::size_t target = 0; target < 2; ++target)
        REQUIRE(run.record(costing(answerTo(0, target, 1), usd(1))));
    REQUIRE(run.record(failureOf(1, 0))); // which did not reach the gateway
    CHECK(resultsOfRun(run).targets[0].isCostComplete());
    RunAnswer failed = failureOf(2, 0);
    failed.exchange = "failed";
    REQUIRE(run.record(failed));
    CHECK_FALSE(resultsOfRun(run).targets[0].isCostComplete());
    REQUIRE(run.setCost("failed", std::nullopt)); // nothing was charged
    CHECK(resultsOfRun(run).targets[0].isCostComplete());
    REQUIRE(run.record(SideCall{SideCall::Kind::Lost, {1, 0, 0}, "lost", std::nullopt}));
    REQUIRE(run.record(SideCall{SideCall::Kind::Judge, {0, 1, 0}, "judge", std::nullopt})); // not of a target
    CHECK_FALSE(resultsOfRun(run).targets[0].isCostComplete());
    CHECK(resultsOfRun(run).targets[0].cost == std::vector<Money>{usd(1)});
    CHECK(resultsOfRun(run).targets[1].isCostComplete());
    REQUIRE(run.setCost("lost", usd(2)));
    CHECK(resultsOfRun(run).targets[0].isCostComplete());
    CHECK(resultsOfRun(run).targets[0].cost == std::vector<Money>{usd(3)});
}

TEST_CASE("verdicts are given once a run is over")
{
    RunFixture fixture(planFor(30, {"a/x", "b/y"}));
    recordClearDifference(fixture.run);
    const auto state = GENERATE(RunState::Running, RunState::Paused, RunState::Stopped, RunState::Finished);
    REQUIRE(fixture.run.setState(state, RunStopReason::None, std::nullopt));
    const RunResults results = resultsOfRun(fixture.run);
    const bool isOver = state == RunState::Stopped || state == RunState::Finished;
    REQUIRE(results.comparisons.size() == (isOver ? 1U : 0U));
    if (!isOver)
        return;
    CHECK(results.comparisons.front().score.verdict == Verdict::Better);
    CHECK(results.comparisons.front().latency->difference == 0);
    const auto turned = results.comparison(1, 0);
    REQUIRE(turned);
    CHECK(turned->verdict == Verdict::Worse);
    CHECK(turned->seen.difference == -1);
    CHECK(turned->seen.interval.high == -results.comparisons.front().score.seen.interval.low);
}

TEST_CASE("failed rows count in comparisons if the run says so")
{
    RunPlan plan = planFor(30, {"a/x", "b/y"});
    plan.failuresCount = GENERATE(false, true);
    RunFixture fixture(plan);
    for (std::size_t row = 0; row < 30; ++row) {
        REQUIRE(fixture.run.record(answerTo(row, 0, 1)));
        REQUIRE(fixture.run.record(row < 15 ? answerTo(row, 1, 1) : failureOf(row, 1)));
    }
    finish(fixture.run);
    const RunResults results = resultsOfRun(fixture.run);
    const statistics::Comparison& seen = results.comparisons.front().score;
    CHECK(seen.seen.rows == (plan.failuresCount ? 30U : 15U));
    CHECK(seen.verdict == (plan.failuresCount ? Verdict::Better : Verdict::NoDifferenceShown));
}

TEST_CASE("tags are scored by the rows that have them")
{
    RunFixture fixture(planFor(4, {"a/x", "b/y"}));
    auto facts = factsFor(4, {"all"});
    facts[0].tags = {"all", "math"};
    facts[3].tags = {"all", "math", "unanswered"};
    REQUIRE(fixture.run.addRows(facts));
    for (std::size_t row = 0; row < 3; ++row)
        REQUIRE(fixture.run.record(answerTo(row, 0, row == 0 ? 0.5 : 1)));
    const RunResults results = resultsOfRun(fixture.run);
    REQUIRE(results.tags.size() == 2);
    CHECK(results.tags[0].tag == "all");
    CHECK(results.tags[0].rows == 3);
    CHECK(isClose(results.tags[0].score.score, 2.5 / 3));
    CHECK(results.tags[1].tag == "math");
    CHECK(results.tags[1].rows == 1);
    CHECK(results.tags[1].score.score == 0.5);
}

TEST_CASE("the judge is measured by its own verdicts and by people")
{
    RunPlan plan = planFor(4, {"a/x", "b/y"});
    plan.judge = "c/z";
    RunFixture fixture(plan);
    RunFile& run = fixture.run;
    using Winner = PairVerdict::Winner;
    using Rating = HumanRating::Verdict;
    REQUIRE(run.record(PairVerdict{0, 0, 1, Winner::A, true}));
    REQUIRE(run.record(PairVerdict{1, 0, 1, Winner::Tie, false}));
    REQUIRE(run.record(PairVerdict{2, 0, 1, Winner::Unscored, false}));
    REQUIRE(run.record(HumanRating{0, 0, 1, Rating::A}));
    REQUIRE(run.record(HumanRating{1, 0, 1, Rating::B}));
    REQUIRE(run.record(HumanRating{2, 0, 1, Rating::A})); // neither verdict nor scores
    REQUIRE(run.record(HumanRating{3, 0, 1, Rating::BothBad})); // by the scores
    for (const std::size_t target : {0U, 1U}) {
        RunAnswer answer = answerTo(3, target, 0.2);
        answer.checks = {{{"type", "contains"}, {"score", target}}, {{"type", "judge"}, {"score", 0.2}}};
        REQUIRE(run.record(answer));
    }
    REQUIRE(run.record(SideCall{SideCall::Kind::PairJudge, {0, 0, 0}, "e", usd(4), false}));
    const RunResults results = resultsOfRun(run);
    REQUIRE(results.judge);
    CHECK(results.judge->cost == std::vector<Money>{usd(4)});
    CHECK(results.judge->agreement == 0.5);
    CHECK(results.judge->ties == 0.5);
    CHECK(results.judge->humanRatings == 3);
    CHECK(isClose(*results.judge->humanAgreement, 2.0 / 3));
    CHECK(results.judge->pairs == 3);
    CHECK(results.judge->pairsUnscored == 1);
    CHECK(resultsJson(results)["judge"].dump() == R"({"model":"c/z","cost":{"USD":"0.000004"},"pairs_unscored":1,"agreement":0.5,"ties":0.5,"human_agreement":0.666667})");
    RunResults ruled = results;
    ruled.plan.rubric = "Kind?";
    CHECK(resultsJson(ruled)["judge"]["rubric"] == "Kind?");
}

TEST_CASE("the judge's verdicts are counted for each pair of targets")
{
    RunPlan plan = planFor(5, {"a/x", "b/y", "c/z"});
    plan.judge = "d/judge";
    plan.isPairs = true;
    RunFixture fixture(plan);
    CHECK(resultsOfRun(fixture.run).pairs.empty());
    CHECK_FALSE(resultsJson(resultsOfRun(fixture.run)).contains("pairs"));
    CHECK(resultsJson(resultsOfRun(fixture.run))["judge"]["pairs_unscored"].is_null());

    using Winner = PairVerdict::Winner;
    const Winner winners[] = {Winner::A, Winner::A, Winner::B, Winner::Tie, Winner::Unscored};
    for (std::size_t row = 0; row < 5; ++row) {
        REQUIRE(fixture.run.record(PairVerdict{row, 0, 1, winners[row], true}));
        REQUIRE(fixture.run.record(PairVerdict{row, 1, 2, Winner::Unscored, false}));
    }
    const RunResults results = resultsOfRun(fixture.run);
    CHECK(results.judge->pairs == 10);
    CHECK(results.judge->pairsUnscored == 6);
    CHECK(results.judge->ties == 0.25);
    CHECK(resultsJson(results)["pairs"].dump()
        == R"([{"a":"a/x","b":"b/y","a_wins":2,"b_wins":1,"ties":1,"unscored":1},{"a":"b/y","b":"c/z","a_wins":0,"b_wins":0,"ties":0,"unscored":5}])");
}

TEST_CASE("a judge without a readable verdict has neither agreement nor ties")
{
    RunPlan plan = planFor(2, {"a/x", "b/y"});
    plan.judge = "d/judge";
    plan.isPairs = true;
    RunFixture fixture(plan);
    for (std::size_t row = 0; row < 2; ++row)
        REQUIRE(fixture.run.record(PairVerdict{row, 0, 1, PairVerdict::Winner::Unscored, false}));
    const Json judge = resultsJson(resultsOfRun(fixture.run))["judge"];
    CHECK(judge["pairs_unscored"] == 2);
    CHECK(judge["agreement"].is_null());
    CHECK(judge["ties"].is_null());
}

TEST_CASE("results.json has the members of the contract")
{
    RunFixture fixture(planFor(1, {"a/x", "b/y"}));
    REQUIRE(fixture.run.addRows(factsFor(1, {"math"})));
    REQUIRE(fixture.run.record(costing(answerTo(0, 0, 1), usd(12'300))));
    REQUIRE(fixture.run.record(failureOf(0, 1)));
    REQUIRE(fixture.run.setState(RunState::Stopped, RunStopReason::Cost, timeAt(1'790'000'100'500)));
    CHECK(resultsJson(resultsOfRun(fixture.run)).dump()
        == R"({"run":"01RUN","name":"november","state":"stopped","started_at":"2026-09-21T14:13:20.000Z","ended_at":"2026-09-21T14:15:00.500Z","baseline":null,)"
           R"("judge":null,"dataset":{"path":"/data/set.jsonl","sha256":"abc","rows":1},"stopped":"cost",)"
           R"("targets":[{"name":"a/x","rows":1,"answered":1,"failed":0,"unscored":0,"score":1.0,"score_low":0.206549,"score_high":1.0,"cost":{"USD":"0.0123"},"cost_complete":true,)"
           R"("cost_p50":{"USD":"0.0123"},"cost_p95":{"USD":"0.0123"},"p50_ms":100,"p95_ms":100,"first_token_p50_ms":null,"input_tokens":null,"output_tokens":null,"pareto":true},)"
           R"({"name":"b/y","rows":1,"answered":0,"failed":1,"unscored":0,"score":null,"score_low":null,"score_high":null,"cost":{},"cost_complete":true,)"
           R"("cost_p50":null,"cost_p95":null,"p50_ms":null,"p95_ms":null,"first_token_p50_ms":null,"input_tokens":null,"output_tokens":null,"pareto":false}],"comparisons":[],)"
           R"("tags":[{"tag":"math","target":"a/x","score":1.0,"score_low":0.206549,"score_high":1.0,"rows":1}]})");
}

TEST_CASE("a comparison in results.json speaks of its first target")
{
    RunFixture fixture(planFor(30, {"a/x", "b/y"}));
    recordClearDifference(fixture.run);
    const Json json = resultsJson(resultsOfRun(fixture.run));
    const Json& comparison = json["comparisons"][0];
    CHECK(comparison["a"] == "a/x");
    CHECK(comparison["b"] == "b/y");
    CHECK(comparison["difference"] == 1.0);
    CHECK(comparison["verdict"] == "better");
    CHECK(comparison["rows_needed"].is_null());
    CHECK(comparison["latency_difference_ms"] == 0);
    CHECK(comparison["cost_difference"].is_null());
    CHECK(comparison["cost_low"].is_null());
}

TEST_CASE("a comparison in results.json has the paired differences of latency and cost")
{
    const std::size_t rows = GENERATE(5U, 30U); // an interval needs 6
    RunPlan plan = planFor(rows, {"a/x", "b/y"});
    plan.currency = Currency::Cny;
    RunFixture fixture(plan);
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t target = 0; target < 2; ++target) {
            RunAnswer answer = costing(answerTo(row, target, 1), Money{Currency::Cny, static_cast<std::int64_t>(row + target) * 1'000'000});
            answer.latency = Milliseconds{static_cast<std::int64_t>(100 * row + 50 * (1 - target))};
            REQUIRE(fixture.run.record(answer));
        }
    finish(fixture.run);
    const Json json = resultsJson(resultsOfRun(fixture.run));
    const Json& comparison = json["comparisons"][0];
    const Json difference{{"CNY", "-0.000001"}};
    CHECK(comparison["latency_difference_ms"] == 50);
    CHECK(comparison["cost_difference"] == difference);
    CHECK(comparison["latency_low_ms"] == (rows == 5 ? Json() : Json(50)));
    CHECK(comparison["latency_high_ms"] == (rows == 5 ? Json() : Json(50)));
    CHECK(comparison["cost_low"] == (rows == 5 ? Json() : difference));
    CHECK(comparison["cost_high"] == (rows == 5 ? Json() : difference));
}

TEST_CASE("a run is compared with an earlier one by target and row")
{
    QTemporaryDir folder;
    auto earlier = RunFile::create(folder.path(), planFor(30, {"b/y", "a/x"}, "01OLD"));
    RunPlan plan = planFor(30, {"a/x", "c/z", "b/y"}, "01NEW");
    const bool isSame = GENERATE(true, false);
    plan.datasetSha256 = isSame ? "abc" : "other";
    auto later = RunFile::create(folder.path(), plan);
    REQUIRE((earlier && later));
    auto facts = factsFor(30);
    REQUIRE(earlier->addRows(facts));
    if (!isSame)
        facts[29].id = "new";
    REQUIRE(later->addRows(facts));
    for (std::size_t row = 0; row < 30; ++row) {
        REQUIRE(earlier->record(answerTo(row, 0, 1)));
        REQUIRE(earlier->record(answerTo(row, 1, 1)));
        REQUIRE(later->record(answerTo(row, 0, 0))); // a/x is worse now
        REQUIRE(later->record(answerTo(row, 2, 1)));
    }
    CHECK(compareRuns(*later, *earlier)->targets.empty());
    finish(*earlier);
    finish(*later);
    const auto compared = compareRuns(*later, *earlier);
    REQUIRE(compared);
    CHECK(compared->isSameDataset == isSame);
    CHECK(compared->commonRows == (isSame ? 30U : 29U));
    REQUIRE(compared->targets.size() == 2);
    CHECK(compared->targets[0].score.seen.rows == compared->commonRows);
    CHECK(compared->worse() == std::vector<std::string>{"a/x"});
    const Json json = resultsJson(resultsOfRun(*later), *compared)["baseline"];
    CHECK(json["run"] == "01OLD");
    CHECK(json["targets"][0]["verdict"] == "worse");
    CHECK(json["targets"][1]["verdict"] == "no difference shown");
    CHECK(json["worse"] == Json::array({"a/x"}));
}

// Hidden: 500,000 answers take a minute to write where nothing is optimised.
TEST_CASE("100 000 rows with five targets are counted", "[.slow]")
{
    constexpr std::size_t kRows = 100'000;
    RunFixture fixture(planFor(kRows, {"a", "b", "c", "d", "e"}));
    auto facts = factsFor(kRows);
    for (std::size_t row = 0; row < kRows; ++row)
        facts[row].tags = {"tag" + std::to_string(row % 20)};
    REQUIRE(fixture.run.addRows(facts));
    statistics::SeededRandom random;
    for (std::size_t row = 0; row < kRows; ++row) {
        for (std::size_t target = 0; target < 5; ++target) {
            RunAnswer answer = costing(answerTo(row, target, random.unit()), usd(static_cast<std::int64_t>(target)));
            answer.latency = Milliseconds{random.below(5000)};
            REQUIRE(fixture.run.record(answer));
        }
    }
    finish(fixture.run);
    const RunResults results = resultsOfRun(fixture.run);
    CHECK(results.comparisons.size() == 10);
    CHECK(results.tags.size() == 100);
    for (const TargetResult& target : results.targets) {
        CHECK(target.answered == kRows);
        CHECK(target.costP50);
        CHECK(target.score->interval.contains(0.5));
        CHECK(target.score->interval.high - target.score->interval.low < 0.01);
    }
}
