#include "gateway/evaluation/statistics/arm_comparison.h"

#include "catch.h"

#include "gateway/evaluation/statistics/seeded_random.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

using namespace gateway::evaluation::statistics;

namespace {

void addErrors(ArmComparison& test, std::size_t arm, int requests, int everyNth)
{
    for (int request = 1; request <= requests; ++request)
        test.add(arm, request % everyNth == 0 ? 1 : 0);
}

/// Both arms in turn, from a seed. `lead` is added to what arm 0 has.
void addSpread(ArmComparison& test, int requests, double low, double high, double lead)
{
    SeededRandom random;
    for (int request = 0; request < requests; ++request) {
        const std::size_t arm = request % 2 == 0 ? 0 : 1;
        test.add(arm, low + (high - low) * random.unit() + (arm == 0 ? lead : 0));
    }
}

} // namespace

TEST_CASE("an arm's capital against a fair coin is the Krichevsky-Trofimov ratio")
{
    ArmEvidence evidence;
    CHECK(evidence.logCapital(0.5, Observations::Binary).value == 0);
    // Two heads: (1/2 × 3/4) / (1/2)²; then a tail: × (1/6) / (1/2).
    evidence.add(1);
    evidence.add(1);
    CHECK(std::exp(evidence.logCapital(0.5, Observations::Binary).value) == Approx(1.5));
    evidence.add(0);
    CHECK(std::exp(evidence.logCapital(0.5, Observations::Binary).value) == Approx(0.5));
    CHECK(std::isinf(evidence.logCapital(0, Observations::Binary).value));
}

TEST_CASE("an arm's capital does not grow on average under the right mean")
{
    // All sequences of four observations with their probabilities: the mean capital is at most 1 after each of them,
    // and for 0 and 1 exactly 1.
    struct Row {
        const char* name;
        std::vector<double> values, shares;
        Observations kind;
    };
    const auto row = GENERATE(values<Row>({
        {"errors", {0, 1}, {0.9, 0.1}, Observations::Binary},
        {"grades", {0, 0.5, 1}, {0.2, 0.2, 0.6}, Observations::Graded},
        {"one value", {0.3}, {1}, Observations::Graded},
        {"a rare extreme", {0.5, 1}, {0.95, 0.05}, Observations::Graded},
    }));
    CAPTURE(row.name);
    double mean = 0;
    for (std::size_t i = 0; i < row.values.size(); ++i)
        mean += row.values[i] * row.shares[i];
    struct Path {
        ArmEvidence evidence;
        double probability = 1;
    };
    std::vector<Path> paths{{}};
    for (int step = 0; step < 4; ++step) {
        std::vector<Path> longer;
        for (const Path& path : paths) {
            for (std::size_t i = 0; i < row.values.size(); ++i) {
                Path next = path;
                next.evidence.add(row.values[i]);
                next.probability *= row.shares[i];
                longer.push_back(next);
            }
        }
        paths = longer;
        double capital = 0;
        for (const Path& path : paths)
            capital += path.probability * std::exp(path.evidence.logCapital(mean, row.kind).value);
        CHECK(capital <= 1 + 1e-9);
        if (row.kind == Observations::Binary)
            CHECK(capital == Approx(1));
    }
}

TEST_CASE("the slope of an arm's capital is that of its value")
{
    const auto kind = GENERATE(Observations::Binary, Observations::Graded);
    const double mean = GENERATE(0.05, 0.3, 0.52, 0.9);
    CAPTURE(mean);
    ArmEvidence evidence;
    SeededRandom random;
    for (int i = 0; i < 60; ++i)
        evidence.add(kind == Observations::Binary ? (i % 3 == 0 ? 1 : 0) : random.unit());
    const double step = 1e-6;
    const double rise = evidence.logCapital(mean + step, kind).value - evidence.logCapital(mean - step, kind).value;
    CHECK(evidence.logCapital(mean, kind).slope == Approx(rise / (2 * step)).epsilon(1e-4));
    CHECK(evidence.logCapital(evidence.mean(), kind).slope == Approx(0).margin(1e-6));
    CHECK(evidence.logCapitalBound(mean, kind) >= evidence.logCapital(mean, kind).value);
}

