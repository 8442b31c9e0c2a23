#pragma once

#include "clock.h"

#include <QDate>

#include <array>
#include <cstdint>
#include <string_view>

namespace gateway {

/// Units of the calendar in local time. A week begins on Monday.
enum class CalendarUnit : std::uint8_t { Second, Minute, Hour, Day, Week, Month };
inline constexpr std::array<std::string_view, 6> kCalendarUnitNames{"second", "minute", "hour", "day", "week", "month"};

/// Days in local time.
struct DateSpan {
    QDate first;
    QDate last; ///< inclusive

    bool operator==(const DateSpan&) const = default;
};

/// A time of the system clock in whole seconds.
using WallSeconds = std::chrono::sys_seconds;

/// From one turn of a unit to the next.
struct CalendarSpan {
    WallSeconds from{};
    WallSeconds to{}; ///< exclusive

    bool operator==(const CalendarSpan&) const = default;
};

/// The first moment of `day`, which need not be midnight. For a day that the time zone skipped, that of the next day.
/// Any thread.
WallSeconds startOfDay(QDate day);
/// The day, the week or the month that contains `day`; for smaller units, the day. Pure; any thread.
DateSpan datesAround(CalendarUnit unit, QDate day);
/// The unit that contains `at`, in the time zone that is set now. Days may have 23 or 25 hours; an hour that local time
/// has twice yields two spans, and an hour with a clock change in it is split there. Any thread.
CalendarSpan calendarSpan(CalendarUnit unit, WallSeconds at);

} // namespace gateway
