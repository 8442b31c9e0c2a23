#include "catch.h"
#include "controls.h"
#include "fake_tools.h"
#include "sample_day.h"
#include "test_language.h"

#include "ui/pages/clients/clients_page.h"

#include <QApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using gateway::config::ConsumerSettings;
using ui::pages::ClientsPage;

namespace {

struct ManyConsumers {
    Language language{"en"};
    SampleDay day;
    FakeTools tools;
    std::unique_ptr<ClientsPage> page;

    explicit ManyConsumers(std::initializer_list<const char*> names)
    {
        day.gateway.toolAccess = &tools;
        day.gateway.m_settings.consumers.clear();
        for (const char* name : names) {
            ConsumerSettings made;
            made.name = name;
            made.keys = {{std::string(64, name[0]), {}, "sb-...", {}, true}};
            day.gateway.m_settings.consumers.push_back(made);
        }
    }
    void open()
    {
        day.gateway.editing(); // changes from now on can be undone
        Q_EMIT day.gateway.settingsChanged();
        page = std::make_unique<ClientsPage>(day.model, day.gateway, day.clock);
        page->resize(1090, 740);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
        page->showView(ClientsPage::View::Consumers);
        settleEvents();
        list().setFocus();
    }
    QTableView& list() { return control<QTableView>(*page, "consumersList"); }
    void click(int row, Qt::KeyboardModifiers keys = {})
    {
        QTest::mouseClick(list().viewport(), Qt::LeftButton, keys, QPoint(20, list().rowViewportPosition(row) + list().rowHeight(row) / 2));
    }
    QPushButton& button(const char* name) { return control<QPushButton>(*page, name); }
    bool isShown(const char* name) { return control(*page, name).isVisible(); }
    std::string consumers() const
    {
        std::string all;
        for (const auto& one : day.gateway.settings().consumers) all += one.name + (one.enabled ? " " : "- ");
        return all;
    }
    std::string names()
    {
        std::string all;
        for (int row = 0; row < list().model()->rowCount(); ++row) all += list().model()->index(row, 0).data().toString().toStdString() + ' ';
        return all;
    }
};

} // namespace

TEST_CASE("typed letters find a consumer and headings sort the list")
{
    QApplication::setKeyboardInputInterval(600'000);
    ManyConsumers world({"laptop", "ci", "zed", "codex"});
    world.open();
    QTest::keyClicks(&world.list(), QStringLiteral("co"));
    CHECK(textOf(*world.page, "consumerTitle") == "codex");
    QHeaderView& header = *world.list().horizontalHeader();
    const auto press = [&] { QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, QPoint(header.sectionViewportPosition(0) + 20, header.height() / 2)); };
    press();
    CHECK(world.names() == "ci codex laptop zed ");
    CHECK(textOf(*world.page, "consumerTitle") == "codex");
    press();
    CHECK(world.names() == "zed laptop codex ci ");
    press();
    CHECK(world.names() == "laptop ci zed codex ");
}

TEST_CASE("enables, disables and removes several consumers, each in one change")
{
    ManyConsumers world({"a", "b", "c", "d"});
    auto& route = world.day.gateway.m_settings.routes.front();
    route.consumers = {"a", "c"};
    world.tools.setUpAt("claude-code", QDateTime(QDate(2026, 11, 20), QTime(14, 2)));
    world.tools.state("claude-code").keySha256 = std::string(64, 'c');
    world.open();
    const auto before = world.day.gateway.settings();
    const int changes = world.day.gateway.changes;
    world.click(0);
    world.click(2, Qt::ControlModifier);
    CHECK_FALSE(world.isShown("consumerDetail"));
    CHECK(textOf(*world.page, "selectionTitle") == "2 consumers selected");
    CHECK(textOf(*world.page, "selectionEffects")
        == "Routes left without an allowed consumer: " + route.id + "\nClients set up with a removed key: Claude Code");
    world.button("selectionDisable").click();
    settleEvents();
    CHECK(world.consumers() == "a- b c- d ");
    CHECK(world.day.gateway.changes == changes + 1);
    world.button("selectionEnable").click();
    settleEvents();
    CHECK(world.consumers() == "a b c d ");

    const bool isByKey = GENERATE(true, false);
    if (isByKey) QTest::keyClick(&world.list(), Qt::Key_Delete);
    else world.button("selectionRemove").click();
    settleEvents();
    CHECK(world.consumers() == "b d ");
    CHECK(world.day.gateway.changes == changes + 3);
    CHECK(world.list().hasFocus());
    CHECK(textOf(*world.page, "consumerTitle") == "d"); // after the last one
    CHECK(textOf(*world.page, "consumerAfterwards").starts_with("Routes left without an allowed consumer: " + route.id + "\nClients set up with a removed key: Claude Code\n"));
    CHECK(world.button("undoConsumer").text() == QStringLiteral("Undo: restore 2 consumers"));
    SECTION("its own undo restores all at their places")
    {
        world.button("undoConsumer").click();
        settleEvents();
        CHECK(world.day.gateway.settings() == before);
        CHECK(textOf(*world.page, "consumerTitle") == "a");
    }
    SECTION("so does one undo of the window, which ends its own")
    {
        world.day.gateway.editing().undo([](const gateway::Result<void>& undone) { CHECK(undone); });
        settleEvents();
        CHECK(world.day.gateway.settings() == before);
        CHECK_FALSE(world.isShown("undoConsumer"));
        CHECK_FALSE(world.isShown("consumerAfterwards"));
    }
}

TEST_CASE("says why a change of several consumers was refused")
{
    ManyConsumers world({"a", "b"});
    world.open();
    QTest::keyClick(&world.list(), Qt::Key_A, Qt::ControlModifier);
    world.day.gateway.changeError = gateway::Error{gateway::ErrorKind::Io, "disk full"};
    world.button("selectionRemove").click();
    settleEvents();
    CHECK(textOf(*world.page, "selectionProblem") == "The configuration file cannot be written. Make it writable, make room on the disk, and try again");
    CHECK(control(*world.page, "selectionProblem").toolTip() == QStringLiteral("disk full"));
    world.day.gateway.changeError.reset();
    world.button("selectionDisable").click();
    settleEvents();
    CHECK_FALSE(world.isShown("selectionProblem"));
    CHECK(world.consumers() == "a- b- ");
}
