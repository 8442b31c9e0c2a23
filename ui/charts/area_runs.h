#pragma once

#include "throughput_plot.h"

#include <QList>
#include <QPointF>
#include <QtCharts/QChart>

#include <vector>

class QAreaSeries;
class QLineSeries;
class QScatterSeries;
class QValueAxis;

namespace ui::charts {

/// The colour of a series, and its value in a point.
look::Ink inkOf(ThroughputSeries series);
double valueOf(const ThroughputPoint& point, ThroughputSeries series);

/// Draws a series as unbroken runs: areas with a line on top, and dots for runs of one second. The created objects
/// belong to the chart.
class AreaRuns {
public:
    AreaRuns(QChart* chart, QValueAxis* x, QValueAxis* y, ThroughputSeries series);

    void set(const ThroughputSeconds& seconds);
    void setShown(bool shown);
    void recolour() { apply(); }
    std::vector<QColor> colours() const;
    std::vector<int> lengths() const; ///< points in each run; the dots last

private:
    struct Run {
        QLineSeries* upper;
        QLineSeries* lower;
        QAreaSeries* area;
        QLineSeries* line;
    };

    void collect(const ThroughputSeconds& seconds, QList<QList<QPointF>>& runs, QList<QPointF>& dots) const;
    void add(QAbstractSeries* series);
    void grow();
    void drop();
    void apply();

    QChart* m_chart;
    QValueAxis* m_x;
    QValueAxis* m_y;
    ThroughputSeries m_series;
    QScatterSeries* m_dots;
    std::vector<Run> m_runs;
    bool m_isShown = true;
};

} // namespace ui::charts
