#include "value_groups.h"

#include "gateway/evaluation/statistics/mean_bootstrap.h"
#include "gateway/evaluation/statistics/paired_comparison.h"
#include "gateway/evaluation/statistics/seeded_random.h"

#include "catch.h"

#include <algorithm>
#include <cmath>

using namespace gateway::evaluation::statistics;

namespace {

/// Sorted; `levels` different values at most, 0: any.
std::vector<double> uniformValues(std::size_t count, double levels)
{
    SeededRandom random(7);
    std::vector<double> values(count);
    for (double& value : values)
        value = levels > 0 ? std::floor(random.unit() * levels) / levels : random.unit();
    std::sort(values.begin(), values.end());
    return values;
}

std::size_t countIn(const std::vector<ValueGroup>& groups)
{
    std::size_t count = 0;
    for (const ValueGroup& group : groups)
        count += group.count;
    return count;
}

} // namespace

TEST_CASE("equal values are one group and few values are never approximated")
{
    const auto groups = groupsOf(std::vector<double>{-1, -1, 0, 0.5, 0.5, 0.5});
    REQUIRE(groups.size() == 3);
    CHECK(groups[0].mean == -1);
    CHECK(groups[0].size == 1);
    CHECK(groups[0].count == 2);
    CHECK(groups[2].count == 3);
    CHECK(groupsOf(uniformValues(kManyValues - 1, 0)).size() == kManyValues - 1);
    CHECK(groupsOf(uniformValues(10'000, 1000)).size() == 1000);
}

TEST_CASE("many different values are gathered without losing mean or spread")
{
    const auto values = uniformValues(10'000, 0);
    const auto groups = groupsOf(values);
    CHECK(groups.size() <= 256);
    CHECK(countIn(groups) == values.size());
    double sum = 0;
    double squares = 0;
    for (const ValueGroup& group : groups) {
        sum += group.mean * static_cast<double>(group.count);
        squares += group.size * group.size * static_cast<double>(group.count);
    }
    double trueSquares = 0;
    for (const double value : values)
        trueSquares += value * value;
    CHECK(std::abs(sum / 10'000 - meanOf(values)) < 1e-12);
    CHECK(std::abs(squares - trueSquares) < 1e-6);
}

TEST_CASE("values that a few outliers would push into one group stay exact")
{
    auto values = uniformValues(10'000, 0);
    for (double& value : values)
        value /= 100;
    values.back() = 1;
    CHECK(groupsOf(values).size() > 256);
}

TEST_CASE("a bootstrap by counts is as wide as theory says")
{
    const auto [count, levels] = GENERATE(table<std::size_t, double>({{2000, 2.0}, {2000, 5.0}, {5000, 0.0}, {20'000, 100.0}}));
    CAPTURE(count, levels);
    const auto values = uniformValues(count, levels);
    const Interval seen = meanBootstrap(values);
    const Interval expected = studentInterval(values); // so many values have a normal mean
    const double width = expected.high - expected.low;
    CHECK(std::abs(seen.low - expected.low) < 0.04 * width);
    CHECK(std::abs(seen.high - expected.high) < 0.04 * width);
}

TEST_CASE("sign flips of grouped differences have the probability that theory says")
{
    const double levels = GENERATE(0.0, 4.0);
    CAPTURE(levels);
    auto differences = uniformValues(6000, levels);
    const double mean = meanOf(differences);
    double squares = 0;
    for (double& difference : differences)
        difference -= mean;
    for (const double difference : differences)
        squares += difference * difference;
    const double shift = 1.5 * std::sqrt(squares) / 6000; // 1.5 standard errors
    for (double& difference : differences)
        difference += shift;
    CHECK(std::abs(signFlipProbability(differences) - 0.1336) < 0.015); // two-sided, of the normal distribution
}
