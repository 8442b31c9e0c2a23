#pragma once

class QString;
class QWidget;

namespace ui::widgets {

/// Puts the widgets in `root` into reading order for Tab: that of the layouts, or by position without a layout. Call it
/// again after widgets were created or moved.
void tabInReadingOrder(QWidget& root);
/// Focuses the control called `name` in `root`; if it is missing or cannot have the focus, the first one in reading order,
/// or `root` if there is none. Uses the Tab focus reason, so that the focus is visible.
void focusFirst(QWidget& root, const QString& name);

} // namespace ui::widgets
