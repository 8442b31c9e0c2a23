#include "reset_text.h"

#include "moment_reader.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>

namespace gateway::routing {

namespace {

constexpr std::size_t kMostOfCue = 48;
constexpr int kMostParts = 8;

struct Unit {
    std::string_view name;
    double ms;
};
// A longer name precedes one that it begins with.
constexpr std::array kUnits{
    Unit{"milliseconds", 1},
    Unit{"millisecond", 1},
    Unit{"msecs", 1},
    Unit{"ms", 1},
    Unit{"minutes", 60e3},
    Unit{"minute", 60e3},
    Unit{"mins", 60e3},
    Unit{"min", 60e3},
    Unit{"m", 60e3},
    Unit{"seconds", 1e3},
    Unit{"second", 1e3},
    Unit{"secs", 1e3},
    Unit{"sec", 1e3},
    Unit{"s", 1e3},
    Unit{"hours", 3600e3},
    Unit{"hour", 3600e3},
    Unit{"hrs", 3600e3},
    Unit{"hr", 3600e3},
    Unit{"h", 3600e3},
    Unit{"days", 86400e3},
    Unit{"day", 86400e3},
    Unit{"d", 86400e3},
    Unit{"weeks", 604800e3},
    Unit{"week", 604800e3},
    Unit{"us", 1e-3},
    Unit{"µs", 1e-3},
    Unit{"ns", 1e-6},
    Unit{"毫秒", 1},
    Unit{"秒钟", 1e3},
    Unit{"秒", 1e3},
    Unit{"分钟", 60e3},
    Unit{"分", 60e3},
    Unit{"小时", 3600e3},
    Unit{"天", 86400e3},
    Unit{"周", 604800e3},
};

/// Words before a duration that say what it is for.
constexpr std::array<std::string_view, 12> kCues{"again", "retry", "reset", "refresh", "available", "wait", "renew",
    "restor", "recover", "resume", "back", "regain"};
constexpr std::array<std::string_view, 7> kChineseCues{"重置", "恢复", "刷新", "再试", "重试", "等待", "解除"};

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

Milliseconds bounded(double ms)
{
    constexpr double kMost = 100 * 86400e3;
    return Milliseconds(static_cast<std::int64_t>(std::min(ms, kMost)));
}

/// A number without a sign; more digits than a double can represent do no harm.
std::optional<double> takeNumber(std::string_view& text)
{
    if (text.empty() || !isDigit(text.front()))
        return std::nullopt;
    double value = 0;
    double scale = 1;
    bool isFraction = false;
    while (!text.empty()
        && (isDigit(text.front()) || (text.front() == '.' && !isFraction && text.size() > 1 && isDigit(text[1])))) {
        if (text.front() == '.')
            isFraction = true;
        else if (isFraction)
            value += (text.front() - '0') * (scale /= 10);
        else
            value = std::min(value * 10 + (text.front() - '0'), 1e18);
        text.remove_prefix(1);
    }
    return value;
}

bool skip(std::string_view& text, std::string_view what)
{
    if (!text.starts_with(what))
        return false;
    text.remove_prefix(what.size());
    return true;
}

void skipBlanks(std::string_view& text) { text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size())); }

const Unit* takeUnit(std::string_view& text)
{
    for (const Unit& unit : kUnits) {
        std::string_view rest = text;
        const bool fits = equalsIgnoringCase(rest.substr(0, unit.name.size()), unit.name);
        if (!fits)
            continue;
        rest.remove_prefix(unit.name.size());
        if (isLetter(unit.name.back()) && !rest.empty() && isLetter(rest.front()))
            continue; // "5 models"
        text = rest;
        return &unit;
    }
    return nullptr;
}

/// "5 days 22 hours", "6m0s", "1 小时 30 分钟"; leaves the rest.
std::optional<double> takeLength(std::string_view& text)
{
    std::optional<double> sum;
    std::string_view rest = text;
    for (int parts = 0; parts < kMostParts; ++parts) {
        skipBlanks(rest);
        if (sum && (skip(rest, "and ") || skip(rest, ", ")))
            skipBlanks(rest);
        const auto number = takeNumber(rest);
        if (!number)
            break;
        skipBlanks(rest);
        skip(rest, "个");
        const Unit* const unit = takeUnit(rest);
        if (!unit)
            break;
        sum = sum.value_or(0) + *number * unit->ms;
        text = rest;
    }
    return sum;
}

template <class Cues> bool hasAny(std::string_view text, const Cues& cues)
{
    return std::any_of(
        cues.begin(), cues.end(), [&](std::string_view cue) { return text.find(cue) != std::string_view::npos; });
}

std::string_view tailOf(std::string_view text, std::size_t most)
{
    return text.substr(text.size() - std::min(text.size(), most));
}

