#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>

namespace gateway {

/// Distributes the passes of an event loop among the connections with more work than one pass may spend on each.
class LoopScheduler {
public:
    /// Work for one connection that is more than one pass may spend on it.
    class Continuation {
    public:
        /// Does the next part. May destroy this object or others.
        virtual void goOn() = 0;

    protected:
        ~Continuation() = default;
    };
    /// How long the continuations of one pass may take together; the first one runs in any case.
    static constexpr std::chrono::milliseconds kMostContinued{2};

    /// Continues `work` once in a later pass, after those already waiting and after all sockets and timers that are
    /// ready.
    void goOnLater(Continuation& work) { m_continuations.push_back(&work); }
    /// Cancels a pending continuation; does nothing if there is none.
    void forget(const Continuation& work)
    {
        std::replace(m_continuations.begin(), m_continuations.end(), const_cast<Continuation*>(&work), static_cast<Continuation*>(nullptr));
    }
    bool hasContinuations() const { return !m_continuations.empty(); }

    /// For the event loop: runs each pending continuation at most once, for as long as `mayGoOn()`. Returns whether
    /// there was one.
    template <class MayGoOn> bool continueSome(MayGoOn mayGoOn)
    {
        bool any = false;
        for (std::size_t left = m_continuations.size(); left > 0 && !m_continuations.empty(); --left) {
            Continuation* const next = m_continuations.front();
            m_continuations.pop_front();
            if (!next)
                continue;
            any = true;
            next->goOn();
            if (!mayGoOn())
                break;
        }
        return any;
    }

private:
    std::deque<Continuation*> m_continuations; // null: it was cancelled
};

/// The scheduler of this thread's event loop; null if it has none. Lives as long as the loop.
LoopScheduler* loopSchedulerOfThisThread();

} // namespace gateway
