#include "gateway/evaluation/statistics/score_interval.h"

#include "catch.h"

#include "gateway/evaluation/statistics/mean_bootstrap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

using namespace gateway::evaluation::statistics;

namespace {

/// All means that a resample can have, with their probabilities: an exact bootstrap.
class ExactMeans {
public:
    explicit ExactMeans(std::vector<double> values)
        : m_values(std::move(values))
    {
        std::vector<int> counts(m_values.size());
        choose(counts, 0, static_cast<int>(m_values.size()));
        std::sort(m_means.begin(), m_means.end());
    }

    double shareBelow(double mean) const
    {
        double share = 0;
        for (const auto& [value, probability] : m_means) {
            if (std::abs(value - mean) < 1e-9)
                share += probability / 2;
            else if (value < mean)
                share += probability;
        }
        return share;
    }

    double atLevel(double level) const
    {
        double share = 0;
        for (const auto& [value, probability] : m_means) {
            share += probability;
            if (share >= level)
                return value;
        }
        return m_means.back().first;
    }

private:
    void choose(std::vector<int>& counts, std::size_t place, int left)
    {
        if (place + 1 == counts.size()) {
            counts[place] = left;
            const auto size = static_cast<double>(counts.size());
            double sum = 0;
            double logProbability = std::lgamma(size + 1) - size * std::log(size);
            for (std::size_t i = 0; i < counts.size(); ++i) {
                sum += counts[i] * m_values[i];
                logProbability -= std::lgamma(counts[i] + 1.0);
            }
            m_means.emplace_back(sum / size, std::exp(logProbability));
            return;
        }
        for (counts[place] = 0; counts[place] <= left; ++counts[place])
            choose(counts, place + 1, left - counts[place]);
    }

    std::vector<double> m_values;
    std::vector<std::pair<double, double>> m_means;
};

/// Its acceleration, by leaving out each value in turn.
double jackknifeAcceleration(const std::vector<double>& values)
{
    std::vector<double> means;
    for (std::size_t left = 0; left < values.size(); ++left) {
        double sum = 0;
        for (std::size_t i = 0; i < values.size(); ++i)
            sum += i == left ? 0 : values[i];
        means.push_back(sum / static_cast<double>(values.size() - 1));
    }
    const double middle = std::accumulate(means.begin(), means.end(), 0.0) / static_cast<double>(means.size());
    double squares = 0;
    double cubes = 0;
    for (const double mean : means) {
        squares += std::pow(middle - mean, 2);
        cubes += std::pow(middle - mean, 3);
    }
    return cubes / (6 * std::pow(squares, 1.5));
}

double normalShare(double quantile) { return std::erfc(-quantile / std::sqrt(2.0)) / 2; }

double normalQuantile(double share)
{
    double low = -10;
    double high = 10;
    for (int i = 0; i < 100; ++i)
        (normalShare((low + high) / 2) < share ? low : high) = (low + high) / 2;
    return low;
}

} // namespace

TEST_CASE("Wilson's interval has the values of the literature")
{
    // Robert G. Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
    struct Row {
        double successes, rows, low, high;
    };
    const auto row = GENERATE(values<Row>({
        {81, 263, 0.2553, 0.3662},
        {15, 148, 0.0624, 0.1605},
        {0, 20, 0.0000, 0.1611},
        {1, 29, 0.0061, 0.1718},
    }));
    CAPTURE(row.successes, row.rows);
    const Interval interval = wilsonInterval(row.successes, row.rows);
    CHECK(interval.low == Approx(row.low).margin(0.00005));
    CHECK(interval.high == Approx(row.high).margin(0.00005));
    const Interval mirrored = wilsonInterval(row.rows - row.successes, row.rows);
    CHECK(mirrored.low == Approx(1 - interval.high));
    CHECK(mirrored.high == Approx(1 - interval.low));
}

TEST_CASE("a score of 0 and 1 has Wilson's interval")
{
    const auto estimate = scoreInterval(std::vector<double>{1, 0, 1, 1, 0, 1, 1, 1});
    REQUIRE(estimate);
    CHECK(estimate->score == 0.75);
    CHECK(estimate->interval == wilsonInterval(6, 8));
    CHECK(scoreInterval(std::vector<double>{1, 1})->interval == wilsonInterval(2, 2));
}

