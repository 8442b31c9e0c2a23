#pragma once

#include "chart_scale.h"

#include "ui/look/theme.h"

#include <QWidget>

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

/// One series over the parts of a span of time.
struct PlotSeries {
    QString name;
    look::Ink ink = look::Color::AccentText;
    Qt::PenStyle line = Qt::SolidLine;
    std::vector<std::optional<double>> values; ///< one per part; empty: nobody knows, or it has not come yet
    std::vector<double> estimated = {}; ///< of bars, how much of each value was only estimated, which is hatched; none: nothing

    std::vector<bool> atLeast = {}; ///< which values are known to be more; none: none

    double estimatedAt(std::size_t part) const { return part < estimated.size() ? estimated[part] : 0; }
    bool isAtLeast(std::size_t part) const { return part < atLeast.size() && atLeast[part]; }
};

/// What a `SeriesPlot` shows.
struct PlotData {
    enum class Kind { StackedBars, Lines };

    Kind kind = Kind::StackedBars;
    std::vector<PlotSeries> series; ///< of bars from below
    bool isNamed = false; ///< by things that the heading does not name: a single series has a legend, too
    std::vector<QString> parts;     ///< their names, for the read-out and the table
    std::vector<QString> begins = {}; ///< of each, when it begins as ISO 8601 has it, for a file; none: their names do
    std::vector<std::pair<int, QString>> labels; ///< of the time axis, and the parts where they stand
    std::function<QString(double)> axis;  ///< a label of the scale
    std::function<QString(double)> exact; ///< in the read-out and the table
    std::function<QString(double)> estimate = {}; ///< likewise, behind a value of which that much was estimated
    double leastTop = 1;            ///< of the scale
    std::optional<double> top;      ///< of a scale that is always the same
    std::optional<double> limit;    ///< a line across, such as a budget
    QString limitName;              ///< written at it
    QString empty;                  ///< said where there is nothing to draw

    bool isEmpty() const;
    /// Of a series, for the read-out and the table; "–": there is none.
    QString text(const PlotSeries& one, std::size_t part) const;
};

/// Stacked bars or lines over time, with a read-out by mouse and arrow keys. A line is broken
/// where a value is missing; one of length one is a dot. Paints its labels itself.
class SeriesPlot : public QWidget {
    Q_OBJECT
public:
    explicit SeriesPlot(QWidget* parent = nullptr);
    ~SeriesPlot() override;

    void setData(PlotData data);
    const PlotData& data() const { return m_data; }
    void setShown(int series, bool shown);
    /// Takes the colours of the theme anew.
    void recolour();
    std::optional<int> readoutPart() const { return m_readoutPart; }
    Scale scale() const { return m_scale; }
    /// Points of the lines drawn for `series`, run by run; of bars, one run of all parts.
    std::vector<int> runLengths(int series) const;
    /// Whether some of `series` is hatched, since it was estimated.
    bool isHatched(int series) const;
    /// Colours in use, for tests.
    std::vector<QColor> colours() const;
    /// Where the series are drawn.
    QRect area() const { return m_area; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A part was clicked, or Return was pressed on it; `series` -1: none of them.
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
