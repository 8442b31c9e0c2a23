#include "dispatcher_fixture.h"

namespace {

/// Sockets that all become readable together, each with its own handler.
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

TEST_CASE("a scheduler belongs to its thread's loop and does not exist without one")
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

TEST_CASE("a pass continues at least one work item and as many as time allows in order")
{
    gateway::LoopScheduler scheduler;
    std::string order;
    std::array<Work, 4> works;
    for (std::size_t i = 0; i < works.size(); ++i) {
        works[i].then = [&order, &scheduler, &works, i] {
            order += std::to_string(i);
            if (i == 0)
                scheduler.goOnLater(works[0]); // it has more work
        };
        scheduler.goOnLater(works[i]);
    }
    scheduler.forget(works[1]);
    CHECK(scheduler.continueSome([] { return false; }));
    CHECK(order == "0");
    CHECK(scheduler.continueSome([] { return true; }));
    CHECK(order == "0230"); // each once, then the one added during the pass
    CHECK(scheduler.continueSome([] { return true; }));
    CHECK(order == "02300");
    scheduler.forget(works[0]);
    CHECK_FALSE(scheduler.continueSome([] { return true; }));
    CHECK(order == "02300");
}

TEST_CASE("serves sockets and timers between the parts of endless work")
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
        CHECK(partsBefore <= told + 1); // in the next iteration
        scheduler.forget(work);
    });
}
