#pragma once

#include "ui/charts/series_plot.h"
#include "ui/widgets/card.h"

class QBoxLayout;
namespace ui::charts {
class SeriesChart;
}
namespace ui::widgets {
class Button;
class Label;
}

namespace ui::pages {

/// A card with a chart, its legend (in the heading, or below it if there is no room), a switch to its numbers, and its
/// total.
class ChartCard : public widgets::Card {
    Q_OBJECT
public:
    explicit ChartCard(QWidget* parent = nullptr);

    /// A number next to the title that opens its requests; empty: none.
    void setNumber(const QString& number, const QString& hint);
    /// The total of the chart, on the right: "¥3.42 · $0.48". `hint`: how it was obtained.
    void setSum(const QString& sum, const QString& hint = {});
    void setData(const QString& title, charts::PlotData plotted);
    charts::SeriesChart& chart() { return *m_chart; }

Q_SIGNALS:
    void numberChosen();
    void chosen(int part, int series); ///< see `SeriesPlot`

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeLegend();

    charts::SeriesChart* m_chart;
    widgets::Button* m_number;
    widgets::Label* m_sum;
    QWidget* m_inHeading;      ///< place of the legend if there is room
    QBoxLayout* m_belowHeading; ///< place of the legend otherwise
};

} // namespace ui::pages
