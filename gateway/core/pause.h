#pragma once

#include <chrono>
#include <thread>

namespace gateway {

/// The breaths between the pieces of a background thread's work. With few cores a whole
/// batch at once would keep a request waiting for as long as it takes, since the system
/// lets whoever runs finish his slice. Where batch follows batch everyone waits for a
/// core anyway, and a breath costs as much as half of a record's work: there are next to none then.
class Breaths {
public:
    /// To be called every few microseconds of work. Takes about 0.1 ms, or nothing as long as
    /// the last breath is not long ago. Not on the gateway thread.
    void take()
    {
        const auto now = std::chrono::steady_clock::now();
        if (now - m_last < kStretch || now < m_from)
            return;
        if (now - m_since >= kSpan) {
            m_since = now;
            m_taken = 0;
        }
        if (++m_taken > kMost)
            m_from = now + kRush;
        else
            std::this_thread::sleep_for(std::chrono::microseconds(50));
        m_last = std::chrono::steady_clock::now();
    }

private:
    static constexpr std::chrono::microseconds kStretch{30}; // of work
    static constexpr std::chrono::milliseconds kSpan{20};
    static constexpr int kMost = 22; // those of two batches
    static constexpr std::chrono::milliseconds kRush{200}; // so long nobody asks again whether there are still more

    std::chrono::steady_clock::time_point m_since{};
    std::chrono::steady_clock::time_point m_last{};
    std::chrono::steady_clock::time_point m_from{}; // there are some again
    int m_taken = 0;
};

} // namespace gateway