TEST_CASE("the BCa interval of a mean agrees with an exact bootstrap")
{
    // Times between failures of air-conditioning equipment: A. C. Davison and D. V. Hinkley, "Bootstrap Methods and
    // their Application", 1997, example 1.1. All 1,352,078 resamples are counted with their probabilities.
    const std::vector<double> hours{3, 5, 7, 18, 43, 85, 91, 98, 100, 130, 230, 487};
    const ExactMeans exact(hours);
    const double mean = meanOf(hours);
    const double acceleration = jackknifeAcceleration(hours);
    const double bias = normalQuantile(exact.shareBelow(mean));
    const auto at = [&](double quantile) {
        const double moved = bias + quantile;
        return exact.atLevel(normalShare(bias + moved / (1 - acceleration * moved)));
    };
    const Interval interval = plainMeanBootstrap(hours, 1.959964, 200'000);
    CAPTURE(interval.low, interval.high, bias, acceleration);
    CHECK(mean == Approx(108.083).margin(0.001));
    CHECK(interval.low == Approx(at(-1.959964)).epsilon(0.01));
    CHECK(interval.high == Approx(at(1.959964)).epsilon(0.01));
    const Interval usual = plainMeanBootstrap(hours, 1.959964);
    CHECK(usual.low == Approx(interval.low).epsilon(0.04));
    CHECK(usual.high == Approx(interval.high).epsilon(0.04));
    const Interval expanded = meanBootstrap(hours);
    CHECK(expanded.low < usual.low);
    CHECK(expanded.high > usual.high);
}

TEST_CASE("a score has an interval with few or equal rows too")
{
    CHECK_FALSE(scoreInterval({}));
    struct Row {
        const char* name;
        std::vector<double> scores;
        double low, high;
    };
    const auto row = GENERATE(values<Row>({
        {"one row of 1", {1}, 0.2065, 1},
        {"one graded row", {0.5}, 0.0125, 0.9875}, // 1 - 0.025 of all rows may differ
        {"twenty equal graded rows", std::vector<double>(20, 0.5), 0.4158, 0.5842}, // 1 - 0.025^(1/20) = 0.1684
        {"a thousand equal graded rows", std::vector<double>(1000, 0.9), 0.8967, 0.9004},
        {"two graded rows", {0.4, 0.6}, 0, 1},
    }));
    CAPTURE(row.name);
    const auto estimate = scoreInterval(row.scores);
    REQUIRE(estimate);
    CHECK(estimate->interval.low == Approx(row.low).margin(0.0001));
    CHECK(estimate->interval.high == Approx(row.high).margin(0.0001));
    CHECK(estimate->interval.contains(estimate->score));
}

TEST_CASE("a single graded row that differs does not make an interval narrow")
{
    std::vector<double> scores(20, 1.0);
    scores.back() = 0.9;
    const Interval interval = scoreInterval(scores)->interval;
    // Clopper and Pearson: 1 of 20 is at most 24.87 %.
    CHECK(interval.low == Approx(1 - 0.2487).margin(0.0001));
    CHECK(interval.high == 1);
}

TEST_CASE("the order of rows does not change a score's interval")
{
    SeededRandom random(3);
    std::vector<double> scores(100);
    for (double& score : scores)
        score = random.unit();
    const auto estimate = scoreInterval(scores);
    std::reverse(scores.begin(), scores.end());
    CHECK(scoreInterval(scores)->interval == estimate->interval);
    CHECK(scoreInterval(scores)->score == estimate->score);
}

TEST_CASE("bounded random numbers are the same everywhere and evenly spread")
{
    // The 10,000th number of std::mt19937_64 with its own seed is fixed by the C++ standard, [rand.predef].
    SeededRandom standard(5489);
    for (int i = 1; i < 10'000; ++i)
        standard.bits();
    CHECK(standard.bits() == 9'981'545'732'273'789'042U);

    SeededRandom random;
    std::array<int, 7> counts{};
    for (int i = 0; i < 70'000; ++i)
        ++counts[random.below(7)];
    for (const int count : counts)
        CHECK(std::abs(count - 10'000) < 500);
}
