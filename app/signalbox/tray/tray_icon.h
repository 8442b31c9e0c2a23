#pragma once

#include "tray_menu.h"

#include <QObject>
#include <QSystemTrayIcon>

namespace app {

/// The icon in the tray: its picture tells the state by shape, its tool tip in
/// words. Make it only where a tray is (`TrayPresence`). Main thread.
class TrayIcon final : public QObject {
    Q_OBJECT
public:
    /// `model` must outlive it.
    TrayIcon(const ui::models::GatewayModel& model, bool darkPanel, QObject* parent = nullptr);

    void setDarkPanel(bool dark);
    /// A balloon, or a notification of the desktop.
    void notify(const QString& title, const QString& text);

    TrayMenu& menu() { return m_menu; }

Q_SIGNALS:
    /// The icon or a balloon was clicked.
    void clicked();

private:
    void refresh();

    const ui::models::GatewayModel& m_model;
    TrayMenu m_menu;
    QSystemTrayIcon m_icon; ///< after the menu: it goes first
    QString m_shown;        ///< the state whose picture is shown
    bool m_dark;
};

} // namespace app
