#include "time_name.h"

#include <QDateTime>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gateway::usage {

namespace {

constexpr std::int64_t kSecondsPerMinute = 60;

/// Whether local time has this time twice, before and after the clocks are set back.
bool isShownTwice(std::int64_t minute)
{
    const std::int64_t offset = offsetAt(minute);
    const std::array others{offsetAt(minute - kMinutesPerDay), offsetAt(minute + kMinutesPerDay)};
    return std::ranges::any_of(others, [&](std::int64_t other) { return other != offset && offsetAt(minute + offset - other) == other; });
}

QString offsetText(std::int64_t minutes)
{
    const auto part = [](std::int64_t number) { return u"%1"_s.arg(number, 2, 10, QLatin1Char('0')); };
    const std::int64_t size = minutes < 0 ? -minutes : minutes;
    return (minutes < 0 ? u"-"_s : u"+"_s) + part(size / kMinutesPerHour) + u':' + part(size % kMinutesPerHour);
}

QString formatOf(UsageBy by)
{
    switch (by) {
    case UsageBy::Month: return u"yyyy-MM"_s;
    case UsageBy::Day: return u"yyyy-MM-dd"_s;
    case UsageBy::Hour: return u"yyyy-MM-dd HH:00"_s;
    default: return u"yyyy-MM-dd HH:mm"_s;
    }
}

} // namespace

std::string timeName(UsageBy by, std::int64_t minute)
{
    const QString text = QDateTime::fromSecsSinceEpoch(minute * kSecondsPerMinute).toString(formatOf(by));
    // Only the last part of a split hour may occur twice.
    const bool isTwice = by == UsageBy::Minute ? isShownTwice(minute)
                                               : by == UsageBy::Hour && (isShownTwice(minute) || isShownTwice(LocalGrid(TimeStep::Hour).spanOf(minute).end - 1));
    return (isTwice ? text + offsetText(offsetAt(minute)) : text).toStdString();
}

std::string stretchName(const MinuteSpan& stretch) { return timeName(UsageBy::Minute, stretch.begin) + " to " + timeName(UsageBy::Minute, stretch.end); }

} // namespace gateway::usage
