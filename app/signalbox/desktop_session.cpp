#include "desktop_session.h"

#include "app/process/folders.h"
#include "app/signalbox/lifecycle/make_autostart.h"
#include "gateway/core/files/memory_file.h"
#include "gateway/host/config_editing.h"
#include "gateway/host/machine/heap.h"
#include "ui/dialogs/program/choice_dialog.h"
#include "ui/dialogs/program/keychain_dialog.h"
#include "ui/models/formatter.h"
#include "ui/pages/data/unsaved_text.h"
#include "ui/shell/event_door.h"
#include "ui/wizard/first_run_memory.h"
#include "ui/words/failure_words.h"

#include <QApplication>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QPixmapCache>
#include <QSessionManager>
#include <QSystemTrayIcon>

#include <algorithm>
#include <iostream>

namespace app {

using gateway::host::GatewayHost;
using ui::look::Status;
using ui::shell::CloseAction;
using ui::shell::MainWindow;
using ui::shell::NoticeWords;

namespace {

gateway::host::HostOptions desktopOptions(const CommandLine& line)
{
    auto options = line.hostOptions();
    options.createConfig = true;
    options.startWithBadFile = true;
    return options;
}

constexpr int kIconAtLatest_ms = 300;

QString firstCloseKey() { return QStringLiteral("tray/closed_once"); }
QString noTrayKey() { return QStringLiteral("tray/absence_told"); }

QStringList desktopNames() { return qEnvironmentVariable("XDG_CURRENT_DESKTOP").split(QLatin1Char(':')); }
bool isGnome() { return desktopNames().contains(QStringLiteral("GNOME"), Qt::CaseInsensitive); }
/// GNOME's bar is dark whatever the theme of windows is, except in its classic mode.
bool hasDarkBar() { return isGnome() && !desktopNames().contains(QStringLiteral("GNOME-Classic"), Qt::CaseInsensitive); }

/// An AppImage is mounted at another path at each start: only its own file stays the same.
QString startedProgram()
{
    const QString image = qEnvironmentVariable("APPIMAGE");
    return image.isEmpty() ? QCoreApplication::applicationFilePath() : image;
}

/// Arguments for autostart: the present folders.
QStringList startArguments(const CommandLine& line)
{
    QStringList arguments{QStringLiteral("--minimized")};
    if (line.configGiven)
        arguments << QStringLiteral("--config") << line.configFile;
    if (line.dataDir != defaultDataDir())
        arguments << QStringLiteral("--data-dir") << line.dataDir;
    return arguments;
}

bool isPage(const QString& id)
{
    return std::ranges::any_of(ui::shell::pageTable(), [&](const ui::shell::PageEntry& page) { return id == QLatin1String(page.id); });
}

} // namespace

DesktopSession::DesktopSession(QApplication& application, const CommandLine& line)
    : m_application(application)
    , m_host(desktopOptions(line))
    , m_model(m_clock)
    , m_appearance(application, m_host, ui::shell::ColorScheme::ofSystem())
    , m_autostart(makeAutostart(startedProgram(), startArguments(line), stateFile()))
    , m_notices(m_model, m_host, m_clock, makeNotifier())
    , m_quit(m_host, m_model)
    , m_links(m_host, [this]() -> MainWindow& { return window(); })
    , m_watcher(makeTrayHostWatcher())
    , m_tray(*m_watcher)
    , m_request(line.window)
    , m_link(line.link)
{
    m_model.attach(m_host);
    m_notices.rememberIn(stateFile());
    m_resume.setSingleShot(true);
    m_resume.setTimerType(Qt::PreciseTimer); // the menu shows the time
    connect(&m_resume, &QTimer::timeout, &m_host, &GatewayHost::resume);
    connect(&m_host, &GatewayHost::statusChanged, this, &DesktopSession::onStatus);
    m_quit.setBeforehand([this](const std::function<void()>& goOn) { m_window ? m_window->unsaved().ask(goOn) : goOn(); });
    connect(&m_quit, &QuitFlow::quitting, this, [this] {
        if (!m_window)
            return;
        m_window->unsaved().keep(); // there is no time left to ask
        m_window->hide();
    });
    connect(&m_host, &GatewayHost::providersChanged, this, &DesktopSession::onKeys);
    connect(&m_notices, &Notices::unlockRequested, this, &DesktopSession::askForPassphrase);
    connect(&m_notices, &Notices::notShown, this, &DesktopSession::onNotShown);
    connect(&m_notices, &Notices::showRequested, this, &DesktopSession::openNotice);
    connect(&m_tray, &TrayPresence::stateChanged, this, &DesktopSession::onTray);
    connect(m_watcher.get(), &TrayHostWatcher::changed, this, [this] { QGuiApplication::setQuitOnLastWindowClosed(!m_tray.isReachable()); });
    const auto drawIcon = [this] {
        if (m_icon)
            m_icon->setDarkPanel(isPanelDark());
    };
    connect(&m_appearance.theme(), &ui::shell::ThemeController::systemSchemeChanged, this, drawIcon);
    connect(&m_host, &GatewayHost::settingsChanged, this, drawIcon);
    // Autostart is handled separately: a saved session would start a second instance.
    const auto noRestart = [](QSessionManager& manager) { manager.setRestartHint(QSessionManager::RestartNever); };
    connect(&application, &QGuiApplication::commitDataRequest, this, noRestart, Qt::DirectConnection);
    connect(&application, &QGuiApplication::saveStateRequest, this, noRestart, Qt::DirectConnection);
    application.installEventFilter(this);
}

DesktopSession::~DesktopSession() { m_application.removeEventFilter(this); }

// Windows depend on parts of this thread that are already destroyed, so nothing may reach them.
void DesktopSession::endWithoutLoop()
{
    if (isHung())
        return;
    std::cerr << "signalbox: the display is gone; what is under way has "
              << std::chrono::duration_cast<std::chrono::seconds>(QuitFlow::kFastDrain).count() << " s to end\n";
    if (m_window)
        m_window->unsaved().keep();
    m_host.stopWithoutLoop(QuitFlow::kFastDrain);
}

void DesktopSession::startGateway()
{
    m_firstRunIsDue = ui::wizard::FirstRunMemory(stateFile()).isDue(!QFile::exists(m_host.configFile()));
    m_host.start();
    QTimer::singleShot(kIconAtLatest_ms, this, &DesktopSession::allowIcon);
}

void DesktopSession::start(const std::optional<QDateTime>& crashed)
{
    const auto followUpdates = [this] { m_host.updates().setDaily(m_host.settings().ui.checkUpdates); };
    connect(&m_host, &GatewayHost::settingsChanged, this, followUpdates);
    followUpdates();
    onTray();
    if (crashed)
        noteCrash(*crashed);
    else
        lookForDraft();
    if (m_request != WindowRequest::Minimized)
        openWindow();
    if (!m_link.isEmpty())
        openLink(m_link);
}

void DesktopSession::obey(WindowRequest request)
{
    if (request == WindowRequest::Quit)
        m_quit.end(QuitFlow::kDrain);
    else if (request == WindowRequest::Show)
        openWindow();
}

bool DesktopSession::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::Quit || watched != &m_application)
        return QObject::eventFilter(watched, event);
    if (!m_quit.isQuitting()) // Qt would ask the windows, and a window that only hides refuses
        m_quit.end(QuitFlow::kFastDrain);
    return true;
}

