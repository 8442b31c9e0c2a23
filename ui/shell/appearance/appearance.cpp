#include "appearance.h"

#include "ui/models/gateway_parts.h"

#include <QApplication>

namespace ui::shell {

Appearance::Appearance(QApplication& application, const Access& access, std::unique_ptr<ColorScheme> system, QObject* parent)
    : QObject(parent), m_access(access), m_theme(application, std::move(system)), m_language(application)
{
    connect(&m_access.news(), &models::GatewayNews::settingsChanged, this, &Appearance::follow);
    follow();
}

void Appearance::follow()
{
    const auto& ui = m_access.configuration().settings().ui;
    m_theme.setChoice(QString::fromStdString(ui.theme));
    m_language.setChoice(QString::fromStdString(ui.language));
}

} // namespace ui::shell
