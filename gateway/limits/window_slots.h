#pragma once

#include "gateway/core/calendar.h"
#include "gateway/core/clock.h"
#include "gateway/limits/terms/period.h"

#include <cstdint>
#include <optional>

namespace gateway::limits {

/// Divides time into the slots by which the windows of one limit count, and says which of them are in the window now.
/// One for all counters of a limit.
///
/// Sliding: a slot is 1/60 of the window, and leaves it when its end is older than the window. So a use counts for at
/// least the length of the window, and for at most 1/60 more. A clock that is set back moves the slots with it: a use
/// keeps the age that it had when the time was last set here. A clock that is set forward looks like time that has passed.
///
/// Calendar: a slot is the time between two turns. If the clock is set back over a turn, the window goes on: up to its
/// own end where that makes it longer by at most 1/60, else up to the next turn of the clock. If the time zone changes,
/// it goes on up to the next turn in the new zone; the change is noticed within a minute.
///
/// Gateway thread.
class WindowSlots {
public:
    WindowSlots(const Period& period, WallTime now);

    /// Sets the current time, to which all other functions refer.
    void advance(WallTime now);
    WallTime now() const { return m_now; }
    bool isCalendar() const { return m_period.isCalendar; }

    /// The earliest time whose uses are in the window.
    WallTime start() const;
    /// The oldest slot in the window.
    std::int64_t first() const;
    /// The slot of a use now.
    std::int64_t current() const { return m_current; }
    /// The slot of a use at that time; for a time in the future, the current one. Empty: it has left the window.
    std::optional<std::int64_t> slotOf(WallTime at) const;
    /// The time at which the slot leaves the window, if the clock is not set.
    WallTime endOf(std::int64_t slot) const;

private:
    void slide();
    void followCalendar();

    Period m_period;
    WallTime m_now;
    std::int64_t m_current = 0;
    // sliding, in milliseconds
    std::int64_t m_length = 0;
    std::int64_t m_slot = 0; ///< length of a slot
    std::int64_t m_setBack = 0; ///< by how much the clock was set back in all; added to its time, it never goes back
    std::int64_t m_time = 0; ///< now, with that
    // calendar
    CalendarSpan m_span;
    WallTime m_checked; ///< when `m_span` was last found to be right
};

} // namespace gateway::limits
