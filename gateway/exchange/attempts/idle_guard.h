#pragma once

#include "gateway/core/clock.h"

#include <algorithm>
#include <chrono>
#include <string_view>

namespace gateway::exchange {

/// How long the next piece of a stream is waited for: `idle_ms` from the last one that brought a line to its end. Bytes that
/// trickle into a line, which nobody can use before it is whole, keep no stream alive. A value; asks the clock inside a line only.
class IdleGuard {
public:
    /// Without `hasLines`, such as in a binary framing, every byte counts.
    IdleGuard(Milliseconds idle, bool hasLines) : m_idle(idle), m_hasLines(hasLines) { }

    /// From now; at least a millisecond.
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
    /// Begins anew: it was not the upstream that was waited for.
    void excuse() { m_since = {}; }
    /// A line has been under way for too long.
    bool isOver() const { return isInside() && std::chrono::steady_clock::now() - m_since >= m_idle; }
    bool isInside() const { return m_since != TimePoint{}; }

private:
    Milliseconds m_idle;
    bool m_hasLines;
    TimePoint m_since{}; // when the line that the stream is in began; none: it is in none
};

} // namespace gateway::exchange
