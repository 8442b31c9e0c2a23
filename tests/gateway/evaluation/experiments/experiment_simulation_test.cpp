// How often an experiment of two equal arms shows a winner, with sessions assigned as in the gateway. Random numbers
// are seeded, so that a figure is the same each time. Only optimised builds have this test.

#include "experiment_fixture.h"

#include "gateway/evaluation/statistics/seeded_random.h"

#include <cmath>
#include <cstdio>
#include <string>

using namespace gateway;
using namespace gateway::evaluation;
using namespace gateway::evaluation::tests;
using statistics::Measure;

namespace {

constexpr int kExperiments = 1000;
constexpr int kRequests = 3000;

ArmRequest drawnRequest(statistics::SeededRandom& random)
{
    ArmRequest request;
    request.hasFailed = random.unit() < 0.05;
    const double factor = std::exp(1.4 * (random.unit() + random.unit() + random.unit() + random.unit() - 2));
    request.latency = Milliseconds(static_cast<int>(900 * factor));
    request.cost = Money{Currency::Usd, static_cast<std::int64_t>(0.002 * static_cast<double>(kPicoOfUnit) * factor)};
    request.day = QDate(2026, 11, 30);
    return request;
}

} // namespace

TEST_CASE("simulated experiments of equal arms show a winner in at most 5 of 100 runs", "[slow]")
{
    const Measure measure = GENERATE(Measure::ErrorRate, Measure::Latency, Measure::Cost, Measure::Judge);
    int shown = 0;
    for (int run = 0; run < kExperiments; ++run) {
        ExperimentPlan plan = planFor(measure);
        plan.name = "run-" + std::to_string(run);
        Experiment experiment = started(plan);
        statistics::SeededRandom random(static_cast<std::uint64_t>(run) * 7919 + 17);
        for (int i = 0; i < kRequests && !experiment.winner(); ++i) { // looked at after each request
            const std::size_t arm = experiment.armFor("session-" + std::to_string(i));
            experiment.add(arm, drawnRequest(random));
            experiment.addScore(arm, random.unit() < 0.7 ? 1 : random.unit());
        }
        shown += experiment.winner() ? 1 : 0;
    }
    CAPTURE(nameOf(measure));
    std::printf("%-12s winner shown in %.1f %% of experiments with equal arms\n", std::string(nameOf(measure)).c_str(), 100.0 * shown / kExperiments);
    CHECK(shown <= kExperiments * 5 / 100);
}
