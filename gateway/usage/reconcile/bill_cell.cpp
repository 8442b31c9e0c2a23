#include "bill_cell.h"

#include "fixed_point.h"

#include "gateway/core/text/ascii.h"

#include <QDateTime>
#include <QString>

#include <algorithm>

namespace gateway::usage {

namespace {

constexpr int kThousand = 3; // decimals for a unit of a thousand; similar below
constexpr int kTenThousand = 4;
constexpr int kMillion = 6;
constexpr int kFirstYear = 2020;
constexpr int kLastYear = 2099;

} // namespace

std::optional<BillDay> dayFrom(const std::string& cell, int usualOffset_s)
{
    const QString text = QString::fromStdString(cell).trimmed();
    if (const auto number = fixedPoint(text.toStdString(), 0)) {
        if (text.size() == 8)
            return BillDay{QDate::fromString(text, QStringLiteral("yyyyMMdd")), usualOffset_s};
        return BillDay{QDateTime::fromSecsSinceEpoch(*number, Qt::OffsetFromUTC, usualOffset_s).date(), usualOffset_s};
    }
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (time.isValid() && (time.timeSpec() == Qt::UTC || time.timeSpec() == Qt::OffsetFromUTC))
        return BillDay{time.date(), time.offsetFromUtc()};
    QString date = text.section(QLatin1Char(' '), 0, 0).section(QLatin1Char('T'), 0, 0);
    if (const QDate dotted = QDate::fromString(date, QStringLiteral("d.M.yyyy")); dotted.isValid())
        return BillDay{dotted, usualOffset_s};
    return BillDay{QDate::fromString(date.replace(QLatin1Char('/'), QLatin1Char('-')), QStringLiteral("yyyy-M-d")), usualOffset_s};
}

bool isBillDay(QDate date) { return date.isValid() && date.year() >= kFirstYear && date.year() <= kLastYear; }

std::string partOf(const std::string& cell, int part)
{
    const QString text = QString::fromStdString(cell);
    const QString found = part < 0 ? text.section(QLatin1Char(','), 0, 0) : text.section(QLatin1Char(';'), part, part);
    return found.trimmed().toStdString();
}

std::string withoutLast(std::string text, std::span<const std::string_view> words)
{
    for (std::size_t blank = text.find_last_of(' '); blank != std::string::npos; blank = text.find_last_of(' ')) {
        const std::string_view last = std::string_view(text).substr(blank + 1);
        if (std::ranges::none_of(words, [&](std::string_view word) { return equalsIgnoringCase(word, last); }))
            break;
        text = trimmed(std::string_view(text).substr(0, blank));
    }
    return text;
}

std::optional<int> decimalsOf(const std::string& unit)
{
    QString text = QString::fromStdString(unit).toLower();
    if (!text.contains(QLatin1String("token")))
        return {};
    text.remove(QLatin1String("token"));
    text.remove(u's').remove(u' ').remove(u','); // of "1,000 tokens"; "thousand" has lost its own
    const auto has = [&text](const char* word) { return text.contains(QString::fromUtf8(word)); };
    if (has("百万") || has("million") || has("1000000") || text == QLatin1String("m") || text == QLatin1String("1m"))
        return kMillion;
    if (has("万") || has("10000") || has("10k"))
        return kTenThousand;
    return has("千") || has("k") || has("1000") || has("thouand") ? kThousand : 0;
}

bool isOfSearches(std::string_view cell)
{
    std::string text = asciiLower(cell);
    std::ranges::replace(text, '_', ' ');
    return text.find("web search") != std::string::npos;
}

} // namespace gateway::usage
