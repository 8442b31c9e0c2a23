#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/usage_report.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

#include <utility>
#include <vector>

namespace ui::models {

/// A span of whole days and its parts for a chart, in local time.
class UsageSpan {
    Q_DECLARE_TR_FUNCTIONS(ui::models::UsageSpan)
public:
    enum class Step { Hour, Day, Month };

    /// From the first to the last day, inclusive. Up to two days by hour, up to 400 days by day, otherwise by month.
    UsageSpan(QDate first, QDate last);
    static UsageSpan today(const QDate& today) { return {today, today}; }
    static UsageSpan days(const QDate& today, int days) { return {today.addDays(1 - days), today}; }
    static UsageSpan year(const QDate& today); ///< this month and the previous eleven

    QDate first() const { return m_first; }
    QDate last() const { return m_last; }
    Step step() const { return m_step; }
    /// The beginnings of its parts and the end of the last one. Days may have 23 or 25 hours.
    const std::vector<gateway::WallTime>& edges() const { return m_edges; }
    int count() const { return static_cast<int>(m_edges.size()) - 1; }
    /// Its days with years: "24 Dec 2025 to 3 Feb 2026"; a single day alone.
    QString text() const;
    QString shortText() const; ///< without the years: "24 Dec to 3 Feb"
    /// Name of a part: "20 Nov, 14:00 to 15:00", "Friday, 20 November", "November 2026".
    QString name(int part) const;
    /// Labels of its time axis with their parts; at most eight.
    std::vector<std::pair<int, QString>> labels() const;
    /// "by hour"
    QString stepName() const;
    /// Sentences on where sums cover another time than this, or are known less precisely. Empty: they match.
    QString coveredText(const gateway::usage::CoveredSpan& told) const;

private:
    QDateTime begin(int part) const;
    std::vector<std::pair<int, QString>> monthLabels() const;

    QDate m_first;
    QDate m_last;
    Step m_step = Step::Hour;
    std::vector<gateway::WallTime> m_edges;
};

} // namespace ui::models
