#pragma once

#include "throughput_plot.h"

#include "ui/widgets/button.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QStackedLayout;

namespace ui::widgets {
class DataTable;
}

namespace ui::charts {

class LegendEntry;
class ThroughputTable;

/// Live throughput: the plot, its legend, and the same numbers as a table. The plot is created when it is first shown.
/// Updates at most 4 times a second, and only while it is visible; no timer runs otherwise.
class LiveChart : public QWidget {
    Q_OBJECT
public:
    explicit LiveChart(ThroughputFormats formats, QWidget* parent = nullptr);

    void setSeconds(ThroughputSeconds seconds);

    /// For the card's heading; they belong to the chart until a layout takes them.
    QWidget* legend() const { return m_legend; }
    widgets::Button* tableSwitch() const { return m_tableSwitch; }
    /// Null until it was first shown.
    ThroughputPlot* plot() const { return m_plot; }
    /// Number of updates drawn, and whether a timer runs.
    int updates() const { return m_updates; }
    bool isWaiting() const { return m_wait.isActive(); }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    bool canBeSeen() const;
    void refresh();
    void showTable(bool shown);

    ThroughputFormats m_formats;
    ThroughputSeconds m_seconds;
    QStackedLayout* m_stack;
    ThroughputPlot* m_plot = nullptr;
    ThroughputTable* m_values;
    widgets::DataTable* m_table;
    QWidget* m_legend;
    LegendEntry* m_output;
    LegendEntry* m_reasoning;
    LegendEntry* m_input;
    widgets::Button* m_tableSwitch;
    QTimer m_wait; // until the next update may be drawn
    QElapsedTimer m_sinceUpdate;
    bool m_isStale = false;
    int m_updates = 0;
};

} // namespace ui::charts
