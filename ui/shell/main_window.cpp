#include "main_window.h"

#include "command_table.h"
#include "event_door.h"
#include "field_undo.h"
#include "first_run_door.h"
#include "help_key.h"
#include "rail.h"
#include "shortcuts.h"
#include "strip.h"
#include "undo_bar.h"

#include "ui/look/icons.h"
#include "ui/look/window_size.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/gateway_model.h"
#include "gateway/host/clients/tool_access.h"
#include "ui/pages/clients/clients_page.h"
#include "ui/pages/data/unsaved_text.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/policies/policies_page.h"
#include "ui/pages/providers_page.h"
#include "ui/pages/requests/requests_page.h"
#include "ui/pages/routes/routes_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/support/desktop_diagnostics.h"
#include "ui/pages/tryit/try_dialog.h"
#include "ui/pages/usage/usage_page.h"
#include "ui/shell/banners/moved_port.h"
#include "ui/shell/banners/problem_banner.h"
#include "ui/shell/palette/jump_field.h"
#include "ui/widgets/access/last_input.h"
#include "ui/widgets/access/tab_order.h"
#include "ui/widgets/page_header.h"
#include "ui/words/sentence_words.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::shell {

namespace {

constexpr int kMostDepth = 4; ///< of pages within a page

constexpr int kWidth = 1280;
constexpr int kHeight = 800;
constexpr int kLeastWindowWidth = 720;
constexpr int kLeastHeight = 480;
constexpr std::size_t kMostHistory = 50;
constexpr auto kSettingsPage = "settings";
constexpr auto kProvidersPage = "providers";
constexpr auto kUsagePage = "usage";
constexpr auto kRequestsPage = "requests";
constexpr auto kRoutesPage = "routes";
constexpr auto kClientsPage = "clients";
constexpr auto kPoliciesPage = "policies";

int indexOf(const QString& id)
{
    const auto pages = pageTable();
    const auto found = std::find_if(pages.begin(), pages.end(), [&](const PageEntry& page) { return id == QLatin1StringView(page.id); });
    return found == pages.end() ? -1 : static_cast<int>(found - pages.begin());
}

} // namespace

MainWindow::MainWindow(Parts parts, QWidget* parent)
    : QWidget(parent), m_parts(std::move(parts)), m_state(m_parts.stateFile), m_rail(new Rail(this)), m_strip(new Strip(m_parts.context.model, this)),
      m_problem(new ProblemBanner(m_parts.context.model, m_parts.context.access, this)), m_notice(new NoticeBanner(this)), m_undo(new UndoBar(m_parts.context.access, this)), m_unsaved(new pages::UnsavedText(m_parts.context.access.configuration().editing(), *this)), m_pages(new QStackedWidget(this)), m_lastInput(new widgets::LastInput(this)), m_made(pageTable().size()),
      m_firstRun(new FirstRunDoor(*this, m_parts.stateFile, [this] { return !m_parts.closePolicy || m_parts.closePolicy() != CloseAction::Minimise; })),
      m_help(new HelpKey(*this)), m_openUrl([](const QUrl& url) { QDesktopServices::openUrl(url); })
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(look::applicationIcon());
    build();
    makeShortcuts();
    retranslate();
    connect(m_rail, &Rail::chosen, this, [this](int index) {
        if (index == m_current) leaveSubPages();
        showIndex(index, true);
    });
    connect(m_rail, &Rail::tryChosen, this, &MainWindow::tryIt);
    connect(m_strip, &Strip::pauseToggled, this, &MainWindow::togglePause);
    connect(m_problem, &ProblemBanner::restartWanted, this, &MainWindow::restartRequested);
    connect(m_problem, &ProblemBanner::settingsWanted, this, &MainWindow::showSettings);
    connect(m_unsaved, &pages::UnsavedText::pageWanted, this, [this] {
        bringToFront();
        showSettings(QStringLiteral("json"));
    });
    if (m_parts.context.access.configuration().tools())
        connect(new MovedPort(m_parts.context.access, this), &MovedPort::toolsLeft, this, &MainWindow::tellLeftTools);
    connect(m_undo, &UndoBar::consumerWanted, this, &MainWindow::showConsumer);
    connect(m_undo, &UndoBar::versionsWanted, this, [this] { showSettings(QStringLiteral("data")); });
    m_undo->setGuard([this](const std::vector<std::string>& keys, const std::function<void()>& goOn) { beforeUndo(keys, goOn); });
    m_strip->search()->setSource([this] { return jumps(); });
    m_strip->search()->setLastResort([this](const QString& typed) { return Places::requestsWith(typed, doors()); });
    look::sizeOnScreen(*this, kWidth, kHeight);
    m_state.restore(*this);
    showIndex(std::max(indexOf(m_state.page()), 0), false);
}

