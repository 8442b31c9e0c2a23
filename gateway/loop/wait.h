#pragma once

#include "task.h"
#include "timer_wheel.h"

#include <coroutine>
#include <optional>
#include <utility>

namespace gateway {

/// Something that waits at a `WaitPoint`, for as long as its limit allows.
class Waiter : public TimerEntry {
public:
    /// Must be the last thing a caller does: the waiter, its exchange and with it the caller's owner may be gone
    /// afterwards.
    virtual void wake() = 0;
};

/// Where one coroutine at a time waits for news of a connection. The owner calls `wake()` after processing an event,
/// whether or not anybody waits.
class WaitPoint {
public:
    WaitPoint() = default;
    WaitPoint(const WaitPoint&) = delete;
    WaitPoint& operator=(const WaitPoint&) = delete;

    void wake()
    {
        if (waiter)
            waiter->wake();
    }

    Waiter* waiter = nullptr;
};

enum class Wait { Ready, Timeout };

/// Awaits `ready()`, at most for `limit` or until a time. Lives in the frame of the coroutine: destroying that removes
/// it from the wait point and the wheel. `ready` is called first, and again at each wake; it reads what the socket
/// already holds, so that most awaits do not suspend. The wait point must outlive it.
///
///     Until news(connection.waitPoint(), wheel, limit, [&] { return connection.headReady(); });
///     const Wait wait = co_await news;
template <class Ready> class Until final : public Waiter {
public:
    Until(WaitPoint& point, TimerWheel& wheel, Milliseconds limit, Ready ready)
        : m_point(point), m_wheel(wheel), m_limit(limit), m_ready(std::move(ready))
    {
    }
    Until(WaitPoint& point, TimerWheel& wheel, TimePoint due, Ready ready)
        : m_point(point), m_wheel(wheel), m_due(due), m_ready(std::move(ready))
    {
    }
    ~Until() override
    {
        if (m_point.waiter == this)
            m_point.waiter = nullptr;
    }

    bool await_ready() { return m_ready(); }

    template <class Promise> void await_suspend(std::coroutine_handle<Promise> handle)
    {
        m_handle = handle;
        m_scope = handle.promise().scope;
        m_point.waiter = this;
        if (m_limit)
            m_wheel.add(*this, *m_limit);
        else
            m_wheel.addUntil(*this, m_due);
    }

    Wait await_resume() const { return m_timedOut ? Wait::Timeout : Wait::Ready; }

    void wake() override
    {
        if (m_timedOut || m_ready())
            resume();
    }

protected:
    void expired() override
    {
        m_timedOut = true;
        resume();
    }

private:
    void resume()
    {
        m_point.waiter = nullptr;
        unlink();
        m_scope->resume(m_handle); // last: this object may be gone
    }

    WaitPoint& m_point;
    TimerWheel& m_wheel;
    std::optional<Milliseconds> m_limit;
    TimePoint m_due{}; // if there is no limit
    Ready m_ready;
    Scope* m_scope = nullptr;
    std::coroutine_handle<> m_handle;
    bool m_timedOut = false;
};

} // namespace gateway
