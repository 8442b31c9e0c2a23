#include "seen.h"

#include <QEvent>
#include <QWidget>

namespace ui::look {

Seen::Seen(QWidget* widget) : QObject(widget), m_widget(widget) { widget->installEventFilter(this); }

Seen::~Seen()
{
    if (m_window)
        m_window->removeEventFilter(this);
}

void Seen::settle()
{
    if (m_window != m_widget->window()) {
        if (m_window && m_window != m_widget)
            m_window->removeEventFilter(this);
        m_window = m_widget->window();
        if (m_window != m_widget)
            m_window->installEventFilter(this); // only windows are minimised
    }
    const bool isSeen = m_widget->isVisible() && !m_widget->window()->isMinimized();
    if (isSeen == m_isSeen)
        return;
    m_isSeen = isSeen;
    Q_EMIT changed(isSeen);
}

bool Seen::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::WindowStateChange: settle(); break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace ui::look
