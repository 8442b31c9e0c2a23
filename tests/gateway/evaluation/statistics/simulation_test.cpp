// How often intervals cover a truth that is known, and how often a difference is shown where there is none. Each figure
// is printed. Random numbers are seeded, so that a figure is the same each time. Only optimised builds have these
// tests. Those of 2,000 rows take longest: each pair of models has a test of its own, so that they run side by side and
// far from the time limit of a test.

#include "gateway/evaluation/statistics/arm_comparison.h"
#include "gateway/evaluation/statistics/required_rows.h"
#include "gateway/evaluation/statistics/score_interval.h"
#include "gateway/evaluation/statistics/verdicts.h"

#include "catch.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

using namespace gateway::evaluation::statistics;

namespace {

constexpr int kRuns = 1000;

/// Fewer for many rows, where the figures depend less on them and time is longer.
int resamplesFor(std::size_t rows) { return rows >= 2000 ? 1000 : rows >= 200 ? 2000 : 4000; }

/// Each run has its own numbers.
SeededRandom runRandom(int run) { return SeededRandom(static_cast<std::uint64_t>(run) * 7919 + 17); }

double normal(SeededRandom& random)
{
    return std::sqrt(-2 * std::log(1 - random.unit())) * std::cos(6.283185307179586 * random.unit());
}

bool covers(Interval interval, double truth) { return interval.low - 1e-9 <= truth && truth <= interval.high + 1e-9; }

/// Two scores of one row.
struct RowOfTwo {
    double a = 0;
    double b = 0;
};

/// Where the scores of two models come from, with the true means of each.
struct Planted {
    const char* name;
    double truthA, truthB;
    std::function<RowOfTwo(SeededRandom&)> row;
};

/// 0/1 scores of two models that agree on a share of the rows.
RowOfTwo binaryRow(SeededRandom& random, double shareA, double shareB, double agreement)
{
    const double difficulty = random.unit();
    const double other = random.unit() < agreement ? difficulty : random.unit();
    return {difficulty < shareA ? 1.0 : 0.0, other < shareB ? 1.0 : 0.0};
}

/// Grades in quarters that are mostly high.
double skewedGrade(double part)
{
    return part < 0.02 ? 0 : part < 0.07 ? 0.25 : part < 0.2 ? 0.5 : part < 0.5 ? 0.75 : 1;
}

/// 1 in seven of ten rows, else anything.
double mostlyRight(SeededRandom& random) { return random.unit() < 0.7 ? 1 : random.unit(); }

/// 0/1 scores of two models on a row that is easy or hard for both, with the shares of each on such rows. Given the row,
/// they are independent; over all rows, both are right on the same ones more often than by chance.
struct Shares {
    double easyA, easyB, hardA, hardB;

    double a() const { return (easyA + hardA) / 2; }
    double b() const { return (easyB + hardB) / 2; }
    double bothRight() const { return (easyA * easyB + hardA * hardB) / 2; }

