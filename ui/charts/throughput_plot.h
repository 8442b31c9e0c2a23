#pragma once

#include "chart_scale.h"

#include "ui/look/theme.h"

#include <QWidget>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace ui::charts {

class HoverReadout;

/// Tokens in one second.
struct ThroughputPoint {
    double input = 0;
    double output = 0;
    double reasoning = 0;
};

/// One per second, oldest first; the last is the current second; empty: a gap.
using ThroughputSeconds = std::vector<std::optional<ThroughputPoint>>;

/// Formats numbers; the caller provides the words.
struct ThroughputFormats {
    std::function<QString(double)> axis;    ///< a label of the scale: "150", "12 k"
    std::function<QString(double)> exact;   ///< for the table and the read-out: "7,940"
    std::function<QString(int)> axisTime;   ///< a label of the time axis, in seconds ago: "−60 s", "−15", "now"
    std::function<QString(int)> secondsAgo; ///< for a row and the read-out: "−12 s", "now"
};

enum class ThroughputSeries { Output, Reasoning, Input };

/// Output and reasoning as areas over time; input, which arrives in bursts a thousand times larger, as a low strip of
/// bars below with its own scale. Paints its labels itself: Qt Charts truncates them silently.
class ThroughputPlot : public QWidget {
    Q_OBJECT
public:
    explicit ThroughputPlot(ThroughputFormats formats, QWidget* parent = nullptr);
    ~ThroughputPlot() override;

    void setSeconds(const ThroughputSeconds& seconds);
    void setShown(ThroughputSeries series, bool shown);
    /// Updates the colours from the theme.
    void recolour();
    /// The second of the read-out, as an index into the seconds; empty: none.
    std::optional<int> readoutIndex() const { return m_readoutIndex; }
    /// Colours in use by areas, lines and bars, for tests.
    std::vector<QColor> colours() const;
    Scale scale() const { return m_scale; }
    Scale inputScale() const { return m_inputScale; }
    /// Number of points in each run of the lines of `series`.
    std::vector<int> runLengths(ThroughputSeries series) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    class Charts;
    void layOut();
    void setReadout(std::optional<int> index);
    void showReadout();
    void paintLabels(QPainter& painter) const;
    double xOf(double index) const;
    bool isEmpty() const;

    ThroughputFormats m_formats;
    ThroughputSeconds m_seconds;
    std::unique_ptr<Charts> m_charts;
    HoverReadout* m_readout;
    std::optional<int> m_readoutIndex;
    Scale m_scale;
    Scale m_inputScale;
    QRect m_area;  // of output and reasoning
    QRect m_strip; // of input
};

} // namespace ui::charts
