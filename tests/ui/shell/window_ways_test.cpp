#include "catch.h"
#include "controls.h"
#include "fake_tools.h"
#include "records.h"
#include "shown_window.h"

#include "ui/dialogs/program/port_dialog.h"
#include "ui/pages/clients/found_tools.h"
#include "ui/pages/providers_page.h"
#include "ui/pages/requests/request_filters.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/tryit/try_dialog.h"
#include "ui/shell/appearance/language.h"
#include "ui/shell/banners/moved_port.h"
#include "ui/shell/event_door.h"
#include "ui/shell/palette/jump_field.h"
#include "ui/widgets/data_table.h"
#include "ui/wizard/first_run_dialog.h"

#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QWindow>

using namespace ui;
using namespace std::chrono_literals;

TEST_CASE("Ctrl+N adds to the current page also from the rail")
{
    struct Row {
        const char* entry;
        const char* dialog;
    };
    const auto row = GENERATE(values<Row>({{"nav-providers", "ui::dialogs::AddProviderDialog"}, {"nav-routes", "ui::dialogs::RouteDialog"}, {"nav-clients", "ui::dialogs::ConsumerDialog"}}));
    CAPTURE(row.entry);
    ShownWindow w;
    auto& entry = control<QAbstractButton>(w.window, row.entry);
    QTest::mouseClick(&entry, Qt::LeftButton);
    entry.setFocus();
    QTest::keyClick(&w.window, Qt::Key_N, Qt::ControlModifier);
    const auto dialogs = w.window.findChildren<QDialog*>();
    CHECK(std::any_of(dialogs.begin(), dialogs.end(), [&](const QDialog* dialog) { return dialog->isVisible() && dialog->inherits(row.dialog); }));
}

TEST_CASE("Alt+Left leaves the detail of a narrow page before the page itself")
{
    ShownWindow w;
    w.window.resize(900, 640);
    w.window.showPage(QStringLiteral("providers"));
    auto& list = control<QTableView>(w.window, "providersList");
    REQUIRE(list.isVisible());
    list.setFocus();
    QTest::keyClick(&list, Qt::Key_Return);
    REQUIRE_FALSE(list.isVisible());
    QTest::keyClick(w.window.focusWidget(), Qt::Key_Left, Qt::AltModifier);
    CHECK(w.current() == "providers");
    CHECK(list.isVisible());
    QTest::keyClick(&list, Qt::Key_Left, Qt::AltModifier);
    CHECK(w.current() == "overview");
}

TEST_CASE("a card of the overview opens its page")
{
    struct Row {
        const char* control;
        const char* page;
    };
    const auto row = GENERATE(values<Row>({{"tokensToday", "usage"}, {"costToday", "usage"}, {"fallbacks", "requests"}}));
    ShownWindow w;
    QTest::mouseClick(&control<QAbstractButton>(control(w.window, row.control), "door"), Qt::LeftButton);
    CHECK(w.current() == row.page);
    w.window.showPage(QStringLiteral("overview"));
    control<QAbstractButton>(w.window, "requestsToday").click();
    CHECK(w.current() == "requests");
    w.window.showPage(QStringLiteral("overview"));
    control<QAbstractButton>(w.window, "allEvents").click();
    CHECK(w.current() == "settings");
}

namespace {

/// The page and what it shows: a request, a provider, a section.
std::string placeOf(ShownWindow& w)
{
    const std::string page = w.current();
    QWidget* shown = w.window.page(w.window.currentPage());
    if (auto* providers = qobject_cast<pages::ProvidersPage*>(shown))
        return page + ' ' + providers->selectedProvider().toStdString();
    if (auto* settings = qobject_cast<pages::SettingsPage*>(shown))
        return page + ' ' + settings->currentRoom().toStdString();
    if (auto* filters = shown->findChild<pages::RequestFilters*>(); filters && page == "requests") {
        const auto filter = filters->filter();
        return filter.fields.size() == 1 ? page + ' ' + filter.fields.front().value : page;
    }
    return page;
}

} // namespace

