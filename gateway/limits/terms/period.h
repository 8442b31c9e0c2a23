#pragma once

#include "gateway/core/calendar.h"

#include <chrono>
#include <cstdint>

namespace gateway::limits {

/// The longest window, in seconds: a year.
inline constexpr std::int64_t kLongestPeriod_s = 366 * 24 * 60 * 60;

/// The window in which a limit counts. Sliding: always the last `length()`. Calendar: from one turn of `unit` in local
/// time to the next.
struct Period {
    CalendarUnit unit = CalendarUnit::Minute;
    std::int64_t seconds = 0; ///< 1 to `kLongestPeriod_s`: the length of a sliding window, instead of `unit`; 0: `unit`
    bool isCalendar = false; ///< only with `unit`

    /// The length of a sliding window, and the usual one of a calendar window. A month has 30 days here.
    std::chrono::seconds length() const;

    bool operator==(const Period&) const = default;
};

} // namespace gateway::limits
