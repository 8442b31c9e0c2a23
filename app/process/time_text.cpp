#include "time_text.h"

#include "gateway/config/settings/timestamp.h"

#include <QRegularExpression>

#include <chrono>

namespace app {

namespace {

constexpr qint64 kSecondsPerHour = 3600;
constexpr qint64 kSecondsPerDay = 24 * kSecondsPerHour;

} // namespace

std::optional<QDateTime> timeFrom(const QString& text, const QDateTime& now, TimeMeaning meaning)
{
    static const QRegularExpression span(QStringLiteral("^([1-9][0-9]{0,4})([dh])$"));
    if (const auto match = span.match(text); match.hasMatch()) {
        const qint64 unit = match.captured(2) == QLatin1String("d") ? kSecondsPerDay : kSecondsPerHour;
        const qint64 seconds = match.captured(1).toLongLong() * unit;
        return now.addSecs(meaning == TimeMeaning::ComingEnd ? seconds : -seconds);
    }
    if (const QDate day = QDate::fromString(text, QStringLiteral("yyyy-MM-dd")); day.isValid())
        return day.addDays(meaning == TimeMeaning::PastBegin ? 0 : 1).startOfDay();
    if (const auto time = gateway::config::parseTimestamp(text.toStdString()))
        return QDateTime::fromSecsSinceEpoch(
            std::chrono::duration_cast<std::chrono::seconds>(time->time_since_epoch()).count());
    return std::nullopt;
}

} // namespace app
