#include "local_grid.h"

#include <QDateTime>

#include <limits>

namespace gateway::usage {

namespace {

constexpr std::int64_t kMinute_s = 60;

std::int64_t minuteAt(const QDateTime& time) { return time.toSecsSinceEpoch() / kMinute_s; }

/// Offsets are not whole hours everywhere, and differ before and after a clock change.
MinuteSpan hourAround(std::int64_t minute)
{
    const std::int64_t offset = offsetAt(minute);
    const std::int64_t begin = roundedDown(minute + offset, kMinutesPerHour) - offset;
    MinuteSpan hour{begin, begin + kMinutesPerHour};
    while (offsetAt(hour.begin) != offset)
        ++hour.begin;
    while (offsetAt(hour.end - 1) != offset)
        --hour.end;
    return hour;
}

MinuteSpan daysFrom(QDate first, QDate behind) { return {minuteAt(first.startOfDay()), minuteAt(behind.startOfDay())}; }

MinuteSpan spanAround(TimeStep step, std::int64_t minute)
{
    if (step == TimeStep::Whole)
        return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
    if (step == TimeStep::Minute)
        return {minute, minute + 1};
    if (step == TimeStep::Hour)
        return hourAround(minute);
    const QDate day = QDateTime::fromSecsSinceEpoch(minute * kMinute_s).date();
    if (step == TimeStep::Day)
        return daysFrom(day, day.addDays(1));
    const QDate month(day.year(), day.month(), 1);
    return daysFrom(month, month.addMonths(1));
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
