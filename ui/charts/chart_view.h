#pragma once

#include <QtCharts/QChart>

class QChartView;
class QPainter;
class QValueAxis;
class QWidget;

namespace ui::charts {

// Common setup of Qt Charts: they draw only the series; labels and lines are painted around them. Private to the room.

/// Takes ownership of the chart. Transparent for mouse events.
QChartView* makeView(QChart* chart, QWidget* parent);
/// Without line and labels; belongs to the chart.
QValueAxis* makeAxis(QChart* chart, Qt::Alignment side);
/// Places the view so that the series are in `area`, with room around it for the width of lines.
void placeView(QChartView* view, const QRect& area);

} // namespace ui::charts