MainWindow::~MainWindow()
{
    // A field that loses the focus notifies its page, which must still exist.
    if (QWidget* focused = focusWidget())
        focused->clearFocus();
    if (m_wasShown)
        m_state.save(*this);
}

void MainWindow::build()
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(m_rail);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_strip);
    column->addWidget(m_problem);
    column->addWidget(m_notice);
    column->addWidget(m_pages, 1);
    column->addWidget(m_undo);
    row->addLayout(column, 1);
    m_pages->setObjectName(QStringLiteral("pages"));
    setMinimumSize(look::roomFor(*this, kLeastWindowWidth, kLeastHeight));
}

void MainWindow::makeShortcuts()
{
    const auto on = [this](const QKeySequence& keys, const char* name, auto slot) {
        auto* action = new QAction(this);
        action->setObjectName(QString::fromLatin1(name));
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    const int pages = std::min(static_cast<int>(pageTable().size()), kMostShortcuts);
    for (int i = 0; i < pages; ++i)
        on(QKeyCombination(Qt::CTRL, static_cast<Qt::Key>(Qt::Key_1 + i)), "goToPage", [this, i] { open(i); });
    on(kSearchKeys, "goToSearch", [this] { m_strip->search()->open(); });
    on(kCopyAddressKeys, "copyAddressAction", [this] { m_strip->copyAddress(); });
    on(kPauseKeys, "pauseAction", [this] { togglePause(); });
    on(kTryKeys, "tryAction", [this] { tryIt(); });
    on(kSettingsKeys, "settingsAction", [this] { open(indexOf(QString::fromLatin1(kSettingsPage))); });
    on(kCloseKeys, "closeAction", [this] { close(); });
    on(kQuitKeys, "quitAction", [this] { Q_EMIT quitRequested(); });
    on(kUndoKeys, "undoAction", [this] { m_undo->undo(); });
    on(kRedoKeys, "redoAction", [this] { m_undo->redo(); });
    new FieldUndo(*this, this);
    on(kBackKeys, "backAction", [this] { goBack(); });
    on(kNextPaneKey, "nextPaneAction", [this] { nextPane(); });
}

void MainWindow::retranslate()
{
    const QString title = m_current < 0 ? QString() : pageTitle(pageTable()[static_cast<std::size_t>(m_current)]);
    setWindowTitle(title.isEmpty() ? QStringLiteral("Signalbox") : QStringLiteral("%1 · Signalbox").arg(title));
    if (QWidget* const shown = m_pages->currentWidget()) shown->setAccessibleName(title); // it can have the focus
    m_problem->refresh();
    m_notice->retranslate();
}

void MainWindow::showPage(const QString& id)
{
    const int index = indexOf(id);
    if (index >= 0)
        showIndex(index, true);
}

QString MainWindow::currentPage() const { return m_current < 0 ? QString() : QString::fromLatin1(pageTable()[static_cast<std::size_t>(m_current)].id); }

QWidget* MainWindow::page(const QString& id) const
{
    const int index = indexOf(id);
    return index < 0 ? nullptr : m_made[static_cast<std::size_t>(index)].data();
}

void MainWindow::showIndex(int index, bool remember)
{
    if (index < 0 || index >= static_cast<int>(m_made.size()))
        return;
    QPointer<QWidget>& made = m_made[static_cast<std::size_t>(index)];
    if (!made) {
        made = pageTable()[static_cast<std::size_t>(index)].make(m_parts.context, m_pages);
        m_pages->addWidget(made);
        made->setFocusPolicy(Qt::ClickFocus); // takes the focus without a focus ring on its first control
        connectPage(*made);
    }
    if (remember && m_current >= 0 && m_current != index) {
        m_history.push_back(m_current);
        if (m_history.size() > kMostHistory)
            m_history.erase(m_history.begin());
    }
    m_current = index;
    m_pages->setCurrentWidget(made);
    m_rail->setCurrent(index);
    m_state.setPage(currentPage());
    retranslate();
    if (!isVisible() || m_rail->isAncestorOf(focusWidget()))
        return;
    enterPage();
}

void MainWindow::connectPage(QWidget& made)
{
    if (auto* overview = qobject_cast<pages::OverviewPage*>(&made))
        connectOverview(*overview);
    if (auto* requests = qobject_cast<pages::RequestsPage*>(&made)) {
        connect(requests, &pages::RequestsPage::testRequested, this, &MainWindow::sendTestRequest);
        connect(requests, &pages::RequestsPage::routeWanted, this, &MainWindow::addRoute);
    }
    if (auto* settings = qobject_cast<pages::SettingsPage*>(&made)) {
        connect(settings, &pages::SettingsPage::firstRunRequested, this, &MainWindow::openFirstRun);
        connect(settings, &pages::SettingsPage::restartWanted, this, &MainWindow::freshStartRequested);
        connect(settings, &pages::SettingsPage::jsonMade, m_unsaved, &pages::UnsavedText::setPage);
    }
    if (auto* clients = qobject_cast<pages::ClientsPage*>(&made))
        connect(clients, &pages::ClientsPage::requestsWanted, this, &MainWindow::showRequests);
    if (auto* routes = qobject_cast<pages::RoutesPage*>(&made)) {
        connect(routes, &pages::RoutesPage::sendWanted, this, [this](const QString& model, const QString& text) {
            tryIt();
            m_try->offer(model, text);
        });
        connect(routes, &pages::RoutesPage::undoWanted, m_undo, &UndoBar::undo);
    }
    if (auto* policies = qobject_cast<pages::PoliciesPage*>(&made))
        connect(policies, &pages::PoliciesPage::budgetsWanted, this, &MainWindow::showBudgets);
    if (auto* usage = qobject_cast<pages::UsagePage*>(&made)) {
        connect(usage, &pages::UsagePage::testRequested, this, &MainWindow::sendTestRequest);
        connect(usage, &pages::UsagePage::requestsWanted, this, &MainWindow::showRequests);
        connect(usage, &pages::UsagePage::budgetsWanted, this, &MainWindow::showBudgets);
    }
}

/// Opens a page by keyboard, wherever the focus is.
void MainWindow::open(int index)
{
    showIndex(index, true);
    focusPage();
}

void MainWindow::connectOverview(pages::OverviewPage& overview)
{
    using pages::OverviewPage;
    connect(&overview, &OverviewPage::testRequested, this, &MainWindow::sendTestRequest);
    connect(&overview, &OverviewPage::requestsWanted, this, &MainWindow::showRequests);
    connect(&overview, &OverviewPage::usageWanted, this, [this] { showPage(QStringLiteral("usage")); });
    connect(&overview, &OverviewPage::providerWanted, this, &MainWindow::showProvider);
    connect(&overview, &OverviewPage::routeWanted, this, &MainWindow::showRoute);
    connect(&overview, &OverviewPage::eventWanted, this, [this](const models::Event& event) { openEvent(*this, event); });
    connect(&overview, &OverviewPage::logWanted, this, &MainWindow::showLog);
}

/// If undo would remove the key of a tool, the tool is restored completely, including its file; the changes are shown
/// first.
void MainWindow::beforeUndo(const std::vector<std::string>& keys, const std::function<void()>& goOn)
{
    gateway::host::ToolAccess* const tools = m_parts.context.access.configuration().tools();
    if (!tools)
        return goOn();
    const QStringList urls = m_parts.context.model.baseUrls();
    tools->detect(urls.isEmpty() ? std::string() : urls.front().toStdString(),
        [guard = QPointer(this), keys, goOn](const std::vector<gateway::clients::ClientState>& states) {
            const auto holds = [&](const gateway::clients::ClientState& state) { return state.isSetUp && std::ranges::find(keys, state.keySha256) != keys.end(); };
            const auto tool = std::ranges::find_if(states, holds);
            if (!guard || tool == states.end())
                return goOn();
            guard->showPage(QString::fromLatin1(kClientsPage));
            if (auto* clients = qobject_cast<pages::ClientsPage*>(guard->page(QString::fromLatin1(kClientsPage))))
                clients->restoreTool(QString::fromStdString(tool->id));
        });
}

widgets::PageHeader* MainWindow::currentHeader() const
{
    return m_pages->currentWidget() ? m_pages->currentWidget()->findChild<widgets::PageHeader*>() : nullptr;
}

/// From a provider's details to the list of providers, for example.
void MainWindow::leaveSubPages()
{
    auto* header = currentHeader();
    for (int depth = 0; header && depth < kMostDepth && header->goBack(); ++depth) { }
}

void MainWindow::goBack()
{
    if (auto* header = currentHeader(); header && header->goBack())
        return;
    if (m_history.empty())
        return;
    const int index = m_history.back();
    m_history.pop_back();
    showIndex(index, false);
    focusPage();
}

// Pages create and move their widgets while they are shown.
bool MainWindow::focusNextPrevChild(bool next)
{
    if (leaveHidden())
        return true;
    if (QWidget* shown = m_pages->currentWidget())
        widgets::tabInReadingOrder(*shown);
    return QWidget::focusNextPrevChild(next);
}

/// If a banner with the focus is hidden, the focus moves to the page instead of the next widget.
bool MainWindow::leaveHidden()
{
    const QWidget* const shown = m_pages->currentWidget();
    const QWidget* const now = focusWidget();
    if (!shown || !shown->isVisible() || !now || now->isVisible() || shown->isAncestorOf(now))
        return false;
    enterPage();
    return true;
}

bool MainWindow::event(QEvent* event)
{
    if (event->type() == QEvent::WindowActivate) // it was hidden while a dialog was open
        leaveHidden();
    return QWidget::event(event);
}

void MainWindow::nextPane()
{
    QWidget* now = focusWidget();
    QWidget* shown = m_pages->currentWidget();
    if (now && m_rail->isAncestorOf(now)) {
        m_strip->focusFirst();
    } else if (now && m_strip->isAncestorOf(now) && shown) {
        focusPage();
    } else {
        m_rail->focusCurrent();
    }
}

void MainWindow::togglePause()
{
    if (!m_parts.context.model.canPause())
        return;
    if (m_parts.context.model.isPaused())
        m_parts.context.access.control().resume();
    else
        m_parts.context.access.control().pause();
}

void MainWindow::solvePort() { m_problem->solvePort(); }

PlaceDoors MainWindow::doors()
{
    return {[this](const QString& id) { showProvider(id); }, [this](const QString& id) { showRoute(id); },
            [this](const gateway::usage::RequestFilter& filter) { showRequests(filter); }, [this](const QString& name) { showConsumer(name); },
            [this](const QString& id) { showClient(id); }, [this](const QString& room, const QString& pattern) { showSettings(room, pattern); }, [this](const QString& name) { showLimit(name); }};
}

std::vector<Jump> MainWindow::jumps()
{
    std::vector<Jump> jumps;
    const auto pages = pageTable();
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const int number = static_cast<int>(i);
        const QString keys = number < kMostShortcuts ? QKeySequence(QKeyCombination(Qt::CTRL, static_cast<Qt::Key>(Qt::Key_1 + number))).toString(QKeySequence::NativeText) : QString();
        jumps.push_back({pageTitle(pages[i]), tr("Page"), QString::fromLatin1(pages[i].icon), [this, number] { showIndex(number, true); },
                         QString::fromLatin1(pages[i].id), keys});
    }
    for (const Command& command : commandTable()) {
        if (command.isOffered && !command.isOffered(*this))
            continue;
        jumps.push_back({commandTitle(command), tr("Action"), QString::fromLatin1(command.icon), [this, run = command.run] { run(*this); },
                         QString::fromUtf8(command.title) + u' ' + QString::fromUtf8(command.words), commandKeys(command)});
    }
    for (Jump& place : Places::of(m_parts.context.access, m_parts.context.model, doors()))
        jumps.push_back(std::move(place));
    return jumps;
}

