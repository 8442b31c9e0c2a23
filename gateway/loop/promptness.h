#pragma once

#include <chrono>
#include <cstdint>

namespace gateway {

/// Whether the other side of a socket answers at once, by the last times: to go to sleep and be woken again takes
/// longer than such an answer does. For one thread.
class Promptness {
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    /// An answer within it is prompt.
    static constexpr std::chrono::microseconds kPrompt{100};

    /// Something is sent. True: the answer to it is worth staying awake for.
    bool onSent(TimePoint now)
    {
        if (m_isAwaiting && now - m_sentAt > kPrompt) // silent since
            m_inARow = 0;
        m_sentAt = now;
        m_isAwaiting = true;
        return m_inARow == kEnough;
    }

    bool isAwaiting() const { return m_isAwaiting; }
    /// Something has come.
    void onHeard(TimePoint now)
    {
        if (!m_isAwaiting)
            return;
        m_isAwaiting = false;
        if (now - m_sentAt > kPrompt)
            m_inARow = 0;
        else if (m_inARow < kEnough)
            ++m_inARow;
    }

private:
    static constexpr std::uint8_t kEnough = 2;

    TimePoint m_sentAt;
    bool m_isAwaiting = false;
    std::uint8_t m_inARow = 0; // prompt answers, up to kEnough
};

} // namespace gateway
