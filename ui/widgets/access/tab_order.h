#pragma once

class QString;
class QWidget;

namespace ui::widgets {

/// Puts what Tab reaches in `root` into the order in which it is read: that of the layouts, and by its place where
/// there is none. What is made or moved later needs it anew.
void tabInReadingOrder(QWidget& root);
/// Gives the focus to the control in `root` that is called `name`; where it cannot have it, or there is none, to the
/// first in reading order, and without any to `root`. As if Tab led there, so that it is seen.
void focusFirst(QWidget& root, const QString& name);

} // namespace ui::widgets
