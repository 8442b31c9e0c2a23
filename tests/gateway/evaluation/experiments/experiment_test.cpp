#include "experiment_fixture.h"

#include "gateway/evaluation/statistics/seeded_random.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::evaluation;
using namespace gateway::evaluation::tests;
using statistics::Measure;

namespace {

const QDate kDay(2026, 11, 30);
constexpr std::int64_t kCent = kPicoOfUnit / 100;

ArmRequest requestOf(bool hasFailed, int latency, std::int64_t pico)
{
    ArmRequest request;
    request.hasFailed = hasFailed;
    request.latency = Milliseconds(latency);
    request.cost = Money{Currency::Usd, pico};
    request.day = kDay;
    return request;
}

std::string problemOf(ExperimentPlan plan)
{
    const auto experiment = Experiment::start(std::move(plan));
    return experiment ? std::string() : experiment.error().text();
}

/// Alternately to both arms; arm 1 answers twice as fast for half of the money and with fewer errors.
void addRequests(Experiment& experiment, int count)
{
    statistics::SeededRandom random;
    for (int i = 0; i < count; ++i) {
        const bool isSecond = i % 2 == 1;
        const double spread = 0.5 + random.unit();
        const bool hasFailed = random.unit() < (isSecond ? 0.01 : 0.2);
        experiment.add(isSecond ? 1 : 0, requestOf(hasFailed, static_cast<int>((isSecond ? 400 : 800) * spread), static_cast<std::int64_t>((isSecond ? 1 : 2) * kCent * spread)));
        experiment.addScore(isSecond ? 1 : 0, random.unit() * (isSecond ? 1 : 0.6));
    }
}

void removeAt(Json& document, const Json::json_pointer& pointer)
{
    Json& parent = document[pointer.parent_pointer()];
    if (parent.is_array())
        parent.erase(std::stoul(pointer.back()));
    else
        parent.erase(pointer.back());
}

} // namespace

TEST_CASE("names of measures are read as they are written")
{
    for (const Measure measure : {Measure::ErrorRate, Measure::Latency, Measure::Cost, Measure::Judge})
        CHECK(measureNamed(nameOf(measure)) == measure);
    CHECK_FALSE(measureNamed("speed"));
}

TEST_CASE("a plan that cannot run is refused")
{
    ExperimentPlan plan = planFor(Measure::Cost);
    CHECK(problemOf(plan).empty());
    plan.name = " ";
    CHECK(problemOf(plan) == "an experiment must have a name");
    plan = planFor(Measure::Cost);
    plan.arms[1].target = plan.arms[0].target;
    CHECK(problemOf(plan) == "experiment \"cheaper\" must compare two different targets");
    plan.arms[1].target.clear();
    CHECK(problemOf(plan) == "experiment \"cheaper\" must compare two different targets");
    plan = planFor(Measure::Cost);
    plan.arms[0].share = GENERATE(-0.1, std::numeric_limits<double>::infinity(), std::nan(""));
    CHECK(problemOf(plan) == "experiment \"cheaper\": a share must be a number of at least 0");
    plan.arms[0].share = plan.arms[1].share = 0;
    CHECK(problemOf(plan) == "experiment \"cheaper\": at least one share must be greater than 0");
}

TEST_CASE("a new experiment shows its arms and no figures")
{
    CHECK(toText(started(planFor(Measure::ErrorRate)).toJson(kDay))
        == R"({"name":"cheaper","measure":"error_rate","arms":[)"
           R"({"target":"openai/gpt-4o","share":0.9,"requests":0,"value":null,"low":null,"high":null,"cost_today":{}},)"
           R"({"target":"deepseek/deepseek-chat","share":0.1,"requests":0,"value":null,"low":null,"high":null,"cost_today":{}}],)"
           R"("difference":null,"low":null,"high":null,"e_value":1.0,"winner":null})");
}

