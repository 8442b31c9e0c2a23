#include "usage_span.h"

#include "gateway/usage/rollups/time_name.h"
#include "ui/models/formatter.h"

#include <QStringList>

namespace ui::models {

namespace {

constexpr int kMostDaysByHour = 2;
constexpr int kMostDaysByDay = 400; // a year plus the rest of its first month
constexpr int kMostDaysWithDays = 62; // longer spans are labelled by month
constexpr int kMostLabels = 8;
constexpr int kDaysPerWeek = 7;
constexpr int kMonthsBefore = 11;
constexpr qint64 kMsPerHour = 3'600'000;

/// With its UTC offset if local time has it twice.
QString clockText(const QDateTime& at)
{
    constexpr int kDateLength = 11; // "2026-11-20 "
    constexpr qint64 kMinuteLength_s = 60;
    return QString::fromStdString(gateway::usage::timeName(gateway::usage::UsageBy::Minute, at.toSecsSinceEpoch() / kMinuteLength_s)).mid(kDateLength);
}

gateway::WallTime wallTimeOf(const QDateTime& when) { return gateway::WallTime{gateway::Milliseconds{when.toMSecsSinceEpoch()}}; }

} // namespace

UsageSpan::UsageSpan(QDate first, QDate last) : m_first(first), m_last(std::max(first, last))
{
    const auto days = m_first.daysTo(m_last) + 1;
    m_step = days <= kMostDaysByHour ? Step::Hour : days <= kMostDaysByDay ? Step::Day : Step::Month;
    const QDateTime end = m_last.addDays(1).startOfDay();
    for (QDateTime at = m_first.startOfDay(); at < end;) {
        m_edges.push_back(wallTimeOf(at));
        if (m_step == Step::Hour) at = at.addMSecs(kMsPerHour); // absolute time: no hour is skipped or doubled
        else if (m_step == Step::Day) at = at.date().addDays(1).startOfDay();
        else at = QDate(at.date().year(), at.date().month(), 1).addMonths(1).startOfDay();
    }
    m_edges.push_back(wallTimeOf(end));
}

UsageSpan UsageSpan::year(const QDate& today) { return {QDate(today.year(), today.month(), 1).addMonths(-kMonthsBefore), today}; }

QDateTime UsageSpan::begin(int part) const { return Formatter::local(m_edges[static_cast<std::size_t>(part)]); }

QString UsageSpan::text() const
{
    const Formatter format;
    return m_first == m_last ? format.yearDay(m_first) : tr("%1 to %2", "two days").arg(format.yearDay(m_first), format.yearDay(m_last));
}

QString UsageSpan::shortText() const
{
    const Formatter format;
    return m_first == m_last ? format.shortDay(m_first) : tr("%1 to %2", "two days").arg(format.shortDay(m_first), format.shortDay(m_last));
}

QString UsageSpan::name(int part) const
{
    const Formatter format;
    const QDateTime from = begin(part);
    switch (m_step) {
    case Step::Hour: return tr("%1, %2 to %3", "a day and two times").arg(format.shortDay(from.date()), clockText(from), clockText(begin(part + 1)));
    case Step::Day: return tr("%1, %2", "day of the week, day").arg(format.weekday(from.date()), format.day(from.date()));
    case Step::Month: break;
    }
    return format.month(from.date());
}

std::vector<std::pair<int, QString>> UsageSpan::labels() const
{
    const Formatter format;
    std::vector<std::pair<int, QString>> labels;
    if (m_step == Step::Hour) {
        const int every = m_first == m_last ? 3 : 6; // hours
        for (int part = 0; part < count(); ++part) {
            const QDateTime from = begin(part);
            const bool isNewDay = part > 0 && from.time().hour() == 0;
            if (from.time().minute() != 0 || from.time().hour() % every != 0) continue;
            labels.emplace_back(part, isNewDay ? format.shortDay(from.date()) : from.toString(QStringLiteral("HH")));
        }
        return labels;
    }
    if (m_step == Step::Day && count() > kMostDaysWithDays) return monthLabels();
    const int every = (count() + kMostLabels - 1) / kMostLabels;
    for (int part = 0; part < count(); part += every) {
        const QDate date = begin(part).date();
        if (m_step == Step::Month) labels.emplace_back(part, format.shortMonth(date));
        else labels.emplace_back(part, count() <= kDaysPerWeek ? format.weekday(date) : format.shortDay(date));
    }
    return labels;
}

/// Each at the beginning of its month.
std::vector<std::pair<int, QString>> UsageSpan::monthLabels() const
{
    std::vector<int> firsts;
    for (int part = 0; part < count(); ++part) {
        if (begin(part).date().day() == 1) firsts.push_back(part);
    }
    const std::size_t every = (firsts.size() + kMostLabels - 1) / kMostLabels;
    std::vector<std::pair<int, QString>> labels;
    for (std::size_t i = 0; i < firsts.size(); i += every) labels.emplace_back(firsts[i], Formatter().shortMonth(begin(firsts[i]).date()));
    return labels;
}

QString UsageSpan::coveredText(const gateway::usage::CoveredSpan& told) const
{
    QStringList sentences;
    if (told.from < m_edges.front() || told.to > m_edges.back())
        sentences << tr("Totals from %1 to %2. Where request details were deleted, totals are kept by minute, hour or day.", "days with times")
                         .arg(Formatter().dateTime(Formatter::local(told.from)), Formatter().dateTime(Formatter::local(told.to)));
    if (told.from > m_edges.front()) sentences << tr("Totals before %1 were deleted.", "day with time").arg(Formatter().dateTime(Formatter::local(told.from)));
    if (told.hasStretches) sentences << tr("Some totals are hourly and shown at the start of the hour.");
    return sentences.join(u' ');
}

QString UsageSpan::stepName() const
{
    switch (m_step) {
    case Step::Hour: return tr("by hour");
    case Step::Day: return tr("by day");
    case Step::Month: break;
    }
    return tr("by month");
}

} // namespace ui::models
