#include "tray_menu.h"

#include "tray_text.h"
#include "ui/models/gateway_model.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>

namespace app {

using ui::models::GatewayModel;

TrayMenu::TrayMenu(const GatewayModel& model) : m_model(model)
{
    setObjectName(QStringLiteral("trayMenu"));
    m_open = addAction(QString(), this, &TrayMenu::openRequested);
    m_status = addAction(QString());
    m_status->setEnabled(false);
    addSeparator();
    m_copy = addMenu(QString());
    m_copyOpenAi = m_copy->addAction(QString(), this, [this] { copy(QStringLiteral("/v1")); });
    m_copyAnthropic = m_copy->addAction(QString(), this, [this] { copy(QString()); });
    m_pause = addAction(QString(), this, [this] {
        if (m_model.isPaused())
            Q_EMIT resumeRequested();
        else
            Q_EMIT pauseRequested();
    });
    addSeparator();
    m_quit = addAction(QString(), this, &TrayMenu::quitRequested);
    setDefaultAction(m_open);
    connect(&model, &GatewayModel::headlineChanged, this, &TrayMenu::refresh);
    retranslate();
}

void TrayMenu::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        Q_EMIT languageChanged();
    }
    QMenu::changeEvent(event);
}

void TrayMenu::copy(const QString& endpoint)
{
    QGuiApplication::clipboard()->setText(m_model.baseUrls().value(0) + endpoint);
}

// Hosts read the menu over D-Bus again at each change: set only what differs.
void TrayMenu::refresh()
{
    const QString status = statusLine(m_model);
    if (m_status->text() != status)
        m_status->setText(status);
    const QString pause = m_model.isPaused() ? tr("Resume") : tr("Pause");
    if (m_pause->text() != pause)
        m_pause->setText(pause);
    m_pause->setEnabled(m_model.canPause());
    m_copy->setEnabled(!m_model.baseUrls().isEmpty());
}

void TrayMenu::retranslate()
{
    m_open->setText(tr("Open Signalbox"));
    m_copy->setTitle(tr("Copy address"));
    m_copyOpenAi->setText(tr("OpenAI (ends in /v1)"));
    m_copyAnthropic->setText(tr("Anthropic (no /v1)"));
    m_quit->setText(tr("Quit"));
    refresh();
}

} // namespace app
