#pragma once

#include "task.h"
#include "turn.h"

#include <coroutine>
#include <utility>

namespace gateway {

/// Awaits the next pass of the event loop: for a coroutine with much to do, between two parts of it. Goes on at once where
/// the thread's loop has no turns. Lives in the frame of the coroutine.
///
///     NextTurn turn;
///     co_await turn;
class NextTurn final : private Turn::Continuation {
public:
    NextTurn() = default;
    NextTurn(const NextTurn&) = delete;
    NextTurn& operator=(const NextTurn&) = delete;
    ~NextTurn()
    {
        if (m_waits)
            m_turn->forget(*this);
    }

    bool await_ready() const { return m_turn == nullptr; }
    template <class Promise> void await_suspend(std::coroutine_handle<Promise> handle)
    {
        m_handle = handle;
        m_scope = handle.promise().scope;
        m_waits = true;
        m_turn->goOnLater(*this);
    }
    void await_resume() const { }

private:
    void goOn() override
    {
        m_waits = false;
        m_scope->resume(m_handle); // last: this may be gone
    }

    Turn* const m_turn = turnOfThisThread();
    Scope* m_scope = nullptr;
    std::coroutine_handle<> m_handle;
    bool m_waits = false;
};

} // namespace gateway
