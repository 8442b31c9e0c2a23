#include "day_span.h"

#include "weekdays.h"

#include <algorithm>
#include <string_view>

namespace gateway::config {

namespace {

constexpr int kHour = 60;

/// Of "08:30", which the configuration has checked.
int minutesOf(std::string_view clock)
{
    const auto two = [&](std::size_t at) { return (clock[at] - '0') * 10 + clock[at + 1] - '0'; };
    return two(0) * kHour + two(3);
}

} // namespace

DaySpan::DaySpan(const TimeMatch& match)
    : m_from(minutesOf(match.from))
    , m_to(minutesOf(match.to))
    , m_zone(match.zone == "local" ? QTimeZone::systemTimeZone() : QTimeZone(QByteArray::fromStdString(match.zone)))
{
    for (std::size_t i = 0; i < kWeekdays.size(); ++i)
        m_days[i + 1] = match.days.empty() || std::find(match.days.begin(), match.days.end(), kWeekdays[i]) != match.days.end();
}

QDateTime DaySpan::there(WallTime now) const
{
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::duration_cast<Milliseconds>(now.time_since_epoch()).count(), m_zone);
}

std::string DaySpan::dayOf(WallTime now) const { return there(now).date().toString(Qt::ISODate).toStdString(); }

bool DaySpan::holds(WallTime now) const
{
    const QDateTime time = there(now);
    const auto today = static_cast<std::size_t>(time.date().dayOfWeek());
    const int minute = time.time().hour() * kHour + time.time().minute();
    if (m_from < m_to)
        return m_days[today] && minute >= m_from && minute < m_to;
    const std::size_t yesterday = today == 1 ? kWeekdays.size() : today - 1;
    return (m_days[today] && minute >= m_from) || (m_days[yesterday] && minute < m_to);
}

} // namespace gateway::config