/// Whether the text before and after a duration makes it a time to wait.
bool isToWait(std::string_view before, std::string_view behind)
{
    before = trimmed(before);
    skipBlanks(behind);
    if (behind.starts_with("后") || behind.starts_with("之后") || behind.starts_with("以后") || before.ends_with("等待")
        || before.ends_with("还需") || before.ends_with("剩余"))
        return true;
    const std::string_view cue = tailOf(before, kMostOfCue);
    for (const std::string_view filler : {" about", " approximately", " another", " at least", ":"})
        if (before.ends_with(filler))
            before.remove_suffix(filler.size());
    const bool isJoined = before.ends_with(" in") || before.ends_with(" after") || before.ends_with(" for")
        || before.ends_with("wait") || before.ends_with("delay");
    return isJoined && hasAny(cue, kCues);
}

bool isChinese(std::string_view text)
{
    // U+4E00 to U+9FFF begin with these bytes in UTF-8.
    return std::any_of(text.begin(), text.end(),
        [](char c) { return static_cast<unsigned char>(c) >= 0xe4 && static_cast<unsigned char>(c) <= 0xe9; });
}

std::size_t startOfDigits(std::string_view text, std::size_t end)
{
    while (end > 0 && isDigit(text[end - 1]))
        --end;
    return end;
}

/// Whether the text around a time of day makes it the time of reset: a sentence may also state when something happened.
bool isUntil(std::string_view before, std::string_view behind)
{
    constexpr std::size_t kMostBehind = 30;
    before = trimmed(before);
    const std::string_view cue = tailOf(before, kMostOfCue);
    for (const std::string_view joint : {" until", " till", "直到"})
        if (before.ends_with(joint))
            return true;
    if (before.ends_with(" at"))
        return hasAny(cue, kCues);
    for (const std::string_view joint : {"在", "于", "将"})
        if (before.ends_with(joint))
            return hasAny(cue, kChineseCues) || hasAny(behind.substr(0, kMostBehind), kChineseCues);
    return false;
}

} // namespace

std::optional<Milliseconds> parseLength(std::string_view text, Milliseconds bareUnit)
{
    text = trimmed(text);
    std::string_view rest = text;
    if (const auto ms = takeLength(rest); ms && trimmed(rest).empty())
        return bounded(*ms);
    rest = text;
    if (const auto number = takeNumber(rest); number && rest.empty())
        return bounded(*number * static_cast<double>(bareUnit.count()));
    return std::nullopt;
}

std::optional<WallTime> parseMoment(std::string_view text, WallTime now)
{
    constexpr double kLeastSeconds = 1e9;
    constexpr double kLeastMilliseconds = 1e11;
    constexpr double kMostMilliseconds = 1e14;
    text = trimmed(text);
    std::string_view rest = text;
    if (const auto number = takeNumber(rest); number && rest.empty() && *number >= kLeastSeconds) {
        const double ms = *number < kLeastMilliseconds ? *number * 1000 : *number;
        if (ms >= kMostMilliseconds)
            return std::nullopt;
        const Milliseconds since1970{static_cast<std::int64_t>(ms)};
        constexpr auto kLast = std::chrono::floor<Milliseconds>(kLastMoment.time_since_epoch());
        return WallTime(std::min(since1970, kLast));
    }
    if (const auto length = parseLength(text))
        return now + *length;
    if (const auto time = config::parseTimestamp(text))
        return time;
    return parseHttpDate(text);
}

std::optional<Milliseconds> lengthInWords(std::string_view text)
{
    const std::string lower = asciiLower(text);
    const std::string_view all = lower;
    std::optional<double> longest;
    for (std::size_t at = 0; at < all.size();) {
        if (!isDigit(all[at]) || (at > 0 && (isDigit(all[at - 1]) || all[at - 1] == '.'))) {
            ++at;
            continue;
        }
        std::string_view rest = all.substr(at);
        const auto ms = takeLength(rest);
        if (ms && *ms > longest.value_or(0) && isToWait(all.substr(0, at), rest))
            longest = ms;
        at = ms ? all.size() - rest.size() : at + 1;
    }
    return longest ? std::optional(bounded(*longest)) : std::nullopt;
}

std::optional<WallTime> momentInWords(std::string_view text, WallTime now, std::chrono::minutes zone)
{
    const std::string lower = asciiLower(text);
    constexpr std::array<std::string_view, 1> kUntil{"until"};
    if (!hasAny(lower, kCues) && !hasAny(lower, kChineseCues) && !hasAny(lower, kUntil))
        return std::nullopt;
    if (isChinese(text))
        zone = std::chrono::hours(8);
    for (std::size_t at = lower.find("20"); at != std::string::npos; at = lower.find("20", at + 1)) {
        if (at > 0 && isDigit(lower[at - 1]))
            continue;
        const auto moment = readMoment(std::string_view(lower).substr(at), zone);
        if (moment && *moment > now)
            return moment;
    }
    for (std::size_t at = lower.find(':'); at != std::string::npos; at = lower.find(':', at + 1)) {
        const std::size_t begin = startOfDigits(lower, at);
        const std::string_view all = lower;
        if (begin == at || !isUntil(all.substr(0, begin), all.substr(at)))
            continue;
        if (const auto moment = readTimeOfDay(all.substr(begin), zone, now))
            return moment;
    }
    return std::nullopt;
}

} // namespace gateway::routing
