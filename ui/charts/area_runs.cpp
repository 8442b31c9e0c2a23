#include "area_runs.h"

#include <QtCharts/QAreaSeries>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>

namespace ui::charts {

namespace {
constexpr double kAreaOpacity = 0.25;
constexpr double kLineWidth = 2;
} // namespace

look::Ink inkOf(ThroughputSeries series)
{
    switch (series) {
    case ThroughputSeries::Output: return look::TokenKind::Output;
    case ThroughputSeries::Reasoning: return look::TokenKind::Reasoning;
    case ThroughputSeries::Input: break;
    }
    return look::TokenKind::FreshInput;
}

double valueOf(const ThroughputPoint& point, ThroughputSeries series)
{
    switch (series) {
    case ThroughputSeries::Output: return point.output;
    case ThroughputSeries::Reasoning: return point.reasoning;
    case ThroughputSeries::Input: break;
    }
    return point.input;
}

AreaRuns::AreaRuns(QChart* chart, QValueAxis* x, QValueAxis* y, ThroughputSeries series)
    : m_chart(chart), m_x(x), m_y(y), m_series(series), m_dots(new QScatterSeries(chart))
{
    m_dots->setMarkerSize(2.5 * kLineWidth);
    add(m_dots);
}

void AreaRuns::set(const ThroughputSeconds& seconds)
{
    QList<QList<QPointF>> runs;
    QList<QPointF> dots;
    collect(seconds, runs, dots);
    while (m_runs.size() > static_cast<std::size_t>(runs.size()))
        drop();
    while (m_runs.size() < static_cast<std::size_t>(runs.size()))
        grow();
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        const QList<QPointF>& points = runs[static_cast<qsizetype>(i)];
        m_runs[i].upper->replace(points);
        m_runs[i].lower->replace({QPointF(points.front().x(), 0), QPointF(points.back().x(), 0)});
        m_runs[i].line->replace(points);
    }
    m_dots->replace(dots);
}

void AreaRuns::setShown(bool shown)
{
    m_isShown = shown;
    apply();
}

std::vector<QColor> AreaRuns::colours() const
{
    std::vector<QColor> colours{m_dots->color()};
    for (const Run& run : m_runs) {
        colours.push_back(run.line->color());
        colours.push_back(run.area->brush().color());
    }
    return colours;
}

std::vector<int> AreaRuns::lengths() const
{
    std::vector<int> lengths;
    for (const Run& run : m_runs)
        lengths.push_back(static_cast<int>(run.line->count()));
    lengths.insert(lengths.end(), static_cast<std::size_t>(m_dots->count()), 1);
    return lengths;
}

void AreaRuns::collect(const ThroughputSeconds& seconds, QList<QList<QPointF>>& runs, QList<QPointF>& dots) const
{
    // Most models do not reason, and none does so all the time: draws no line along zero.
    const bool zeroIsGap = m_series == ThroughputSeries::Reasoning;
    QList<QPointF> run;
    const auto end = [&] {
        if (run.size() == 1)
            dots.append(run.front());
        else if (!run.isEmpty())
            runs.append(run);
        run.clear();
    };
    for (std::size_t i = 0; i < seconds.size(); ++i) {
        if (seconds[i] && !(zeroIsGap && valueOf(*seconds[i], m_series) <= 0))
            run.append({static_cast<double>(i), valueOf(*seconds[i], m_series)});
        else
            end();
    }
    end();
}

void AreaRuns::add(QAbstractSeries* series)
{
    m_chart->addSeries(series);
    series->attachAxis(m_x);
    series->attachAxis(m_y);
}

void AreaRuns::grow()
{
    Run run{};
    run.upper = new QLineSeries(m_chart);
    run.lower = new QLineSeries(m_chart);
    run.area = new QAreaSeries(run.upper, run.lower);
    run.line = new QLineSeries(m_chart);
    add(run.area);
    add(run.line);
    m_runs.push_back(run);
    apply();
}

void AreaRuns::drop()
{
    const Run run = m_runs.back();
    m_runs.pop_back();
    m_chart->removeSeries(run.area);
    m_chart->removeSeries(run.line);
    delete run.area; // before the lines that it uses
    delete run.line;
    delete run.upper;
    delete run.lower;
}

void AreaRuns::apply()
{
    const QColor ink = look::theme().color(inkOf(m_series));
    QColor fill = ink;
    fill.setAlphaF(static_cast<float>(kAreaOpacity));
    for (const Run& run : m_runs) {
        run.area->setPen(Qt::NoPen); // it would also draw the sides and the base
        run.area->setBrush(fill);
        run.line->setPen(QPen(ink, kLineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        run.area->setVisible(m_isShown);
        run.line->setVisible(m_isShown);
    }
    m_dots->setColor(ink);
    m_dots->setBorderColor(ink);
    m_dots->setVisible(m_isShown);
}

} // namespace ui::charts
