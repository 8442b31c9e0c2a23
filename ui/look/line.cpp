#include "line.h"

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

} // namespace ui::look
