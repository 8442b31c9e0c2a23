#include "moment_reader.h"

#include "reset_text.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>

namespace gateway::routing {

namespace {

using namespace std::chrono;

constexpr int kFirstYear = 1970;

/// At most `most` digits; -1 if there is none.
int takeDigits(std::string_view& text, std::size_t most)
{
    int value = 0;
    std::size_t count = 0;
    while (count < most && count < text.size() && isDigit(text[count]))
        value = value * 10 + (text[count++] - '0');
    text.remove_prefix(count);
    return count == 0 ? -1 : value;
}

bool skipOne(std::string_view& text, std::initializer_list<std::string_view> choices)
{
    for (const std::string_view choice : choices)
        if (text.starts_with(choice)) {
            text.remove_prefix(choice.size());
            return true;
        }
    return false;
}

std::optional<WallTime> momentOf(int y, int m, int d, int hour, int minute, int second)
{
    const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    if (y < kFirstYear || !date.ok() || hour < 0 || hour > 24 || minute < 0 || minute > 59
        || second < 0 || second > 60)
        return std::nullopt;
    if (sys_days{date} >= floor<days>(kLastMoment))
        return kLastMoment;
    return WallTime{sys_days{date}} + hours{hour} + minutes{minute} + seconds{second};
}

/// "z", "utc", "utc+8", "+08:00", "+0800", "北京时间"; anything else leaves `zone`.
minutes zoneOf(std::string_view text, minutes zone)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t("), text.size()));
    if (text.starts_with("北京时间"))
        return hours{8};
    const bool isGreenwich = skipOne(text, {"utc", "gmt", "z"});
    if (!text.starts_with('+') && !text.starts_with('-'))
        return isGreenwich ? minutes{0} : zone;
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    const int hour = takeDigits(text, 2);
    if (hour < 0 || hour > 14)
        return isGreenwich ? minutes{0} : zone;
    skipOne(text, {":"});
    return sign * minutes{hour * 60 + std::clamp(takeDigits(text, 2), 0, 59)};
}

int monthOf(std::string_view name)
{
    constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
    const std::size_t at = kMonths.find(asciiLower(name.substr(0, 3)));
    return name.size() == 3 && at != std::string_view::npos && at % 3 == 0 ? static_cast<int>(at / 3) + 1 : 0;
}

/// The parts of an HTTP date found so far.
struct DateParts {
    int year = -1;
    int month = 0;
    int day = -1;
    int hour = -1;
    int minute = -1;
    int second = -1;

    void take(std::string_view word)
    {
        if (const int named = monthOf(word))
            month = named;
        if (word.empty() || !isDigit(word.front()))
            return;
        if (word.find(':') != std::string_view::npos) {
            hour = takeDigits(word, 2);
            minute = skipOne(word, {":"}) ? takeDigits(word, 2) : -1;
            second = skipOne(word, {":"}) ? takeDigits(word, 2) : -1;
        } else if (day < 0) {
            day = takeDigits(word, 2);
        } else if (year < 0) {
            year = takeDigits(word, 4);
        }
    }
};

} // namespace

std::optional<WallTime> readMoment(std::string_view lower, minutes zone)
{
    const int y = takeDigits(lower, 4);
    bool isDate = skipOne(lower, {"-", "/", "年"});
    const int m = takeDigits(lower, 2);
    isDate = skipOne(lower, {"-", "/", "月"}) && isDate;
    const int d = takeDigits(lower, 2);
    skipOne(lower, {"日"});
    if (!isDate || m < 0 || d < 0)
        return std::nullopt;
    const std::size_t gap = std::min(lower.find_first_not_of(" t,"), lower.size());
    lower.remove_prefix(gap);
    skipOne(lower, {"at "});
    const int hour = takeDigits(lower, 2);
    const bool isTime = skipOne(lower, {":", "：", "点", "时"});
    const int minute = takeDigits(lower, 2);
    const int second = skipOne(lower, {":", "：", "分"}) ? takeDigits(lower, 2) : 0;
    if (hour < 0 || !isTime)
        return std::nullopt;
    if (lower.starts_with('.')) {
        lower.remove_prefix(1);
        takeDigits(lower, 9);
    }
    const auto moment = momentOf(y, m, d, hour, std::max(minute, 0), std::max(second, 0));
    return moment ? std::optional(*moment - zoneOf(lower, zone)) : std::nullopt;
}

std::optional<WallTime> readTimeOfDay(std::string_view lower, minutes zone, WallTime now)
{
    const int hour = takeDigits(lower, 2);
    if (hour < 0 || hour > 23 || !skipOne(lower, {":", "："}) || lower.size() < 2 || !isDigit(lower[1]))
        return std::nullopt;
    const int minute = takeDigits(lower, 2);
    const int second = skipOne(lower, {":", "："}) ? takeDigits(lower, 2) : 0;
    if (minute < 0 || minute > 59 || second < 0 || second > 59 || (!lower.empty() && isDigit(lower.front())))
        return std::nullopt;
    const minutes east = zoneOf(lower, zone);
    const WallTime midnight{floor<days>(now + east) - east};
    const WallTime today = midnight + hours{hour} + minutes{minute} + seconds{second};
    if (today > now)
        return today;
    constexpr minutes kJustOver{30}; // a delay or clock difference, not the next day
    return now - today < kJustOver ? std::nullopt : std::optional(today + days{1});
}

std::optional<WallTime> parseHttpDate(std::string_view text)
{
    DateParts parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(" ,-"), text.size());
        parts.take(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (parts.year >= 0 && parts.year < 100)
        parts.year += parts.year < 70 ? 2000 : 1900;
    return momentOf(parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second);
}

} // namespace gateway::routing
