#pragma once

#include "tray_icon.h"
#include "tray_presence.h"

#include "app/process/command_line.h"
#include "gateway/core/clock.h"
#include "gateway/host/gateway_host.h"
#include "ui/models/gateway_access.h"
#include "ui/models/gateway_model.h"
#include "ui/shell/appearance.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QObject>

#include <memory>

namespace app {

/// The tray application from start to end: the gateway, its window and its
/// icon, and the rule that one of the two can always be found. Main thread.
class DesktopSession final : public QObject {
    Q_OBJECT
public:
    /// `application` must outlive it.
    DesktopSession(QApplication& application, const CommandLine& line);
    ~DesktopSession() override;

    /// Call it from the event loop.
    void start();
    /// What a later start of the program asks for.
    void obey(WindowRequest request);
    /// Lets open exchanges end for at most `drain`, then leaves the event loop.
    /// The second call leaves at once.
    void quit(gateway::Milliseconds drain);

protected:
    /// The end of the session, and whatever else makes Qt want to quit, becomes `quit()`.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void openWindow();
    ui::shell::MainWindow& window();
    ui::shell::CloseAction onClose() const;
    void onTray();
    void makeIcon();
    void onStatus();
    void noteFirstClose();
    bool isPanelDark();
    QString stateFile() const;

    QApplication& m_application;
    gateway::SystemClock m_clock;
    gateway::host::GatewayHost m_host;
    std::unique_ptr<ui::models::GatewayAccess> m_access;
    ui::models::GatewayModel m_model;
    ui::shell::Appearance m_appearance;
    std::unique_ptr<TrayHostWatcher> m_watcher;
    TrayPresence m_tray;
    std::unique_ptr<TrayIcon> m_icon;
    std::unique_ptr<ui::shell::MainWindow> m_window; ///< made when first shown: it costs memory and time
    WindowRequest m_request;
    bool m_firstRunIsDue = false; ///< with the window, when it is first opened
    bool m_announced = false;
    bool m_quitting = false;
};

} // namespace app
