#include "window_slots.h"

#include <QtGlobal>

#include <algorithm>

namespace gateway::limits {

namespace {

constexpr int kSlots = 60; // in a window
constexpr std::chrono::minutes kZoneCheck{1};

std::int64_t millisecondsOf(WallTime time) { return std::chrono::floor<Milliseconds>(time).time_since_epoch().count(); }

/// Rounded down, also below 0.
std::int64_t quotient(std::int64_t number, std::int64_t divisor) { return number / divisor - (number % divisor < 0 ? 1 : 0); }

} // namespace

WindowSlots::WindowSlots(const Period& period, WallTime now)
    : m_period(period)
    , m_now(now)
    , m_length(Milliseconds{period.length()}.count())
    , m_slot(m_length / kSlots)
    , m_time(millisecondsOf(now))
    , m_checked(now)
{
    Q_ASSERT(!period.isCalendar || period.seconds == 0);
    if (period.isCalendar)
        m_span = calendarSpan(period.unit, std::chrono::floor<std::chrono::seconds>(now));
    else
        m_current = quotient(m_time, m_slot);
}

void WindowSlots::advance(WallTime now)
{
    m_now = now;
    if (m_period.isCalendar)
        followCalendar();
    else
        slide();
}

void WindowSlots::slide()
{
    const std::int64_t time = millisecondsOf(m_now);
    m_setBack = std::max(m_setBack, m_time - time);
    m_time = time + m_setBack;
    m_current = quotient(m_time, m_slot);
}

void WindowSlots::followCalendar()
{
    if (m_now >= m_checked && m_now - m_checked < kZoneCheck && m_now < m_span.to)
        return;
    m_checked = m_now;
    const CalendarSpan span = calendarSpan(m_period.unit, std::chrono::floor<std::chrono::seconds>(m_now));
    const bool isOver = m_now >= m_span.to;
    if (isOver)
        ++m_current;
    if (isOver || m_now >= m_span.from || m_span.from - m_now > m_period.length() / kSlots)
        m_span = span;
}

WallTime WindowSlots::start() const
{
    return m_period.isCalendar ? std::min<WallTime>(m_span.from, m_now) : WallTime{Milliseconds{first() * m_slot - m_setBack}};
}

std::int64_t WindowSlots::first() const { return m_period.isCalendar ? m_current : quotient(m_time - m_length, m_slot); }

std::optional<std::int64_t> WindowSlots::slotOf(WallTime at) const
{
    if (at >= m_now)
        return m_current;
    if (m_period.isCalendar)
        return at >= m_span.from ? std::optional(m_current) : std::nullopt;
    const std::int64_t slot = quotient(millisecondsOf(at) + m_setBack, m_slot);
    return slot >= first() ? std::optional(slot) : std::nullopt;
}

WallTime WindowSlots::endOf(std::int64_t slot) const
{
    if (m_period.isCalendar)
        return m_span.to;
    return WallTime{Milliseconds{(slot + 1) * m_slot + m_length - m_setBack}};
}

} // namespace gateway::limits
