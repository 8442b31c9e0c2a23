#include "dispatcher_fixture.h"

#include <QSemaphore>

#include <optional>

TEST_CASE("timers are never early and do not drift")
{
    struct Row {
        int interval_ms;
        Qt::TimerType type;
        int ticks;
    };
    const auto row = GENERATE(values<Row>({
        {1, Qt::PreciseTimer, 100},
        {10, Qt::PreciseTimer, 30},
        {10, Qt::CoarseTimer, 30},
        {37, Qt::CoarseTimer, 8},
        {500, Qt::VeryCoarseTimer, 2},
    }));
    CAPTURE(row.interval_ms, static_cast<int>(row.type));
    onDispatcher([&] {
        Timers timers;
        QElapsedTimer clock;
        std::vector<qint64> at_us;
        timers.then = [&](int) { at_us.push_back(clock.nsecsElapsed() / 1000); };
        clock.start();
        const int id = timers.startTimer(row.interval_ms, row.type);
        REQUIRE(spinUntil([&] { return at_us.size() == static_cast<std::size_t>(row.ticks); }));
        timers.killTimer(id);
        for (std::size_t i = 0; i < at_us.size(); ++i)
            CHECK(at_us[i] >= static_cast<qint64>(i + 1) * row.interval_ms * 1000);
    });
}

TEST_CASE("a precise timer is only slightly late")
{
    onDispatcher([] {
        constexpr int kWanted = 5;
        const QDeadlineTimer patience(kPatience_ms); // the machine may be busy, so the latest ones are ignored
        int slightlyLate = 0;
        while (slightlyLate < kWanted && !patience.hasExpired()) {
            Timers timers;
            QElapsedTimer clock;
            bool fired = false;
            timers.then = [&](int) {
                slightlyLate += clock.nsecsElapsed() / 1000 - 5000 < 3000 ? 1 : 0;
                fired = true;
            };
            clock.start();
            timers.startTimer(5, Qt::PreciseTimer);
            REQUIRE(spinUntil([&] { return fired; }));
        }
        CHECK(slightlyLate == kWanted);
    });
}

TEST_CASE("zero timers and sockets do not starve each other")
{
    onDispatcher([] {
        Pipe pipe;
        Timers timers;
        int ticks = 0;
        int heard = 0;
        timers.then = [&](int) {
            ++ticks;
            pipe.say();
        };
        QSocketNotifier notifier(pipe.ends[0], QSocketNotifier::Read);
        QObject::connect(&notifier, &QSocketNotifier::activated, &timers, [&] {
            while (pipe.hear())
                ++heard;
        });
        for (int i = 0; i < 10; ++i)
            timers.startTimer(0);
        REQUIRE(spinUntil([&] { return ticks >= 5000; }));
        CHECK(heard >= ticks - 100); // each loop iteration serves both
    });
}

TEST_CASE("timers may be killed and started in a timer event")
{
    onDispatcher([] {
        Timers timers;
        int first = 0;
        int second = 0;
        int third = 0;
        int killed = 0;
        std::vector<int> fired;
        timers.then = [&](int id) {
            fired.push_back(id);
            if (id != first || third != 0)
                return;
            timers.killTimer(first); // itself
            timers.killTimer(killed); // due in the same iteration
            third = timers.startTimer(5); // probably reuses one of their ids
        };
        first = timers.startTimer(5);
        killed = timers.startTimer(5);
        second = timers.startTimer(6);
        auto* const dispatcher = QAbstractEventDispatcher::instance();
        for (const int id : {first, killed, second})
            while (dispatcher->remainingTime(id) > 0) // all are due together
                QThread::yieldCurrentThread();
        const int goneId = killed;
        REQUIRE(spinUntil([&] { return std::count(fired.begin(), fired.end(), third) >= 3; }));
        CHECK(std::count(fired.begin(), fired.end(), second) >= 1);
        if (goneId != third)
            CHECK(std::count(fired.begin(), fired.end(), goneId) == 0);
        CHECK(fired[0] == first);
    });
}

