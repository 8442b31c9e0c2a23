#include "gateway/evaluation/statistics/verdicts.h"

#include "catch.h"

#include "gateway/evaluation/statistics/required_rows.h"

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

using namespace gateway::evaluation::statistics;

namespace {

Comparison comparisonOf(double p, Interval interval)
{
    Comparison comparison;
    comparison.seen.rows = 100;
    comparison.seen.difference = (interval.low + interval.high) / 2;
    comparison.seen.interval = interval;
    comparison.seen.p = p;
    comparison.seen.deviation = 0.3;
    comparison.seen.differing = 40;
    return comparison;
}

RowScores scoresWith(std::size_t rows, std::size_t right)
{
    RowScores scores(rows, 0.0);
    for (std::size_t row = 0; row < right; ++row)
        scores[row] = 1.0;
    return scores;
}

} // namespace

TEST_CASE("Holm's correction has the values of the literature")
{
    struct Row {
        const char* name;
        std::vector<double> p, corrected;
    };
    const auto row = GENERATE(values<Row>({
        {"none", {}, {}},
        {"one", {0.03}, {0.03}},
        // R Core Team, documentation of p.adjust: step-down, min(1, (m - i + 1) p), cumulative maximum.
        {"four in any order", {0.01, 0.04, 0.03, 0.005}, {0.03, 0.06, 0.06, 0.02}},
        {"never above 1", {0.6, 0.9, 0.7}, {1, 1, 1}},
        {"ties", {0.02, 0.02}, {0.04, 0.04}},
    }));
    CAPTURE(row.name);
    const auto corrected = holm(row.p);
    REQUIRE(corrected.size() == row.corrected.size());
    for (std::size_t i = 0; i < corrected.size(); ++i)
        CHECK(corrected[i] == Approx(row.corrected[i]));
}

TEST_CASE("a verdict and its interval never contradict each other")
{
    struct Row {
        const char* name;
        double p;
        Interval interval;
        Verdict verdict;
        Interval shown;
    };
    const auto row = GENERATE(values<Row>({
        {"better", 0.001, {0.02, 0.1}, Verdict::Better, {0.02, 0.1}},
        {"worse", 0.001, {-0.1, -0.02}, Verdict::Worse, {-0.1, -0.02}},
        {"no difference", 0.4, {-0.02, 0.1}, Verdict::NoDifferenceShown, {-0.02, 0.1}},
        {"a difference before the correction only", 0.03, {0.01, 0.1}, Verdict::NoDifferenceShown, {0, 0.1}},
        {"the same on the other side", 0.03, {-0.1, -0.01}, Verdict::NoDifferenceShown, {-0.1, 0}},
        {"an interval with 0 in spite of a small p", 0.001, {-0.01, 0.1}, Verdict::NoDifferenceShown, {-0.01, 0.1}},
    }));
    CAPTURE(row.name);
    std::vector<Comparison> comparisons{comparisonOf(row.p, row.interval), comparisonOf(0.5, {-0.1, 0.2})};
    judge(comparisons);
    CHECK(comparisons[0].pCorrected == Approx(2 * row.p).margin(0.31)); // 0.4 stays below the other one's 0.5
    CHECK(comparisons[0].verdict == row.verdict);
    CHECK(comparisons[0].seen.interval == row.shown);
    CHECK(comparisons[0].rowsNeeded.has_value() == (row.verdict == Verdict::NoDifferenceShown));
    if (comparisons[0].rowsNeeded)
        CHECK(*comparisons[0].rowsNeeded > 100);
}

TEST_CASE("all pairs of targets are compared")
{
    const std::vector<RowScores> targets{
        scoresWith(40, 30), scoresWith(40, 31), scoresWith(40, 10), RowScores(40, std::nullopt)};
    const auto comparisons = compareAll(targets);
    REQUIRE(comparisons.size() == 3); // the last target has no row in common with another one
    CHECK(comparisons[0].verdict == Verdict::NoDifferenceShown);
    CHECK(comparisons[0].rowsNeeded);
    CHECK(comparisons[1].a == 0);
    CHECK(comparisons[1].b == 2);
    CHECK(comparisons[1].verdict == Verdict::Better);
    CHECK_FALSE(comparisons[1].rowsNeeded);
    CHECK(comparisons[1].seen.difference == 0.5);
    CHECK(comparisons[2].verdict == Verdict::Better);

    const std::vector<RowScores> swapped{targets[2], targets[0]};
    CHECK(compareAll(swapped)[0].verdict == Verdict::Worse);
    CHECK(compareAll({}).empty());
}

TEST_CASE("verdicts have the words of the contract")
{
    CHECK(verdictName(Verdict::Better) == "better");
    CHECK(verdictName(Verdict::Worse) == "worse");
    CHECK(verdictName(Verdict::NoDifferenceShown) == "no difference shown");
}

TEST_CASE("rows needed follow the usual formula and what a permutation test can show")
{
    struct Row {
        const char* name;
        double difference, deviation;
        std::size_t rows, differing;
        std::optional<std::size_t> needed;
    };
    const auto row = GENERATE(values<Row>({
        // z = 2.801585; step = sqrt((0.5² × 0.99 + 0.1²) / 0.4) = 0.8023; 212 × 0.1 = z × 0.5 × sqrt(212) + step
        {"the usual formula", 0.1, 0.5, 100, 40, 212},
        {"a negative difference", -0.1, 0.5, 100, 40, 212},
        {"no difference", 0, 0.5, 100, 40, std::nullopt},
        {"equal differences", 0.1, 0, 3, 3, 6}, // 2 / 2^6 < 0.05 <= 2 / 2^5
        // The sixth differing row at 1 of 10 comes within 78 rows with a probability of 0.8.
        {"few differing rows", 0.1, 0.1, 100, 10, 78},
    }));
    CAPTURE(row.name);
    PairedDifference seen;
    seen.rows = row.rows;
    seen.difference = row.difference;
    seen.deviation = row.deviation;
    seen.differing = row.differing;
    CHECK(rowsNeeded(seen) == row.needed);
}

TEST_CASE("the smallest detectable difference is the reverse of the rows needed")
{
    CHECK_FALSE(smallestDetectableDifference(5));
    CHECK_FALSE(smallestDetectableDifference(0));
    CHECK_FALSE(smallestDetectableDifference(6, 1.0)); // it would be 1.14
    // 200 d = 2.801585 × sqrt(200 (1 - d²)) + 1
    CHECK(*smallestDetectableDifference(200) == Approx(0.1991).margin(0.0001));
    CHECK(*smallestDetectableDifference(197, 0.25) == Approx(0.1).margin(0.001));
    CHECK(*smallestDetectableDifference(6) < 1);
    CHECK(*smallestDetectableDifference(1'000'000) < 0.003);
    CHECK(*smallestDetectableDifference(50, 0.0) == 0);
}
