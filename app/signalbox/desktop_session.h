#pragma once

#include "link_flow.h"
#include "quit_flow.h"

#include "app/process/command_line.h"
#include "app/signalbox/notices/notices.h"
#include "app/signalbox/tray/tray_icon.h"
#include "app/signalbox/tray/tray_presence.h"
#include "gateway/core/clock.h"
#include "gateway/host/gateway_host.h"
#include "ui/dialogs/program/unlock_dialog.h"
#include "ui/models/autostart.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/gateway_model.h"
#include "ui/shell/appearance/appearance.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace app {

/// The tray application from start to end: the gateway, its window and its icon, one of which is always reachable for
/// the user. Main thread.
class DesktopSession final : public QObject {
    Q_OBJECT
public:
    /// `application` must outlive it.
    DesktopSession(QApplication& application, const CommandLine& line);
    ~DesktopSession() override;

    /// Starts the gateway, which needs no user interface: call it before the event loop.
    void startGateway();
    /// Starts everything else. Call it from the event loop. `crashed`: start of the previous run, if it did not end
    /// properly.
    void start(const std::optional<QDateTime>& crashed);
    /// Handles a request from a later start of the program.
    void obey(WindowRequest request);
    /// Handles a link from outside; does nothing without confirmation.
    void openLink(const QString& text);
    QuitFlow& quitFlow() { return m_quit; }
    /// Whether the user requested a restart because the gateway hangs: the program then ends without waiting for it.
    bool isRestartWanted() const { return m_isRestartWanted; }
    /// Whether the gateway thread does not respond, and would prevent the program from ending.
    bool isHung() const { return m_host.status().isHung; }

    /// Quick shutdown when the process is about to end and there is no event loop any more. Blocks; gives requests in
    /// progress a short time.
    void endWithoutLoop();

protected:
    /// Turns the end of the session, and every other reason for Qt to quit, into a quick shutdown.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// The content of the notice below the window's status strip.
    struct Bulletin {
        ui::look::Status status;
        std::function<ui::shell::NoticeWords()> words;
        std::function<void()> then = {};
        QString subject = {};
    };
    void openWindow();
    void rest();
    void openPage(const QString& page, const QString& provider = {});
    void openEvent(const ui::models::Event& event);
    void openNotice(const Notice& notice);
    void put(Bulletin bulletin);
    ui::shell::MainWindow& window();
    ui::shell::CloseAction onClose() const;
    void onTray();
    void allowIcon();
    void makeIcon();
    void connectMenu(const TrayMenu& menu);
    void pause(std::optional<std::chrono::minutes> span);
    void onStatus();
    void onNotShown(const Notice& notice);
    void onKeys();
    void sayLocked(gateway::SecretReference::Store store);
    void askForPassphrase();
    void askAboutNewer();
    void sayKeychain();
    void noteFirstClose();
    void noteNoTray();
    void lookForDraft();
    void noteCrash(const QDateTime& began);
    bool isPanelDark();
    QString stateFile() const;

    QApplication& m_application;
    gateway::SystemClock m_clock;
    gateway::host::GatewayHost m_host;
    ui::models::GatewayModel m_model;
    ui::shell::Appearance m_appearance;
    std::unique_ptr<ui::models::Autostart> m_autostart;
    Notices m_notices;
    QuitFlow m_quit;
    LinkFlow m_links;
    std::unique_ptr<TrayHostWatcher> m_watcher;
    TrayPresence m_tray;
    std::unique_ptr<TrayIcon> m_icon;
    std::unique_ptr<ui::shell::MainWindow> m_window; ///< created when first shown: it costs memory and time
    std::optional<Bulletin> m_bulletin;              ///< kept until there is a window for it
    QTimer m_resume;                                 ///< of a pause with an end
    WindowRequest m_request;
    QString m_link;
    bool m_firstRunIsDue = false; ///< opens together with the window, when that is first opened
    bool m_isIconAllowed = false; ///< the gateway has started, or is slow to start
    bool m_hadTray = false;
    bool m_announced = false;
    bool m_isRestartWanted = false;
    std::optional<gateway::SecretReference::Store> m_notifiedOfLock; ///< the store with unreadable keys
    std::optional<gateway::host::KeychainMove> m_notifiedOfMove;
    bool m_notifiedOfNewer = false;  ///< about a configuration of a later version
    QPointer<ui::dialogs::UnlockDialog> m_unlock;
};

} // namespace app
