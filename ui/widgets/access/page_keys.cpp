#include "page_keys.h"

#include <QShortcut>

#include <utility>

namespace ui::widgets {

namespace {

QShortcut* on(QWidget& widget, const QKeySequence& keys, std::function<void()> act, Qt::ShortcutContext where)
{
    auto* const shortcut = new QShortcut(keys, &widget);
    shortcut->setContext(where);
    QObject::connect(shortcut, &QShortcut::activated, &widget, std::move(act));
    return shortcut;
}

} // namespace

QShortcut* onKeys(QWidget& widget, const QKeySequence& keys, std::function<void()> act) { return on(widget, keys, std::move(act), Qt::WindowShortcut); }
QShortcut* onKeysWithin(QWidget& widget, const QKeySequence& keys, std::function<void()> act) { return on(widget, keys, std::move(act), Qt::WidgetWithChildrenShortcut); }
QShortcut* onKeysAt(QWidget& widget, const QKeySequence& keys, std::function<void()> act) { return on(widget, keys, std::move(act), Qt::WidgetShortcut); }

} // namespace ui::widgets