TEST_CASE("an event opens its subject")
{
    using Kind = models::Event::Kind;
    struct Row {
        Kind kind;
        const char* place;
    };
    const auto row = GENERATE(values<Row>({
        {Kind::Fallback, "requests req-7"},
        {Kind::FirstChoiceAgain, "requests req-7"},
        {Kind::Failed, "requests req-7"},
        {Kind::NewClient, "requests qwen"},
        {Kind::Rest, "providers qwen"},
        {Kind::RestOver, "providers qwen"},
        {Kind::KeyRejected, "providers qwen"},
        {Kind::KeyProblem, "providers qwen"},
        {Kind::KeyReady, "providers qwen"},
        {Kind::PortTaken, "settings gateway"}, // resolved meanwhile
        {Kind::ListensAgain, "settings gateway"},
        {Kind::HttpsProblem, "settings gateway"},
        {Kind::HttpsAgain, "settings gateway"},
        {Kind::BadFile, "settings json"},
        {Kind::Problem, "settings doctor"},
        {Kind::Budget, "usage"},
        {Kind::UpdateAvailable, "settings about"},
        {Kind::UpdateInstalled, "settings about"},
        {Kind::Hung, "settings log"},
        {Kind::AnswersAgain, "settings log"},
    }));
    ShownWindow w;
    models::Event event;
    event.kind = row.kind;
    event.subject = "qwen";
    event.exchange = "req-7";
    shell::openEvent(w.window, event);
    CHECK(placeOf(w) == row.place);
    CHECK_FALSE(openDialog<dialogs::PortDialog>());
    if (row.kind == Kind::HttpsProblem)
        CHECK(control(w.window, "row:listen.https_port").isVisible());
}

TEST_CASE("a taken port in the overview's list offers a solution")
{
    ShownWindow w;
    gateway::Error taken;
    taken.kind = gateway::ErrorKind::PortTaken;
    taken.message = gateway::asIs("Port 8080 on 127.0.0.1 is taken by another program");
    w.day.gateway.m_status.state = gateway::host::State::Failed;
    w.day.gateway.m_status.problem = taken;
    Q_EMIT w.day.gateway.statusChanged();
    settleEvents();
    auto& table = control<widgets::DataTable>(w.window, "eventsTable");
    REQUIRE(w.day.model.events()->events().front().kind == models::Event::Kind::PortTaken);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(table.model()->index(0, 0)).center());
    auto* dialog = openDialog<dialogs::PortDialog>();
    REQUIRE(dialog);
    CHECK(w.current() == "overview");
    dialog->reject();
}

TEST_CASE("setting a budget opens the settings")
{
    ShownWindow w;
    w.window.showPage(QStringLiteral("usage"));
    control<QPushButton>(w.window, "setBudget").click();
    CHECK(w.current() == "settings");
    CHECK(control(w.window, "row:usage.budgets").isVisible());
}

TEST_CASE("opens the first run from settings and search and shows its request")
{
    ShownWindow w;
    const bool isSearched = GENERATE(true, false);
    if (isSearched) {
        QTest::keyClick(&w.window, Qt::Key_K, Qt::ControlModifier);
        auto& search = control<shell::JumpField>(w.window, "search");
        QTest::keyClicks(&search, QStringLiteral("setup wizard"));
        QTest::keyClick(&search, Qt::Key_Return);
    } else {
        w.window.showPage(QStringLiteral("settings"));
        control<QPushButton>(w.window, "showFirstRun").click();
    }
    auto* dialog = openDialog<wizard::FirstRunDialog>();
    REQUIRE(dialog);
    CHECK(dialog->currentStep() == wizard::FirstRunDialog::Language);
    dialog->showStep(wizard::FirstRunDialog::Proof);
    w.day.gateway.finish(directRecord(w.day.clock.wallNow()));
    control<QPushButton>(*dialog, "showInRequests").click();
    settleEvents();
    CHECK_FALSE(openDialog<wizard::FirstRunDialog>());
    CHECK(w.current() == "requests");
}

