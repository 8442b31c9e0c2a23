#include "local_grid.h"

#include "gateway/core/calendar.h"

#include <QDateTime>

#include <limits>

namespace gateway::usage {

namespace {

constexpr std::int64_t kMinute_s = 60;

std::int64_t minuteAt(WallSeconds time) { return time.time_since_epoch().count() / kMinute_s; }

MinuteSpan unitAround(CalendarUnit unit, std::int64_t minute)
{
    const CalendarSpan span = calendarSpan(unit, WallSeconds{std::chrono::minutes{minute}});
    return {minuteAt(span.from), minuteAt(span.to)};
}

MinuteSpan spanAround(TimeStep step, std::int64_t minute)
{
    switch (step) {
    case TimeStep::Whole: break;
    case TimeStep::Minute: return {minute, minute + 1};
    case TimeStep::Hour: return unitAround(CalendarUnit::Hour, minute);
    case TimeStep::Day: return unitAround(CalendarUnit::Day, minute);
    case TimeStep::Month: return unitAround(CalendarUnit::Month, minute);
    }
    return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
}

} // namespace

MinuteSpan LocalGrid::spanOf(std::int64_t minute)
{
    if (!m_last.contains(minute))
        m_last = spanAround(m_step, minute);
    return m_last;
}

std::int64_t offsetAt(std::int64_t minute) { return QDateTime::fromSecsSinceEpoch(minute * kMinute_s).offsetFromUtc() / kMinute_s; }

std::int64_t roundedDown(std::int64_t minute, std::int64_t length)
{
    const std::int64_t past = minute % length;
    return minute - (past < 0 ? past + length : past);
}

std::int64_t minuteOf(std::int64_t ms) { return roundedDown(ms, kMsPerMinute) / kMsPerMinute; }

} // namespace gateway::usage