TEST_CASE("an object deleted in its timer event takes its timers with it")
{
    onDispatcher([] {
        auto timers = std::make_unique<Timers>();
        int fired = 0;
        int iterations = 0;
        int lastIteration = 0;
        QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, timers.get(),
                         [&] { ++iterations; });
        timers->then = [&](int) {
            if (++fired == 1)
                timers.release()->deleteLater();
            lastIteration = iterations;
        };
        timers->startTimer(1);
        timers->startTimer(1);
        timers->startTimer(0);
        bool over = false;
        QTimer::singleShot(50, [&] { over = true; });
        REQUIRE(spinUntil([&] { return over; }));
        CHECK(fired >= 1);
        CHECK(lastIteration <= 2); // deleted with that iteration
    });
}

TEST_CASE("a nested loop in a timer event delivers other timers but not that one")
{
    onDispatcher([] {
        Timers timers;
        int depth = 0;
        int deepest = 0;
        int outer = 0;
        int others = 0;
        timers.then = [&](int id) {
            if (id != outer) {
                ++others;
                return;
            }
            deepest = std::max(deepest, ++depth);
            const int before = others;
            CHECK(spinUntil([&] { return others > before + 2; }));
            --depth;
        };
        outer = timers.startTimer(1);
        timers.startTimer(2);
        REQUIRE(spinUntil([&] { return others > 10; }));
        CHECK(deepest == 1);
    });
}

