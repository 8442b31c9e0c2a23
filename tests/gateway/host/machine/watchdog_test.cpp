#include "gateway/host/machine/watchdog.h"

#include "catch.h"

#include <QSignalSpy>
#include <QTest>

#include <vector>

using gateway::Milliseconds;
using gateway::host::Watchdog;

namespace {

/// A thread that answers when told to.
struct Watched {
    std::vector<std::function<void()>> pongs;
    Watchdog dog{[this](std::function<void()> pong) { pongs.push_back(std::move(pong)); }, Milliseconds(20), Milliseconds(20)};

    void answer()
    {
        for (const auto& pong : std::exchange(pongs, {}))
            pong();
    }
};

} // namespace

TEST_CASE("reports a thread as hung until it answers")
{
    Watched watched;
    QSignalSpy changes(&watched.dog, &Watchdog::changed);
    watched.dog.look();
    watched.dog.look(); // one ping at a time
    CHECK(watched.pongs.size() == 1);
    watched.answer();
    CHECK_FALSE(watched.dog.isHung());
    CHECK(changes.isEmpty());
    watched.dog.look();
    REQUIRE(changes.wait());
    CHECK(watched.dog.isHung());
    watched.answer();
    CHECK(changes.size() == 2);
    CHECK_FALSE(watched.dog.isHung());
}

TEST_CASE("the watchdog pings only while requests are in progress")
{
    Watched watched;
    watched.dog.setBusy(true);
    REQUIRE(QTest::qWaitFor([&] { return !watched.pongs.empty(); }));
    watched.answer();
    REQUIRE(QTest::qWaitFor([&] { return !watched.pongs.empty(); }));
    watched.answer();
    watched.dog.setBusy(false);
    CHECK_FALSE(QTest::qWaitFor([&] { return !watched.pongs.empty(); }, 100));
}
