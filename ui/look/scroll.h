#pragma once

class QScrollArea;
class QWidget;

namespace ui::look {

/// Puts `content`, which belongs to `scroll` then, into it as if it stood there by
/// itself: no frame and no background of its own. It scrolls up and down only, and is
/// no stop for the Tab key.
void scrollPlainly(QScrollArea& scroll, QWidget* content);

} // namespace ui::look
