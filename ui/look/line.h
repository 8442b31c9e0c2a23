#pragma once

class QColor;
class QPainter;
class QRect;
class QRectF;

namespace ui::look {

/// Fills `line`, one px high or wide, with whole device pixels: at scales such as 1.5 all lines are equally thick,
/// wherever they are.
void paintLine(QPainter& painter, const QRect& line, const QColor& color);

/// The focus ring inside the edge of `area`; `radius` is that of its corners, in px.
void paintFocusRing(QPainter& painter, const QRectF& area, double radius);
/// With the corner radius of a button or a field.
void paintFocusRing(QPainter& painter, const QRectF& area);

} // namespace ui::look
