#pragma once

#include <chrono>
#include <ctime>

namespace gateway {

/// Measures how long an event loop spends in one step: one socket, timer or continuation, or the posted events of one
/// pass. While the log category "gateway.loop" is at debug level, the longest step of each quarter of a second is
/// logged if it used at least a tenth of a millisecond of processor time; otherwise nothing is measured. One thread.
class StepMeter {
public:
    void begin()
    {
        if (isOn())
            start();
    }
    /// `what`: a string literal, for the log.
    void end(const char* what)
    {
        if (m_isMeasuring)
            stop(what);
    }
    /// Discards the current measurement.
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
    std::chrono::nanoseconds m_longest{0}; // processor time, since the last log entry
    std::chrono::nanoseconds m_itsTime{0}; // elapsed time of that step
    const char* m_what = "";
    Clock::time_point m_reportedAt{};
};

} // namespace gateway
