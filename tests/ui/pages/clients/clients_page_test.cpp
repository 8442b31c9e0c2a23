#include "catch.h"
#include "controls.h"
#include "records.h"
#include "sample_day.h"
#include "sample_ledger.h"
#include "test_language.h"

#include "ui/dialogs/clients/consumer_dialog.h"
#include "ui/dialogs/clients/edit_consumer_dialog.h"
#include "ui/dialogs/clients/new_key_dialog.h"
#include "ui/fields/forms/entry_dialog.h"
#include "ui/pages/clients/clients_page.h"
#include "ui/widgets/address_field.h"
#include "ui/widgets/status_label.h"
#include "ui/widgets/undo_link.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDateEdit>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>

using namespace std::chrono_literals;
using gateway::config::ConsumerSettings;
using ui::dialogs::ConsumerDialog;
using ui::dialogs::NewKeyDialog;
using ui::dialogs::EditConsumerDialog;
using ui::fields::EntryDialog;
using ui::pages::ClientsPage;

namespace {

ConsumerSettings consumer(const char* name)
{
    ConsumerSettings made;
    made.name = name;
    made.keys = {{std::string(64, 'a'), {}, "sb-...aaaa", {}, true}, {std::string(64, 'b'), {}, "sb-...bbbb", {}, true}};
    return made;
}

struct ClientsWorld {
    Language language{"en"};
    SampleDay day;
    std::unique_ptr<ClientsPage> page;

    const std::vector<ConsumerSettings>& consumers() const { return day.gateway.m_settings.consumers; }
    void add(const char* name) { day.gateway.m_settings.consumers.push_back(consumer(name)); }
    void open(int width = 1090)
    {
        Q_EMIT day.gateway.settingsChanged();
        page = std::make_unique<ClientsPage>(day.model, day.gateway, day.clock);
        page->resize(width, 740);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
        settleEvents();
    }
    void press(const char* name)
    {
        auto& button = control<QAbstractButton>(*page, name);
        REQUIRE(button.isVisible());
        button.setFocus();
        QTest::keyClick(&button, Qt::Key_Space);
        settleEvents();
    }
    void trigger(const char* name)
    {
        control<QWidget>(*page, "consumerMenu").findChild<QAction*>(QString::fromLatin1(name))->trigger();
        settleEvents();
    }
    std::string cell(int row, int column) { return control<QTableView>(*page, "consumersList").model()->index(row, column).data().toString().toStdString(); }
};

} // namespace

TEST_CASE("accepts the typed last day of a key or says why not")
{
    struct Row {
        const char* typed;
        bool isTaken;
    };
    const auto row = GENERATE(values<Row>({{"2026-11-20", true}, {"2026-12-31", true}, {"2027-01-05", true}, {"2026-11-19", false}, {"2025-12-31", false}}));
    CAPTURE(row.typed);
    ClientsWorld world; // on 20 November 2026
    world.open();
    world.press("consumersButton");
    QTest::keyClick(world.page.get(), Qt::Key_N, Qt::ControlModifier);
    auto* form = openDialog<ConsumerDialog>();
    REQUIRE(form);
    QTest::keyClicks(&control<QLineEdit>(*form, "consumerName"), QStringLiteral("zed"));
    control<QComboBox>(*form, "consumerEnds").setCurrentIndex(4);
    auto& day = control<QDateEdit>(*form, "consumerDay");
    day.setFocus(Qt::TabFocusReason);
    QTest::keyClicks(&day, QLatin1String(row.typed));
    CHECK(day.date().toString(Qt::ISODate).toStdString() == row.typed);
    control<QPushButton>(*form, "saveButton").click();
    settleEvents();
    if (!row.isTaken) {
        REQUIRE(world.consumers().empty());
        CHECK(textOf(*form, "consumerDayError") == "This date is in the past");
        return;
    }
    REQUIRE(QTest::qWaitFor([&] { return world.consumers().size() == 1; }));
    CHECK(world.consumers().front().keys.front().expiresAt);
}