MainWindow& DesktopSession::window()
{
    if (!m_window) {
        m_window = std::make_unique<MainWindow>(MainWindow::Parts{{m_model, m_host, m_clock, m_autostart.get()}, [this] { return onClose(); }, stateFile()});
        connect(m_window.get(), &MainWindow::hiddenByUser, this, &DesktopSession::noteFirstClose);
        connect(m_window.get(), &MainWindow::hiddenByUser, this, &DesktopSession::rest, Qt::QueuedConnection);
        connect(m_window.get(), &MainWindow::quitRequested, &m_quit, &QuitFlow::ask);
        connect(m_window.get(), &MainWindow::restartRequested, this, [this] {
            m_isRestartWanted = true;
            m_window->unsaved().keep();
            QCoreApplication::exit(0);
        });
        connect(m_window.get(), &MainWindow::freshStartRequested, &m_quit, &QuitFlow::askToRestart);
        if (const auto bulletin = std::exchange(m_bulletin, std::nullopt))
            put(*bulletin);
    }
    return *m_window;
}

void DesktopSession::openWindow()
{
    if (m_quit.isQuitting())
        return;
    window().bringToFront();
    if (m_host.status().configNewer && !std::exchange(m_notifiedOfNewer, true))
        askAboutNewer();
    if (std::exchange(m_firstRunIsDue, false))
        window().goOnWithFirstRun();
}

