#include "gateway/exchange/attempts/idle_guard.h"
#include "gateway/exchange/attempts/speed_guard.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;

TEST_CASE("an answer is too slow if a time window brings fewer bytes than required")
{
    const TimePoint begun{std::chrono::hours(5)};
    SpeedGuard guard(100, begun);
    CHECK(guard.due() == begun + SpeedGuard::kWindow);
    guard.took(499);
    CHECK_FALSE(guard.isTooSlow(begun + Milliseconds(4999)));
    CHECK(guard.isTooSlow(begun + Milliseconds(5000)));
    // The next window starts here.
    CHECK(guard.due() == begun + Milliseconds(10000));
    guard.took(500);
    CHECK_FALSE(guard.isTooSlow(begun + Milliseconds(10000)));
    guard.took(1);
    guard.excuse(begun + Milliseconds(12000)); // time spent waiting for the client
    CHECK_FALSE(guard.isTooSlow(begun + Milliseconds(15000)));
    CHECK(guard.isTooSlow(begun + Milliseconds(17000)));
}

TEST_CASE("accepts any speed if none is required")
{
    SpeedGuard guard({}, TimePoint());
    CHECK(guard.due() == TimePoint::max());
    CHECK_FALSE(guard.isTooSlow(TimePoint{std::chrono::hours(5)}));
}

TEST_CASE("bytes that trickle into an incomplete line do not keep a stream alive")
{
    const Milliseconds idle(100000);
    IdleGuard lines(idle, true);
    CHECK(lines.limit() == idle);
    lines.took("data: {\"a\"");
    CHECK(lines.isInside());
    CHECK(lines.limit() <= idle);
    lines.took(":1}");
    CHECK(lines.isInside());
    lines.took("\n");
    CHECK_FALSE(lines.isInside());
    lines.took("data: 1\ndata: 2"); // it completed a line
    CHECK_FALSE(lines.isInside());
    lines.took("");
    CHECK_FALSE(lines.isInside());
    lines.took("x");
    lines.excuse();
    CHECK_FALSE(lines.isInside());

    IdleGuard none(Milliseconds(0), true);
    none.took("x");
    CHECK(none.isOver());
    CHECK(none.limit() == Milliseconds(0));

    IdleGuard bytes(Milliseconds(0), false);
    bytes.took("x");
    CHECK_FALSE(bytes.isInside());
}
