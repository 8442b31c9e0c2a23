#pragma once

#include "send_batch.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <utility>
#include <vector>

namespace gateway {

/// A pass of an event loop that hears several sockets one behind the other. What they
/// write may leave together at its end: then whoever gets it is woken once for all of it,
/// where each piece would wake him anew, and take the core away from the next.
class Turn {
public:
    /// Who has put something off to the end. Not to add anything there, nor to end another one.
    class Ending {
    public:
        virtual void onTurnEnd() = 0;

    protected:
        ~Ending() = default;
    };

    /// Work for one connection that is more than one pass may spend on it.
    class Continuation {
    public:
        /// Does the next part. May destroy this or others.
        virtual void goOn() = 0;

    protected:
        ~Continuation() = default;
    };
    /// How long the continuations of one pass may take together; the first one runs in any case.
    static constexpr std::chrono::milliseconds kMostContinued{2};

    /// Something may be put off.
    bool isOpen() const { return m_isOpen; }
    bool hasEndings() const { return !m_endings.empty(); }
    /// To be told once, at the end. Only while it is open.
    void add(Ending& ending) { m_endings.push_back(&ending); }
    /// At the end, while those are told: the piece leaves with those of others once all were. See `SendBatch::add()`.
    bool send(qintptr descriptor, std::string_view bytes, SendBatch::Sender& sender) { return m_batch.add(descriptor, bytes, sender); }
    /// Is told no more; nothing if it was not to be.
    void remove(const Ending& ending)
    {
        std::replace(m_endings.begin(), m_endings.end(), const_cast<Ending*>(&ending), static_cast<Ending*>(nullptr));
    }

    /// To be continued once in a later pass, behind those that wait already and behind all sockets and timers that are ready.
    void goOnLater(Continuation& work) { m_continuations.push_back(&work); }
    /// It is not continued; nothing if it does not wait.
    void forget(const Continuation& work)
    {
        std::replace(m_continuations.begin(), m_continuations.end(), const_cast<Continuation*>(&work), static_cast<Continuation*>(nullptr));
    }
    bool hasContinuations() const { return !m_continuations.empty(); }

    /// What was just sent is likely to be answered at once: the loop is to look for it for a moment before it sleeps.
    void expectAnswer() { m_isAnswerExpected = true; }

    // ---- for the event loop
    bool takeExpectation() { return std::exchange(m_isAnswerExpected, false); }
    void begin() { m_isOpen = true; }
    void end()
    {
        m_isOpen = false;
        for (Ending*& ending : m_endings) // of which one may be removed on the way
            if (Ending* const told = std::exchange(ending, nullptr))
                told->onTurnEnd();
        m_endings.clear();
        m_batch.send();
    }

    /// Continues those that wait, each once at most, for as long as `mayGoOn()`. Whether there was one.
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
    std::vector<Ending*> m_endings;
    std::deque<Continuation*> m_continuations; // null: it has been forgotten
    SendBatch m_batch;
    bool m_isOpen = false;
    bool m_isAnswerExpected = false;
};

/// That of this thread's event loop; null where it has none. Lives as long as the loop.
Turn* turnOfThisThread();

} // namespace gateway