// The program may stay in the tray for hours: releases everything that only a window needs.
void DesktopSession::rest()
{
    QPixmapCache::clear();
    gateway::host::releaseFreeMemory();
}

void DesktopSession::openPage(const QString& page, const QString& provider)
{
    openWindow();
    if (m_quit.isQuitting())
        return;
    if (page == QLatin1String("providers") && !provider.isEmpty())
        window().showProvider(provider);
    else if (isPage(page))
        window().showPage(page);
    else // a settings room
        window().showSettings(page);
}

void DesktopSession::openEvent(const ui::models::Event& event)
{
    openWindow();
    if (!m_quit.isQuitting())
        ui::shell::openEvent(window(), event);
}

void DesktopSession::openNotice(const Notice& notice) { notice.event ? openEvent(*notice.event) : openPage(notice.page, notice.subject); }

void DesktopSession::put(Bulletin bulletin)
{
    if (m_window)
        m_window->showNotice(bulletin.status, std::move(bulletin.words), std::move(bulletin.then), bulletin.subject);
    else
        m_bulletin = std::move(bulletin);
}

CloseAction DesktopSession::onClose() const
{
    if (m_quit.isQuitting() || !m_host.settings().ui.closeToTray)
        return CloseAction::Quit;
    return m_icon && m_tray.isReachable() ? CloseAction::Hide : CloseAction::Minimise;
}

void DesktopSession::noteFirstClose()
{
    const gateway::files::MemoryFile memory(stateFile());
    if (!m_icon || memory.value(firstCloseKey()).toBool())
        return;
    gateway::files::MemoryFile::remember(stateFile(), firstCloseKey(), true);
    Notice notice;
    notice.kind = QStringLiteral("tray");
    notice.title = tr("Signalbox is still running in the tray");
    notice.text = tr("Clients can still connect. To quit, use the tray menu. To change what closing the window does, see Settings, General.");
    notice.page = QStringLiteral("general");
    notice.actions.push_back({QStringLiteral("show"), tr("Show")});
    m_notices.tell(notice);
}

// A notice that the desktop cannot show is shown in the window, and counted in the menu.
void DesktopSession::onNotShown(const Notice& notice)
{
    if (m_icon && !(m_window && m_window->isVisible()))
        m_icon->menu().addUnseen();
    const auto words = [notice]() -> NoticeWords {
        Notice told = notice;
        if (told.say)
            told.say(told);
        const bool isOne = told.text.isEmpty() || told.text == told.title;
        return {isOne ? told.title : tr("%1: %2", "title and text of a notice").arg(told.title, told.text), told.page.isEmpty() && !told.event ? QString() : tr("Show")};
    };
    const Status status = notice.isOver ? Status::Ok : notice.isUrgent ? Status::Error : Status::Warn;
    put({status, words, [this, notice] { openNotice(notice); }});
}

// Once: a user who continues without these keys still sees the line in the window.
void DesktopSession::onKeys()
{
    using Store = gateway::SecretReference::Store;
    const auto locked = isVaultWanted(m_host) ? std::optional(Store::Vault) : isKeychainWanted(m_host) ? std::optional(Store::Keychain) : std::nullopt;
    if (std::exchange(m_notifiedOfLock, locked) == locked)
        return;
    locked ? sayLocked(*locked) : put({Status::Ok, {}});
}