TEST_CASE("an experiment without observations shows nothing")
{
    const auto measure = GENERATE(Measure::ErrorRate, Measure::Latency, Measure::Cost, Measure::Judge);
    ArmComparison test(measure);
    CHECK_FALSE(test.winner());
    CHECK_FALSE(test.difference());
    CHECK_FALSE(test.interval());
    CHECK(test.eValue() <= 1);
    CHECK(test.arm(0).count == 0);
    CHECK_FALSE(test.arm(1).value);
    CHECK_FALSE(test.arm(1).interval);
    CHECK(isValid(test.state(), measure));
}

TEST_CASE("the arm with fewer errors wins")
{
    ArmComparison test(Measure::ErrorRate);
    addErrors(test, 0, 2000, 10);
    addErrors(test, 1, 300, 2);
    REQUIRE(test.winner());
    CHECK(*test.winner() == 0);
    CHECK(test.eValue() >= 20);
    CHECK(*test.difference() == Approx(-0.4));
    CHECK(test.interval()->high < 0);
    CHECK(test.interval()->contains(-0.4));
    CHECK(test.arm(0).value == Approx(0.1));
    CHECK(test.arm(0).interval->contains(0.1));
    CHECK(test.arm(0).interval->high < test.arm(1).interval->low);
}

TEST_CASE("each measure has its better side and its unit")
{
    struct Row {
        const char* name;
        Measure measure;
        double low, high, lead;
        std::size_t winner;
    };
    const auto row = GENERATE(values<Row>({
        {"a higher score", Measure::Judge, 0.2, 0.6, 0.3, 0},
        {"a lower score", Measure::Judge, 0.4, 0.8, -0.3, 1},
        {"a higher latency", Measure::Latency, 600, 1400, 900, 1},
        {"a lower latency", Measure::Latency, 1600, 2400, -1000, 0},
        {"a higher cost", Measure::Cost, 0.001, 0.003, 0.002, 1},
        {"a lower cost", Measure::Cost, 0.004, 0.006, -0.003, 0},
    }));
    CAPTURE(row.name);
    ArmComparison test(row.measure);
    addSpread(test, 3000, row.low, row.high, row.lead);
    REQUIRE(test.winner());
    CHECK(*test.winner() == row.winner);
    CHECK((*test.difference() > 0) == (row.lead > 0));
    CHECK(test.interval()->contains(*test.difference()));
    CHECK_FALSE(test.interval()->contains(0));
    CHECK(*test.arm(1).value == Approx((row.low + row.high) / 2).epsilon(0.07)); // a geometric mean is a little lower
    CHECK(test.arm(1).interval->contains(*test.arm(1).value));
    CHECK(isValid(test.state(), row.measure));
}

TEST_CASE("the difference of a latency is a logarithm of a ratio")
{
    ArmComparison test(Measure::Latency);
    for (int request = 0; request < 400; ++request)
        test.add(request % 2 == 0 ? 0 : 1, request % 2 == 0 ? 1200 : 800);
    CHECK(std::exp(*test.difference()) == Approx(1.5));
    CHECK(*test.arm(0).value == Approx(1200));
    CHECK(*test.winner() == 1);
    CHECK(test.arm(0).count == 200 - kCalibration / 2);
}

