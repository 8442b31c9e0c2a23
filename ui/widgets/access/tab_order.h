#pragma once

class QWidget;

namespace ui::widgets {

/// Puts what Tab reaches in `root` into the order in which it is read: that of the layouts, and by its place where
/// there is none. What is made or moved later needs it anew.
void tabInReadingOrder(QWidget& root);

} // namespace ui::widgets