    RowOfTwo row(SeededRandom& random) const
    {
        const bool isEasy = random.unit() < 0.5;
        const bool isRightA = random.unit() < (isEasy ? easyA : hardA);
        const bool isRightB = random.unit() < (isEasy ? easyB : hardB);
        return {isRightA ? 1.0 : 0.0, isRightB ? 1.0 : 0.0};
    }
};

constexpr Shares kEqualShares{0.95, 0.95, 0.45, 0.45};
constexpr Shares kUnequalShares{0.95, 0.9, 0.55, 0.4};

Planted independentBinary()
{
    return {"0/1, 0.6 and 0.6, independent", 0.6, 0.6, [](auto& random) { return binaryRow(random, 0.6, 0.6, 0); }};
}

Planted unequalBinary()
{
    return {"0/1, 0.8 and 0.7, agreeing on 8 of 10", 0.8, 0.7,
        [](auto& random) { return binaryRow(random, 0.8, 0.7, 0.8); }};
}

Planted agreeingBinary()
{
    return {"0/1, 0.9 and 0.9, agreeing on 8 of 10", 0.9, 0.9,
        [](auto& random) { return binaryRow(random, 0.9, 0.9, 0.8); }};
}

Planted equalOnHardRows()
{
    return {"0/1, 0.7 and 0.7, on easy and hard rows", kEqualShares.a(), kEqualShares.b(),
        [](auto& random) { return kEqualShares.row(random); }};
}

Planted unequalOnHardRows()
{
    return {"0/1, 0.75 and 0.65, on easy and hard rows", kUnequalShares.a(), kUnequalShares.b(),
        [](auto& random) { return kUnequalShares.row(random); }};
}

Planted independentGrades()
{
    return {"skewed grades, independent", 0.8025, 0.8025,
        [](auto& random) {
            const double ofA = skewedGrade(random.unit());
            return RowOfTwo{ofA, skewedGrade(random.unit())};
        }};
}

Planted agreeingGrades()
{
    return {"skewed grades, agreeing on 7 of 10", 0.8025, 0.8025,
        [](auto& random) {
            const double part = random.unit();
            return RowOfTwo{skewedGrade(part), skewedGrade(random.unit() < 0.7 ? part : random.unit())};
        }};
}

Planted mostlyRightModels()
{
    return {"mostly right or half of that", 0.85, 0.425,
        [](auto& random) {
            const double ofA = mostlyRight(random);
            return RowOfTwo{ofA, mostlyRight(random) / 2};
        }};
}

Planted fourthPowers()
{
    return {"fourth powers, correlated", 0.2, 0.18,
        [](auto& random) {
            const double score = std::pow(random.unit(), 4);
            return RowOfTwo{score, 0.5 * score + 0.4 * std::pow(random.unit(), 4)};
        }};
}

std::vector<Planted> plantedModels()
{
    return {independentBinary(), unequalBinary(), agreeingBinary(), equalOnHardRows(), unequalOnHardRows(),
        independentGrades(), agreeingGrades(), mostlyRightModels(), fourthPowers()};
}

struct TwoModels {
    RowScores a, b;
    std::vector<double> ofA;
};

TwoModels drawModels(const Planted& planted, std::size_t rows, int run)
{
    SeededRandom random = runRandom(run);
    TwoModels models;
    for (std::size_t i = 0; i < rows; ++i) {
        const RowOfTwo row = planted.row(random);
        models.a.emplace_back(row.a);
        models.b.emplace_back(row.b);
        models.ofA.push_back(row.a);
    }
    return models;
}

void print(const std::string& name, const std::string& what, int found, int runs)
{
    std::printf("%-44s %-34s %5.1f %%\n", name.c_str(), what.c_str(), 100.0 * found / runs);
    std::fflush(stdout);
}

bool isBinary(const std::vector<double>& scores)
{
    return std::ranges::all_of(scores, [](double score) { return score == 0 || score == 1; });
}

/// In how many of 1,000 runs the intervals of the first model's score cover its mean. Wilson's interval needs no
/// bootstrap, so that ten times as many runs are looked at: at 20 rows its exact coverage comes close to 93 %, and the
/// chance of 1,000 runs would decide.
int coveredScores(const Planted& planted, std::size_t rows)
{
    const int factor = isBinary(drawModels(planted, rows, 0).ofA) ? 10 : 1;
    int covered = 0;
    for (int run = 0; run < factor * kRuns; ++run) {
        const auto score = scoreInterval(drawModels(planted, rows, run).ofA, resamplesFor(rows));
        covered += covers(score->interval, planted.truthA) ? 1 : 0;
    }
    return covered / factor;
}

/// Intervals of scores and of differences cover what was planted, and models with the same mean are rarely called
/// different.
void checkModels(const Planted& planted, std::size_t rows)
{
    const int ofScore = coveredScores(planted, rows);
    int ofDifference = 0;
    int different = 0;
    for (int run = 0; run < kRuns; ++run) {
        const TwoModels models = drawModels(planted, rows, run);
        std::vector<Comparison> comparisons(1);
        comparisons[0].seen = *comparePaired(models.a, models.b, resamplesFor(rows));
        ofDifference += covers(comparisons[0].seen.interval, planted.truthA - planted.truthB) ? 1 : 0;
        judge(comparisons); // which widens intervals, so they are looked at before
        different += comparisons[0].verdict == Verdict::NoDifferenceShown ? 0 : 1;
    }
    CAPTURE(planted.name, rows);
    print(planted.name, std::to_string(rows) + " rows, score covered", ofScore, kRuns);
    print(planted.name, std::to_string(rows) + " rows, difference covered", ofDifference, kRuns);
    CHECK(ofScore >= 930);
    CHECK(ofDifference >= 930);
    if (planted.truthA != planted.truthB)
        return;
    print(planted.name, std::to_string(rows) + " rows, wrongly different", different, kRuns);
    CHECK(different <= 50);
}

/// Draws one observation of an arm at a time.
struct Stream {
    const char* name;
    Measure measure;
    std::function<double(SeededRandom&, std::size_t arm, int time)> draw;
};

struct StreamResult {
    int winners[2] = {0, 0};
    int covering = 0; ///< runs whose interval contained the truth at each of the looks
};

/// Runs that are looked at after each observation. `truth` is the difference of the arms.
StreamResult runStreams(const Stream& stream, double shareOfSecond, int observations, double truth)
{
    StreamResult result;
    for (int run = 0; run < kRuns; ++run) {
        SeededRandom random = runRandom(run);
        ArmComparison test(stream.measure);
        bool isCovered = true;
        for (int time = 0; time < observations; ++time) {
            const std::size_t arm = random.unit() < shareOfSecond ? 1 : 0;
            test.add(arm, stream.draw(random, arm, time));
            if (time % 1500 == 1499)
                isCovered = isCovered && covers(*test.interval(), truth);
        }
        if (const auto winner = test.winner())
            ++result.winners[*winner];
        result.covering += isCovered ? 1 : 0;
    }
    return result;
}

/// Arms with the same mean rarely have a winner.
void checkEqualArms(double share)
{
    const std::vector<Stream> streams{
        {"errors, 1 in 20", Measure::ErrorRate,
            [](auto& random, auto, auto) { return random.unit() < 0.05 ? 1.0 : 0.0; }},
        {"errors, 1 in 2", Measure::ErrorRate,
            [](auto& random, auto, auto) { return random.unit() < 0.5 ? 1.0 : 0.0; }},
        {"errors, 1 in 500", Measure::ErrorRate,
            [](auto& random, auto, auto) { return random.unit() < 0.002 ? 1.0 : 0.0; }},
        // The mean of both arms drifts, which the test does not allow for in theory.
        {"errors, in outages", Measure::ErrorRate,
            [](auto& random, auto, int time) { return random.unit() < (time % 1000 < 100 ? 0.6 : 0.01) ? 1.0 : 0.0; }},
        {"latency, log-normal 0.7", Measure::Latency,
            [](auto& random, auto, auto) { return 900 * std::exp(0.7 * normal(random)); }},
        {"cost, log-normal 1.5", Measure::Cost,
            [](auto& random, auto, auto) { return 0.002 * std::exp(1.5 * normal(random)); }},
        {"judge, mostly right", Measure::Judge, [](auto& random, auto, auto) { return mostlyRight(random); }},
    };
    for (const Stream& stream : streams) {
        const StreamResult result = runStreams(stream, share, 3000, 0);
        CAPTURE(stream.name, share);
        const std::string shares = share == 0.5 ? "0.5/0.5" : "0.9/0.1";
        print(stream.name, shares + ", winner shown", result.winners[0] + result.winners[1], kRuns);
        CHECK(result.winners[0] + result.winners[1] <= 50);
        CHECK(result.covering >= 950);
    }
}

} // namespace