TEST_CASE("creates a consumer by keyboard and shows its key once")
{
    ClientsWorld world;
    world.open();
    world.press("consumersButton");
    CHECK(world.page->view() == ClientsPage::View::Consumers);
    QTest::keyClick(world.page.get(), Qt::Key_N, Qt::ControlModifier);
    auto* form = openDialog<ConsumerDialog>();
    REQUIRE(form);
    auto& name = control<QLineEdit>(*form, "consumerName");
    CHECK(form->focusWidget() == &name);
    for (const char* next : {"consumerEnds", "consumerRoutes", "consumerModels"}) {
        QTest::keyClick(form->focusWidget(), Qt::Key_Tab);
        CHECK(form->focusWidget() == &control<QWidget>(*form, next));
    }
    name.setFocus();
    QTest::keyClick(&name, Qt::Key_Return);
    CHECK(textOf(*form, "consumerNameError") == "Enter a name");
    QTest::keyClicks(&name, QStringLiteral("zed"));
    control<QComboBox>(*form, "consumerEnds").setCurrentIndex(2);
    auto& routes = control<QListWidget>(*form, "consumerRoutes");
    routes.setFocus();
    QTest::keyClick(&routes, Qt::Key_Space); // the first route
    control<QPlainTextEdit>(*form, "consumerModels").setPlainText(QStringLiteral("gpt-4o, fast"));
    QTest::keyClick(&name, Qt::Key_Return);
    settleEvents();

    REQUIRE(world.consumers().size() == 1);
    const ConsumerSettings& made = world.consumers().front();
    CHECK(made.name == "zed");
    CHECK(made.routes == std::vector<std::string>{"gpt-4o"});
    CHECK(made.models == std::vector<std::string>{"gpt-4o", "fast"});
    REQUIRE(made.keys.size() == 1);
    CHECK(made.keys[0].expiresAt.value_or("").starts_with("2027-02-18"));

    auto* shown = openDialog<NewKeyDialog>();
    REQUIRE(shown);
    const QString key = control<ui::widgets::AddressField>(*shown, "newKey").address();
    CHECK(key.toStdString().ends_with(made.keys[0].hint.substr(6)));
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(shown->focusWidget(), Qt::Key_Space);
    CHECK(QGuiApplication::clipboard()->text() == key);
    CHECK(QGuiApplication::clipboard()->mimeData()->data(QStringLiteral("x-kde-passwordManagerHint")) == "secret"); // keeps it out of the clipboard history
    CHECK(textOf(*shown, "newKeyCopied") == "Key copied to the clipboard");
    QTest::keyClick(shown, Qt::Key_Escape);
    settleEvents();
    CHECK(openDialog<NewKeyDialog>() == nullptr);
    for (const QLabel* label : world.page->findChildren<QLabel*>()) CHECK_FALSE(label->text().contains(key));
    CHECK(textOf(*world.page, "consumerTitle") == "zed");
    CHECK(textOf(*world.page, "consumerScope") == "gpt-4o · gpt-4o, fast");
    auto& undo = control<QPushButton>(*world.page, "undoConsumer");
    CHECK(undo.text() == QStringLiteral("Undo: remove “zed”"));
    undo.click();
    settleEvents();
    CHECK(world.consumers().empty());
}

TEST_CASE("shows that a consumer's requests are captured")
{
    ClientsWorld world;
    world.add("ide");
    world.open();
    world.page->showView(ClientsPage::View::Consumers);
    CHECK_FALSE(control<QLabel>(*world.page, "consumerContents").isVisible());
    world.day.gateway.m_settings.consumers[0].capture.emplace().until = "2099-12-31T12:00:00Z";
    Q_EMIT world.day.gateway.settingsChanged();
    CHECK(control<QLabel>(*world.page, "consumerContents").isVisible());
    CHECK(textOf(*world.page, "consumerContents") == "kept until 31 Dec 2099");
}