TEST_CASE("an experiment shows the better arm by its measure")
{
    struct Row {
        Measure measure;
        double first, second, difference, slack;
    };
    const auto row = GENERATE(values<Row>({
        {Measure::ErrorRate, 0.2, 0.01, 0.19, 0.03},
        {Measure::Latency, 765, 382, 1, 60}, // geometric means, and twice as much
        {Measure::Cost, 0.0191, 0.0096, 1, 0.1},
        {Measure::Judge, 0.3, 0.5, -0.2, 0.03},
    }));
    Experiment experiment = started(planFor(row.measure));
    addRequests(experiment, 4000);
    const Json shown = experiment.toJson(kDay);
    CAPTURE(toText(shown));
    CHECK(shown["winner"] == 1);
    CHECK(experiment.winner() == std::size_t{1});
    CHECK(shown["e_value"].get<double>() >= 20);
    CHECK(shown["arms"][0]["requests"] == 2000);
    CHECK(std::abs(shown["arms"][0]["value"].get<double>() - row.first) <= row.slack);
    CHECK(std::abs(shown["arms"][1]["value"].get<double>() - row.second) <= row.slack);
    CHECK(std::abs(shown["difference"].get<double>() - row.difference) <= 0.15);
    CHECK(shown["low"].get<double>() <= shown["difference"].get<double>());
    CHECK(shown["high"].get<double>() >= shown["difference"].get<double>());
    CHECK(shown["arms"][0]["low"].get<double>() <= shown["arms"][0]["value"].get<double>());
    CHECK(shown["arms"][0]["high"].get<double>() >= shown["arms"][0]["value"].get<double>());
}

TEST_CASE("later requests of a session and what was not measured are counted without being evidence")
{
    Experiment latency = started(planFor(Measure::Latency));
    Experiment cost = started(planFor(Measure::Cost));
    for (int i = 0; i < 100; ++i) {
        ArmRequest request = requestOf(false, 100 + i, kCent);
        request.isFirstOfSession = i < 60; // 20 of which choose the range
        request.hasFailed = i >= 50 && i < 55;
        if (i >= 55)
            request.latency.reset();
        if (i >= 55)
            request.cost = Money{Currency::Cny, kCent};
        latency.add(0, request);
        cost.add(0, request);
    }
    CHECK(latency.toJson(kDay)["arms"][0]["requests"] == 100);
    CHECK(latency.snapshot()["arms"][0]["count"] == 30);
    CHECK(cost.snapshot()["arms"][0]["count"] == 30);
    CHECK(toText(cost.toJson(kDay)["arms"][0]["cost_today"]) == R"({"USD":"0.55","CNY":"0.45"})");
}

TEST_CASE("costs of today begin anew each day")
{
    Experiment experiment = started(planFor(Measure::ErrorRate));
    ArmRequest request = requestOf(false, 1, 3 * kCent);
    experiment.add(1, request);
    CHECK(experiment.toJson(kDay)["arms"][1]["cost_today"]["USD"] == "0.03");
    CHECK(experiment.toJson(kDay.addDays(1))["arms"][1]["cost_today"].empty());
    request.day = kDay.addDays(1);
    experiment.add(1, request);
    request.day = kDay; // ended late
    experiment.add(1, request);
    CHECK(experiment.toJson(kDay.addDays(1))["arms"][1]["cost_today"]["USD"] == "0.03");
    CHECK(experiment.toJson(kDay)["arms"][1]["cost_today"].empty());
}

TEST_CASE("the winner gets all requests only if the plan says so or a person has ended the experiment")
{
    ExperimentPlan plan = planFor(Measure::ErrorRate);
    plan.stops = GENERATE(false, true);
    Experiment experiment = started(plan);
    const auto sessionsOfSecond = [&experiment] {
        int count = 0;
        for (int i = 0; i < 1000; ++i)
            count += experiment.armFor(std::to_string(i)) == 1 ? 1 : 0;
        return count;
    };
    CHECK(std::abs(sessionsOfSecond() - 100) < 40);
    addRequests(experiment, 4000);
    REQUIRE(experiment.winner() == std::size_t{1});
    CHECK_FALSE(experiment.hasEnded());
    CHECK((sessionsOfSecond() == 1000) == plan.stops);
    experiment.end(0);
    CHECK(experiment.hasEnded());
    CHECK(experiment.toJson(kDay)["winner"] == 0);
    CHECK(sessionsOfSecond() == 0);
}

