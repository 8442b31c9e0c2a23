#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "records.h"
#include "test_language.h"

#include "ui/pages/routes/routes_page.h"

#include <QApplication>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace {

struct ManyRoutes {
    Language language{"en"};
    ManualClock clock;
    FakeFor<ui::pages::RoutesPage::Access> gateway;
    std::unique_ptr<ui::pages::RoutesPage> page;

    explicit ManyRoutes(std::initializer_list<const char*> ids)
    {
        gateway.addProvider("deepseek");
        gateway.addProvider("qwen");
        gateway.m_settings.routes.clear();
        for (const char* id : ids) {
            auto route = twoTargetRoute();
            route.id = id;
            route.match.models = {{gateway::config::TextMatch::Kind::Exact, id}};
            gateway.m_settings.routes.push_back(route);
        }
    }
    void open()
    {
        gateway.editing(); // changes from now on can be undone
        page = std::make_unique<ui::pages::RoutesPage>(gateway, clock);
        page->resize(1180, 740);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
        settleEvents();
        list().setFocus();
    }
    QTableView& list() { return control<QTableView>(*page, "routeList"); }
    void click(int row, Qt::KeyboardModifiers keys = {})
    {
        QTest::mouseClick(list().viewport(), Qt::LeftButton, keys, QPoint(20, list().rowViewportPosition(row) + list().rowHeight(row) / 2));
    }
    QPushButton& button(const char* name) { return control<QPushButton>(*page, name); }
    std::string routes() const
    {
        std::string ids;
        for (const auto& route : gateway.settings().routes) ids += route.id + (route.enabled ? " " : "- ");
        return ids;
    }
    bool isShown(const char* name) { return control(*page, name).isVisible(); }
};

} // namespace

TEST_CASE("typed letters find a route in the list")
{
    QApplication::setKeyboardInputInterval(600'000);
    ManyRoutes world({"fast", "gpt-4o", "gpt-5", "slow"});
    world.open();
    QTest::keyClicks(&world.list(), QStringLiteral("gpt-5"));
    CHECK(world.list().currentIndex().row() == 2);
    CHECK(world.list().selectionModel()->selectedRows().size() == 1);
}

TEST_CASE("enables, disables and removes several routes, each in one change")
{
    ManyRoutes world({"a", "b", "c", "d"});
    gateway::config::ConsumerSettings consumer;
    consumer.name = "ci";
    consumer.routes = {"a", "c"};
    world.gateway.m_settings.consumers = {consumer};
    world.open();
    CHECK(world.isShown("routeView"));
    world.click(0);
    world.click(2, Qt::ControlModifier);
    CHECK_FALSE(world.isShown("routeView"));
    CHECK(textOf(*world.page, "selectionTitle") == "2 routes selected");
    CHECK(textOf(*world.page, "selectionNames") == "a, c");
    CHECK(textOf(*world.page, "selectionEffects") == "Consumers left without a route: ci");
    world.button("selectionDisable").click();
    settleEvents();
    CHECK(world.routes() == "a- b c- d ");
    QTest::keyClick(&world.list(), Qt::Key_Space);
    settleEvents();
    CHECK(world.routes() == "a b c d ");
    CHECK(world.gateway.changes == 2);
    QTest::keyClick(&world.list(), Qt::Key_Up, Qt::AltModifier); // only one can be moved
    QTest::keyClick(&world.list(), Qt::Key_Return);              // or edited
    settleEvents();
    CHECK(world.gateway.changes == 2);
    CHECK(textOf(*world.page, "selectionTitle") == "2 routes selected");

    world.button("moreOfRoute").click();
    auto* const menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    REQUIRE(menu);
    REQUIRE(menu->objectName() == QStringLiteral("selectionMenu"));
    menu->close();
    const bool isByKey = GENERATE(true, false);
    if (isByKey) QTest::keyClick(&world.list(), Qt::Key_Delete);
    else menu->actions().back()->trigger();
    settleEvents();
    CHECK(world.routes() == "b d ");
    CHECK(world.gateway.changes == 3);
    CHECK(world.isShown("routeView"));
    CHECK(world.list().currentIndex().row() == 1); // after the last one
    CHECK(textOf(control(*world.page, "routeListCard"), "listWords") == "Consumers left without a route: ci");
    world.gateway.editing().undo([](const gateway::Result<void>& undone) { CHECK(undone); });
    settleEvents();
    CHECK(world.routes() == "a b c d ");
    CHECK(textOf(control(*world.page, "routeListCard"), "listWords").empty());
    CHECK(textOf(*world.page, "selectionNames") == "a, c");
    CHECK(world.isShown("selectionNames"));
}

TEST_CASE("names what the removal of one route leaves without use")
{
    ManyRoutes world({"a", "b"});
    gateway::config::ConsumerSettings consumer;
    consumer.name = "ci";
    consumer.routes = {"a"};
    world.gateway.m_settings.consumers = {consumer};
    world.open();
    QTest::keyClick(&world.list(), Qt::Key_Delete);
    settleEvents();
    CHECK(world.routes() == "b ");
    CHECK(textOf(control(*world.page, "routeListCard"), "listWords") == "Consumers left without a route: ci");
    world.click(0);
    CHECK(textOf(control(*world.page, "routeListCard"), "listWords") == "Consumers left without a route: ci"); // until the next change
    QTest::keyClick(&world.list(), Qt::Key_Space);
    settleEvents();
    CHECK(textOf(control(*world.page, "routeListCard"), "listWords").empty());
}