void MainWindow::showProvider(const QString& id)
{
    showPage(QString::fromLatin1(kProvidersPage));
    if (auto* providers = qobject_cast<pages::ProvidersPage*>(page(QString::fromLatin1(kProvidersPage))))
        providers->selectProvider(id);
}

void MainWindow::showRoute(const QString& id)
{
    showPage(QString::fromLatin1(kRoutesPage));
    if (auto* routes = qobject_cast<pages::RoutesPage*>(page(QString::fromLatin1(kRoutesPage)))) {
        routes->showView(pages::RoutesPage::View::Routes);
        routes->selectRoute(id);
    }
}

void MainWindow::addRoute(const models::RouteProposal& proposal)
{
    showPage(QString::fromLatin1(kRoutesPage));
    if (auto* routes = qobject_cast<pages::RoutesPage*>(page(QString::fromLatin1(kRoutesPage))))
        routes->addProposed(proposal);
}

void MainWindow::showConsumer(const QString& name)
{
    showPage(QString::fromLatin1(kClientsPage));
    if (auto* clients = qobject_cast<pages::ClientsPage*>(page(QString::fromLatin1(kClientsPage))))
        clients->selectConsumer(name);
}

void MainWindow::showClient(const QString& id)
{
    showPage(QString::fromLatin1(kClientsPage));
    if (auto* clients = qobject_cast<pages::ClientsPage*>(page(QString::fromLatin1(kClientsPage))))
        clients->selectTool(id);
}

