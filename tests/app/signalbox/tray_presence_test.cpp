#include "app/signalbox/tray/tray_presence.h"

#include "catch.h"

#include <QSignalSpy>

using app::TrayPresence;
using namespace std::chrono_literals;
using State = TrayPresence::State;

namespace {

class FakeWatcher final : public app::TrayHostWatcher {
public:
    bool isPresent() const override { return present; }
    bool isPreferred() const override { return preferred; }
    void become(bool isThere, bool isPreferredOne = true)
    {
        present = isThere;
        preferred = isThere && isPreferredOne;
        Q_EMIT changed();
    }

    bool present = false;
    bool preferred = false;
};

constexpr auto kNever = 10min;
constexpr auto kAtOnce = 1ms;

} // namespace

TEST_CASE("an existing host needs no waiting")
{
    FakeWatcher watcher;
    watcher.become(true);
    const TrayPresence presence(watcher, {kNever, kNever, kNever});
    CHECK(presence.state() == State::Present);
    CHECK(presence.isReachable());
}

TEST_CASE("a host appears during the start")
{
    FakeWatcher watcher;
    TrayPresence presence(watcher, {kNever, kNever, kNever});
    QSignalSpy changes(&presence, &TrayPresence::stateChanged);
    CHECK(presence.state() == State::Unknown);
    watcher.become(true);
    CHECK(presence.state() == State::Present);
    CHECK(changes.size() == 1);
}

TEST_CASE("no host in time but one appears later")
{
    FakeWatcher watcher;
    TrayPresence presence(watcher, {kAtOnce, kNever, kNever});
    QSignalSpy changes(&presence, &TrayPresence::stateChanged);
    REQUIRE(changes.wait());
    CHECK(presence.state() == State::Absent);
    CHECK_FALSE(presence.isReachable());
    watcher.become(true);
    CHECK(presence.state() == State::Present);
}

TEST_CASE("accepts an older kind of host when no better one follows")
{
    FakeWatcher watcher;
    TrayPresence presence(watcher, {kNever, kAtOnce, kNever});
    QSignalSpy changes(&presence, &TrayPresence::stateChanged);
    watcher.become(true, false);
    CHECK(presence.state() == State::Unknown);
    REQUIRE(changes.wait());
    CHECK(presence.state() == State::Present);
}

TEST_CASE("a better kind of host ends the wait")
{
    FakeWatcher watcher;
    TrayPresence presence(watcher, {kNever, kNever, kNever});
    watcher.become(true, false);
    CHECK(presence.state() == State::Unknown);
    watcher.become(true, true);
    CHECK(presence.state() == State::Present);
}

TEST_CASE("a short absence of the host is tolerated and a long one is not")
{
    FakeWatcher watcher;
    watcher.become(true);
    TrayPresence patient(watcher, {kNever, kNever, kNever});
    TrayPresence hasty(watcher, {kNever, kNever, kAtOnce});
    QSignalSpy changes(&hasty, &TrayPresence::stateChanged);
    watcher.become(false);
    CHECK(patient.state() == State::Present);
    CHECK_FALSE(patient.isReachable()); // a window hidden now would be unreachable
    REQUIRE(changes.wait());
    CHECK(hasty.state() == State::Absent);
    watcher.become(true);
    CHECK(patient.isReachable());
    CHECK(hasty.state() == State::Present);
}
