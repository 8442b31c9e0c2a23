#include "time_text.h"

#include "gateway/config/settings/timestamp.h"

#include <QRegularExpression>

#include <chrono>

namespace app {

namespace {

constexpr qint64 kSecondsPerMinute = 60;
constexpr qint64 kSecondsPerHour = 60 * kSecondsPerMinute;
constexpr qint64 kSecondsPerDay = 24 * kSecondsPerHour;

/// 0: invalid. Future times are not that short, and "m" would be mistaken for months.
qint64 secondsOf(QChar unit, TimeMeaning meaning)
{
    const bool isPast = meaning != TimeMeaning::ComingEnd;
    switch (unit.toLatin1()) {
    case 's': return isPast ? 1 : 0;
    case 'm': return isPast ? kSecondsPerMinute : 0;
    case 'h': return kSecondsPerHour;
    case 'd': return kSecondsPerDay;
    case 'w': return 7 * kSecondsPerDay;
    default: return 0;
    }
}

} // namespace

std::optional<QDateTime> timeFrom(const QString& text, const QDateTime& now, TimeMeaning meaning)
{
    static const QRegularExpression span(QStringLiteral("^([1-9][0-9]{0,4})([smhdw])$"));
    if (const auto match = span.match(text); match.hasMatch()) {
        const qint64 seconds = match.captured(1).toLongLong() * secondsOf(match.captured(2).front(), meaning);
        if (seconds == 0)
            return std::nullopt;
        return now.addSecs(meaning == TimeMeaning::ComingEnd ? seconds : -seconds);
    }
    if (const QDate day = QDate::fromString(text, QStringLiteral("yyyy-MM-dd")); day.isValid())
        return day.addDays(meaning == TimeMeaning::PastBegin ? 0 : 1).startOfDay();
    if (const auto time = gateway::config::parseTimestamp(text.toStdString()))
        return QDateTime::fromMSecsSinceEpoch(std::chrono::duration_cast<std::chrono::milliseconds>(time->time_since_epoch()).count());
    return std::nullopt;
}

std::string localText(gateway::WallTime time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch());
    const QDateTime local = QDateTime::fromSecsSinceEpoch(seconds.count());
    return local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODate).toStdString();
}

} // namespace app
