#include "gateway/evaluation/statistics/paired_comparison.h"

#include "catch.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

using namespace gateway::evaluation::statistics;

namespace {

struct TwoTargets {
    RowScores a, b;
};

/// Scores of two correlated targets, in steps of `step`.
TwoTargets correlatedScores(std::size_t rows, std::uint64_t seed, double step, double lead)
{
    SeededRandom random(seed);
    TwoTargets targets;
    for (std::size_t row = 0; row < rows; ++row) {
        const double difficulty = random.unit();
        const auto graded = [&](double more) {
            const double score = std::clamp(1.3 - difficulty - 0.6 * random.unit() + more, 0.0, 1.0);
            return std::round(score / step) * step;
        };
        targets.a.emplace_back(graded(lead));
        targets.b.emplace_back(graded(0));
    }
    return targets;
}

void checkMirrored(const PairedDifference& x, const PairedDifference& y)
{
    CHECK(x.rows == y.rows);
    CHECK(x.difference == -y.difference);
    CHECK(x.interval.low == -y.interval.high);
    CHECK(x.interval.high == -y.interval.low);
    CHECK(x.p == y.p);
    CHECK(x.deviation == y.deviation);
    CHECK(x.differing == y.differing);
}

} // namespace

TEST_CASE("the exact sign-flip test has the value of the literature")
{
    // Charles Darwin's 15 pairs of plants, heights in eighths of an inch: Ronald A. Fisher, "The Design of
    // Experiments", 1935, section 21. 1,726 of 2^15 sign patterns have a sum at least as far from 0: 5.267 %.
    const std::vector<double> darwin{49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};
    // 15 rows are more than are counted exactly, so the random test is compared with the exact figure.
    CHECK(signFlipProbability(darwin, 400'000) == Approx(0.05267).margin(0.0015));
    CHECK(signFlipProbability(darwin) == Approx(0.05267).margin(0.007));
}

TEST_CASE("few differing rows are tested exactly")
{
    struct Row {
        const char* name;
        std::vector<double> differences;
        double p;
    };
    const auto row = GENERATE(values<Row>({
        {"none", {}, 1},
        {"none differs", {0, 0, 0}, 1},
        {"one", {0.3}, 1},
        {"five on one side", {1, 1, 1, 1, 1}, 2.0 / 32},
        {"six on one side", {1, 1, 1, 1, 1, 1}, 2.0 / 64},
        {"six on one side and rows that do not differ", {0, 1, 0, 1, 1, 1, 0, 1, 1}, 2.0 / 64},
        {"one of seven on the other side", {-1, 1, 1, 1, 1, 1, 1}, 16.0 / 128}, // McNemar's exact test: 2 (1 + 7) / 2^7
        {"graded", {0.1, 0.2, 0.4}, 2.0 / 8},
        {"sums that are equal but for rounding", {0.1, 0.2, -0.3}, 1},
        {"thirteen on one side", std::vector<double>(13, 0.7), 2.0 / 8192},
    }));
    CAPTURE(row.name);
    CHECK(signFlipProbability(row.differences) == Approx(row.p).epsilon(1e-12));
}

TEST_CASE("a random sign-flip test never has a p of 0")
{
    CHECK(signFlipProbability(std::vector<double>(200, 0.5)) == Approx(1.0 / 10'001));
}

TEST_CASE("only rows that both targets have are compared")
{
    CHECK_FALSE(comparePaired({}, {}));
    const RowScores a{1.0, std::nullopt, 0.5, 1.0, std::nullopt};
    const RowScores b{0.5, 1.0, std::nullopt, 0.0, std::nullopt};
    const auto seen = comparePaired(a, b);
    REQUIRE(seen);
    CHECK(seen->rows == 2);
    CHECK(seen->difference == 0.75);
    CHECK(seen->differing == 2);
    CHECK(seen->deviation == Approx(std::sqrt(0.125)));
    CHECK_FALSE(comparePaired(RowScores{1.0, std::nullopt}, RowScores{std::nullopt, 1.0}));
}

TEST_CASE("swapping two targets negates their comparison")
{
    const double step = GENERATE(1.0, 0.25, 0.001);
    const double lead = GENERATE(-0.2, 0.0, 0.1);
    const std::size_t rows = GENERATE(as<std::size_t>{}, 1, 2, 9, 20, 150);
    CAPTURE(step, lead, rows);
    const auto targets = correlatedScores(rows, 5, step, lead);
    checkMirrored(*comparePaired(targets.a, targets.b, 500), *comparePaired(targets.b, targets.a, 500));
}

TEST_CASE("a comparison of mirrored rows is symmetric")
{
    const RowScores a{1.0, 0.0, 0.75, 0.25, 0.5, 0.5, 1.0, 0.0, 0.5, 0.5, 1.0, 0.5};
    const RowScores b{0.0, 1.0, 0.25, 0.75, 0.5, 0.5, 0.0, 1.0, 0.5, 0.5, 0.5, 1.0};
    const auto seen = comparePaired(a, b);
    CHECK(seen->difference == 0);
    CHECK(seen->interval.low == -seen->interval.high);
    CHECK(seen->interval.high > 0);
    checkMirrored(*seen, *comparePaired(b, a));
}

TEST_CASE("the order of rows does not change a comparison")
{
    auto targets = correlatedScores(60, 11, 0.25, 0.05);
    const auto before = *comparePaired(targets.a, targets.b, 2000);
    std::rotate(targets.a.begin(), targets.a.begin() + 17, targets.a.end());
    std::rotate(targets.b.begin(), targets.b.begin() + 17, targets.b.end());
    const auto after = *comparePaired(targets.a, targets.b, 2000);
    CHECK(before.difference == after.difference);
    CHECK(before.interval == after.interval);
    CHECK(before.p == after.p);
}

TEST_CASE("equal targets have an interval around 0 that more rows make narrower")
{
    const auto widthOf = [](std::size_t rows) {
        const RowScores scores(rows, 0.5);
        const auto seen = comparePaired(scores, scores);
        CHECK(seen->difference == 0);
        CHECK(seen->p == 1);
        CHECK(seen->interval.low == Approx(-seen->interval.high));
        return seen->interval.high;
    };
    CHECK(widthOf(1) == Approx(0.975));
    CHECK(widthOf(20) == Approx(0.1684).margin(0.0001));
    CHECK(widthOf(2000) == Approx(0.00184).margin(0.00001));
}

TEST_CASE("an interval does not leave out 0 where the test shows nothing")
{
    RowScores a(50, 1.0);
    RowScores b(50, 1.0);
    for (std::size_t row = 0; row < 4; ++row)
        b[row] = 0.0;
    const auto seen = comparePaired(a, b);
    CHECK(seen->p == 2.0 / 16);
    CHECK(seen->interval.contains(0));
}
