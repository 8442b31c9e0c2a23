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

/// A card with a chart, its legend (in the heading, or below it where there is no room), a switch to its numbers, and what it adds up to.
class ChartCard : public widgets::Card {
    Q_OBJECT
public:
    explicit ChartCard(QWidget* parent = nullptr);

    /// A number beside the title that opens the requests behind it; empty: there is none.
    void setNumber(const QString& number, const QString& hint);
    /// What the chart adds up to, at the right: "¥3.42 · $0.48".
    /// `hint`: how it was obtained.
    void setSum(const QString& sum, const QString& hint = {});
    void setData(const QString& title, charts::PlotData plotted);
    charts::SeriesChart& chart() { return *m_chart; }

Q_SIGNALS:
    void numberChosen();
    void chosen(int part, int series); ///< as of `SeriesPlot`

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeLegend();

    charts::SeriesChart* m_chart;
    widgets::Button* m_number;
    widgets::Label* m_sum;
    QWidget* m_inHeading;      ///< where the legend stands if there is room
    QBoxLayout* m_belowHeading; ///< and else
};

} // namespace ui::pages
