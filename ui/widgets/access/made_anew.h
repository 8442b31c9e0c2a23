#pragma once

#include <QString>

class QWidget;

namespace ui::widgets {

/// Takes `content`, which may be null, out of sight and deletes it later: the focus may be on its way there.
/// The name of what has the focus in it; empty: nothing.
QString takeAway(QWidget* content);

/// What has that name in the content that was made instead gets the focus.
void giveFocusBack(QWidget& content, const QString& name);

} // namespace ui::widgets
