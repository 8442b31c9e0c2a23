#pragma once

#include <QtCharts/QChart>

class QChartView;
class QPainter;
class QValueAxis;
class QWidget;

namespace ui::charts {

// How this house shows charts of Qt: nothing but the series; labels and lines are painted
// around them. Private to the room.

/// Takes the chart. Lets the mouse through.
QChartView* makeView(QChart* chart, QWidget* parent);
/// Without a line and labels; belongs to the chart.
QValueAxis* makeAxis(QChart* chart, Qt::Alignment side);
/// So that the series stand in `area`, with room around it for the width of lines.
void placeView(QChartView* view, const QRect& area);

} // namespace ui::charts
