#pragma once

#include <QKeySequence>

#include <functional>

class QShortcut;
class QWidget;

namespace ui::widgets {

// Keys of a widget, which owns them. Main thread.

/// While it is shown, wherever the focus is in its window, such as on the rail that led to it.
QShortcut* onKeys(QWidget& widget, const QKeySequence& keys, std::function<void()> act);
/// While the focus is in it.
QShortcut* onKeysWithin(QWidget& widget, const QKeySequence& keys, std::function<void()> act);
/// While it has the focus itself.
QShortcut* onKeysAt(QWidget& widget, const QKeySequence& keys, std::function<void()> act);

} // namespace ui::widgets
