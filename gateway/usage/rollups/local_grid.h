#pragma once

#include <compare>
#include <cstdint>

namespace gateway::usage {

inline constexpr std::int64_t kMsPerMinute = 60'000;
inline constexpr std::int64_t kMinutesPerHour = 60;
inline constexpr std::int64_t kMinutesPerDay = 24 * kMinutesPerHour; // of most

/// Into what spans a time is taken apart. Hours, days and months are those of this machine's clocks.
enum class TimeStep { Whole, Month, Day, Hour, Minute };

/// Minutes since 1970 (UTC), from `begin` to before `end`.
struct MinuteSpan {
    std::int64_t begin = 0;
    std::int64_t end = 0;

    bool contains(std::int64_t minute) const { return minute >= begin && minute < end; }
    bool contains(const MinuteSpan& other) const { return other.begin >= begin && other.end <= end; }
    auto operator<=>(const MinuteSpan&) const = default; // NOLINT(modernize-use-nullptr): the zero is the compiler's own
};

/// The spans of one kind. Remembers the last one, so that neighbours cost nothing.
class LocalGrid final {
public:
    explicit LocalGrid(TimeStep step) : m_step(step) {}

    /// The span that the minute is in. Days may have 23 or 25 hours; an hour that the clocks show twice is two, and one within which
    /// they are changed is cut there.
    MinuteSpan spanOf(std::int64_t minute);

private:
    TimeStep m_step;
    MinuteSpan m_last; // empty: none yet
};

/// By how many minutes this machine's clocks are before UTC then.
std::int64_t offsetAt(std::int64_t minute);
/// The minute that a time of that many milliseconds since 1970 is in.
std::int64_t minuteOf(std::int64_t ms);
/// The first of the `length` minutes that it is in, counted from 1970.
std::int64_t roundedDown(std::int64_t minute, std::int64_t length);

} // namespace gateway::usage