TEST_CASE("planted models are right on the same rows more often than by chance", "[slow]")
{
    const Shares shares = GENERATE(values<Shares>({kEqualShares, kUnequalShares}));
    SeededRandom random = runRandom(0);
    constexpr int kRows = 200'000;
    int bothRight = 0;
    for (int i = 0; i < kRows; ++i) {
        const RowOfTwo row = shares.row(random);
        bothRight += row.a == 1 && row.b == 1 ? 1 : 0;
    }
    const double share = static_cast<double>(bothRight) / kRows;
    CHECK(std::abs(share - shares.bothRight()) < 0.005); // four standard errors
    CHECK(share > shares.a() * shares.b() + 0.04);
}

TEST_CASE("simulated intervals and verdicts of 20 rows are as right as they promise", "[slow]")
{
    for (const Planted& planted : plantedModels())
        checkModels(planted, 20);
}

TEST_CASE("simulated intervals and verdicts of 200 rows are as right as they promise", "[slow]")
{
    for (const Planted& planted : plantedModels())
        checkModels(planted, 200);
}

TEST_CASE("simulated intervals and verdicts of 2000 rows are as right as they promise for independent 0/1 scores", "[slow]")
{
    checkModels(independentBinary(), 2000);
}

TEST_CASE("simulated intervals and verdicts of 2000 rows are as right as they promise for unequal 0/1 scores", "[slow]")
{
    checkModels(unequalBinary(), 2000);
}

