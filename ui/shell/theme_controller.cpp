#include "theme_controller.h"

#include <QApplication>

namespace ui::shell {

ThemeController::ThemeController(QApplication& application, std::unique_ptr<ColorScheme> system, QObject* parent)
    : QObject(parent), m_application(application), m_system(std::move(system))
{
    connect(m_system.get(), &ColorScheme::changed, this, [this] {
        settle();
        Q_EMIT systemSchemeChanged();
    });
    settle();
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
