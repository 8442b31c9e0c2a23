#pragma once

#include "ui/models/requests/request_fact_lines.h"

#include <QWidget>

#include <vector>

namespace ui::pages {

/// The attempts of a request on a common time axis, one row each: hatched while waiting for the first token, solid
/// while streaming, followed by the result as text. Each row is available to screen readers; Ctrl+C copies all of them
/// as text.
class AttemptWaterfall : public QWidget {
    Q_OBJECT
public:
    explicit AttemptWaterfall(QWidget* parent = nullptr);

    void setBars(std::vector<models::AttemptBar> bars);
    int rowCount() const { return static_cast<int>(m_bars.size()); }
    /// "DeepSeek · main, deepseek-chat, from 0 ms: 429 after 210 ms"
    QString rowText(int row) const;
    QRect rowRect(int row) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int axisHeight() const;
    int rowHeight() const;
    int nameWidth() const;
    int nameLeft() const;
    double xOf(gateway::Milliseconds time) const;
    void paintAxis(QPainter& painter) const;
    void paintName(QPainter& painter, int row) const;
    void paintBar(QPainter& painter, int row) const;

    std::vector<models::AttemptBar> m_bars;
    gateway::Milliseconds m_top{1}; ///< end of the axis
    int m_steps = 1;
};

} // namespace ui::pages
