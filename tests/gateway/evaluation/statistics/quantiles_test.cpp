#include "gateway/evaluation/statistics/quantiles.h"

#include "catch.h"

#include "gateway/evaluation/statistics/pareto_front.h"
#include "gateway/evaluation/statistics/seeded_random.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

using namespace gateway::evaluation::statistics;

namespace {

using Values = std::vector<std::optional<double>>;

} // namespace

TEST_CASE("a median and a 95th percentile are those of their definitions")
{
    CHECK_FALSE(median({}));
    CHECK_FALSE(percentile95({}));
    CHECK(median(std::vector<double>{7}) == 7);
    CHECK(median(std::vector<double>{9, 1, 4}) == 4);
    CHECK(median(std::vector<double>{9, 1, 4, 6}) == 5);
    CHECK(percentile95(std::vector<double>{9, 1, 4}) == 9);

    std::vector<double> hundred(100);
    std::iota(hundred.begin(), hundred.end(), 1.0);
    CHECK(percentile95(hundred) == 95);
    hundred.push_back(101);
    CHECK(percentile95(hundred) == 96);
    CHECK(percentile95(std::span(hundred).first(20)) == 19);
    CHECK(percentile95(std::span(hundred).first(19)) == 19);
}

TEST_CASE("a median difference has the interval of a bootstrap")
{
    Values a;
    Values b;
    SeededRandom random(4);
    for (int row = 0; row < 101; ++row) {
        a.emplace_back(800 + 400 * random.unit());
        b.emplace_back(700 + 400 * random.unit());
    }
    a[3].reset();
    a[4].reset();
    b[9].reset();
    b[10].reset();
    const auto seen = medianDifference(a, b);
    REQUIRE(seen);
    CHECK(seen->rows == 97);
    REQUIRE(seen->interval);
    CHECK(seen->interval->contains(seen->difference));
    CHECK(seen->interval->low > 0);

    std::vector<double> differences;
    for (std::size_t row = 0; row < a.size(); ++row) {
        if (a[row] && b[row])
            differences.push_back(*a[row] - *b[row]);
    }
    std::vector<double> medians;
    for (int resample = 0; resample < 20'000; ++resample) {
        std::vector<double> drawn;
        for (std::size_t row = 0; row < differences.size(); ++row)
            drawn.push_back(differences[random.below(97)]);
        medians.push_back(*median(drawn));
    }
    std::sort(medians.begin(), medians.end());
    CHECK(seen->interval->low == Approx(medians[500]).margin(12)); // one order statistic is about 6 away from the next
    CHECK(seen->interval->high == Approx(medians[19'500]).margin(12));
}

TEST_CASE("a median difference is negated by a swap of the targets and needs six rows for an interval")
{
    const std::size_t rows = GENERATE(as<std::size_t>{}, 1, 2, 5, 6, 7, 30);
    CAPTURE(rows);
    SeededRandom random(rows);
    Values a;
    Values b;
    for (std::size_t row = 0; row < rows; ++row) {
        a.emplace_back(random.unit());
        b.emplace_back(random.unit());
    }
    const auto seen = medianDifference(a, b);
    const auto swapped = medianDifference(b, a);
    CHECK(seen->difference == -swapped->difference);
    CHECK(seen->interval.has_value() == (rows >= 6));
    if (seen->interval) {
        CHECK(seen->interval->low == -swapped->interval->high);
        CHECK(seen->interval->high == -swapped->interval->low);
    }
    CHECK_FALSE(medianDifference({}, {}));
}

TEST_CASE("the Pareto front has the targets that no other one beats")
{
    struct Row {
        const char* name;
        std::vector<ScoreAndCost> targets;
        std::vector<bool> front;
    };
    const auto row = GENERATE(values<Row>({
        {"none", {}, {}},
        {"one", {{0.5, 1.0}}, {true}},
        {"better and cheaper", {{0.9, 1.0}, {0.8, 2.0}}, {true, false}},
        {"better and dearer", {{0.9, 2.0}, {0.8, 1.0}}, {true, true}},
        {"equal", {{0.9, 1.0}, {0.9, 1.0}}, {true, true}},
        {"the same score for more", {{0.9, 1.0}, {0.9, 1.5}}, {true, false}},
        {"a lower score for the same", {{0.9, 1.0}, {0.8, 1.0}}, {true, false}},
        {"unpriced", {{0.9, std::nullopt}, {0.8, 1.0}}, {false, true}},
        {"unscored", {{std::nullopt, 0.5}, {0.8, 1.0}}, {false, true}},
        {"free", {{0.2, 0.0}, {0.8, 1.0}, {0.1, 0.0}}, {true, true, false}},
    }));
    CAPTURE(row.name);
    CHECK(paretoFront(row.targets) == row.front);
}
