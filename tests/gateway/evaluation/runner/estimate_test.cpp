#include "gateway/evaluation/runner/estimate.h"

#include "runner_fixture.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::evaluation;
using namespace gateway::evaluation::tests;

TEST_CASE("an estimate has the cost of each target and what the rows can show")
{
    World world(plainRows(200));
    RunPlan plan = world.store.thePlan;
    plan.samples = 2;
    plan.targets = {"a/one", "b/two", "c/free"};
    world.price("a/one", 1, 10);
    world.price("b/two", 7, 70);
    world.estimates["b/two"].prices.front().terms.currency = Currency::Cny;
    world.estimates["a/one"].medianOutput = Tokens{100};
    world.estimates["a/one"].medianLatency = Milliseconds{1000};
    const auto guess = estimate(plan, world.dataset, world.estimates, world.rate);
    REQUIRE(guess);
    REQUIRE(guess->targets.size() == 3);
    CHECK(guess->targets[0].requests == 400);
    CHECK(guess->targets[0].output == Tokens{40'000});
    CHECK(guess->targets[1].output == Tokens{120'000});
    CHECK(guess->targets[0].input.count > 400 * 5);
    const double input = static_cast<double>(guess->targets[0].input.count) * 1e6; // in 10^-12 dollars at $1 for a million
    const double output = 40'000 * 10 * 1e6;
    CHECK(static_cast<double>(guess->targets[0].low->pico) == Approx(input + output / 2).epsilon(0.05));
    CHECK(static_cast<double>(guess->targets[0].high->pico) == Approx(input + output * 2).epsilon(0.05));
    CHECK(guess->targets[1].high->currency == Currency::Usd);
    CHECK_FALSE(guess->targets[2].high);
    CHECK(guess->unpriced == std::vector<std::string>{"c/free"});
    CHECK(guess->high->pico == guess->targets[0].high->pico + guess->targets[1].high->pico);
    CHECK_FALSE(guess->judge);
    CHECK(guess->time >= Milliseconds{100'000}); // 400 requests, 4 at once
    REQUIRE(guess->smallestDifference);
    CHECK(*guess->smallestDifference > 0);
    CHECK(*guess->smallestDifference < 1);
}

TEST_CASE("an estimate counts what the judge is asked")
{
    World world(R"({"id":"1","prompt":"q","assert":[{"type":"judge","rubric":"good?"}]})" "\n" R"({"id":"2","prompt":"q","reference":"ok"})");
    RunPlan plan = world.store.thePlan;
    plan.judge = "j/judge";
    plan.samples = 3;
    plan.isPairs = GENERATE(false, true);
    const auto guess = estimate(plan, world.dataset, world.estimates, world.rate);
    REQUIRE(guess);
    REQUIRE(guess->judge);
    CHECK(guess->judge->requests == (plan.isPairs ? 6U + 2 * 2U : 6U));
    CHECK(guess->judge->input > guess->targets[0].input);
    plan.rubric = "The answer is correct, complete and polite.";
    const auto longer = estimate(plan, world.dataset, world.estimates, world.rate);
    REQUIRE(longer);
    CHECK((longer->judge->input > guess->judge->input) == plan.isPairs); // of the second row, which has no rubric of its own
}

TEST_CASE("a route costs between its cheapest and its dearest model")
{
    Estimates estimates;
    usage::Price cheap;
    cheap.terms.input = 1;
    cheap.terms.output = 1;
    usage::Price dear;
    dear.terms.input = 5;
    dear.terms.output = 5;
    dear.terms.hours = {{{}, "00:00", "12:00", "UTC", {}, 0.5}, {{}, "12:00", "24:00", "UTC", {}, 2}};
    estimates["route"].prices = {cheap, dear};
    const CallPricing pricing(estimates, Currency::Usd, {});
    CHECK(pricing.least("route", Tokens{1'000'000}, Tokens{})->pico == kPicoOfUnit);
    CHECK(pricing.most("route", Tokens{1'000'000}, Tokens{})->pico == 10 * kPicoOfUnit);
    CHECK_FALSE(pricing.most("other", Tokens{1}, Tokens{1}));
    estimates["route"].prices.push_back({}); // a model without prices
    CHECK_FALSE(CallPricing(estimates, Currency::Usd, {}).isPriced("route"));
    Estimates foreign;
    foreign["model"].prices = {cheap};
    CHECK_FALSE(CallPricing(foreign, Currency::Cny, {}).isPriced("model")); // without an exchange rate
}
