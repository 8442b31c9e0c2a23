#pragma once

#include <QSize>

class QWidget;

namespace ui::look {

/// What a window may have of a size in px at a 10 pt font: no more than the screen that it opens on has room for.
QSize roomFor(const QWidget& window, int width, int height);
/// Gives it that size.
void sizeOnScreen(QWidget& window, int width, int height);

} // namespace ui::look
