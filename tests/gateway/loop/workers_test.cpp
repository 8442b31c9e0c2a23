#include "gateway/loop/workers.h"

#include "catch.h"

#include <QTest>
#include <QThread>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>

using namespace gateway;

namespace {

class Runner final : public Scope {
public:
    void start(Task<> task)
    {
        m_task.emplace(std::move(task));
        m_task->start(*this);
    }
    bool isOver() const { return !m_task.has_value(); }

protected:
    bool finished() const override { return m_task->done(); }
    void ended() override { m_task.reset(); }

private:
    std::optional<Task<>> m_task;
};

struct Outcome {
    int value = 0;
    bool isElsewhere = false;
    bool isBackHere = false;
};

Task<> ask(Workers& workers, Outcome& outcome)
{
    QThread* const here = QThread::currentThread();
    auto job = [here, number = std::make_unique<int>(42)] { return std::pair(*number, QThread::currentThread() != here); };
    Task<std::pair<int, bool>> asking = workers.run(std::move(job));
    const auto [value, isElsewhere] = co_await std::move(asking);
    outcome = {value, isElsewhere, QThread::currentThread() == here};
}

/// Records the thread in which it is destroyed.
struct Traced {
    explicit Traced(std::atomic<QThread*>& thread) : destroyedIn(&thread) { }
    Traced(Traced&& other) noexcept : destroyedIn(std::exchange(other.destroyedIn, nullptr)) { }
    ~Traced()
    {
        if (destroyedIn)
            *destroyedIn = QThread::currentThread();
    }
    std::atomic<QThread*>* destroyedIn;
};

Task<> wait(Workers& workers, std::atomic<bool>& mayEnd, std::atomic<QThread*>& destroyedIn, bool& isTold)
{
    auto job = [&mayEnd, &destroyedIn] {
        while (!mayEnd)
            QThread::yieldCurrentThread();
        return Traced(destroyedIn);
    };
    Task<Traced> waiting = workers.run(std::move(job));
    const Traced traced = co_await std::move(waiting);
    isTold = true;
}

} // namespace

TEST_CASE("runs a job in another thread and returns its result to this one")
{
    TimerWheel wheel;
    Workers workers(wheel);
    Outcome outcome;
    Runner runner;
    runner.start(ask(workers, outcome));
    CHECK_FALSE(runner.isOver());
    REQUIRE(QTest::qWaitFor([&] { return runner.isOver(); }, 20000));
    CHECK(outcome.value == 42);
    CHECK(outcome.isElsewhere);
    CHECK(outcome.isBackHere);
}

TEST_CASE("an exception of a job reaches who waits for it")
{
    TimerWheel wheel;
    Workers workers(wheel);
    Runner runner;
    std::string out;
    runner.start([](Workers& pool, std::string& said) -> Task<> {
        auto job = []() -> int { throw std::runtime_error("a fault"); };
        Task<int> asking = pool.run(std::move(job));
        try {
            const int value = co_await std::move(asking);
            said = std::to_string(value);
        } catch (const std::runtime_error& fault) {
            said = fault.what();
        }
    }(workers, out));
    REQUIRE(QTest::qWaitFor([&] { return runner.isOver(); }, 20000));
    CHECK(out == "a fault");
}

TEST_CASE("drops the result of a job whose waiter is gone and frees it in a worker")
{
    TimerWheel wheel;
    Workers workers(wheel);
    std::atomic<bool> mayEnd{false};
    std::atomic<QThread*> destroyedIn{nullptr};
    bool isTold = false;
    Runner runner;
    runner.start(wait(workers, mayEnd, destroyedIn, isTold));
    runner.cancel();
    CHECK(runner.isOver());
    mayEnd = true;
    REQUIRE(QTest::qWaitFor([&] { return destroyedIn != nullptr; }, 20000));
    CHECK(destroyedIn != QThread::currentThread());
    CHECK_FALSE(isTold);
}

TEST_CASE("shutting down waits for running jobs and drops queued ones")
{
    TimerWheel wheel;
    std::atomic<bool> mayEnd{false};
    std::atomic<QThread*> destroyedIn{nullptr};
    bool isTold = false;
    std::array<Runner, 4> runners;
    {
        Workers workers(wheel);
        for (Runner& runner : runners)
            runner.start(wait(workers, mayEnd, destroyedIn, isTold));
        for (Runner& runner : runners)
            runner.cancel();
        mayEnd = true;
    }
    CHECK_FALSE(isTold);
}
