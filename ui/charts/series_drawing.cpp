#include "series_drawing.h"

#include "chart_view.h"

#include <QtCharts/QBarSet>
#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QStackedBarSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>

namespace ui::charts {

namespace {

constexpr double kSeriesBarWidth = 0.72;
constexpr double kDenseBarWidth = 0.9;
constexpr std::size_t kMostSeams = 100; ///< bars; more of them would be nothing but seams
constexpr double kSeriesLineWidth = 2;
constexpr double kSeriesDot = 5;
constexpr double kHalfPart = 0.5;
constexpr int kRoom = 4; // px beyond the scale: Qt clips at the plot's edge, and half a dot is outside it

} // namespace

SeriesPlot::Drawing::Drawing(QWidget* parent)
    : m_view(makeView(new QChart, parent)), m_x(makeAxis(m_view->chart(), Qt::AlignBottom)), m_y(makeAxis(m_view->chart(), Qt::AlignLeft))
{
}

void SeriesPlot::Drawing::add(QAbstractSeries* series)
{
    m_view->chart()->addSeries(series);
    series->attachAxis(m_x);
    series->attachAxis(m_y);
}

void SeriesPlot::Drawing::set(const PlotData& data, const std::vector<bool>& shown, double top)
{
    m_view->chart()->removeAllSeries(); // also deletes them
    m_bars = nullptr;
    m_sets.clear();
    m_estimates.clear();
    m_runs.clear();
    m_limit = nullptr;
    m_parts = static_cast<double>(data.parts.size());
    m_top = top;
    if (data.kind == PlotData::Kind::StackedBars)
        setBars(data, shown);
    else
        setLines(data, shown);
    setLimit(data);
    recolour(data);
}

void SeriesPlot::Drawing::setBars(const PlotData& data, const std::vector<bool>& shown)
{
    m_bars = new QStackedBarSeries(m_view->chart());
    m_bars->setBarWidth(data.parts.size() > kMostSeams ? kDenseBarWidth : kSeriesBarWidth);
    for (std::size_t i = 0; i < data.series.size(); ++i) {
        const PlotSeries& series = data.series[i];
        auto* sure = new QBarSet(QString(), m_bars);
        auto* guessed = series.hasEstimated() ? new QBarSet(QString(), m_bars) : nullptr;
        for (std::size_t part = 0; part < series.values.size(); ++part) {
            const double value = shown[i] ? series.values[part].value_or(0) : 0;
            const double guess = std::min(series.estimatedAt(part), value);
            sure->append(value - guess);
            if (guessed)
                guessed->append(guess);
        }
        for (QBarSet* set : {sure, guessed})
            if (set)
                m_bars->append(set);
        m_sets.push_back(sure);
        m_estimates.push_back(guessed);
    }
    add(m_bars);
}

void SeriesPlot::Drawing::setLines(const PlotData& data, const std::vector<bool>& shown)
{
    for (std::size_t i = 0; i < data.series.size(); ++i) {
        Runs runs;
        QList<QPointF> run;
        QList<QPointF> dots;
        const auto end = [&] {
            if (run.size() == 1)
                dots += run;
            if (run.size() > 1) {
                auto* line = new QLineSeries(m_view->chart());
                line->replace(run);
                line->setVisible(shown[i]);
                add(line);
                runs.lines.push_back(line);
            }
            run.clear();
        };
        for (std::size_t part = 0; part < data.series[i].values.size(); ++part) {
            if (const auto& value = data.series[i].values[part])
                run.append(QPointF(static_cast<double>(part), *value));
            else
                end();
        }
        end();
        runs.dots = new QScatterSeries(m_view->chart());
        runs.dots->replace(dots);
        runs.dots->setVisible(shown[i]);
        runs.dots->setMarkerSize(kSeriesDot);
        add(runs.dots);
        m_runs.push_back(runs);
    }
}

/// Drawn over bars, too.
void SeriesPlot::Drawing::setLimit(const PlotData& data)
{
    if (!data.limit)
        return;
    m_limit = new QLineSeries(m_view->chart());
    m_limit->replace(QList<QPointF>{{-kHalfPart, *data.limit}, {m_parts - kHalfPart, *data.limit}});
    add(m_limit);
}

void SeriesPlot::Drawing::recolour(const PlotData& data)
{
    const look::Theme& theme = look::theme();
    if (m_limit)
        m_limit->setPen(QPen(theme.color(look::Color::Warn), kSeriesLineWidth, Qt::DashLine, Qt::FlatCap));
    for (std::size_t i = 0; i < data.series.size(); ++i) {
        const QColor color = theme.color(data.series[i].ink);
        if (i < m_sets.size()) {
            const bool isDense = data.parts.size() > kMostSeams;
            const QPen seam = isDense ? QPen(Qt::NoPen) : QPen(theme.color(look::Color::Base), 1);
            m_sets[i]->setColor(color);
            m_sets[i]->setPen(seam);
            if (m_estimates[i]) {
                m_estimates[i]->setBrush(QBrush(color, isDense ? Qt::Dense4Pattern : Qt::BDiagPattern));
                m_estimates[i]->setPen(seam);
            }
        }
        if (i >= m_runs.size())
            continue;
        for (QLineSeries* line : m_runs[i].lines)
            line->setPen(QPen(color, kSeriesLineWidth, data.series[i].line, Qt::FlatCap, Qt::RoundJoin));
        m_runs[i].dots->setColor(color);
        m_runs[i].dots->setPen(Qt::NoPen);
    }
}

/// Bars start at zero.
void SeriesPlot::Drawing::place(const QRect& area)
{
    const int below = m_bars ? 0 : kRoom;
    const double across = kRoom * m_parts / std::max(area.width(), 1);
    const double up = m_top / std::max(area.height(), 1);
    m_x->setRange(-kHalfPart - across, m_parts - kHalfPart + across);
    m_y->setRange(-below * up, m_top + kRoom * up);
    placeView(m_view, area.adjusted(-kRoom, -kRoom, kRoom, below));
}

std::vector<int> SeriesPlot::Drawing::runLengths(int series) const
{
    const auto at = static_cast<std::size_t>(series);
    if (at < m_sets.size())
        return {m_sets[at]->count()};
    std::vector<int> lengths;
    if (at >= m_runs.size())
        return lengths;
    for (const QLineSeries* line : m_runs[at].lines)
        lengths.push_back(static_cast<int>(line->count()));
    for (int i = 0; i < m_runs[at].dots->count(); ++i)
        lengths.push_back(1);
    return lengths;
}

bool SeriesPlot::Drawing::isHatched(int series) const
{
    const auto at = static_cast<std::size_t>(series);
    return at < m_estimates.size() && m_estimates[at];
}

std::vector<QColor> SeriesPlot::Drawing::colours() const
{
    std::vector<QColor> colours;
    for (QBarSet* set : m_sets)
        colours.push_back(set->color());
    for (const Runs& runs : m_runs)
        colours.push_back(runs.dots->color());
    return colours;
}

} // namespace ui::charts
