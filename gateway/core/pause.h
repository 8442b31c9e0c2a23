#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace gateway {

/// Which of the threads works that do in the background what the gateway's thread has handed
/// over. With few cores two of them at once would keep a request waiting for both. A courtesy:
/// who waits too long for it goes on beside the other one. Any thread.
class Baton {
public:
    /// Until it goes.
    using Hold = std::unique_lock<std::timed_mutex>;

    Hold take() { return Hold(m_mutex, kPatience); }

private:
    static constexpr std::chrono::milliseconds kPatience{20}; // a batch takes 3; the disk may stall for longer

    std::timed_mutex m_mutex;
};

/// The breaths between the pieces of a background thread's work. With few cores a whole
/// batch at once would keep a request waiting for as long as it takes, since the system
/// lets whoever runs finish his slice. Where batch follows batch everyone waits for a
/// core anyway, and a breath costs as much as half of a record's work: there are none then,
/// and nobody waits for the baton.
class Breaths {
public:
    /// At most one of all who share `baton` works at once; null: nobody else is to be waited for.
    explicit Breaths(std::shared_ptr<Baton> baton = {}) : m_baton(std::move(baton)) { }

    /// So many records are to be worked on, which have come since it was said before. For
    /// as long as the work takes. Not on the gateway thread.
    [[nodiscard]] Baton::Hold begin(std::size_t records)
    {
        const auto now = std::chrono::steady_clock::now();
        m_isRush = now - m_began < static_cast<std::chrono::microseconds::rep>(records) * kUnhurried;
        m_began = now;
        return m_baton && !m_isRush ? m_baton->take() : Baton::Hold();
    }
    /// To be called every few microseconds of work. Takes about 0.1 ms, or nothing as long as
    /// the last breath is not long ago. Not on the gateway thread.
    void take()
    {
        if (m_isRush || std::chrono::steady_clock::now() - m_last < kStretch)
            return;
        std::this_thread::sleep_for(std::chrono::microseconds(50));
        m_last = std::chrono::steady_clock::now();
    }

private:
    static constexpr std::chrono::microseconds kUnhurried{50}; // from one record to the next: one connection that asks without a pause has 60 to 100
    static constexpr std::chrono::microseconds kStretch{30}; // of work

    std::shared_ptr<Baton> m_baton;
    std::chrono::steady_clock::time_point m_began{};
    std::chrono::steady_clock::time_point m_last{};
    bool m_isRush = false;
};

} // namespace gateway
