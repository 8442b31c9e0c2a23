#include "gateway/loop/task.h"
#include "gateway/loop/wait.h"

#include "catch.h"

#include <QTest>

#include <memory>
#include <optional>
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
    TimerWheel wheel;
    WaitPoint point;
    bool news = false;
    int alive = 0;

protected:
    bool finished() const override { return m_task->done(); }
    void ended() override { m_task.reset(); }

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

} // namespace

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