TEST_CASE("simulated intervals and verdicts of 2000 rows are as right as they promise for 0/1 scores that mostly agree", "[slow]")
{
    checkModels(agreeingBinary(), 2000);
}

TEST_CASE("simulated intervals and verdicts of 2000 rows are as right as they promise for equal 0/1 scores on easy and hard rows", "[slow]")
{
    checkModels(equalOnHardRows(), 2000);
}

TEST_CASE("simulated intervals and verdicts of 2000 rows are as right as they promise for unequal 0/1 scores on easy and hard rows", "[slow]")
{
    checkModels(unequalOnHardRows(), 2000);
}

TEST_CASE("simulated intervals and verdicts of 2000 rows are as right as they promise for independent grades", "[slow]")
{
    checkModels(independentGrades(), 2000);
}

TEST_CASE("simulated intervals and verdicts of 2000 rows are as right as they promise for grades that mostly agree", "[slow]")
{
    checkModels(agreeingGrades(), 2000);
}

TEST_CASE("simulated intervals and verdicts of 2000 rows are as right as they promise for grades of which most are 1", "[slow]")
{
    checkModels(mostlyRightModels(), 2000);
}

TEST_CASE("simulated intervals and verdicts of 2000 rows are as right as they promise for correlated grades of which most are small", "[slow]")
{
    checkModels(fourthPowers(), 2000);
}

TEST_CASE("the exact coverage of Wilson's interval varies around 95 of 100", "[slow]")
{
    // It depends on how the true share lies between the ends of the few intervals that are possible. That is a property
    // of Wilson's interval: Lawrence D. Brown, T. Tony Cai and Anirban DasGupta, "Interval Estimation for a Binomial
    // Proportion", 2001.
    const int rows = GENERATE(20, 200, 2000);
    double sum = 0;
    double least = 1;
    double leastOfMiddle = 1;
    for (int permille = 1; permille < 1000; ++permille) {
        const double share = permille / 1000.0;
        double coverage = 0;
        for (int successes = 0; successes <= rows; ++successes) {
            const double logProbability = std::lgamma(rows + 1.0) - std::lgamma(successes + 1.0)
                - std::lgamma(rows - successes + 1.0) + successes * std::log(share)
                + (rows - successes) * std::log(1 - share);
            coverage += wilsonInterval(successes, rows).contains(share) ? std::exp(logProbability) : 0;
        }
        sum += coverage;
        least = std::min(least, coverage);
        if (permille >= 100 && permille <= 900)
            leastOfMiddle = std::min(leastOfMiddle, coverage);
    }
    std::printf("Wilson, %4d rows: covers %.1f %% on average over all true shares, at least %.1f %%, between 0.1 and "
                "0.9 at least"
                " %.1f %%\n",
        rows, 100 * sum / 999, 100 * least, 100 * leastOfMiddle);
    CHECK(std::abs(sum / 999 - 0.95) < 0.005);
}

