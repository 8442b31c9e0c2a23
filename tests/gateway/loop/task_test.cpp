#include "gateway/loop/task.h"
#include "gateway/loop/wait.h"

#include "catch.h"

#include <QTest>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

using namespace gateway;

namespace {

// Counts live objects to detect frames that are destroyed twice or never.
struct Counted {
    explicit Counted(int& count) : m_count(&count) { ++*m_count; }
    Counted(Counted&& other) noexcept : m_count(other.m_count) { ++*m_count; }
    Counted(const Counted&) = delete;
    ~Counted() { --*m_count; }
    int* m_count;
};

class Running : public Scope {
public:
    void begin(Task<> task)
    {
        m_task.emplace(std::move(task));
        m_task->start(*this);
    }
    bool isOver() const { return !m_task.has_value(); }
    std::string thrown; ///< what the task ended with
    TimerWheel wheel;
    WaitPoint point;
    bool news = false;
    int alive = 0;

protected:
    bool finished() const override { return m_task->done(); }
    void ended() override
    {
        if (m_task->thrown())
            try {
                std::rethrow_exception(m_task->thrown());
            } catch (const std::exception& fault) {
                thrown = fault.what();
            }
        m_task.reset();
    }

private:
    std::optional<Task<>> m_task;
};

Task<std::string> child(Running& run, std::string prefix)
{
    const Counted counted(run.alive);
    Until until(run.point, run.wheel, Milliseconds{60000}, [&run] { return run.news; });
    const Wait wait = co_await until;
    co_return prefix + (wait == Wait::Ready ? "ready" : "timeout");
}

Task<> parent(Running& run, std::string& out)
{
    const Counted counted(run.alive);
    Task<std::string> inner = child(run, "child ");
    std::string text = co_await std::move(inner);
    out = std::move(text);
}

Task<> limited(Running& run, std::string& out)
{
    const Counted counted(run.alive);
    Until until(run.point, run.wheel, Milliseconds{1}, [] { return false; });
    const Wait wait = co_await until;
    out = wait == Wait::Timeout ? "timeout" : "ready";
}

Task<> cancelsItself(Running& run)
{
    const Counted counted(run.alive);
    run.cancel(); // like a slot that runs from within write()
    Until until(run.point, run.wheel, Milliseconds{60000}, [] { return false; });
    (void)co_await until;
    FAIL("resumed after it was cancelled");
}

Task<int> failing(Running& run)
{
    const Counted counted(run.alive);
    Until until(run.point, run.wheel, Milliseconds{60000}, [&run] { return run.news; });
    (void)co_await until;
    throw std::runtime_error("a fault");
}

Task<> failsInChild(Running& run)
{
    const Counted counted(run.alive);
    Task<int> inner = failing(run);
    const int value = co_await std::move(inner);
    FAIL("continued with " << value);
}

Task<> handlesFault(Running& run, std::string& out)
{
    Task<int> inner = failing(run);
    try {
        const int value = co_await std::move(inner);
        out = std::to_string(value);
    } catch (const std::runtime_error& fault) {
        out = fault.what();
    }
}

} // namespace

TEST_CASE("an exception ends its task alone, and is known to its owner")
{
    Running run;
    run.begin(failsInChild(run));
    CHECK(run.alive == 2);
    run.news = true;
    run.point.wake();
    CHECK(run.isOver());
    CHECK(run.thrown == "a fault");
    CHECK(run.alive == 0);
}

TEST_CASE("a parent can handle the exception of its child")
{
    Running run;
    std::string out;
    run.begin(handlesFault(run, out));
    run.news = true;
    run.point.wake();
    CHECK(run.isOver());
    CHECK(out == "a fault");
    CHECK(run.thrown.empty());
}

TEST_CASE("a parent task receives its child's result when the wait point is woken")
{
    Running run;
    std::string out;
    run.begin(parent(run, out));
    CHECK(run.alive == 2);
    run.point.wake(); // nothing new yet: no effect
    CHECK_FALSE(run.isOver());
    run.news = true;
    run.point.wake();
    CHECK(run.isOver());
    CHECK(out == "child ready");
    CHECK(run.alive == 0);
    CHECK(run.wheel.isEmpty());
}

TEST_CASE("a wait that is already satisfied does not suspend")
{
    Running run;
    run.news = true;
    std::string out;
    run.begin(parent(run, out));
    CHECK(run.isOver());
    CHECK(out == "child ready");
}

TEST_CASE("cancelling destroys the frames and removes them from the wait point and the wheel")
{
    Running run;
    std::string out;
    run.begin(parent(run, out));
    run.cancel();
    CHECK(run.isOver());
    CHECK(run.alive == 0);
    CHECK(run.point.waiter == nullptr);
    CHECK(run.wheel.isEmpty());
    CHECK(out.empty());
}

TEST_CASE("a running task that cancels itself ends at its next suspension")
{
    Running run;
    run.begin(cancelsItself(run));
    CHECK(run.isOver());
    CHECK(run.alive == 0);
    CHECK(run.wheel.isEmpty());
}

TEST_CASE("an expired time limit resumes the task with a timeout")
{
    Running run;
    std::string out;
    run.begin(limited(run, out));
    REQUIRE(QTest::qWaitFor([&] { return run.isOver(); }, 5000));
    CHECK(out == "timeout");
    CHECK(run.alive == 0);
}
