#pragma once

#include "tray_menu.h"

#include "ui/models/gateway_parts.h"

#include <QObject>
#include <QSystemTrayIcon>
#include <QTimer>

namespace gateway::host {
class UpdateWatch;
}

namespace app {

/// The tray icon: its shape shows the state, its tool tip describes it. Create it only if there is a tray
/// (`TrayPresence`). Main thread.
class TrayIcon final : public QObject {
    Q_OBJECT
public:
    using Access = TrayMenu::Access;

    /// All must outlive it.
    TrayIcon(ui::models::GatewayModel& model, const Access& access, const gateway::Clock& clock, bool darkPanel,
        QObject* parent = nullptr);

    void setDarkPanel(bool dark);

    TrayMenu& menu() { return m_menu; }

Q_SIGNALS:
    void clicked();

private:
    void refresh();

    const ui::models::GatewayModel& m_model;
    const gateway::host::UpdateWatch& m_updates;
    TrayMenu m_menu;
    QTimer m_tipTimer; ///< delays updates of today's usage in the tool tip
    QSystemTrayIcon m_icon; ///< declared after the menu, so that it is destroyed first
    QString m_shown;        ///< state shown by the current picture
    bool m_dark;
};

} // namespace app
