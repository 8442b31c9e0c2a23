#pragma once

#include "series_plot.h"

#include <QtCharts/QChart>

class QBarSet;
class QChartView;
class QLineSeries;
class QScatterSeries;
class QStackedBarSeries;
class QValueAxis;

namespace ui::charts {

/// The part of a `SeriesPlot` that is drawn by Qt Charts. Private to the room.
class SeriesPlot::Drawing {
public:
    explicit Drawing(QWidget* parent);

    void set(const PlotData& data, const std::vector<bool>& shown, double top);
    void recolour(const PlotData& data);
    void place(const QRect& area);
    std::vector<int> runLengths(int series) const;
    std::vector<QColor> colours() const;
    /// Whether a part of the series is hatched.
    bool isHatched(int series) const;

private:
    struct Runs {
        std::vector<QLineSeries*> lines;
        QScatterSeries* dots = nullptr;
    };

    void setBars(const PlotData& data, const std::vector<bool>& shown);
    void setLines(const PlotData& data, const std::vector<bool>& shown);
    void setLimit(const PlotData& data);
    void add(QAbstractSeries* series);

    QChartView* m_view;
    QValueAxis* m_x;
    QValueAxis* m_y;
    double m_parts = 1; ///< number of parts across the area
    double m_top = 1;   ///< value at its upper edge
    QStackedBarSeries* m_bars = nullptr;
    std::vector<QBarSet*> m_sets;
    std::vector<QBarSet*> m_estimates; ///< on top of each of those; null: nothing was estimated
    std::vector<Runs> m_runs;
    QLineSeries* m_limit = nullptr; ///< across all of them
};

} // namespace ui::charts
