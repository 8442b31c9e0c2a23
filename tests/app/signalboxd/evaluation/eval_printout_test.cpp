#include "app/signalboxd/evaluation/eval_printout.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::evaluation;

namespace {

RunResults judgedResults()
{
    RunResults results;
    results.plan.id = "01RUN";
    results.plan.name = "november";
    results.plan.rows = 18;
    results.plan.isPairs = true;
    results.state = RunState::Finished;
    for (const char* const name : {"a/x", "b/y", "c/z"}) {
        results.plan.targets.emplace_back(name);
        results.targets.emplace_back().name = name;
    }
    JudgeResult& judge = results.judge.emplace();
    judge.model = "d/judge";
    judge.cost = {{Currency::Usd, kPicoOfUnit}};
    return results;
}

} // namespace

TEST_CASE("prints who won each pair and on how many pairs the judge gave no verdict")
{
    RunResults results = judgedResults();
    results.pairs = {{0, 1, 10, 5, 2, 1}, {0, 2, 0, 0, 0, 18}};
    results.judge->pairs = 36;
    results.judge->pairsUnscored = 19;
    results.judge->agreement = 0.5;
    const std::string text = app::resultsText(results, std::nullopt);
    CHECK_THAT(text, Catch::Contains("judged pair  first wins  second wins  ties  no verdict\n"));
    CHECK_THAT(text, Catch::Contains("a/x - b/y            10            5     2           1\n"));
    CHECK_THAT(text, Catch::Contains("a/x - c/z             0            0     0          18\n"));
    CHECK_THAT(text, Catch::Contains("Judge: d/judge, cost $1.00; no verdict on 19 of 36 pairs; said the same with the answers swapped in 50.0% of pairs\n"));
}

TEST_CASE("prints nothing about pairs that were not judged or all have a verdict")
{
    RunResults results = judgedResults();
    CHECK(app::resultsText(results, std::nullopt).find("judged pair") == std::string::npos);
    results.pairs = {{0, 1, 1, 0, 0, 0}};
    results.judge->pairs = 1;
    CHECK(app::resultsText(results, std::nullopt).find("no verdict on") == std::string::npos);
}

TEST_CASE("results say which cost is a lower bound")
{
    RunResults results;
    results.state = RunState::Stopped;
    for (const char* const name : {"a/whole", "a/pending", "a/unknown"}) {
        results.plan.targets.emplace_back(name);
        TargetResult& target = results.targets.emplace_back();
        target.name = name;
        target.cost = {{Currency::Usd, 1'930'000'000}};
    }
    results.targets[1].isCostPending = true;
    results.targets[2].isUnpriced = true;
    results.targets[2].cost.clear();
    const std::string text = app::resultsText(results, std::nullopt);
    CAPTURE(text);
    const auto rowOf = [&text](const std::string& name) {
        const std::string row = text.substr(text.find(name));
        return row.substr(0, row.find('\n'));
    };
    CHECK_THAT(rowOf("a/whole"), Catch::Contains("$0.00193") && !Catch::Contains("at least"));
    CHECK_THAT(rowOf("a/pending"), Catch::Contains("at least $0.00193"));
    CHECK_THAT(rowOf("a/unknown"), Catch::Contains("unknown"));
}
