#pragma once

class QColor;
class QPainter;
class QRect;
class QRectF;

namespace ui::look {

/// Fills `line`, one px high or wide, with whole dots of the screen: at scales such as 1.5 lines are as thick as each
/// other wherever they stand.
void paintLine(QPainter& painter, const QRect& line, const QColor& color);

/// The ring of what has the focus, inside the edge of `area`; `radius` is that of its corners, in px.
void paintFocusRing(QPainter& painter, const QRectF& area, double radius);
/// With the corners of a button or a field.
void paintFocusRing(QPainter& painter, const QRectF& area);

} // namespace ui::look
