#pragma once

#include <QKeySequence>

#include <functional>

class QShortcut;
class QWidget;

namespace ui::widgets {

// Shortcuts of a widget, which owns them. Main thread.

/// Active while the widget is shown, wherever the focus is in its window, for example on the rail.
QShortcut* onKeys(QWidget& widget, const QKeySequence& keys, std::function<void()> act);
/// Active while the focus is inside the widget.
QShortcut* onKeysWithin(QWidget& widget, const QKeySequence& keys, std::function<void()> act);
/// Active while the widget itself has the focus.
QShortcut* onKeysAt(QWidget& widget, const QKeySequence& keys, std::function<void()> act);

} // namespace ui::widgets
