#pragma once

#include <compare>
#include <cstdint>

namespace gateway::usage {

inline constexpr std::int64_t kMsPerMinute = 60'000;
inline constexpr std::int64_t kMinutesPerHour = 60;
inline constexpr std::int64_t kMinutesPerDay = 24 * kMinutesPerHour; // of most days

/// The spans into which time is divided. Hours, days and months are in local time.
enum class TimeStep { Whole, Month, Day, Hour, Minute };

/// Minutes since 1970 (UTC), `end` exclusive.
struct MinuteSpan {
    std::int64_t begin = 0;
    std::int64_t end = 0;

    bool contains(std::int64_t minute) const { return minute >= begin && minute < end; }
    bool contains(const MinuteSpan& other) const { return other.begin >= begin && other.end <= end; }
    auto operator<=>(const MinuteSpan&) const = default; // NOLINT(modernize-use-nullptr): the zero is the compiler's own
};

/// Computes spans of one kind. Remembers the last one, so that neighbouring minutes cost nothing.
class LocalGrid final {
public:
    explicit LocalGrid(TimeStep step) : m_step(step) {}

    /// The span that contains the minute. Days may have 23 or 25 hours; an hour that local time has twice yields two
    /// spans, and an hour with a clock change in it is split there.
    MinuteSpan spanOf(std::int64_t minute);

private:
    TimeStep m_step;
    MinuteSpan m_last; // empty: none yet
};

/// Offset of local time from UTC at that minute, in minutes; positive east of UTC.
std::int64_t offsetAt(std::int64_t minute);
/// The minute that contains `ms`, milliseconds since 1970.
std::int64_t minuteOf(std::int64_t ms);
/// The start of the block of `length` minutes, counted from 1970, that contains `minute`.
std::int64_t roundedDown(std::int64_t minute, std::int64_t length);

} // namespace gateway::usage