TEST_CASE("revokes and restores one key of a consumer")
{
    ClientsWorld world;
    world.add("ide");
    world.open();
    world.page->showView(ClientsPage::View::Consumers);
    CHECK(world.cell(0, 1) == "2 keys ready");
    control<QTableView>(*world.page, "consumerKeys").selectRow(1);
    auto& toggle = control<QPushButton>(*world.page, "revokeConsumerKey");
    CHECK(toggle.text() == QStringLiteral("Revoke sb-...bbbb"));
    world.press("revokeConsumerKey");
    CHECK(world.consumers()[0].keys[0].enabled);
    CHECK_FALSE(world.consumers()[0].keys[1].enabled);
    CHECK(world.cell(0, 1) == "1 key ready");
    CHECK(toggle.text() == QStringLiteral("Accept sb-...bbbb again")); // the row remains selected
    SECTION("undo") { world.press("undoConsumer"); }
    SECTION("with the button") { world.press("revokeConsumerKey"); }
    CHECK(world.consumers()[0] == consumer("ide"));
}

TEST_CASE("selects a newly created key")
{
    ClientsWorld world;
    world.add("ide");
    world.open();
    const auto make = [&](const char* name) {
        auto* form = openDialog<ConsumerDialog>();
        REQUIRE(form);
        if (name) control<QLineEdit>(*form, "consumerName").setText(QString::fromLatin1(name));
        QTest::keyClick(form->focusWidget(), Qt::Key_Return);
        settleEvents();
        auto* shown = openDialog<NewKeyDialog>();
        REQUIRE(shown);
        control<QPushButton>(*shown, "copyNewKey").click();
        shown->close();
        settleEvents();
    };
    const auto& keys = control<QTableView>(*world.page, "consumerKeys");
    SECTION("several more in a row")
    {
        world.page->showView(ClientsPage::View::Consumers);
        for (const int row : {2, 3}) {
            REQUIRE(keys.currentIndex().row() != row);
            world.press("makeConsumerKey");
            make(nullptr);
            REQUIRE(world.consumers()[0].keys.size() == static_cast<std::size_t>(row) + 1);
            CHECK(keys.currentIndex().row() == row);
            CHECK(control<QPushButton>(*world.page, "revokeConsumerKey").text().toStdString() == "Revoke " + world.consumers()[0].keys.back().hint);
        }
    }
    SECTION("for a manually configured program, whatever was selected")
    {
        world.page->showView(ClientsPage::View::Consumers);
        control<QTableView>(*world.page, "consumerKeys").selectRow(1);
        world.page->showView(ClientsPage::View::Tools);
        world.press("snippetKey");
        make("zed");
        world.page->showView(ClientsPage::View::Consumers);
        CHECK(textOf(*world.page, "consumerTitle") == "zed");
        CHECK(keys.currentIndex().row() == 0);
        CHECK(control<QPushButton>(*world.page, "revokeConsumerKey").text().toStdString() == "Revoke " + world.consumers()[1].keys[0].hint);
    }
    control<QTableView>(*world.page, "consumerKeys").selectRow(0); // another one is selected
    Q_EMIT world.day.gateway.settingsChanged();
    CHECK(keys.currentIndex().row() == 0);
}

TEST_CASE("changes to a consumer can be undone")
{
    struct Row {
        const char* action;
        bool isThere;
        bool isEnabled;
    };
    const auto row = GENERATE(values<Row>({{"removeConsumer", false, true}, {"enableConsumer", true, false}}));
    CAPTURE(row.action);
    ClientsWorld world;
    world.add("ide");
    world.open();
    world.page->showView(ClientsPage::View::Consumers);
    world.trigger(row.action);
    CHECK(world.consumers().size() == (row.isThere ? 1U : 0U));
    if (row.isThere) CHECK(world.consumers()[0].enabled == row.isEnabled);
    CHECK(control(*world.page, "consumerAfterwards").isVisible() != row.isThere);
    world.press("undoConsumer");
    CHECK_FALSE(control(*world.page, "consumerAfterwards").isVisible());
    REQUIRE(world.consumers().size() == 1);
    CHECK(world.consumers()[0] == consumer("ide"));
    CHECK(textOf(*world.page, "consumerTitle") == "ide");
}