TEST_CASE("shares may change while an experiment runs")
{
    Experiment experiment = started(planFor(Measure::ErrorRate));
    addRequests(experiment, 100);
    REQUIRE(experiment.setShares(0, 1));
    CHECK(experiment.armFor("any") == 1);
    CHECK_FALSE(experiment.setShares(0, 0));
    CHECK(experiment.plan().arms[1].share == 1);
    CHECK(experiment.toJson(kDay)["arms"][1]["requests"] == 50);
}

TEST_CASE("an experiment goes on after a restart as if there had been none")
{
    const Measure measure = GENERATE(Measure::ErrorRate, Measure::Latency, Measure::Cost, Measure::Judge);
    const int count = GENERATE(0, 11, 300, 4000);
    CAPTURE(nameOf(measure), count);
    Experiment experiment = started(planFor(measure));
    addRequests(experiment, count);
    const auto text = parseJson(toText(experiment.snapshot()));
    REQUIRE(text);
    auto restored = Experiment::restore(planFor(measure), *text);
    REQUIRE(restored);
    CHECK(toText(restored->snapshot()) == toText(experiment.snapshot()));
    addRequests(experiment, 50);
    addRequests(*restored, 50);
    CHECK(toText(restored->toJson(kDay)) == toText(experiment.toJson(kDay)));
    CHECK(toText(restored->snapshot()) == toText(experiment.snapshot()));

    experiment.end(0);
    const auto ended = Experiment::restore(planFor(measure), experiment.snapshot());
    REQUIRE(ended);
    CHECK(ended->hasEnded());
    CHECK(ended->winner() == std::size_t{0});
}

TEST_CASE("a snapshot of another experiment or a damaged one is refused")
{
    Experiment experiment = started(planFor(Measure::Latency));
    addRequests(experiment, 4000);
    const auto problemWith = [](const ExperimentPlan& plan, const Json& snapshot) {
        const auto restored = Experiment::restore(plan, snapshot);
        return restored ? std::string() : restored.error().text();
    };
    const std::string other = "experiment \"cheaper\" was started with another measure or other targets; start a new experiment under another name";
    CHECK(problemWith(planFor(Measure::Latency), experiment.snapshot()).empty());
    CHECK(problemWith(planFor(Measure::Cost), experiment.snapshot()) == other);
    ExperimentPlan plan = planFor(Measure::Latency);
    plan.arms[1].target = "qwen/qwen-turbo";
    CHECK(problemWith(plan, experiment.snapshot()) == other);

    struct Row {
        const char* pointer;
        const char* value; ///< as JSON; empty: the member is removed
    };
    const auto row = GENERATE(values<Row>({{"/arms/0/count", "-1"}, {"/arms/0/sum", "1e300"}, {"/arms/1/variation", "\"x\""}, {"/arms/1/requests", ""}, {"/arms/1", ""}, {"/arms", "7"},
        {"/shown", ""}, {"/shown", "2"}, {"/chosen", "\"a\""}, {"/at_win/low", ""}, {"/calibration", "[true]"}, {"/center", "null"}, {"/arms/0/cost_today", "[1.5]"},
        {"/arms/0/cost_today", "[1,2,3]"}}));
    CAPTURE(row.pointer, row.value);
    Json snapshot = experiment.snapshot();
    const Json::json_pointer pointer{std::string(row.pointer)};
    if (*row.value != '\0')
        snapshot[pointer] = *parseJson(row.value);
    else
        removeAt(snapshot, pointer);
    CHECK(problemWith(planFor(Measure::Latency), snapshot) == "the saved state of experiment \"cheaper\" is damaged; start a new experiment under another name");
}
