#pragma once

#include "ui/look/theme.h"

#include <QWidget>

#include <vector>

namespace ui::charts {

/// A line across a chart and a small table of the values there. Covers the chart and is transparent for mouse events.
class HoverReadout : public QWidget {
    Q_OBJECT
public:
    struct Row {
        look::Ink ink;
        QString name;
        QString value;
    };

    explicit HoverReadout(QWidget* parent);

    /// `x`: position of the line; `span`: its upper and lower end.
    void showAt(int x, QRect span, const QString& title, std::vector<Row> rows);
    void clear();
    bool isShown() const { return m_isShown; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_isShown = false;
    int m_x = 0;
    QRect m_span;
    QString m_title;
    std::vector<Row> m_rows;
};

} // namespace ui::charts