TEST_CASE("shows a consumer's name unchanged in its undo link")
{
    ClientsWorld world;
    const char* const name = "My \"Tool\" <x> & co";
    world.add(name);
    world.open();
    world.page->showView(ClientsPage::View::Consumers);
    world.trigger("removeConsumer");
    auto& undo = control<ui::widgets::UndoLink>(*world.page, "undoConsumer");
    CHECK(undo.text().toStdString() == std::string("Undo: restore “") + name + "”");
    CHECK(undo.shortcut().isEmpty());
}

TEST_CASE("a long name in the undo link leaves room for the consumer list")
{
    const int width = GENERATE(1004, 1090, 1180);
    CAPTURE(width);
    ClientsWorld world;
    for (const char* name : {"ide", "a name of more than forty letters, long enough"}) world.add(name);
    world.open(width);
    world.page->showView(ClientsPage::View::Consumers);
    settleEvents();
    const auto& list = control<QTableView>(*world.page, "consumersList");
    const auto columns = [&] {
        std::vector<int> shown;
        int whole = 0;
        for (int column = 0; column < list.model()->columnCount(); ++column) {
            if (list.isColumnHidden(column)) continue;
            shown.push_back(column);
            whole += list.columnWidth(column);
        }
        CHECK(whole <= list.viewport()->width());
        return shown;
    };
    const int before = list.width();
    const auto shown = columns();
    world.page->selectConsumer(QStringLiteral("a name of more than forty letters, long enough"));
    world.trigger("enableConsumer");
    auto& undo = control<ui::widgets::UndoLink>(*world.page, "undoConsumer");
    REQUIRE(undo.isVisible());
    CHECK(list.width() == before);
    CHECK(columns() == shown);
    CHECK(undo.text().startsWith(QStringLiteral("Undo")));
    CHECK(undo.toolTip().contains(QStringLiteral("Undo: enable “a name of more than forty letters, long enough”")) == (undo.text() != QStringLiteral("Undo: enable “a name of more than forty letters, long enough”")));
    CHECK(undo.accessibleName() == QStringLiteral("Undo: enable “a name of more than forty letters, long enough”"));
    CHECK(undo.geometry().right() <= undo.parentWidget()->width());
}

TEST_CASE("a refused change says why and changes nothing")
{
    ClientsWorld world;
    world.add("ide");
    world.day.gateway.changeError = gateway::Error{gateway::ErrorKind::Io, "disk full"};
    world.open();
    world.page->showView(ClientsPage::View::Consumers);
    world.trigger("removeConsumer");
    CHECK(world.consumers().size() == 1);
    CHECK(textOf(*world.page, "consumerProblem") == "The configuration file cannot be written. Make it writable, make room on the disk, and try again");
    CHECK_FALSE(control(*world.page, "undoConsumer").isVisible());
}

TEST_CASE("shows a change refused because of an invalid file until that is corrected")
{
    ClientsWorld world;
    world.add("ide");
    world.day.gateway.m_status.configInvalid = true;
    world.day.gateway.changeError = gateway::Error{gateway::ErrorKind::ConfigInvalid, "not valid"};
    world.open();
    world.page->showView(ClientsPage::View::Consumers);
    world.trigger("removeConsumer");
    Q_EMIT world.day.gateway.statusChanged();
    CHECK(textOf(*world.page, "consumerProblem") == "The configuration file has an error. Fix the file first, so that nothing is lost");
    world.day.gateway.m_status.configInvalid = false;
    Q_EMIT world.day.gateway.statusChanged();
    CHECK(textOf(*world.page, "consumerProblem").empty());
}

