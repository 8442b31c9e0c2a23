#include "tray_icon.h"

#include "tray_pictures.h"
#include "tray_text.h"
#include "gateway/host/updates/update_watch.h"
#include "ui/models/gateway_model.h"

namespace app {

using ui::models::GatewayModel;

namespace {

constexpr auto kRunning = "running"; // from palette.json
constexpr int kTipAfter_ms = 1000; // the host reads it again after each change

} // namespace

TrayIcon::TrayIcon(GatewayModel& model, const Access& access, const gateway::Clock& clock, bool darkPanel, QObject* parent)
    : QObject(parent), m_model(model), m_updates(access.diagnosis().updates()), m_menu(model, access, clock), m_dark(darkPanel)
{
    m_icon.setContextMenu(&m_menu);
    m_menu.look(); // it is now known whether the host draws the menu
    connect(&model, &GatewayModel::headlineChanged, this, &TrayIcon::refresh);
    connect(&m_updates, &gateway::host::UpdateWatch::changed, this, &TrayIcon::refresh);
    m_tipTimer.setSingleShot(true);
    m_tipTimer.setInterval(kTipAfter_ms);
    connect(&m_tipTimer, &QTimer::timeout, this, &TrayIcon::refresh);
    connect(&model, &GatewayModel::todayChanged, this, [this] {
        if (!m_tipTimer.isActive()) m_tipTimer.start();
    });
    connect(&m_menu, &TrayMenu::languageChanged, this, &TrayIcon::refresh);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
#ifndef Q_OS_MACOS // there a click opens the menu, and both at once would be too much
        if (reason == QSystemTrayIcon::Trigger)
            Q_EMIT clicked();
#else
        Q_UNUSED(reason)
#endif
    });
    refresh();
    m_icon.show();
}

void TrayIcon::setDarkPanel(bool dark)
{
    if (std::exchange(m_dark, dark) == dark)
        return;
    m_shown.clear();
    refresh();
}

void TrayIcon::refresh()
{
    const gateway::host::UpdateFinding& update = m_updates.finding();
    QString state = m_model.stateName();
    if (state == QLatin1String(kRunning) && update.isNews()) // every other state takes precedence
        state = QStringLiteral("update");
    if (m_shown != state) {
        m_shown = state;
        m_icon.setIcon(trayPicture(state, m_dark));
    }
    const QString tip = toolTip(m_model, ui::models::EventModel::updateText(update));
    if (m_icon.toolTip() != tip)
        m_icon.setToolTip(tip);
}

} // namespace app
