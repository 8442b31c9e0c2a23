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

/// The icon in the tray: its picture tells the state by shape, its tool tip in
/// words. Make it only where a tray is (`TrayPresence`). Main thread.
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
    QTimer m_soon; ///< until what was used today is in the tool tip
    QSystemTrayIcon m_icon; ///< after the menu: it goes first
    QString m_shown;        ///< the state whose picture is shown
    bool m_dark;
};

} // namespace app