TEST_CASE("renames a consumer and updates its routes")
{
    ClientsWorld world;
    world.add("ide");
    world.add("ci");
    world.day.gateway.m_settings.routes[0].consumers = {"ide"};
    world.open();
    world.page->selectConsumer(QStringLiteral("ide"));
    world.trigger("editConsumer");
    auto* form = openDialog<EditConsumerDialog>();
    REQUIRE(form);
    auto& name = control<QLineEdit>(*form, "consumerNewName");
    name.setText(QStringLiteral("ci"));
    QTest::keyClick(&name, Qt::Key_Return);
    CHECK(textOf(*form, "consumerNewNameError") == "A consumer with this name already exists");
    name.setText(QStringLiteral("zed"));
    QTest::keyClick(&name, Qt::Key_Return);
    settleEvents();
    CHECK(world.consumers()[0].name == "zed");
    CHECK(world.day.gateway.m_settings.routes[0].consumers == std::vector<std::string>{"zed"});
    CHECK(textOf(*world.page, "consumerTitle") == "zed");
}

TEST_CASE("a consumer has one way to edit it which leads on to all settings and loses no change")
{
    ClientsWorld world;
    world.add("ide");
    world.day.gateway.m_settings.consumers[0].routes = {"gone"};
    world.day.gateway.m_settings.consumers[0].models = {"gpt-4o*"};
    const std::string route = world.day.gateway.m_settings.routes.front().id;
    world.open();
    world.page->selectConsumer(QStringLiteral("ide"));
    QStringList actions;
    for (const QAction* action : control<QWidget>(*world.page, "consumerMenu").actions()) actions << action->text();
    CHECK(actions == QStringList{QStringLiteral("Edit…"), QStringLiteral("Disable"), QStringLiteral("Remove consumer")});
    world.press("consumerEdit");
    auto* form = openDialog<EditConsumerDialog>();
    REQUIRE(form);
    auto& all = control<QPushButton>(*form, "allSettings");
    CHECK(all.text() == QStringLiteral("All settings…"));

    SECTION("without a change")
    {
        all.click();
        settleEvents();
        CHECK_FALSE(openDialog<EditConsumerDialog>());
        CHECK(openDialog<EntryDialog>());
        CHECK(world.day.gateway.changes == 0);
    }
    SECTION("after a change and back")
    {
        auto& name = control<QLineEdit>(*form, "consumerNewName");
        name.setText(QStringLiteral("zed"));
        CHECK(all.text() == QStringLiteral("Save and open all settings…"));
        name.setText(QStringLiteral("ide"));
        CHECK(all.text() == QStringLiteral("All settings…"));
    }
    SECTION("saves what was changed first")
    {
        auto& routes = control<QListWidget>(*form, "consumerRoutes");
        REQUIRE(routes.item(routes.count() - 1)->text() == QStringLiteral("gone"));
        routes.item(routes.count() - 1)->setCheckState(Qt::Unchecked);
        routes.item(0)->setCheckState(Qt::Checked);
        control<QPlainTextEdit>(*form, "consumerModels").setPlainText(QStringLiteral("gpt-4o*, o3"));
        control<QLineEdit>(*form, "consumerNewName").setText(QStringLiteral("zed"));
        all.click();
        settleEvents();
        CHECK(world.consumers()[0].name == "zed");
        CHECK(world.consumers()[0].routes == std::vector<std::string>{route});
        CHECK(world.consumers()[0].models == std::vector<std::string>{"gpt-4o*", "o3"});
        CHECK(world.consumers()[0].keys.size() == 2);
        CHECK_FALSE(openDialog<EditConsumerDialog>());
        auto* entry = openDialog<EntryDialog>();
        REQUIRE(entry);
        CHECK(entry->windowTitle() == QStringLiteral("Edit consumer “zed”"));
    }
    SECTION("stays where a change cannot be saved")
    {
        control<QLineEdit>(*form, "consumerNewName").setText({});
        all.click();
        settleEvents();
        CHECK(textOf(*form, "consumerNewNameError") == "Enter a name");
        CHECK_FALSE(openDialog<EntryDialog>());
        control<QLineEdit>(*form, "consumerNewName").setText(QStringLiteral("zed"));
        control<QPushButton>(*form, "saveButton").click();
        settleEvents();
        CHECK(world.consumers()[0].name == "zed");
        CHECK_FALSE(openDialog<EntryDialog>()); // no longer wanted
    }
    SECTION("says that somebody else has changed it")
    {
        world.day.gateway.m_settings.consumers[0].enabled = false;
        control<QLineEdit>(*form, "consumerNewName").setText(QStringLiteral("zed"));
        control<QPushButton>(*form, "saveButton").click();
        CHECK(world.consumers()[0].name == "ide");
        CHECK_THAT(textOf(*form, "formProblem"), Catch::StartsWith("The consumer was changed elsewhere"));
    }
}

