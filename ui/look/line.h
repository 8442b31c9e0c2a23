#pragma once

class QColor;
class QPainter;
class QRect;

namespace ui::look {

/// Fills `line`, one px high or wide, with whole dots of the screen: at scales such as 1.5 lines are as thick as each
/// other wherever they stand.
void paintLine(QPainter& painter, const QRect& line, const QColor& color);

} // namespace ui::look