void MainWindow::showSettings(const QString& room, const QString& pattern)
{
    showPage(QString::fromLatin1(kSettingsPage));
    if (auto* settings = qobject_cast<pages::SettingsPage*>(page(QString::fromLatin1(kSettingsPage))))
        pattern.isEmpty() ? settings->showRoom(room) : settings->showSetting(pattern);
}

void MainWindow::showHelp(const QString& topic)
{
    m_help->open(*this, topic);
}

void MainWindow::addProvider()
{
    showPage(QString::fromLatin1(kProvidersPage));
    if (auto* providers = qobject_cast<pages::ProvidersPage*>(page(QString::fromLatin1(kProvidersPage))))
        providers->addProvider();
}

void MainWindow::testProviders()
{
    showPage(QString::fromLatin1(kProvidersPage));
    if (auto* providers = qobject_cast<pages::ProvidersPage*>(page(QString::fromLatin1(kProvidersPage))))
        providers->askToTestAll();
}

void MainWindow::compareWithBill()
{
    showPage(QString::fromLatin1(kUsagePage));
    if (auto* usage = qobject_cast<pages::UsagePage*>(page(QString::fromLatin1(kUsagePage)))) usage->compareWithBill();
}

void MainWindow::showBudgets() { showSettings(QStringLiteral("usage"), QStringLiteral("usage.budgets")); }

