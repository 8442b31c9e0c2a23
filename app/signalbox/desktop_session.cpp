#include "desktop_session.h"

#include <QEvent>
#include <QFile>
#include <QSettings>
#include <QSystemTrayIcon>
#include <QTimer>

#include <iostream>

namespace app {

using gateway::Milliseconds;
using gateway::host::GatewayHost;
using ui::shell::CloseAction;
using ui::shell::MainWindow;

namespace {

constexpr Milliseconds kDrain{10000};
constexpr Milliseconds kSessionDrain{3000}; // a session that ends does not wait for long
constexpr Milliseconds kAfterDrain{2000};   // for writing what is left; then the end comes anyway

gateway::host::HostOptions desktopOptions(const CommandLine& line)
{
    auto options = line.hostOptions();
    options.createConfig = true;
    options.startWithBadFile = true;
    return options;
}

ui::models::ListenOverrides overridesOf(const CommandLine& line)
{
    const auto options = line.hostOptions();
    return {options.address, options.httpPort, options.httpsPort};
}

QString firstCloseKey() { return QStringLiteral("tray/closed_once"); }

} // namespace

DesktopSession::DesktopSession(QApplication& application, const CommandLine& line)
    : m_application(application)
    , m_host(desktopOptions(line))
    , m_access(ui::models::makeAccess(m_host, overridesOf(line)))
    , m_model(m_clock)
    , m_appearance(application, *m_access, ui::shell::ColorScheme::ofSystem())
    , m_watcher(makeTrayHostWatcher())
    , m_tray(*m_watcher)
    , m_request(line.window)
{
    m_model.attach(*m_access);
    connect(&m_host, &GatewayHost::statusChanged, this, &DesktopSession::onStatus);
    connect(&m_host, &GatewayHost::stopped, this, [this] {
        if (m_quitting)
            QCoreApplication::exit(0);
    });
    connect(&m_tray, &TrayPresence::stateChanged, this, &DesktopSession::onTray);
    connect(m_watcher.get(), &TrayHostWatcher::changed, this, [this] { QGuiApplication::setQuitOnLastWindowClosed(!m_tray.isReachable()); });
    connect(&m_appearance.theme(), &ui::shell::ThemeController::systemSchemeChanged, this, [this] {
        if (m_icon)
            m_icon->setDarkPanel(isPanelDark());
    });
    application.installEventFilter(this);
}

DesktopSession::~DesktopSession() { m_application.removeEventFilter(this); }

void DesktopSession::start()
{
    m_firstRunIsDue = ui::wizard::FirstRunMemory(stateFile()).isDue(!QFile::exists(m_host.configFile()));
    m_host.start();
    onTray();
    if (m_request != WindowRequest::Minimized)
        openWindow();
}

void DesktopSession::obey(WindowRequest request)
{
    if (request == WindowRequest::Quit)
        quit(kDrain);
    else if (request == WindowRequest::Show)
        openWindow();
}

void DesktopSession::quit(Milliseconds drain)
{
    if (std::exchange(m_quitting, true))
        return QCoreApplication::exit(0);
    if (m_window)
        m_window->hide();
    QTimer::singleShot(drain + kAfterDrain, this, [] { QCoreApplication::exit(0); });
    m_host.stop(drain);
}

bool DesktopSession::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::Quit || watched != &m_application)
        return QObject::eventFilter(watched, event);
    if (!m_quitting) // Qt would ask the windows, and a window that only hides says no
        quit(kSessionDrain);
    return true;
}

MainWindow& DesktopSession::window()
{
    if (!m_window) {
        m_window = std::make_unique<MainWindow>(MainWindow::Parts{{m_model, *m_access, m_clock}, [this] { return onClose(); }, stateFile()});
        connect(m_window.get(), &MainWindow::hiddenByUser, this, &DesktopSession::noteFirstClose);
        connect(m_window.get(), &MainWindow::quitRequested, this, [this] { quit(kDrain); });
    }
    return *m_window;
}

void DesktopSession::openWindow()
{
    if (m_quitting)
        return;
    window().bringToFront();
    if (std::exchange(m_firstRunIsDue, false))
        window().openFirstRun();
}

CloseAction DesktopSession::onClose() const
{
    if (m_quitting || !m_host.settings().ui.closeToTray)
        return CloseAction::Quit;
    return m_icon && m_tray.isReachable() ? CloseAction::Hide : CloseAction::Minimise;
}

void DesktopSession::noteFirstClose()
{
    QSettings memory(stateFile(), QSettings::IniFormat);
    if (!m_icon || memory.value(firstCloseKey()).toBool())
        return;
    memory.setValue(firstCloseKey(), true);
    m_icon->notify(tr("Signalbox is still running in the tray"), tr("Tools keep reaching it. To end it, choose Quit in its menu."));
}

void DesktopSession::onTray()
{
    if (m_tray.state() == TrayPresence::State::Present)
        makeIcon();
    else
        m_icon.reset(); // Qt chooses its kind of tray when an icon is made
    QGuiApplication::setQuitOnLastWindowClosed(!m_icon);
    const bool isLost = m_tray.state() == TrayPresence::State::Absent && !(m_window && m_window->isVisible());
    if (isLost && !m_quitting)
        window().showMinimized(); // never a process that cannot be seen
}

void DesktopSession::makeIcon()
{
    if (m_icon || !QSystemTrayIcon::isSystemTrayAvailable())
        return;
    m_icon = std::make_unique<TrayIcon>(m_model, isPanelDark());
    connect(m_icon.get(), &TrayIcon::clicked, this, &DesktopSession::openWindow);
    const TrayMenu& menu = m_icon->menu();
    connect(&menu, &TrayMenu::openRequested, this, &DesktopSession::openWindow);
    connect(&menu, &TrayMenu::pauseRequested, &m_host, &GatewayHost::pause);
    connect(&menu, &TrayMenu::resumeRequested, &m_host, &GatewayHost::resume);
    connect(&menu, &TrayMenu::quitRequested, this, [this] { quit(kDrain); });
}

void DesktopSession::onStatus()
{
    const auto& status = m_host.status();
    if (status.state == gateway::host::State::Failed && status.problem)
        std::cerr << "signalbox: " << status.problem->message << std::endl;
    if (m_announced || status.urls.empty() || status.state == gateway::host::State::Starting)
        return;
    m_announced = true;
    for (const std::string& url : status.urls)
        std::cout << "listening on " << url << '\n';
    std::cout.flush();
}

bool DesktopSession::isPanelDark() { return m_appearance.theme().systemScheme() == ui::look::Scheme::Dark; }

QString DesktopSession::stateFile() const { return m_host.dataDir() + QStringLiteral("/window.ini"); }

} // namespace app
