#pragma once

#include "loop_scheduler.h"
#include "task.h"

#include <coroutine>
#include <utility>

namespace gateway {

/// Awaits the next pass of the event loop: for a coroutine with much to do, between two parts of it. Continues at once
/// if the thread has no such loop. Lives in the frame of the coroutine.
///
///     NextIteration next;
///     co_await next;
class NextIteration final : private LoopScheduler::Continuation {
public:
    NextIteration() = default;
    NextIteration(const NextIteration&) = delete;
    NextIteration& operator=(const NextIteration&) = delete;
    ~NextIteration()
    {
        if (m_waits)
            m_scheduler->forget(*this);
    }

    bool await_ready() const { return m_scheduler == nullptr; }
    template <class Promise> void await_suspend(std::coroutine_handle<Promise> handle)
    {
        m_handle = handle;
        m_scope = handle.promise().scope;
        m_waits = true;
        m_scheduler->goOnLater(*this);
    }
    void await_resume() const { }

private:
    void goOn() override
    {
        m_waits = false;
        m_scope->resume(m_handle); // last: this object may be gone
    }

    LoopScheduler* const m_scheduler = loopSchedulerOfThisThread();
    Scope* m_scope = nullptr;
    std::coroutine_handle<> m_handle;
    bool m_waits = false;
};

} // namespace gateway
