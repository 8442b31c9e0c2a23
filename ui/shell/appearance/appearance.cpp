#include "appearance.h"

#include "ui/models/gateway_access.h"

#include <QApplication>

namespace ui::shell {

Appearance::Appearance(QApplication& application, models::GatewayAccess& access, std::unique_ptr<ColorScheme> system, QObject* parent)
    : QObject(parent), m_access(access), m_theme(application, std::move(system)), m_language(application)
{
    connect(&m_access, &models::GatewayAccess::settingsChanged, this, &Appearance::follow);
    follow();
}

void Appearance::follow()
{
    const auto& ui = m_access.settings().ui;
    m_theme.setChoice(QString::fromStdString(ui.theme));
    m_language.setChoice(QString::fromStdString(ui.language));
}

} // namespace ui::shell