TEST_CASE("reports the remaining time and registration of timers")
{
    onDispatcher([] {
        auto* const dispatcher = QAbstractEventDispatcher::instance();
        Timers timers;
        timers.then = [](int) {};
        const int id = timers.startTimer(100'000, Qt::PreciseTimer);
        CHECK(dispatcher->remainingTime(id) > 50'000);
        CHECK(dispatcher->remainingTime(id) <= 100'000);
        CHECK(dispatcher->remainingTime(id + 1000) == -1);
        REQUIRE(dispatcher->registeredTimers(&timers).size() == 1);
        CHECK(dispatcher->registeredTimers(&timers).first().interval == 100'000);
        const int due = timers.startTimer(0);
        CHECK(dispatcher->remainingTime(due) == 0);
        CHECK(dispatcher->unregisterTimers(&timers));
        CHECK_FALSE(dispatcher->unregisterTimers(&timers));
        CHECK(dispatcher->registeredTimers(&timers).isEmpty());
    });
}

TEST_CASE("ignores a pending event of a descriptor that was closed and reused")
{
    onDispatcher([] {
        // Both are readable when the loop waits; the first one served closes
        // the other, whose number the next pipe reuses. Its event must not be delivered there.
        std::array<std::unique_ptr<Pipe>, 2> pipes{std::make_unique<Pipe>(), std::make_unique<Pipe>()};
        std::array<std::unique_ptr<QSocketNotifier>, 2> notifiers;
        std::unique_ptr<Pipe> reused;
        std::unique_ptr<QSocketNotifier> reusedNotifier;
        int heard = 0;
        int reusedHeard = 0;
        for (std::size_t i = 0; i < 2; ++i) {
            notifiers[i] = std::make_unique<QSocketNotifier>(pipes[i]->ends[0], QSocketNotifier::Read);
            QObject::connect(notifiers[i].get(), &QSocketNotifier::activated, notifiers[i].get(), [&, i] {
                ++heard;
                notifiers[i]->setEnabled(false);
                const std::size_t other = 1 - i;
                const int number = pipes[other]->ends[0];
                notifiers[other].reset();
                pipes[other].reset();
                reused = std::make_unique<Pipe>();
                CHECK((reused->ends[0] == number || reused->ends[1] == number));
                if (reused->ends[0] != number)
                    return;
                reusedNotifier = std::make_unique<QSocketNotifier>(number, QSocketNotifier::Read);
                QObject::connect(reusedNotifier.get(), &QSocketNotifier::activated, reusedNotifier.get(), [&] {
                    ++reusedHeard;
                    CHECK(reused->hear());
                });
            });
        }
        pipes[0]->say();
        pipes[1]->say();
        REQUIRE(spinUntil([&] { return heard == 1; }));
        bool over = false;
        QTimer::singleShot(30, [&] { over = true; });
        REQUIRE(spinUntil([&] { return over; }));
        CHECK(heard == 1);
        REQUIRE(reusedNotifier);
        CHECK(reusedHeard == 0);
        reused->say(); // the reused descriptor is watched
        CHECK(spinUntil([&] { return reusedHeard == 1; }));
    });
}

TEST_CASE("enables and disables the notifiers of one descriptor independently")
{
    onDispatcher([] {
        std::array<int, 2> ends{};
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) == 0);
        int reads = 0;
        int writes = 0;
        {
            QSocketNotifier reader(ends[0], QSocketNotifier::Read);
            QSocketNotifier writer(ends[0], QSocketNotifier::Write);
            QObject::connect(&reader, &QSocketNotifier::activated, &reader, [&] {
                char c = 0;
                while (::read(ends[0], &c, 1) == 1)
                    ++reads;
            });
            QObject::connect(&writer, &QSocketNotifier::activated, &writer, [&] {
                if (++writes == 3)
                    writer.setEnabled(false);
            });
            REQUIRE(spinUntil([&] { return writes == 3; }));
            for (int i = 0; i < 3; ++i) {
                REQUIRE(::write(ends[1], "x", 1) == 1);
                REQUIRE(spinUntil([&] { return reads == i + 1; }));
            }
            CHECK(writes == 3);
            reader.setEnabled(false);
            REQUIRE(::write(ends[1], "x", 1) == 1);
            writer.setEnabled(true);
            REQUIRE(spinUntil([&] { return writes > 5; }));
            CHECK(reads == 3);
            writer.setEnabled(false);
            reader.setEnabled(true);
            CHECK(spinUntil([&] { return reads == 4; }));
        }
        ::close(ends[0]);
        ::close(ends[1]);
    });
}

TEST_CASE("a hang-up is delivered to any type of notifier")
{
    const auto type = GENERATE(QSocketNotifier::Write, QSocketNotifier::Exception);
    onDispatcher([type] {
        Pipe pipe;
        // A full pipe, so that the write notifier has no other reason to fire.
        while (::write(pipe.ends[1], "xxxxxxxx", 8) > 0) { }
        QSocketNotifier notifier(pipe.ends[1], type);
        int told = 0;
        QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [&] {
            ++told;
            notifier.setEnabled(false);
        });
        bool over = false;
        QTimer::singleShot(20, [&] { over = true; });
        REQUIRE(spinUntil([&] { return over; }));
        CHECK(told == 0);
        pipe.closeEnd(0);
        CHECK(spinUntil([&] { return told == 1; }));
    });
}

TEST_CASE("delivers all posts from other threads and its own")
{
    constexpr int kThreads = 4;
    constexpr int kPosts = 20000;
    constexpr int kOwn = 1000;
    onDispatcher([] {
        QObject target;
        int arrived = 0;
        std::vector<std::thread> threads;
        int own = 0;
        QEventLoop loop;
        const auto count = [&] {
            if (++arrived == kThreads * kPosts + kOwn)
                loop.quit();
        };
        std::function<void()> again = [&] {
            count();
            if (++own < kOwn)
                QMetaObject::invokeMethod(&target, again, Qt::QueuedConnection);
        };
        QMetaObject::invokeMethod(&target, again, Qt::QueuedConnection);
        for (int t = 0; t < kThreads; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < kPosts; ++i)
                    QMetaObject::invokeMethod(&target, count, Qt::QueuedConnection);
            });
        QTimer::singleShot(kPatience_ms, &loop, [&] { loop.exit(1); }); // in case of a lost wake-up
        CHECK(loop.exec() == 0);
        CHECK(arrived == kThreads * kPosts + kOwn);
        for (std::thread& thread : threads)
            thread.join();
    });
}