TEST_CASE("opens a consumer's requests from its numbers")
{
    ClientsWorld world;
    const QTemporaryDir folder;
    world.add("ide");
    auto record = directRecord(world.day.clock.wallNow() - 2min);
    record.consumer = "ide";
    record.tokens.origin = gateway::protocol::UsageOrigin::Reported;
    record.tokens.input = gateway::Tokens{7940};
    world.day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(world.day.gateway.ledgerFile, {std::make_shared<const gateway::usage::ExchangeRecord>(record)});
    world.open();
    world.page->showView(ClientsPage::View::Consumers);
    REQUIRE(QTest::qWaitFor([&] { return textOf(*world.page, "consumerSeen") == "2 min ago"; }));
    CHECK(textOf(*world.page, "consumerToday") == "7,940");
    CHECK(world.cell(0, 4) == "7.9 k");
    gateway::usage::RequestFilter wanted;
    QObject::connect(world.page.get(), &ClientsPage::requestsWanted, world.page.get(), [&](const auto& filter) { wanted = filter; });
    world.press("consumerRequests");
    REQUIRE(wanted.fields.size() == 1);
    CHECK(wanted.fields[0] == gateway::usage::RequestFilter::Match{gateway::usage::RequestField::Consumer, "ide"});
}

TEST_CASE("a narrow window shows either the list or one consumer")
{
    ClientsWorld world;
    world.add("ide");
    world.open(880);
    world.page->showView(ClientsPage::View::Consumers);
    CHECK(world.page->isNarrow());
    CHECK_FALSE(control(*world.page, "consumerDetail").isVisible());
    auto& list = control<QTableView>(*world.page, "consumersList");
    list.setFocus();
    QTest::keyClick(&list, Qt::Key_Return);
    CHECK(control(*world.page, "consumerDetail").isVisible());
    CHECK_FALSE(list.isVisible());
    CHECK(control(*world.page, "clientsBack").hasFocus());
    QTest::keyClick(world.page.get(), Qt::Key_Escape);
    CHECK(list.isVisible());
    CHECK(list.hasFocus());
    QTest::keyClick(world.page.get(), Qt::Key_Escape);
    CHECK(world.page->view() == ClientsPage::View::Tools);
}

TEST_CASE("shell lines follow the gateway's address and can be copied")
{
    ClientsWorld world;
    world.day.gateway.m_status.urls = {"http://127.0.0.1:9000"};
    Q_EMIT world.day.gateway.statusChanged();
    world.open();
    CHECK(control<ui::widgets::AddressField>(*world.page, "snippetBase0").address() == QStringLiteral("http://127.0.0.1:9000/v1"));
    world.press("copySnippet1");
    CHECK(QGuiApplication::clipboard()->text() == QStringLiteral("export ANTHROPIC_BASE_URL=http://127.0.0.1:9000\nexport ANTHROPIC_AUTH_TOKEN=sb-your-key"));
}