TEST_CASE("focuses the page's first control after the first run was closed by keyboard")
{
    ShownWindow w;
    control<QAbstractButton>(w.window, "nav-overview").setFocus(Qt::TabFocusReason); // where the focus was
    w.window.openFirstRun();
    settleEvents();
    auto* dialog = openDialog<wizard::FirstRunDialog>();
    REQUIRE(dialog);
    dialog->reject();
    w.window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&w.window));
    settleEvents();
    const QWidget* focused = w.window.focusWidget();
    REQUIRE(focused);
    CHECK(w.window.page(QStringLiteral("overview"))->isAncestorOf(focused));
    CHECK(focused->objectName() == QStringLiteral("requestsToday"));
}

TEST_CASE("the first run does not return after a request succeeded")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("window.ini"));
    wizard::FirstRunMemory(file).setStep(2);
    ShownWindow w(file);
    w.day.gateway.ledgerTotals = gateway::usage::Totals{};
    auto record = directRecord(w.day.clock.wallNow());
    const bool isAnswered = GENERATE(false, true);
    record.outcome = isAnswered ? gateway::usage::Outcome::Answered : gateway::usage::Outcome::Failed;
    w.day.gateway.ledgerRecords = {record};
    w.window.goOnWithFirstRun();
    settleEvents();
    CHECK((openDialog<wizard::FirstRunDialog>() == nullptr) == isAnswered);
    CHECK(wizard::FirstRunMemory(file).isDue(false) != isAnswered);
}

TEST_CASE("the first run waits behind an open question")
{
    QTemporaryDir folder;
    ShownWindow w(folder.filePath(QStringLiteral("window.ini")));
    w.day.gateway.ledgerTotals = gateway::usage::Totals{};
    w.window.goOnWithFirstRun();
    auto* question = new dialogs::PortDialog(w.day.gateway, &w.window);
    question->open();
    settleEvents();
    CHECK(openDialog<wizard::FirstRunDialog>() == nullptr);
    question->reject();
    settleEvents();
    CHECK(openDialog<wizard::FirstRunDialog>());
}

TEST_CASE("the first run lists installed clients with their dialogs")
{
    FakeTools tools;
    tools.install("claude-code", "~/.claude");
    ShownWindow w;
    w.day.gateway.toolAccess = &tools;
    w.window.openFirstRun();
    auto* dialog = openDialog<wizard::FirstRunDialog>();
    REQUIRE(dialog);
    dialog->showStep(wizard::FirstRunDialog::Client);
    settleEvents();
    auto& list = control<QTableView>(*dialog, "firstRunTools");
    REQUIRE(list.model()->rowCount() == 1);
    CHECK(list.isVisible());
    Q_EMIT list.activated(list.model()->index(0, 0));
    settleEvents();
    auto* const found = openDialog<pages::FoundTools>();
    REQUIRE(found);
    CHECK(textOf(*found, "toolTitle").find("Claude Code") != std::string::npos);
    const auto& names = control<QTableView>(*found, "toolsList");
    CHECK(names.columnWidth(0) > names.fontMetrics().horizontalAdvance(QStringLiteral("Claude Code")));
    control<QPushButton>(*found, "foundToolsDone").click();
    CHECK_FALSE(found->isVisible());
    control<QPushButton>(*dialog, "setUpTool").click();
    CHECK(found->isVisible());
    found->accept();
    tools.install("codex", "~/.codex"); // while the dialog is open
    dialog->showStep(wizard::FirstRunDialog::Provider);
    dialog->showStep(wizard::FirstRunDialog::Client);
    settleEvents();
    CHECK(list.model()->rowCount() == 2);
}