TEST_CASE("a single post from another thread wakes a sleeping loop at once")
{
    Thread thread;
    thread.setEventDispatcher(new EpollDispatcher);
    thread.start();
    QObject target;
    target.moveToThread(&thread);
    for (int i = 0; i < 500; ++i) {
        std::atomic<bool> done{false};
        QMetaObject::invokeMethod(&target, [&] { done = true; }, Qt::QueuedConnection);
        const QDeadlineTimer deadline(kPatience_ms);
        while (!done && !deadline.hasExpired())
            QThread::yieldCurrentThread();
        REQUIRE(done); // nothing else would wake it
    }
    thread.quit();
    REQUIRE(thread.wait(kPatience_ms));
}

TEST_CASE("does not lose a quit right after the start")
{
    for (int i = 0; i < 1000; ++i) {
        Thread thread;
        thread.setEventDispatcher(new EpollDispatcher);
        thread.start();
        if (i % 2 == 0)
            QThread::yieldCurrentThread();
        thread.quit();
        REQUIRE(thread.wait(kPatience_ms));
    }
}

TEST_CASE("does not sleep through a post made just before sleeping")
{
    onDispatcher([] {
        QObject target;
        QEventLoop loop;
        int posted = 0;
        int arrived = 0;
        QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, &target, [&] {
            if (posted == arrived && posted < 20) {
                ++posted;
                QMetaObject::invokeMethod(&target, [&] {
                    if (++arrived == 20)
                        loop.quit();
                }, Qt::QueuedConnection);
            }
        });
        QTimer::singleShot(kPatience_ms, &loop, [&] { loop.exit(1); });
        CHECK(loop.exec() == 0); // nothing else would wake it
    });
}

TEST_CASE("can process events without sockets")
{
    onDispatcher([] {
        Pipe pipe;
        int heard = 0;
        QSocketNotifier notifier(pipe.ends[0], QSocketNotifier::Read);
        QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [&] {
            while (pipe.hear())
                ++heard;
        });
        pipe.say();
        bool over = false;
        bool posted = false;
        QTimer::singleShot(20, [&] { over = true; });
        QMetaObject::invokeMethod(&notifier, [&] { posted = true; }, Qt::QueuedConnection);
        while (!over)
            QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers | QEventLoop::WaitForMoreEvents);
        CHECK(posted);
        CHECK(heard == 0);
        CHECK(spinUntil([&] { return heard == 1; }));
    });
}

TEST_CASE("does not wake an idle thread")
{
    Thread thread;
    auto* const dispatcher = new EpollDispatcher;
    int awoken = 0; // this and the next three: that thread
    std::optional<int> beforeIdle;
    int atTimer = 0;
    bool isReady = false;
    QSemaphore done;
    QObject context; // context of the direct connections; otherwise unused
    QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, &context, [&] { ++awoken; }, Qt::DirectConnection);
    QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, &context, [&] {
        if (isReady && !beforeIdle)
            beforeIdle = awoken;
    }, Qt::DirectConnection);
    thread.setEventDispatcher(dispatcher);
    thread.start();
    QObject target;
    target.moveToThread(&thread);
    // Silent descriptors and a distant timer must not wake it before the other timer does.
    Pipe pipe;
    QMetaObject::invokeMethod(&target, [&] {
        new QSocketNotifier(pipe.ends[0], QSocketNotifier::Read, dispatcher);
        auto* const timer = new QTimer(dispatcher);
        timer->start(60000);
        QTimer::singleShot(1, dispatcher, [&] { isReady = true; }); // then it has heard of this call
        QTimer::singleShot(1000, Qt::PreciseTimer, dispatcher, [&] {
            atTimer = awoken;
            done.release();
        });
    }, Qt::QueuedConnection);
    REQUIRE(done.tryAcquire(1, kPatience_ms));
    REQUIRE(beforeIdle);
    CHECK(atTimer == *beforeIdle + 1);
    thread.quit();
    REQUIRE(thread.wait(kPatience_ms));
}
