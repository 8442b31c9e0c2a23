#pragma once

#include <chrono>
#include <ctime>

namespace gateway {

/// Measures how long an event loop is in one step: one socket, timer or continuation, or the posted events of one
/// pass. While the log category "gateway.loop" is at debug level, the longest step of each quarter of a second is
/// logged if it used a tenth of a millisecond of the processor or more; otherwise nothing is measured. One thread.
class StepMeter {
public:
    void begin()
    {
        if (isOn())
            start();
    }
    /// `what`: a literal, for the log.
    void end(const char* what)
    {
        if (m_isMeasuring)
            stop(what);
    }
    /// What has begun is not measured.
    void drop() { m_isMeasuring = false; }

private:
    using Clock = std::chrono::steady_clock;

    static bool isOn();
    void start();
    void stop(const char* what);
    void tell(Clock::time_point now);

    bool m_isMeasuring = false;
    std::chrono::nanoseconds m_begunOnProcessor{0};
    Clock::time_point m_begun{};
    std::chrono::nanoseconds m_longest{0}; // of the processor's time, since it was last told
    std::chrono::nanoseconds m_itsTime{0}; // of that step, by the clock
    const char* m_what = "";
    Clock::time_point m_told{};
};

} // namespace gateway
