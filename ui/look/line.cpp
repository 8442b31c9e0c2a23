#include "line.h"

#include "theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui::look {

void paintLine(QPainter& painter, const QRect& line, const QColor& color)
{
    const QTransform device = painter.deviceTransform();
    if (device.type() > QTransform::TxScale)
        return painter.fillRect(line, color);
    const bool isLevel = line.height() == 1;
    const double scale = isLevel ? device.m22() : device.m11();
    const double offset = isLevel ? device.dy() : device.dx();
    const double at = (std::round((isLevel ? line.top() : line.left()) * scale + offset) - offset) / scale;
    const double thick = std::max(std::floor(scale), 1.0) / scale;
    painter.fillRect(isLevel ? QRectF(line.left(), at, line.width(), thick) : QRectF(at, line.top(), thick, line.height()), color);
}

void paintFocusRing(QPainter& painter, const QRectF& area, double radius)
{
    const double ring = theme().metrics().focusRing;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().color(Color::AccentText), ring));
    painter.drawRoundedRect(area.adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2), radius, radius);
    painter.restore();
}

void paintFocusRing(QPainter& painter, const QRectF& area) { paintFocusRing(painter, area, theme().px(theme().metrics().radiusControl) - 1); }

} // namespace ui::look
