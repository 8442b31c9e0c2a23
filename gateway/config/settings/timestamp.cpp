#include "timestamp.h"

#include <chrono>
#include <cstdint>
#include <cstdio>

namespace gateway::config {

namespace {

// Removes exactly `digits` digits from the front of `text`; -1 if there are fewer.
int takeNumber(std::string_view& text, std::size_t digits)
{
    if (text.size() < digits)
        return -1;
    int number = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    return number;
}

bool takeCharacter(std::string_view& text, std::string_view allowed)
{
    if (text.empty() || allowed.find(text.front()) == std::string_view::npos)
        return false;
    text.remove_prefix(1);
    return true;
}

// ".123" in milliseconds, or nothing; -1 if it is malformed.
int takeFraction(std::string_view& text)
{
    if (!takeCharacter(text, "."))
        return 0;
    int milliseconds = 0;
    int scale = 100;
    if (text.empty() || text.front() < '0' || text.front() > '9')
        return -1;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        milliseconds += (text.front() - '0') * scale;
        scale /= 10;
        text.remove_prefix(1);
    }
    return milliseconds;
}

// "Z" or "+08:00", the rest of the text.
std::optional<std::chrono::minutes> takeOffset(std::string_view& text)
{
    if (takeCharacter(text, "Zz"))
        return std::chrono::minutes{0};
    const bool negative = !text.empty() && text.front() == '-';
    if (!takeCharacter(text, "+-"))
        return std::nullopt;
    const int hours = takeNumber(text, 2);
    const bool colon = takeCharacter(text, ":");
    const int minutes = takeNumber(text, 2);
    if (hours < 0 || hours > 23 || !colon || minutes < 0 || minutes > 59)
        return std::nullopt;
    const std::chrono::minutes offset{hours * 60 + minutes};
    return negative ? -offset : offset;
}

} // namespace

// Source: RFC 3339 §5.6
std::optional<WallTime> parseTimestamp(std::string_view text)
{
    using namespace std::chrono;
    const int y = takeNumber(text, 4);
    bool separators = takeCharacter(text, "-");
    const int m = takeNumber(text, 2);
    separators = takeCharacter(text, "-") && separators;
    const int d = takeNumber(text, 2);
    separators = takeCharacter(text, "Tt ") && separators;
    const int hour = takeNumber(text, 2);
    separators = takeCharacter(text, ":") && separators;
    const int minute = takeNumber(text, 2);
    separators = takeCharacter(text, ":") && separators;
    const int second = takeNumber(text, 2);
    const int fraction = takeFraction(text);
    const auto offset = takeOffset(text);
    if (!separators || y < 0 || m < 0 || d < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0
        || second > 60 || fraction < 0 || !offset || !text.empty())
        return std::nullopt;
    const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    if (!date.ok())
        return std::nullopt;
    // Years outside the range of a nanosecond clock are clamped.
    constexpr int kFirstYear = 1700;
    constexpr int kLastYear = 2200;
    if (y < kFirstYear)
        return WallTime::min();
    if (y > kLastYear)
        return WallTime::max();
    return WallTime{sys_days{date}} + hours{hour} + minutes{minute} + seconds{second} + milliseconds{fraction}
    - *offset;
}

std::string toTimestamp(WallTime time)
{
    using namespace std::chrono;
    const auto whole = floor<milliseconds>(time);
    const auto midnight = floor<days>(whole);
    const year_month_day date{midnight};
    const hh_mm_ss clock{whole - midnight};
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int{date.year()}, unsigned{date.month()},
                  unsigned{date.day()}, static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                  static_cast<int>(clock.subseconds().count()));
    return text;
}

} // namespace gateway::config
