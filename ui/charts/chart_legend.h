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

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    look::Ink m_ink;
};

} // namespace ui::charts