void DesktopSession::sayLocked(gateway::SecretReference::Store store)
{
    if (store == gateway::SecretReference::Store::Keychain)
        return put({Status::Locked,
            []() -> NoticeWords { return {tr("The keychain is locked. Providers with keys in it are skipped."), tr("Unlock…")}; },
            [this] { m_host.refreshKeys(); }});
    put({Status::Locked,
        []() -> NoticeWords { return {tr("The encrypted key file is locked. Providers with keys in it are skipped."), tr("Unlock…")}; },
        [this] { askForPassphrase(); }});
    if (m_window && m_window->isVisible())
        askForPassphrase();
}

void DesktopSession::askForPassphrase()
{
    if (m_quit.isQuitting())
        return;
    openWindow();
    if (!m_unlock) {
        QWidget* const before = QApplication::activeModalWidget(); // otherwise both would request the focus
        m_unlock = new ui::dialogs::UnlockDialog(m_host, before ? before : &window());
        m_unlock->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_unlock->open();
}

// The line is removed when the keys are found, or when the user continues without them.
void DesktopSession::sayKeychain()
{
    const auto& move = m_host.status().keychainMove;
    if (std::exchange(m_notifiedOfMove, move) == move)
        return;
    if (!move)
        return put({Status::Ok, {}});
    put({Status::Error,
        [kept = QString::fromStdString(move->kept), found = QString::fromStdString(move->found)]() -> NoticeWords {
            return {tr("The keys are in %1, which is not responding; only %2 is available. Providers with keys in %1 are skipped.").arg(kept, found), tr("Choose…")};
        },
        [this] {
            openWindow();
            ui::dialogs::KeychainDialog::ask(m_host, window());
        }});
}

void DesktopSession::askAboutNewer()
{
    using ui::dialogs::ChoiceDialog;
    auto* dialog = new ChoiceDialog({tr("The configuration is from a newer version"),
                                        tr("%1 was written by a newer version of Signalbox. This version can use it read-only. Settings it does not know, such as a rule or a limit, have no effect.")
                                            .arg(QDir::toNativeSeparators(m_host.configFile())),
                                        {tr("Quit"), tr("Restore an older version…"), tr("Continue read-only")}},
        &window());
    dialog->setObjectName(QStringLiteral("newerDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ChoiceDialog::chosen, this, [this](int choice) {
        if (choice == 0)
            m_quit.ask();
        else if (choice == 1)
            window().showSettings(QStringLiteral("data"));
    });
    dialog->open();
}

void DesktopSession::noteCrash(const QDateTime& began)
{
    const auto text = [began] {
        return tr("Signalbox, started at %1, ended unexpectedly. Requests in progress were interrupted.")
            .arg(ui::models::Formatter().dateTime(began));
    };
    put({Status::Warn, [text]() -> NoticeWords { return {text(), tr("Open the log")}; }, [this] {
             openWindow();
             window().showLog();
         }});
    if (m_request != WindowRequest::Minimized)
        return;
    Notice notice;
    notice.kind = QStringLiteral("crash");
    notice.title = tr("Signalbox ended unexpectedly");
    notice.text = text();
    notice.page = QStringLiteral("log");
    notice.actions.push_back({QStringLiteral("show"), tr("Show")});
    m_notices.tell(notice);
}

// Offers text that was unsaved at the end of the last session.
void DesktopSession::lookForDraft()
{
    m_host.editing().readDraft([self = QPointer(this)](const std::optional<std::string>& draft) {
        if (!self || !draft || self->m_bulletin)
            return;
        const auto words = []() -> NoticeWords { return {tr("Signalbox ended before your JSON edits were saved. Your text was kept."), tr("Show it")}; };
        self->put({Status::Warn, words, [self] {
                       self->openWindow();
                       self->window().showSettings(QStringLiteral("json"));
                   }});
    });
}

void DesktopSession::openLink(const QString& text)
{
    openWindow();
    if (!m_quit.isQuitting())
        m_links.open(text);
}

void DesktopSession::onTray()
{
    m_hadTray |= m_tray.state() == TrayPresence::State::Present;
    if (m_tray.state() == TrayPresence::State::Present)
        makeIcon();
    else
        m_icon.reset(); // Qt selects its kind of tray when an icon is created
    QGuiApplication::setQuitOnLastWindowClosed(!m_icon);
    if (m_tray.state() != TrayPresence::State::Absent || m_quit.isQuitting())
        return;
    noteNoTray();
    if (!(m_window && m_window->isVisible()))
        m_hadTray ? window().showMinimized() : openWindow(); // the program must never be invisible
}

// Shown once, and only if there is no other notice. Without a tray, the window is the program.
void DesktopSession::noteNoTray()
{
    const gateway::files::MemoryFile memory(stateFile());
    if (m_hadTray || m_bulletin || (m_window && m_window->hasNotice()) || memory.value(noTrayKey()).toBool())
        return;
    gateway::files::MemoryFile::remember(stateFile(), noTrayKey(), true);
    put({Status::Idle, []() -> NoticeWords {
        const QString what = tr("This desktop has no tray. Closing the window minimises it.");
        return {isGnome() ? tr("%1 To get a tray on GNOME, install the extension “AppIndicator and KStatusNotifierItem Support”.").arg(what) : what};
    }});
}

// Loading the fonts of its menu takes longer than the gateway needs to listen, which local tools are waiting for.
void DesktopSession::allowIcon()
{
    if (!std::exchange(m_isIconAllowed, true))
        onTray();
}

void DesktopSession::makeIcon()
{
    if (m_icon || !m_isIconAllowed || !QSystemTrayIcon::isSystemTrayAvailable())
        return;
    m_icon = std::make_unique<TrayIcon>(m_model, m_host, m_clock, isPanelDark());
    connect(m_icon.get(), &TrayIcon::clicked, this, &DesktopSession::openWindow);
    connectMenu(m_icon->menu());
}

void DesktopSession::connectMenu(const TrayMenu& menu)
{
    connect(&menu, &TrayMenu::openRequested, this, &DesktopSession::openWindow);
    connect(&menu, &TrayMenu::pageRequested, this, [this](const QString& page) { openPage(page); });
    connect(&menu, &TrayMenu::eventRequested, this, &DesktopSession::openEvent);
    connect(&menu, &TrayMenu::pauseRequested, this, &DesktopSession::pause);
    connect(&menu, &TrayMenu::resumeRequested, &m_host, &GatewayHost::resume);
    connect(&menu, &TrayMenu::quitRequested, &m_quit, &QuitFlow::ask);
    connect(&menu, &TrayMenu::refused, this, [this](const gateway::Error& error) {
        openWindow();
        put({Status::Error, [error]() -> NoticeWords { return {ui::words::FailureWords::change(error)}; }});
    });
}

void DesktopSession::pause(std::optional<std::chrono::minutes> span)
{
    m_host.pause();
    if (!span)
        return;
    m_resume.start(*span);
    m_model.setPauseEnd(QDateTime::currentDateTime().addSecs(std::chrono::seconds(*span).count()));
}

void DesktopSession::onStatus()
{
    const auto& status = m_host.status();
    sayKeychain();
    if (status.state != gateway::host::State::Paused && m_model.pauseEnd().isValid()) {
        m_resume.stop();
        m_model.setPauseEnd({});
    }
    if (!m_isIconAllowed && status.state != gateway::host::State::Starting) // after the receivers of the status
        QTimer::singleShot(0, this, &DesktopSession::allowIcon);
    if (status.state == gateway::host::State::Failed && status.problem)
        std::cerr << "signalbox: " << status.problem->text() << std::endl;
    if (m_announced || status.urls.empty() || status.state == gateway::host::State::Starting)
        return;
    m_announced = true;
    for (const std::string& url : status.urls)
        std::cout << "listening on " << url << '\n';
    std::cout.flush();
}

/// The colour of the panel is unknown: the user can set it.
bool DesktopSession::isPanelDark()
{
    const std::string& chosen = m_host.settings().ui.trayIcon;
    return chosen == "system" ? hasDarkBar() || m_appearance.theme().systemScheme() == ui::look::Scheme::Dark : chosen == "dark";
}

QString DesktopSession::stateFile() const { return m_host.dataDir() + QStringLiteral("/window.ini"); }

} // namespace app
