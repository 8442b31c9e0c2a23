#pragma once

#include "ui/look/theme.h"

#include <QAbstractButton>

namespace ui::charts {

/// One series of a chart's legend: its swatch and name. A click hides or shows
/// the series; it is checked while the series is shown.
class LegendEntry : public QAbstractButton {
    Q_OBJECT
public:
    explicit LegendEntry(look::Ink ink, QWidget* parent = nullptr);

    /// Its swatch is a piece of such a line instead of a square; NoPen: a square.
    void setLine(Qt::PenStyle line);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int swatchWidth() const;

    look::Ink m_ink;
    Qt::PenStyle m_line = Qt::NoPen;
};

} // namespace ui::charts
