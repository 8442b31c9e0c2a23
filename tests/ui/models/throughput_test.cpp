#include "catch.h"

#include "ui/models/throughput.h"

using gateway::TimePoint;
using gateway::usage::LiveSnapshot;
using ui::models::Throughput;
using ui::models::TokenRate;

namespace {

constexpr std::chrono::hours kStart{1000};

LiveSnapshot snapshot(int ms, std::int64_t input, std::int64_t output, bool busy)
{
    LiveSnapshot made;
    made.at = TimePoint{kStart + gateway::Milliseconds{ms}};
    made.totals.inputTokens = input;
    made.totals.outputTokens = output;
    made.totals.exchanges = 1;
    if (busy) made.inFlight.emplace_back();
    return made;
}

TimePoint at(int ms) { return TimePoint{kStart + gateway::Milliseconds{ms}}; }

} // namespace

TEST_CASE("an idle second is a gap and a silent one with requests is zero")
{
    Throughput rates;
    CHECK(rates.isEmpty());
    CHECK(rates.seconds().size() == Throughput::kSeconds);
    rates.add(snapshot(0, 0, 0, true));
    rates.add(snapshot(200, 1000, 0, true));
    rates.add(snapshot(2100, 1000, 40, true)); // two seconds later, with a silent one between
    rates.add(snapshot(2900, 1000, 70, false));
    rates.advance(at(5000));
    const auto seconds = rates.seconds();
    CHECK(seconds[55] == TokenRate{1000, 0, 0});
    CHECK(seconds[56] == TokenRate{0, 0, 0});
    CHECK(seconds[57] == TokenRate{0, 70, 0});
    CHECK_FALSE(seconds[58]);
    CHECK_FALSE(seconds[59]);
    CHECK_FALSE(seconds[54]);
}

TEST_CASE("the current rate is that of the last complete second")
{
    Throughput rates;
    rates.add(snapshot(0, 0, 0, true));
    rates.add(snapshot(900, 0, 30, true));
    CHECK(rates.now() == TokenRate{});
    rates.advance(at(1000));
    CHECK(rates.now() == TokenRate{0, 30, 0});
    rates.advance(at(2000));
    CHECK(rates.now() == TokenRate{0, 0, 0});
}

TEST_CASE("the window empties after a minute")
{
    Throughput rates;
    rates.add(snapshot(0, 0, 0, true));
    rates.add(snapshot(500, 0, 30, false));
    rates.advance(at(60000));
    CHECK_FALSE(rates.isEmpty());
    CHECK(rates.seconds()[0] == TokenRate{0, 30, 0});
    rates.advance(at(61000));
    CHECK(rates.isEmpty());
}

TEST_CASE("drops old values after a pause longer than the window")
{
    Throughput rates;
    rates.add(snapshot(0, 0, 0, true));
    rates.add(snapshot(500, 0, 30, false));
    rates.advance(at(1000 * 1000));
    CHECK(rates.isEmpty());
    rates.add(snapshot(1000 * 1000 + 100, 0, 50, true));
    CHECK_FALSE(rates.seconds()[59]); // an incomplete second is not shown yet
    rates.advance(at(1001 * 1000));
    CHECK(rates.seconds()[59] == TokenRate{0, 20, 0});
}

TEST_CASE("does not count restarted totals as tokens")
{
    Throughput rates;
    rates.add(snapshot(0, 5000, 5000, true));
    auto again = snapshot(100, 0, 10, true);
    again.totals.exchanges = 0;
    rates.add(again);
    rates.add(snapshot(200, 0, 25, true));
    rates.advance(at(1000));
    CHECK(rates.seconds()[59] == TokenRate{0, 15, 0});
}

TEST_CASE("a corrected estimate never makes a second negative")
{
    Throughput rates;
    rates.add(snapshot(0, 0, 0, true));
    rates.add(snapshot(100, 0, 100, true));
    rates.add(snapshot(1100, 0, 90, false));
    rates.advance(at(2000));
    CHECK(rates.seconds()[59] == TokenRate{0, 0, 0});
    CHECK(rates.seconds()[58] == TokenRate{0, 100, 0});
}

TEST_CASE("the first snapshot only sets the baseline")
{
    Throughput rates;
    rates.add(snapshot(0, 123456, 789, true));
    rates.advance(at(1000));
    CHECK(rates.seconds()[59] == TokenRate{});
}
