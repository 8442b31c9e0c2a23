#include "app/signalboxd/evaluation/eval_text.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::evaluation;

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
