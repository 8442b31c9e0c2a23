#include "theme_controller.h"

#include <QApplication>
#include <QWidget>

namespace ui::shell {

ThemeController::ThemeController(QApplication& application, std::unique_ptr<ColorScheme> system, QObject* parent)
    : QObject(parent), m_application(application), m_system(std::move(system))
{
    connect(m_system.get(), &ColorScheme::changed, this, [this] {
        settle();
        Q_EMIT systemSchemeChanged();
    });
    m_application.installEventFilter(this);
    settle();
}

ThemeController::~ThemeController() { m_application.removeEventFilter(this); }

bool ThemeController::eventFilter(QObject* watched, QEvent* event)
{
    // Qt notifies only windows; a text with its own size does not receive it from them.
    if (watched == &m_application && event->type() == QEvent::ApplicationFontChange) {
        const QWidgetList widgets = QApplication::allWidgets();
        for (QWidget* widget : widgets) {
            QEvent change(QEvent::ApplicationFontChange);
            if (!widget->isWindow())
                QCoreApplication::sendEvent(widget, &change);
        }
    }
    return QObject::eventFilter(watched, event);
}

void ThemeController::setChoice(const QString& choice)
{
    m_choice = choice;
    settle();
}

void ThemeController::settle()
{
    look::Scheme wanted = m_system->current();
    if (m_choice == QLatin1StringView("light"))
        wanted = look::Scheme::Light;
    else if (m_choice == QLatin1StringView("dark"))
        wanted = look::Scheme::Dark;
    if (m_isApplied && wanted == m_scheme)
        return;
    m_scheme = wanted;
    m_isApplied = true;
    look::applyScheme(m_application, m_scheme);
    Q_EMIT schemeChanged();
}

} // namespace ui::shell
