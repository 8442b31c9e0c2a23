#pragma once

class QScrollArea;
class QWidget;

namespace ui::look {

/// Puts `content` into `scroll`, which takes ownership, without changing its appearance: no frame and no own
/// background. It scrolls vertically only, and is skipped by the Tab key.
void scrollPlainly(QScrollArea& scroll, QWidget* content);

} // namespace ui::look