TEST_CASE("swapping the arms swaps the winner and negates the difference")
{
    ArmComparison test(Measure::Judge);
    ArmComparison swapped(Measure::Judge);
    SeededRandom random(8);
    for (int request = 0; request < 1500; ++request) {
        const std::size_t arm = random.below(10) == 0 ? 1 : 0;
        const double score = std::min(1.0, random.unit() + (arm == 1 ? 0.4 : 0.0));
        test.add(arm, score);
        swapped.add(1 - arm, score);
    }
    REQUIRE(test.winner());
    CHECK(*test.winner() == 1);
    CHECK(*swapped.winner() == 0);
    CHECK(*test.difference() == Approx(-*swapped.difference()));
    CHECK(test.interval()->low == Approx(-swapped.interval()->high));
    CHECK(test.interval()->high == Approx(-swapped.interval()->low));
    CHECK(test.eValue() == Approx(swapped.eValue()));
}

TEST_CASE("a winner stays and its interval never contains 0")
{
    ArmComparison test(Measure::ErrorRate);
    addErrors(test, 0, 200, 20);
    addErrors(test, 1, 200, 3);
    REQUIRE(*test.winner() == 0);
    addErrors(test, 0, 2000, 2);
    CHECK(*test.winner() == 0);
    CHECK(test.interval()->high < 0);
    CHECK(test.interval()->low <= test.interval()->high);
    CHECK(isValid(test.state(), Measure::ErrorRate));
}

TEST_CASE("a restored experiment goes on as if it had not stopped")
{
    const auto measure = GENERATE(Measure::ErrorRate, Measure::Latency);
    ArmComparison whole(measure);
    ArmComparison parts(measure);
    SeededRandom random(2);
    for (int request = 0; request < 600; ++request) {
        const std::size_t arm = random.below(3) == 0 ? 1 : 0;
        const double value = measure == Measure::Latency ? 500 + 900 * random.unit() : (random.below(9) == 0 ? 1 : 0);
        whole.add(arm, value);
        REQUIRE(isValid(parts.state(), measure));
        parts = ArmComparison(measure, parts.state());
        parts.add(arm, value);
    }
    CHECK(whole.state() == parts.state());
    CHECK(whole.eValue() == parts.eValue());
    CHECK(whole.interval() == parts.interval());
}

TEST_CASE("values that are not finite are not counted and extreme ones count as the end of the range")
{
    ArmComparison test(Measure::Latency);
    test.add(0, std::numeric_limits<double>::quiet_NaN());
    test.add(1, std::numeric_limits<double>::infinity());
    CHECK(test.state() == ExperimentState{});
    for (std::size_t value = 0; value < kCalibration; ++value)
        test.add(0, 1000);
    test.add(0, 1e12);
    test.add(1, 0);
    CHECK(*test.arm(0).value == Approx(8000));
    CHECK(*test.arm(1).value == Approx(125));
    CHECK(*test.difference() == Approx(2 * std::log(8.0)));
}

TEST_CASE("a damaged state is found")
{
    ArmComparison test(Measure::Latency);
    addSpread(test, 100, 100, 200, 0);
    const ExperimentState good = test.state();
    CHECK(isValid(good, Measure::Latency));
    CHECK_FALSE(isValid(good, Measure::ErrorRate)); // which has no range to choose
    const auto damaged = [&](auto change) {
        ExperimentState state = good;
        change(state);
        return !isValid(state, Measure::Latency);
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(damaged([](ExperimentState& state) { state.arms[0].sum = 1000; }));
    CHECK(damaged([](ExperimentState& state) { state.arms[1].sum = -1; }));
    CHECK(damaged([&](ExperimentState& state) { state.arms[1].variation = nan; }));
    CHECK(damaged([](ExperimentState& state) { state.winner = std::uint8_t{2}; }));
    CHECK(damaged([](ExperimentState& state) { state.winner = std::uint8_t{1}; })); // with an interval that has 0
    CHECK(damaged([](ExperimentState& state) { state.center.reset(); }));
    CHECK(damaged([&](ExperimentState& state) { state.center = nan; }));
    CHECK(damaged([](ExperimentState& state) { state.calibration.assign(3, 1); }));
    CHECK(damaged([&](ExperimentState& state) { state.atWin = {nan, 1}; }));
}