TEST_CASE("of five simulated equal models any two are called different in at most 5 of 100 runs", "[slow]")
{
    int wrong = 0;
    for (int run = 0; run < kRuns; ++run) {
        SeededRandom random = runRandom(run);
        std::vector<RowScores> targets(5);
        for (int row = 0; row < 200; ++row) {
            const double difficulty = random.unit();
            for (RowScores& target : targets)
                target.emplace_back(random.unit() < 0.3 + 0.6 * difficulty ? 1.0 : 0.0);
        }
        const auto comparisons = compareAll(targets, 1000);
        wrong += std::any_of(comparisons.begin(), comparisons.end(),
                     [](const Comparison& pair) { return pair.verdict != Verdict::NoDifferenceShown; })
            ? 1
            : 0;
    }
    print("0/1, five models", "200 rows, any wrongly different", wrong, kRuns);
    CHECK(wrong <= 50);
}

TEST_CASE("simulated real differences are shown about as often as the rows needed promise", "[slow]")
{
    // Two models of 0.8 and 0.7, agreeing on 8 of 10 rows: what a large sample says is needed.
    const Planted planted = unequalBinary();
    const TwoModels large = drawModels(planted, 100'000, 1);
    const auto needed = rowsNeeded(*comparePaired(large.a, large.b, 1));
    REQUIRE(needed);
    int better = 0;
    int worse = 0;
    for (int run = 0; run < kRuns; ++run) {
        const TwoModels models = drawModels(planted, *needed, run);
        const std::vector<RowScores> targets{models.a, models.b};
        const auto verdict = compareAll(targets, 4000)[0].verdict;
        better += verdict == Verdict::Better ? 1 : 0;
        worse += verdict == Verdict::Worse ? 1 : 0;
    }
    print(planted.name, std::to_string(*needed) + " rows, shown to be better", better, kRuns);
    CHECK(better >= 770);
    CHECK(better <= 850);
    CHECK(worse == 0);
}

TEST_CASE("simulated experiments of equal arms and shares show a winner in at most 5 of 100 runs", "[slow]")
{
    checkEqualArms(0.5);
}

TEST_CASE("simulated experiments of equal arms with a tenth for one show a winner in at most 5 of 100 runs", "[slow]")
{
    checkEqualArms(0.1);
}

TEST_CASE("simulated experiments find a real difference", "[slow]")
{
    struct Row {
        Stream stream;
        double share;
        int observations;
        double truth;
        int least;
    };
    const auto errors = [](double first, double second) {
        return [=](SeededRandom& random, std::size_t arm, int) {
            return random.unit() < (arm == 0 ? first : second) ? 1.0 : 0.0;
        };
    };
    const std::vector<Row> rows{
        {{"errors, 5 % and 10 %", Measure::ErrorRate, errors(0.05, 0.1)}, 0.5, 4000, -0.05, 800},
        {{"errors, 5 % and 10 %", Measure::ErrorRate, errors(0.05, 0.1)}, 0.1, 12'000, -0.05, 800},
        {{"latency, a quarter more", Measure::Latency,
             [](auto& random, std::size_t arm, auto) {
                 return (arm == 0 ? 900 : 1125) * std::exp(0.7 * normal(random));
             }},
            0.1, 6000, std::log(0.8), 800},
        {{"judge, 0.85 and 0.75", Measure::Judge,
             [](auto& random, std::size_t arm, auto) {
                 return random.unit() < (arm == 0 ? 0.7 : 0.5) ? 1.0 : random.unit();
             }},
            0.1, 4000, 0.1, 800},
    };
    for (const Row& row : rows) {
        const StreamResult result = runStreams(row.stream, row.share, row.observations, row.truth);
        CAPTURE(row.stream.name, row.share);
        const std::string shares = row.share == 0.5 ? "0.5/0.5, " : "0.9/0.1, ";
        print(row.stream.name, shares + std::to_string(row.observations) + " looks, found", result.winners[0], kRuns);
        print(row.stream.name, shares + "difference always covered", result.covering, kRuns);
        CHECK(result.winners[0] >= row.least);
        CHECK(result.winners[1] == 0);
        // The range of a latency cuts 3 of 1,000 values at its ends, on one side more than on the other.
        CHECK(result.covering >= 950);
    }
}
