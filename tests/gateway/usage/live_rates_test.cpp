#include "gateway/usage/live_rates.h"

#include "catch.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::usage;

namespace {

LiveShare shareOf(const char* provider, const char* model, std::int64_t input, std::int64_t output, std::int64_t ended, std::int64_t failed = 0)
{
    return {provider, model, "ide", "claude (x)", input, output, ended, failed};
}

InFlight flight(const char* provider, const char* model, int age, int firstToken)
{
    InFlight shown;
    shown.provider = provider;
    shown.model = model;
    shown.consumer = "ide";
    shown.age = Milliseconds{age};
    shown.firstToken = Milliseconds{firstToken};
    return shown;
}

LiveSnapshot snapshotAt(int ms, std::vector<LiveShare> shares, std::vector<InFlight> inFlight = {})
{
    LiveSnapshot snapshot;
    snapshot.at = TimePoint{Milliseconds{ms}};
    snapshot.shares = std::move(shares);
    snapshot.inFlight = std::move(inFlight);
    return snapshot;
}

/// "a: 2 in flight, 1 waiting, oldest 900, first 250; 10 in, 40 out, 2 ended, 1 failed"
std::string ratesText(const std::vector<LiveGroup>& groups)
{
    std::string text;
    for (const LiveGroup& group : groups) {
        text += group.name + ": " + std::to_string(group.inFlight) + " in flight, " + std::to_string(group.waiting) + " waiting, oldest "
            + std::to_string(group.oldest.count()) + ", first " + std::to_string(group.firstToken.count()) + "; ";
        for (const auto& [rate, what] : {std::pair{group.inputPerSecond, " in, "}, std::pair{group.outputPerSecond, " out, "},
                 std::pair{group.exchangesPerSecond, " ended, "}, std::pair{group.failedPerSecond, " failed\n"}})
            text += std::to_string(static_cast<int>(rate)) + what;
    }
    return text;
}

} // namespace

TEST_CASE("computes grouped rates between two snapshots")
{
    const std::vector<LiveSnapshot> two{
        snapshotAt(1000, {shareOf("a", "m", 9999, 9999, 99)}), // from before the window
        snapshotAt(1500, {shareOf("a", "m", 100, 20, 1), shareOf("b", "m", 0, 30, 0), shareOf("a", "n", 0, -5, 1, 1)},
            {flight("a", "m", 900, 200), flight("a", "n", 400, 300), flight("b", "m", 100, -1)})};
    CHECK(ratesText(liveRates(two, LiveBy::Provider))
        == "a: 2 in flight, 0 waiting, oldest 900, first 250; 200 in, 30 out, 4 ended, 2 failed\n"
           "b: 1 in flight, 1 waiting, oldest 100, first -1; 0 in, 60 out, 0 ended, 0 failed\n");
    CHECK(ratesText(liveRates(two, LiveBy::Model))
        == "m: 2 in flight, 1 waiting, oldest 900, first 200; 200 in, 100 out, 2 ended, 0 failed\n"
           "n: 1 in flight, 0 waiting, oldest 400, first 300; 0 in, 0 out, 2 ended, 2 failed\n"); // never below 0
    CHECK(ratesText(liveRates(two, LiveBy::Consumer))
        == "ide: 3 in flight, 1 waiting, oldest 900, first 250; 200 in, 90 out, 4 ended, 2 failed\n");
    CHECK(ratesText(liveRates(two, LiveBy::Process))
        == ": 3 in flight, 1 waiting, oldest 900, first 250; 0 in, 0 out, 0 ended, 0 failed\n"
           "claude (x): 0 in flight, 0 waiting, oldest -1, first -1; 200 in, 90 out, 4 ended, 2 failed\n");
}

TEST_CASE("counts all but the first snapshot of a window and needs two for rates")
{
    std::vector<LiveSnapshot> window{snapshotAt(0, {}), snapshotAt(100, {shareOf("a", "m", 1, 10, 0)}), snapshotAt(400, {shareOf("a", "m", 1, 10, 1)}),
        snapshotAt(2000, {shareOf("a", "m", 2, 20, 0)})};
    CHECK(ratesText(liveRates(window, LiveBy::Provider)) == "a: 0 in flight, 0 waiting, oldest -1, first -1; 2 in, 20 out, 0 ended, 0 failed\n");
    CHECK(liveRates({}, LiveBy::Model).empty());
    CHECK(liveRates(std::span(window).last(1), LiveBy::Model).empty());
    window.back().inFlight.push_back(flight("a", "m", 5, -1));
    CHECK(ratesText(liveRates(std::span(window).last(1), LiveBy::Model)) == "m: 1 in flight, 1 waiting, oldest 5, first -1; 0 in, 0 out, 0 ended, 0 failed\n");
    window[3].at = window[2].at;
    CHECK(liveRates(std::span(window).last(2), LiveBy::Model).at(0).outputPerSecond == 0);
}
