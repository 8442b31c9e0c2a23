#include "step_meter_linux.h"

#include <QLoggingCategory>

namespace gateway {

namespace {

Q_LOGGING_CATEGORY(logLoop, "gateway.loop", QtInfoMsg)

constexpr std::chrono::milliseconds kWindow{250};
constexpr std::chrono::microseconds kLeastReported{100};

std::chrono::nanoseconds processorTime()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

double milliseconds(std::chrono::nanoseconds time) { return std::chrono::duration<double, std::milli>(time).count(); }

} // namespace

bool StepMeter::isOn() { return logLoop().isDebugEnabled(); }

void StepMeter::start()
{
    m_isMeasuring = true;
    m_begun = Clock::now();
    m_begunOnProcessor = processorTime();
}

void StepMeter::stop(const char* what)
{
    m_isMeasuring = false;
    const std::chrono::nanoseconds used = processorTime() - m_begunOnProcessor;
    const Clock::time_point now = Clock::now();
    if (used > m_longest) {
        m_longest = used;
        m_itsTime = now - m_begun;
        m_what = what;
    }
    if (now - m_reportedAt >= kWindow)
        tell(now);
}

void StepMeter::tell(Clock::time_point now)
{
    if (m_longest >= kLeastReported)
        qCDebug(logLoop, "Longest step: %.2f ms of CPU time, %.2f ms of wall-clock time (%s)", milliseconds(m_longest),
                milliseconds(m_itsTime), m_what);
    m_longest = {};
    m_reportedAt = now;
}

} // namespace gateway
