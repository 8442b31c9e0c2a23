#include "chart_view.h"

#include <QGraphicsLayout>
#include <QPainter>
#include <QtCharts/QChartView>
#include <QtCharts/QValueAxis>

namespace ui::charts {

namespace {
constexpr int kBleed = 3; // room around a plot area for the line's width
}

QChartView* makeView(QChart* chart, QWidget* parent)
{
    chart->setBackgroundVisible(false);
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->legend()->hide();
    chart->setAnimationOptions(QChart::NoAnimation);
    auto* view = new QChartView(chart, parent); // takes ownership of the chart
    view->setFrameShape(QFrame::NoFrame);
    view->setBackgroundBrush(Qt::NoBrush);
    view->viewport()->setAutoFillBackground(false);
    view->setRenderHint(QPainter::Antialiasing);
    view->setAttribute(Qt::WA_TransparentForMouseEvents);
    view->setFocusPolicy(Qt::NoFocus);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return view;
}

QValueAxis* makeAxis(QChart* chart, Qt::Alignment side)
{
    auto* axis = new QValueAxis(chart);
    axis->setLabelsVisible(false);
    axis->setLineVisible(false);
    axis->setGridLineVisible(false); // Qt hides them if there is no room for labels; paintLabels draws them
    chart->addAxis(axis, side);
    return axis;
}

void placeView(QChartView* view, const QRect& area)
{
    view->setGeometry(area.adjusted(-kBleed, -kBleed, kBleed, kBleed));
    view->chart()->resize(view->size()); // a view that was not shown yet has not resized its chart
    view->chart()->setPlotArea(QRectF(kBleed, kBleed, area.width(), area.height()));
}

} // namespace ui::charts
