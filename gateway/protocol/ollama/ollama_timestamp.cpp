#include "ollama_timestamp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>

namespace gateway::protocol::ollama {

namespace {

std::optional<int> digitsAt(std::string_view text, std::size_t at, std::size_t count)
{
    if (at + count > text.size())
        return std::nullopt;
    int value = 0;
    const char* const begin = text.data() + at;
    const auto [end, error] = std::from_chars(begin, begin + count, value);
    return error == std::errc() && end == begin + count && value >= 0 ? std::optional(value) : std::nullopt;
}

/// Seconds east of UTC; empty if `zone` is invalid.
std::optional<int> offsetOf(std::string_view zone)
{
    if (zone == "Z" || zone == "z")
        return 0;
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-'))
        return std::nullopt;
    const auto hours = digitsAt(zone, 1, 2);
    const auto minutes = digitsAt(zone, 4, 2);
    if (!hours || !minutes)
        return std::nullopt;
    const int offset_s = (*hours * 60 + *minutes) * 60;
    return zone[0] == '-' ? -offset_s : offset_s;
}

} // namespace

std::string timestampOf(std::int64_t time_s)
{
    using namespace std::chrono;
    const sys_seconds time{seconds(time_s)};
    const sys_days day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.000000Z", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    return text.data();
}

std::int64_t secondsOf(std::string_view timestamp)
{
    using namespace std::chrono;
    constexpr std::size_t kFraction = 19; // after "2026-11-21T10:00:00"
    const auto year_ = digitsAt(timestamp, 0, 4);
    const auto month_ = digitsAt(timestamp, 5, 2);
    const auto day_ = digitsAt(timestamp, 8, 2);
    const auto hour = digitsAt(timestamp, 11, 2);
    const auto minute = digitsAt(timestamp, 14, 2);
    const auto second = digitsAt(timestamp, 17, 2);
    if (!year_ || !month_ || !day_ || !hour || !minute || !second)
        return 0;
    std::string_view zone = timestamp.substr(kFraction);
    if (zone.starts_with('.'))
        zone.remove_prefix(std::min(zone.find_first_not_of("0123456789", 1), zone.size()));
    const auto offset_s = offsetOf(zone);
    const year_month_day date{year(*year_), month(static_cast<unsigned>(*month_)), day(static_cast<unsigned>(*day_))};
    if (!offset_s || !date.ok())
        return 0;
    const sys_seconds time = sys_days(date) + hours(*hour) + minutes(*minute) + seconds(*second - *offset_s);
    return time.time_since_epoch().count();
}

} // namespace gateway::protocol::ollama
