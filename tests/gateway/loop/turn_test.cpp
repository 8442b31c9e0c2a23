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

struct Ending final : gateway::Turn::Ending {
    void onTurnEnd() override { then(); }
    std::function<void()> then;
};

} // namespace

TEST_CASE("a turn is that of this thread's loop, and there is none without it")
{
    onDispatcher([] {
        auto* const dispatcher = dynamic_cast<EpollDispatcher*>(QAbstractEventDispatcher::instance());
        REQUIRE(dispatcher);
        CHECK(gateway::turnOfThisThread() == &dispatcher->turn());
        CHECK_FALSE(gateway::turnOfThisThread()->isOpen());
    });
    bool hasTurn = true;
    std::thread([&hasTurn] { hasTurn = gateway::turnOfThisThread() != nullptr; }).join();
    CHECK_FALSE(hasTurn);
}

TEST_CASE("what many sockets put off is told behind them, once, and before any timer")
{
    onDispatcher([] {
        gateway::Turn& turn = *gateway::turnOfThisThread();
        constexpr std::size_t kMany = 12;
        std::vector<Ending> endings(kMany);
        std::vector<std::size_t> told;
        std::size_t heardBefore = kMany;
        std::size_t toldBeforeTimer = 0;
        Timers timers;
        Crowd crowd(kMany, [&](std::size_t i) {
            REQUIRE(turn.isOpen());
            endings[i].then = [&, i] {
                CHECK_FALSE(turn.isOpen());
                told.push_back(i);
                heardBefore = std::min(heardBefore, crowd.heard);
                turn.remove(endings[7]); // the end of one may be the end of another
            };
            turn.add(endings[i]);
            if (i == 3)
                turn.remove(endings[i]);
        });
        timers.then = [&](int id) {
            timers.killTimer(id);
            toldBeforeTimer = told.size();
        };
        timers.startTimer(0);
        crowd.say();
        REQUIRE(spinUntil([&] { return crowd.heard == kMany; }));
        CHECK(told == std::vector<std::size_t>{0, 1, 2, 4, 5, 6, 8, 9, 10, 11});
        CHECK(heardBefore >= 4); // all of them, but on a machine that takes longer than a turn may
        CHECK(toldBeforeTimer == told.size());
        CHECK_FALSE(turn.isOpen());
        CHECK_FALSE(turn.hasEndings());
    });
}

TEST_CASE("few sockets put nothing off")
{
    onDispatcher([] {
        Crowd crowd(2, [&](std::size_t) { CHECK_FALSE(gateway::turnOfThisThread()->isOpen()); });
        crowd.say();
        REQUIRE(spinUntil([&] { return crowd.heard == 2; }));
    });
}

TEST_CASE("nothing is put off for as long as a slow one of the others takes")
{
    onDispatcher([] {
        gateway::Turn& turn = *gateway::turnOfThisThread();
        Ending first;
        std::size_t heardBefore = 0;
        Crowd crowd(40, [&](std::size_t i) {
            if (i == 0) {
                first.then = [&] { heardBefore = crowd.heard; };
                turn.add(first);
            }
            if (i == 1)
                QThread::msleep(2);
            CHECK(turn.isOpen());
        });
        crowd.say();
        REQUIRE(spinUntil([&] { return crowd.heard == 40; }));
        CHECK(heardBefore >= 2);
        CHECK(heardBefore <= 8);
    });
}

namespace {

struct Work final : gateway::Turn::Continuation {
    void goOn() override { then(); }
    std::function<void()> then;
};

} // namespace

TEST_CASE("a pass continues as many as there is time for, one at least, in their order")
{
    gateway::Turn turn;
    std::string order;
    std::array<Work, 4> works;
    for (std::size_t i = 0; i < works.size(); ++i) {
        works[i].then = [&order, &turn, &works, i] {
            order += std::to_string(i);
            if (i == 0)
                turn.goOnLater(works[0]); // it has more to do
        };
        turn.goOnLater(works[i]);
    }
    turn.forget(works[1]);
    CHECK(turn.continueSome([] { return false; }));
    CHECK(order == "0");
    CHECK(turn.continueSome([] { return true; }));
    CHECK(order == "0230"); // each once, and the one that was added behind them
    CHECK(turn.continueSome([] { return true; }));
    CHECK(order == "02300");
    turn.forget(works[0]);
    CHECK_FALSE(turn.continueSome([] { return true; }));
    CHECK(order == "02300");
}

TEST_CASE("sockets and timers are heard between the parts of work that never ends")
{
    onDispatcher([] {
        gateway::Turn& turn = *gateway::turnOfThisThread();
        Work work;
        int parts = 0;
        work.then = [&] {
            ++parts;
            turn.goOnLater(work);
        };
        turn.goOnLater(work);
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
        turn.forget(work);
    });
}
