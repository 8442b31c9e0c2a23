#pragma once

#include <QSize>

class QWidget;

namespace ui::look {

/// The window size, given in px at a 10 pt font, limited to the screen on which the window opens.
QSize roomFor(const QWidget& window, int width, int height);
/// Resizes the window to it.
void sizeOnScreen(QWidget& window, int width, int height);

} // namespace ui::look
