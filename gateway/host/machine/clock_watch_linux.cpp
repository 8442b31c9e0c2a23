#include "clock_watch.h"

#include <QSocketNotifier>

#include <cerrno>
#include <cstdint>
#include <sys/timerfd.h>
#include <unistd.h>

namespace gateway::host {

// A timer of the wall clock that never expires; the kernel cancels it when that clock jumps. Source: timerfd_create(2).
ClockWatch::ClockWatch(QObject* parent) : QObject(parent), m_timer(::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC))
{
    if (m_timer < 0)
        return;
    arm();
    auto* const notifier = new QSocketNotifier(m_timer, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        std::uint64_t ends = 0;
        if (::read(m_timer, &ends, sizeof ends) < 0 && errno == EAGAIN)
            return;
        arm();
        Q_EMIT wasSet();
    });
}

ClockWatch::~ClockWatch()
{
    delete findChild<QSocketNotifier*>(); // before its descriptor is closed
    if (m_timer >= 0)
        ::close(m_timer);
}

void ClockWatch::arm() const
{
    constexpr std::time_t kFarAway = 7'000'000'000; // the year 2191
    itimerspec end{};
    end.it_value.tv_sec = kFarAway;
    ::timerfd_settime(m_timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &end, nullptr);
}

} // namespace gateway::host
