#pragma once

#include "series_plot.h"

#include "ui/widgets/button.h"

#include <QWidget>

#include <vector>

class QStackedLayout;

namespace ui::widgets {
class DataTable;
}

namespace ui::charts {

class ChartLegend;
class LegendEntry;
class SeriesTable;

/// Series over time: the plot, its legend, and the same numbers as a table. The plot is created when it is first shown.
class SeriesChart : public QWidget {
    Q_OBJECT
public:
    explicit SeriesChart(QWidget* parent = nullptr);

    void setData(PlotData data);
    const PlotData& data() const { return m_data; }
    /// Describes the chart for screen readers.
    void setDescription(const QString& words);

    /// For the card's heading; they belong to the chart until a layout takes them.
    ChartLegend* legend() const { return m_legend; }
    widgets::Button* tableSwitch() const { return m_tableSwitch; }
    /// Null until it was first shown.
    SeriesPlot* plot() const { return m_plot; }
    const SeriesTable& values() const { return *m_values; }

Q_SIGNALS:
    void chosen(int part, int series); ///< see `SeriesPlot`

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fillLegend();
    void showTable(bool shown);

    PlotData m_data;
    QString m_description;
    QStackedLayout* m_stack;
    SeriesPlot* m_plot = nullptr;
    SeriesTable* m_values;
    widgets::DataTable* m_table;
    ChartLegend* m_legend;
    std::vector<LegendEntry*> m_entries;
    LegendEntry* m_hatching = nullptr; ///< names the hatched parts; null: there are none
    widgets::Button* m_tableSwitch;
};

} // namespace ui::charts