void MainWindow::showLimit(const QString& name)
{
    showPage(QString::fromLatin1(kPoliciesPage));
    if (auto* policies = qobject_cast<pages::PoliciesPage*>(page(QString::fromLatin1(kPoliciesPage))); policies && !name.isEmpty()) policies->selectLimit(name);
}

void MainWindow::addLimit()
{
    showPage(QString::fromLatin1(kPoliciesPage));
    if (auto* policies = qobject_cast<pages::PoliciesPage*>(page(QString::fromLatin1(kPoliciesPage)))) policies->addLimit();
}

void MainWindow::copyAddress() { m_strip->copyAddress(); }
void MainWindow::undo() { m_undo->undo(); }
void MainWindow::redo() { m_undo->redo(); }

void MainWindow::copyDiagnostics() { QGuiApplication::clipboard()->setText(pages::diagnostics(m_parts.context.access, {})); }

void MainWindow::openFolder(const QString& path) { m_openUrl(QUrl::fromLocalFile(path)); }

// If writing fails, nothing changes; the banner reports a problem of the file.
void MainWindow::changeLook(const std::function<void(gateway::config::UiSettings&)>& change)
{
    auto next = m_parts.context.access.configuration().settings();
    change(next.ui);
    if (!(next.ui == m_parts.context.access.configuration().settings().ui))
        m_parts.context.access.configuration().change(next, [](const gateway::Result<void>&) {});
}