TEST_CASE("the search jumps to pages, providers and actions")
{
    ShownWindow w;
    auto& search = control<shell::JumpField>(w.window, "search");
    QTest::keyClick(&w.window, Qt::Key_K, Qt::ControlModifier);
    REQUIRE(search.isOpen());
    CHECK(search.shownTitles().contains(QStringLiteral("Overview")));
    CHECK(search.shownTitles().contains(QStringLiteral("DeepSeek")));

    SECTION("a provider")
    {
        QTest::keyClicks(&search, QStringLiteral("qwen"));
        REQUIRE(search.shownTitles().front() == QStringLiteral("Qwen (Alibaba)"));
        QTest::keyClick(&search, Qt::Key_Return);
        CHECK(w.current() == "providers");
        auto* page = qobject_cast<pages::ProvidersPage*>(w.window.page(QStringLiteral("providers")));
        REQUIRE(page);
        CHECK(page->selectedProvider() == QStringLiteral("qwen"));
        CHECK_FALSE(search.isOpen());
        CHECK(search.text().isEmpty());
    }
    SECTION("an action")
    {
        QTest::keyClicks(&search, QStringLiteral("pause"));
        QTest::keyClick(&search, Qt::Key_Return);
        CHECK(w.day.gateway.status().state == gateway::host::State::Paused);
    }
    SECTION("by arrow keys and by mouse")
    {
        QTest::keyClicks(&search, QStringLiteral("page")); // "Help for this page" comes first
        const auto row = search.shownTitles().indexOf(QStringLiteral("Providers"));
        REQUIRE(row > 1);
        for (qsizetype i = 0; i < row; ++i) QTest::keyClick(&search, Qt::Key_Down);
        QTest::keyClick(&search, Qt::Key_Return);
        CHECK(w.current() == "providers");
        QTest::keyClick(&w.window, Qt::Key_K, Qt::ControlModifier);
        auto& list = control<QListWidget>(w.window, "searchResults");
        const int last = static_cast<int>(shell::pageTable().size()) - 1;
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(last)).center());
        CHECK(w.current() == "settings");
    }
    SECTION("nothing found, and closed")
    {
        QTest::keyClicks(&search, QStringLiteral("zebra"));
        CHECK(search.shownTitles() == QStringList{QStringLiteral("Requests with “zebra”")});
        CHECK(search.isOpen());
        QTest::keyClick(&search, Qt::Key_Escape);
        CHECK_FALSE(search.isOpen());
        CHECK(search.text().isEmpty());
        CHECK_FALSE(search.hasFocus());
    }
}

TEST_CASE("a test request opens the panel and sends at once")
{
    ShownWindow w;
    w.day.gateway.m_status.urls.clear(); // no request is sent
    Q_EMIT w.day.gateway.statusChanged();
    QTest::mouseClick(&control(w.window, "sendTestRequest"), Qt::LeftButton);
    auto* dialog = openDialog<pages::TryDialog>();
    REQUIRE(dialog);
    CHECK(dialog->windowHandle()->transientParent() == nullptr); // otherwise the search list stays below it
    CHECK(textOf(*dialog, "tryAnswer") == "The gateway is not listening");
    QTest::keyClick(dialog, Qt::Key_Escape);
    settleEvents();
    CHECK(openDialog<pages::TryDialog>() == nullptr);
    w.window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&w.window));
    QTest::keyClick(&w.window, Qt::Key_T, Qt::ControlModifier);
    CHECK(openDialog<pages::TryDialog>());
}

TEST_CASE("reports clients on an abandoned port until they are moved")
{
    ShownWindow w;
    FakeTools tools;
    tools.setUpAt("claude-code", QDateTime::currentDateTime());
    tools.setUpAt("continue", QDateTime::currentDateTime());
    tools.state("continue").base = "http://127.0.0.1:9999"; // of another gateway
    w.day.gateway.toolAccess = &tools;
    shell::MovedPort moved(w.day.gateway, nullptr);
    QStringList told;
    int from = 0;
    int to = 0;
    int times = 0;
    QObject::connect(&moved, &shell::MovedPort::toolsLeft, &moved, [&](int left, int now, const QStringList& names) {
        from = left;
        to = now;
        told = names;
        ++times;
    });
    const auto listenAt = [&](const char* url) {
        w.day.gateway.m_status.urls = {url};
        Q_EMIT w.day.gateway.statusChanged();
    };
    listenAt("http://127.0.0.1:8080"); // its previous address
    w.day.gateway.m_status.urls.clear(); // during the move
    Q_EMIT w.day.gateway.statusChanged();
    listenAt("http://127.0.0.1:8081");
    REQUIRE(QTest::qWaitFor([&] { return times == 1; }, 20000));
    CHECK(from == 8080);
    CHECK(to == 8081);
    CHECK(told == QStringList{QStringLiteral("Claude Code")});

    tools.state("claude-code").base = "http://127.0.0.1:8081";
    Q_EMIT tools.changed();
    REQUIRE(QTest::qWaitFor([&] { return times == 2; }, 20000));
    CHECK(told.isEmpty());
}
