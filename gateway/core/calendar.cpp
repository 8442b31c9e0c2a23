#include "calendar.h"

#include <QDateTime>

namespace gateway {

namespace {

QDateTime localTime(WallSeconds at) { return QDateTime::fromSecsSinceEpoch(at.time_since_epoch().count()); }

std::chrono::seconds offsetAt(WallSeconds at) { return std::chrono::seconds{localTime(at).offsetFromUtc()}; }

/// Offsets are not whole hours everywhere, and differ before and after a clock change.
CalendarSpan hourAround(WallSeconds at)
{
    constexpr std::chrono::minutes kStep{1};
    const std::chrono::seconds offset = offsetAt(at);
    WallSeconds from = std::chrono::floor<std::chrono::hours>(at + offset) - offset;
    WallSeconds to = from + std::chrono::hours{1};
    while (offsetAt(from) != offset)
        from += kStep;
    while (offsetAt(to - kStep) != offset)
        to -= kStep;
    return {from, to};
}

} // namespace

WallSeconds startOfDay(QDate day)
{
    QDateTime start = day.startOfDay();
    if (!start.isValid())
        start = day.addDays(1).startOfDay();
    return WallSeconds{std::chrono::seconds{start.toSecsSinceEpoch()}};
}

DateSpan datesAround(CalendarUnit unit, QDate day)
{
    if (unit == CalendarUnit::Week) {
        const QDate monday = day.addDays(1 - day.dayOfWeek());
        return {monday, monday.addDays(6)};
    }
    if (unit == CalendarUnit::Month)
        return {QDate(day.year(), day.month(), 1), QDate(day.year(), day.month(), day.daysInMonth())};
    return {day, day};
}

CalendarSpan calendarSpan(CalendarUnit unit, WallSeconds at)
{
    const WallSeconds minute = std::chrono::floor<std::chrono::minutes>(at);
    switch (unit) {
    case CalendarUnit::Second: return {at, at + std::chrono::seconds{1}};
    case CalendarUnit::Minute: return {minute, minute + std::chrono::minutes{1}};
    case CalendarUnit::Hour: return hourAround(at);
    case CalendarUnit::Day:
    case CalendarUnit::Week:
    case CalendarUnit::Month: break;
    }
    const DateSpan dates = datesAround(unit, localTime(at).date());
    return {startOfDay(dates.first), startOfDay(dates.last.addDays(1))};
}

} // namespace gateway
