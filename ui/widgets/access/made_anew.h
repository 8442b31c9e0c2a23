#pragma once

#include <QString>

class QWidget;

namespace ui::widgets {

/// Hides `content`, which may be null, and deletes it later, since the focus may be moving to it. Returns the object
/// name of its focused widget; empty: none.
QString takeAway(QWidget* content);

/// Focuses the widget with that name in the recreated content.
void giveFocusBack(QWidget& content, const QString& name);

} // namespace ui::widgets