void MainWindow::showRequests(const gateway::usage::RequestFilter& filter)
{
    showPage(QString::fromLatin1(kRequestsPage));
    if (auto* requests = qobject_cast<pages::RequestsPage*>(page(QString::fromLatin1(kRequestsPage))))
        requests->showFiltered(filter);
}

void MainWindow::tryIt()
{
    if (!m_try) m_try = new pages::TryDialog(m_parts.context.model, m_parts.context.access, this);
    m_try->show();
    m_try->raise();
    m_try->activateWindow();
}

void MainWindow::sendTestRequest()
{
    tryIt();
    m_try->askAnything();
}

void MainWindow::showNotice(look::Status status, std::function<NoticeWords()> words, std::function<void()> then, const QString& subject)
{
    m_notice->tell(status, std::move(words), std::move(then), subject);
}

void MainWindow::withdrawNotice(const QString& subject) { m_notice->withdraw(subject); }

void MainWindow::tellLeftTools(int from, int to, const QStringList& tools)
{
    m_leftTools = tools;
    if (tools.isEmpty())
        return m_notice->retranslate(); // in that case nothing is shown any more
    const auto words = [this, from, to]() -> NoticeWords {
        if (m_leftTools.isEmpty())
            return {};
        return {tr("The gateway now listens on port %1. Update %3, which still uses port %2.", "ports, names of tools")
                    .arg(QString::number(to), QString::number(from), words::SentenceWords::listed(m_leftTools)),
                tr("Show Clients")};
    };
    showNotice(look::Status::Warn, words, [this] { showPage(QString::fromLatin1(kClientsPage)); });
}

bool MainWindow::hasNotice() const { return !m_notice->isHidden(); }

void MainWindow::showLog()
{
    showPage(QString::fromLatin1(kSettingsPage));
    if (auto* settings = qobject_cast<pages::SettingsPage*>(page(QString::fromLatin1(kSettingsPage))))
        settings->showRoom(QStringLiteral("log"));
}

void MainWindow::addProvider(const QString& entry, const QString& address)
{
    showPage(QString::fromLatin1(kProvidersPage));
    if (auto* providers = qobject_cast<pages::ProvidersPage*>(page(QString::fromLatin1(kProvidersPage))))
        providers->addProvider(entry, address);
}

void MainWindow::openFirstRun() { m_firstRun->open(); }
void MainWindow::goOnWithFirstRun() { m_firstRun->goOn(); }

void MainWindow::focusPage()
{
    widgets::focusFirst(*m_pages->currentWidget(), QString::fromLatin1(pageTable()[static_cast<std::size_t>(m_current)].first));
}

void MainWindow::enterPage()
{
    m_lastInput->enter(*m_pages->currentWidget(), QString::fromLatin1(pageTable()[static_cast<std::size_t>(m_current)].first));
}

void MainWindow::bringToFront()
{
    if (isMinimized())
        setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    // A blocking dialog gets the keys: the blocked window would take them and do nothing.
    QWidget* const asked = QApplication::activeModalWidget();
    if (asked) asked->raise();
    (asked ? asked : this)->activateWindow();
}

void MainWindow::setNarrow(bool narrow)
{
    m_isNarrow = narrow;
    m_rail->setNarrow(narrow);
    m_strip->setNarrow(narrow);
}

void MainWindow::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_wasShown)
        return;
    m_wasShown = true;
    // Otherwise the first control in the tab order would get a focus ring.
    if (QWidget* shown = m_pages->currentWidget())
        shown->setFocus(Qt::OtherFocusReason);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_state.save(*this);
    const CloseAction action = m_parts.closePolicy ? m_parts.closePolicy() : CloseAction::Quit;
    event->ignore();
    switch (action) {
    case CloseAction::Hide:
        hide();
        Q_EMIT hiddenByUser();
        return;
    case CloseAction::Minimise: showMinimized(); return;
    case CloseAction::Quit: Q_EMIT quitRequested(); return;
    }
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < look::theme().px(look::theme().metrics().narrowBelow);
    if (narrow != m_isNarrow)
        setNarrow(narrow);
}

void MainWindow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        m_parts.context.access.control().lookAtThread();
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace ui::shell
