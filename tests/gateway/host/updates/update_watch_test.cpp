#include "gateway/host/updates/update_watch.h"

#include "catch.h"
#include "outlast.h"

#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

#include <semaphore>
#include <thread>

using namespace std::chrono_literals;
using gateway::host::UpdateFinding;
using gateway::host::UpdateWatch;

namespace {

constexpr int kEnough_ms = 20000;

UpdateFinding newer() { return {UpdateFinding::Kind::Available, "signalbox", "0.2.0"}; }

bool hasLooked(QSignalSpy& changes, const UpdateWatch& watch)
{
    while (watch.isLooking())
        if (!changes.wait(kEnough_ms)) return false;
    return true;
}

} // namespace

TEST_CASE("runs one update check at a time on a worker and records its time")
{
    std::counting_semaphore<> goOn{0};
    std::atomic<int> looks = 0;
    std::atomic<std::thread::id> where{};
    UpdateWatch watch([&](const std::atomic<bool>&) {
        where = std::this_thread::get_id();
        ++looks;
        goOn.acquire();
        return newer();
    });
    QSignalSpy changes(&watch, &UpdateWatch::changed);
    CHECK(watch.finding().kind == UpdateFinding::Kind::Unasked);
    const auto before = gateway::SystemClock().wallNow();
    watch.look();
    CHECK(watch.isLooking());
    CHECK(changes.size() == 1);
    watch.look();
    goOn.release(2);
    REQUIRE(hasLooked(changes, watch));
    CHECK(looks == 1);
    CHECK(changes.size() == 2);
    CHECK(where.load() != std::this_thread::get_id());
    CHECK(watch.finding().version == "0.2.0");
    CHECK(watch.finding().at >= before);
    watch.look();
    REQUIRE(hasLooked(changes, watch));
    CHECK(looks == 2);
}

TEST_CASE("checks for updates automatically only if enabled and then repeatedly")
{
    UpdateWatch watch([](const std::atomic<bool>&) { return newer(); }, 10ms, 20ms);
    QSignalSpy changes(&watch, &UpdateWatch::changed);
    CHECK_FALSE(watch.isDaily());
    outlast(200ms);
    CHECK(changes.isEmpty());
    watch.setDaily(true);
    CHECK(watch.isDaily());
    CHECK_FALSE(watch.isLooking()); // not immediately
    CHECK(QTest::qWaitFor([&] { return changes.size() >= 4; }, kEnough_ms));
    watch.setDaily(false);
    REQUIRE(hasLooked(changes, watch));
    changes.clear();
    outlast(200ms);
    CHECK(changes.isEmpty());
    CHECK(watch.finding().isNews()); // the finding stays
}

TEST_CASE("shutting down does not wait for a hanging update check")
{
    std::atomic<bool> hasEnded = false;
    {
        UpdateWatch watch([&](const std::atomic<bool>& isOver) {
            while (!isOver) std::this_thread::sleep_for(1ms);
            hasEnded = true;
            return newer();
        });
        watch.look();
    }
    REQUIRE(QThreadPool::globalInstance()->waitForDone(kEnough_ms));
    CHECK(hasEnded);
}
