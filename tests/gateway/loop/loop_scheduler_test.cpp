#include "dispatcher_fixture.h"

namespace {

/// Sockets that are all readable when the loop looks, each with what is done then.
class Crowd {
public:
    explicit Crowd(std::size_t size, std::function<void(std::size_t)> hear)
    {
        for (std::size_t i = 0; i < size; ++i) {
            const Pipe& pipe = *m_pipes.emplace_back(std::make_unique<Pipe>());
            QSocketNotifier& notifier = *m_notifiers.emplace_back(std::make_unique<QSocketNotifier>(pipe.ends[0], QSocketNotifier::Read));
            QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [this, i, hear] {
                REQUIRE(m_pipes[i]->hear());
                hear(i);
                ++heard;
            });
        }
    }
    void say() const
    {
        for (const auto& pipe : m_pipes)
            pipe->say();
    }

    std::size_t heard = 0;

private:
    std::vector<std::unique_ptr<Pipe>> m_pipes;
    std::vector<std::unique_ptr<QSocketNotifier>> m_notifiers;
};

} // namespace

TEST_CASE("a scheduler is that of this thread's loop, and there is none without it")
{
    onDispatcher([] {
        auto* const dispatcher = dynamic_cast<EpollDispatcher*>(QAbstractEventDispatcher::instance());
        REQUIRE(dispatcher);
        CHECK(gateway::loopSchedulerOfThisThread() == &dispatcher->scheduler());
    });
    bool hasScheduler = true;
    std::thread([&hasScheduler] { hasScheduler = gateway::loopSchedulerOfThisThread() != nullptr; }).join();
    CHECK_FALSE(hasScheduler);
}

namespace {

struct Work final : gateway::LoopScheduler::Continuation {
    void goOn() override { then(); }
    std::function<void()> then;
};

} // namespace

TEST_CASE("a pass continues as many as there is time for, one at least, in their order")
{
    gateway::LoopScheduler scheduler;
    std::string order;
    std::array<Work, 4> works;
    for (std::size_t i = 0; i < works.size(); ++i) {
        works[i].then = [&order, &scheduler, &works, i] {
            order += std::to_string(i);
            if (i == 0)
                scheduler.goOnLater(works[0]); // it has more to do
        };
        scheduler.goOnLater(works[i]);
    }
    scheduler.forget(works[1]);
    CHECK(scheduler.continueSome([] { return false; }));
    CHECK(order == "0");
    CHECK(scheduler.continueSome([] { return true; }));
    CHECK(order == "0230"); // each once, and the one that was added behind them
    CHECK(scheduler.continueSome([] { return true; }));
    CHECK(order == "02300");
    scheduler.forget(works[0]);
    CHECK_FALSE(scheduler.continueSome([] { return true; }));
    CHECK(order == "02300");
}

TEST_CASE("sockets and timers are heard between the parts of work that never ends")
{
    onDispatcher([] {
        gateway::LoopScheduler& scheduler = *gateway::loopSchedulerOfThisThread();
        Work work;
        int parts = 0;
        work.then = [&] {
            ++parts;
            scheduler.goOnLater(work);
        };
        scheduler.goOnLater(work);
        int partsBefore = -1;
        Crowd crowd(1, [&](std::size_t) { partsBefore = parts; });
        int ticks = 0;
        QTimer timer;
        QObject::connect(&timer, &QTimer::timeout, [&ticks] { ++ticks; });
        timer.start(1);
        REQUIRE(spinUntil([&] { return parts > 3; }));
        const int told = parts;
        crowd.say();
        REQUIRE(spinUntil([&] { return crowd.heard == 1 && ticks > 2; }));
        CHECK(partsBefore <= told + 1); // in the next pass
        scheduler.forget(work);
    });
}
