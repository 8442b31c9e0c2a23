#pragma once

#include "gateway/core/clock.h"

#include <algorithm>
#include <chrono>
#include <string_view>

namespace gateway::exchange {

/// How long to wait for the next piece of a stream: `idle_ms` after the last piece that completed a line. Bytes that
/// trickle into a line, which is useless before it is complete, do not keep a stream alive. A value; reads the clock
/// only inside a line.
class IdleGuard {
public:
    /// Without `hasLines`, as in a binary framing, every byte counts.
    IdleGuard(Milliseconds idle, bool hasLines) : m_idle(idle), m_hasLines(hasLines) { }

    /// The time left from now; at least a millisecond.
    Milliseconds limit() const
    {
        if (!isInside())
            return m_idle;
        const auto left = std::chrono::ceil<Milliseconds>(m_since + m_idle - std::chrono::steady_clock::now());
        return std::clamp(left, std::min(Milliseconds(1), m_idle), m_idle);
    }
    void took(std::string_view piece)
    {
        if (piece.empty())
            return;
        if (!m_hasLines || piece.ends_with('\n') || piece.find_first_of("\n\r") != std::string_view::npos)
            m_since = {};
        else if (!isInside())
            m_since = std::chrono::steady_clock::now();
    }
    /// Restarts the time: the wait was not for the upstream.
    void excuse() { m_since = {}; }
    /// Whether a line has been incomplete for too long.
    bool isOver() const { return isInside() && std::chrono::steady_clock::now() - m_since >= m_idle; }
    bool isInside() const { return m_since != TimePoint{}; }

private:
    Milliseconds m_idle;
    bool m_hasLines;
    TimePoint m_since{}; // when the current incomplete line began; zero: none is incomplete
};

} // namespace gateway::exchange
