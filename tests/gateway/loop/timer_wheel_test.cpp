#include "gateway/loop/timer_wheel.h"

#include "catch.h"

#include <QElapsedTimer>
#include <QTest>

#include <functional>
#include <memory>
#include <vector>

using gateway::Milliseconds;
using gateway::TimerEntry;
using gateway::TimerWheel;

namespace {

class Entry final : public TimerEntry {
public:
    std::function<void()> then;

protected:
    void expired() override { then(); }
};

} // namespace

TEST_CASE("an entry expires once and never early")
{
    TimerWheel wheel;
    Entry entry;
    int count = 0;
    QElapsedTimer timer;
    timer.start();
    qint64 at = 0;
    entry.then = [&] {
        ++count;
        at = timer.elapsed();
    };
    const auto limit_ms = GENERATE(0, 1, 64, 150);
    wheel.add(entry, Milliseconds{limit_ms});
    REQUIRE(QTest::qWaitFor([&] { return count > 0; }, 5000));
    CHECK(at >= limit_ms);
    CHECK(count == 1);
    CHECK(wheel.isEmpty());
    CHECK_FALSE(entry.isLinked());
}

TEST_CASE("entries of one slot may remove and destroy each other while expiring")
{
    TimerWheel wheel;
    std::vector<std::unique_ptr<Entry>> entries;
    int expired = 0;
    for (int i = 0; i < 20; ++i) {
        entries.push_back(std::make_unique<Entry>());
        entries.back()->then = [&] {
            ++expired;
            if (expired == 1) // removes all but two of the others
                std::erase_if(entries, [&, left = 2](const auto& e) mutable { return e->isLinked() && left-- <= 0; });
        };
        wheel.add(*entries.back(), Milliseconds{10});
    }
    REQUIRE(QTest::qWaitFor([&] { return wheel.isEmpty(); }, 5000));
    CHECK(expired == 3);
}

TEST_CASE("adding an entry again moves it")
{
    TimerWheel wheel;
    Entry entry;
    bool expired = false;
    entry.then = [&] { expired = true; };
    wheel.add(entry, Milliseconds{30});
    wheel.add(entry, Milliseconds{60000});
    Entry later;
    bool isOver = false;
    later.then = [&] { isOver = true; };
    wheel.add(later, Milliseconds{30});
    REQUIRE(QTest::qWaitFor([&] { return isOver; }, 5000));
    CHECK_FALSE(expired);
    CHECK(entry.isLinked());
    entry.unlink();
    CHECK(wheel.isEmpty());
}
