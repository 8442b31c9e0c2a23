#pragma once

class QWidget;

namespace ui::look {

/// Gives a window its size, in px at a 10 pt font, or as much of it as the screen that it opens on has room for.
void sizeOnScreen(QWidget& window, int width, int height);

} // namespace ui::look
