#pragma once

#include "chart_scale.h"

#include "ui/look/theme.h"

#include <QWidget>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ui::widgets {
class Label;
}

namespace ui::charts {

class HoverReadout;

/// A series over the parts of a time span.
struct PlotSeries {
    QString name;
    look::Ink ink = look::Color::AccentText;
    Qt::PenStyle line = Qt::SolidLine;
    std::vector<std::optional<double>> values; ///< one for each part; empty: unknown, or in the future
    std::vector<double> estimated = {}; ///< for bars, the estimated part of each value, which is hatched; empty: none

    std::vector<bool> atLeast = {}; ///< for each value, whether it is a lower bound; empty: none is

    bool hasEstimated() const { return std::ranges::any_of(estimated, [](double value) { return value > 0; }); }
    double estimatedAt(std::size_t part) const { return part < estimated.size() ? estimated[part] : 0; }
    bool isAtLeast(std::size_t part) const { return part < atLeast.size() && atLeast[part]; }
};

/// The content of a `SeriesPlot`.
struct PlotData {
    enum class Kind { StackedBars, Lines };

    Kind kind = Kind::StackedBars;
    std::vector<PlotSeries> series; ///< bars are stacked from the bottom in this order
    bool isNamed = false; ///< the series have names that the heading does not contain: even a single one has a legend
    std::vector<QString> parts;     ///< names, for the read-out and the table
    std::vector<QString> begins = {}; ///< start of each part in ISO 8601, for export; empty: use the names
    std::vector<std::pair<int, QString>> labels; ///< labels of the time axis, with their parts
    std::function<QString(double)> axis;  ///< formats a label of the scale
    std::function<QString(double)> exact; ///< formats a value for the read-out and the table
    std::function<QString(double)> estimate = {}; ///< formats the estimated part, shown after the value
    double leastTop = 1;            ///< of the scale
    std::optional<double> top;      ///< for a fixed scale
    std::optional<double> limit;    ///< a line across, such as a budget
    QString limitName;              ///< label of that line
    QString empty;                  ///< text if there is nothing to draw

    bool isEmpty() const;
    /// A value for the read-out and the table; "–": none.
    QString text(const PlotSeries& one, std::size_t part) const;
};

/// Stacked bars or lines over time, with a read-out for the mouse and arrow keys. A line is interrupted where a value
/// is missing; a line of one point is a dot. Paints its labels itself.
class SeriesPlot : public QWidget {
    Q_OBJECT
public:
    explicit SeriesPlot(QWidget* parent = nullptr);
    ~SeriesPlot() override;

    void setData(PlotData data);
    const PlotData& data() const { return m_data; }
    void setShown(int series, bool shown);
    /// Updates the colours from the theme.
    void recolour();
    std::optional<int> readoutPart() const { return m_readoutPart; }
    Scale scale() const { return m_scale; }
    /// Number of points in each run of the lines of `series`; for bars, one run with all parts.
    std::vector<int> runLengths(int series) const;
    /// Whether a part of `series` is hatched because it was estimated.
    bool isHatched(int series) const;
    /// Colours in use, for tests.
    std::vector<QColor> colours() const;
    /// The area of the series.
    QRect area() const { return m_area; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Emitted when a part was clicked, or Return was pressed on it; `series` -1: none.
    void chosen(int part, int series);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    class Drawing;
    int count() const { return static_cast<int>(m_data.parts.size()); }
    void layOut();
    void placeLimitName();
    void settleScale();
    double xOf(int part) const;
    int partAt(double x) const; ///< -1: none
    int seriesAt(int part, double y) const;
    void setReadout(std::optional<int> part);
    void paintLabels(QPainter& painter) const;

    PlotData m_data;
    std::vector<bool> m_isShown; ///< by series
    std::unique_ptr<Drawing> m_drawing;
    widgets::Label* m_limitName;
    HoverReadout* m_readout;
    std::optional<int> m_readoutPart;
    Scale m_scale;
    QRect m_area;
};

} // namespace ui::charts
