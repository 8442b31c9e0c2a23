#include "last_input.h"

#include "tab_order.h"

#include <QCoreApplication>
#include <QEvent>

namespace ui::widgets {

LastInput::LastInput(QObject* parent)
    : QObject(parent)
{
    qApp->installEventFilter(this);
}

void LastInput::enter(QWidget& shown, const QString& name) const
{
    if (m_isKey)
        focusFirst(shown, name);
    else
        shown.setFocus(Qt::OtherFocusReason);
}

bool LastInput::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: // comes first, also where a shortcut takes the key
    case QEvent::KeyPress:
        m_isKey = true;
        break;
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::TouchBegin:
    case QEvent::TabletPress:
        m_isKey = false;
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace ui::widgets
