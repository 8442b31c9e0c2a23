#include "catch.h"
#include "providers_page_world.h"
#include "records.h"

#include "ui/widgets/search_field.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QPushButton>

namespace {

/// The page with many providers: demo, then p0 and so on.
struct ManyProviders : ProvidersPageWorld {
    explicit ManyProviders(int count = 40)
    {
        for (int i = 0; i < count; ++i) gateway.addProvider("deepseek", "p" + std::to_string(i));
    }
    QTableView& list() { return control<QTableView>(*page, "providersList"); }
    void click(int row, Qt::KeyboardModifiers keys = {})
    {
        list().scrollTo(list().model()->index(row, 0));
        QTest::mouseClick(list().viewport(), Qt::LeftButton, keys, QPoint(20, list().rowViewportPosition(row) + list().rowHeight(row) / 2));
    }
    void sortByName()
    {
        QHeaderView& header = *list().horizontalHeader();
        QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, QPoint(header.sectionViewportPosition(0) + 20, header.height() / 2));
    }
    std::string ids() const
    {
        std::string all;
        for (const auto& provider : gateway.settings().providers) all += provider.id + (provider.enabled ? " " : "- ");
        return all;
    }
    std::string names()
    {
        std::string all;
        for (int row = 0; row < list().model()->rowCount(); ++row) all += cell(row, 0) + ' ';
        return all;
    }
    std::string selected()
    {
        std::string all;
        for (int row = 0; row < list().model()->rowCount(); ++row)
            if (list().selectionModel()->isRowSelected(row, {})) all += cell(row, 0) + ' ';
        return all;
    }
    QPushButton& button(const char* name) { return control<QPushButton>(*page, name); }
};

} // namespace

TEST_CASE("typed letters find a provider from the page and from its list, also while it is filtered and sorted")
{
    QApplication::setKeyboardInputInterval(600'000);
    ManyProviders world;
    world.gateway.addProvider("qwen", "zeta");
    world.gateway.addProvider("qwen", "alpha");
    world.open();
    world.page->setFocus();
    QTest::keyClicks(world.page.get(), QStringLiteral("p"));
    CHECK(world.list().hasFocus());
    QTest::keyClicks(&world.list(), QStringLiteral("1"));
    CHECK(world.page->selectedProvider() == QStringLiteral("p1"));
    world.sortByName();
    QTest::keyClick(&world.list(), Qt::Key_F, Qt::ControlModifier);
    auto& field = control<ui::widgets::SearchField>(*control(*world.page, "providersList").parentWidget(), "listFilter");
    CHECK(field.hasFocus());
    CHECK(field.accessibleName() == QStringLiteral("Filter providers"));
    QTest::keyClicks(&field, QStringLiteral("3"));
    CHECK(world.page->selectedProvider() == QStringLiteral("p3")); // the first that is shown
    QTest::keyClick(&field, Qt::Key_Down);
    QTest::keyClicks(&world.list(), QStringLiteral("3")); // after "p1", typed before
    CHECK(world.page->selectedProvider() == QStringLiteral("p13"));
}

TEST_CASE("sorts providers by their headings without moving them in the configuration")
{
    ManyProviders world(0);
    for (const char* id : {"zeta", "p10", "p9"}) world.gateway.addProvider("deepseek", id);
    world.gateway.m_settings.providers[2].enabled = false;
    world.open();
    const std::string own = world.names();
    const std::string ids = world.ids();
    world.page->selectProvider(QStringLiteral("p10"));
    world.sortByName();
    CHECK(world.names().find("p9 p10 zeta ") != std::string::npos);
    CHECK(world.page->selectedProvider() == QStringLiteral("p10"));

    QTest::keyClick(&world.list(), Qt::Key_Up, Qt::AltModifier); // the order shown is not that of the configuration
    settleEvents();
    CHECK(world.ids() == ids);
    CHECK(textOf(*world.page, "providersMessageText") == "To move providers, choose “Configured order” under “Sort by” in the menu of the list");
    world.sortByName();
    CHECK(world.names().find("zeta p10 p9 ") == 0);
    world.sortByName();
    CHECK(world.names() == own);
    QTest::keyClick(&world.list(), Qt::Key_Up, Qt::AltModifier);
    REQUIRE(QTest::qWaitFor([&] { return world.ids() == "demo p10- zeta p9 "; }));

    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(20, 20), world.list().viewport()->mapToGlobal(QPoint(20, 20)));
    QApplication::sendEvent(&world.list(), &event);
    auto* const menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    REQUIRE(menu);
    auto& sort = control<QMenu>(*world.page, "sortMenu");
    CHECK(menu->actions().back() == sort.menuAction());
    menu->close();
}

TEST_CASE("enables and disables several providers in one change")
{
    ManyProviders world(3);
    world.open();
    CHECK(world.isShown("providerDetail"));
    world.click(1);
    world.click(3, Qt::ControlModifier);
    CHECK_FALSE(world.isShown("providerDetail"));
    CHECK(textOf(*world.page, "selectionTitle") == "2 providers selected");
    CHECK(textOf(*world.page, "selectionNames") == "p0, p2");
    CHECK(control(*world.page, "selectionCard").accessibleName() == QStringLiteral("2 providers selected"));
    CHECK(world.button("selectionRemove").accessibleDescription() == QStringLiteral("2 providers selected"));
    world.button("selectionDisable").click();
    REQUIRE(QTest::qWaitFor([&] { return world.ids() == "demo p0- p1 p2- "; }));
    CHECK(world.gateway.changes == 1);
    CHECK(world.selected() == "p0 p2 ");
    world.button("selectionDisable").click(); // they are disabled already
    settleEvents();
    CHECK(world.gateway.changes == 1);
    world.gateway.editing().undo([](const gateway::Result<void>& undone) { CHECK(undone); });
    REQUIRE(QTest::qWaitFor([&] { return world.ids() == "demo p0 p1 p2 "; }));
    QTest::keyClick(&world.list(), Qt::Key_A, Qt::ControlModifier);
    CHECK(textOf(*world.page, "selectionTitle") == "4 providers selected");
    world.click(2);
    CHECK(world.isShown("providerDetail"));
    CHECK(textOf(*world.page, "providerDetailTitle") == "p1");
}

TEST_CASE("removes several providers in one change and names what goes with them before and afterwards")
{
    ManyProviders world(4);
    for (const auto& [id, first, second] : {std::tuple{"lost", "p0", "p1"}, std::tuple{"reduced", "p1", "p3"}}) {
        auto route = twoTargetRoute();
        route.id = id;
        route.targets[0].provider = first;
        route.targets[1].provider = second;
        world.gateway.m_settings.routes.push_back(route);
    }
    gateway::config::ConsumerSettings consumer;
    consumer.name = "ci";
    consumer.routes = {"lost"};
    world.gateway.m_settings.consumers = {consumer};
    world.open();
    const auto before = world.gateway.settings();
    world.click(1);
    world.click(2, Qt::ShiftModifier);
    CHECK(textOf(*world.page, "selectionEffects")
        == "Routes without another target, removed as well: lost\nRoutes that lose a target: reduced\nConsumers left without a route: ci");
    const bool isByKey = GENERATE(true, false);
    if (isByKey) QTest::keyClick(&world.list(), Qt::Key_Delete);
    else control<QMenu>(*world.page, "selectionMenu").actions().back()->trigger();
    REQUIRE(QTest::qWaitFor([&] { return world.ids() == "demo p2 p3 "; }));
    CHECK(world.gateway.changes == 1);
    CHECK(textOf(*world.page, "providersMessageText") == "Consumers left without a route: ci");
    CHECK(world.selected() == "p2 "); // the next one
    CHECK(world.isShown("providerDetail"));
    CHECK(world.list().hasFocus());
    world.gateway.editing().undo([](const gateway::Result<void>& undone) { CHECK(undone); });
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.settings() == before; }));
    CHECK_FALSE(world.isShown("providersMessage"));
    CHECK(world.selected() == "p0 p1 ");
    CHECK(world.gateway.removedSecrets.empty());
}

TEST_CASE("keeps the secrets of removed providers as long as the removal can be undone")
{
    ManyProviders world(2);
    world.open();
    world.click(1);
    QTest::keyClick(&world.list(), Qt::Key_Delete);
    REQUIRE(QTest::qWaitFor([&] { return world.ids() == "demo p1 "; }));
    world.page->selectProvider(QStringLiteral("p1"));
    world.trigger("providerEnableAction"); // another change, after which it can still be undone
    REQUIRE(QTest::qWaitFor([&] { return world.ids() == "demo p1- "; }));
    settleEvents();
    CHECK(world.gateway.removedSecrets.empty());
    const bool isUndone = GENERATE(false, true);
    for (int i = 0; isUndone && i < 2; ++i) world.gateway.editing().undo([](const gateway::Result<void>& undone) { CHECK(undone); });
    if (isUndone) REQUIRE(QTest::qWaitFor([&] { return world.ids() == "demo p0 p1 "; }));
    world.gateway.edits.endSteps(); // another program has changed the file
    settleEvents();
    CHECK(world.gateway.removedSecrets == (isUndone ? std::vector<std::string>() : std::vector<std::string>{"keychain:p0/main"}));
}

TEST_CASE("a selection survives providers that come and go, without others joining it")
{
    ManyProviders world(4);
    world.open();
    world.click(1);
    world.click(3, Qt::ControlModifier);
    REQUIRE(world.selected() == "p0 p2 ");
    auto next = world.gateway.settings();
    next.providers.erase(next.providers.begin() + 3); // p2, the current one
    world.gateway.change(next, [](const gateway::Result<void>&) {});
    REQUIRE(QTest::qWaitFor([&] { return world.ids() == "demo p0 p1 p3 "; }));
    CHECK(world.selected() == "p0 ");
    CHECK(world.page->selectedProvider() == QStringLiteral("p0"));
    world.gateway.editing().undo([](const gateway::Result<void>&) {});
    REQUIRE(QTest::qWaitFor([&] { return world.ids() == "demo p0 p1 p2 p3 "; }));
    CHECK(world.selected() == "p0 ");
}

TEST_CASE("a refused removal of several providers says why and keeps the selection")
{
    ManyProviders world(2);
    world.open();
    QTest::keyClick(&world.list(), Qt::Key_A, Qt::ControlModifier);
    world.gateway.changeError = gateway::Error{gateway::ErrorKind::Io, "disk full"};
    world.button("selectionRemove").click();
    REQUIRE(QTest::qWaitFor([&] { return world.isShown("providersMessage"); }));
    CHECK(textOf(*world.page, "providersMessageText") == "The configuration file cannot be written. Make it writable, make room on the disk, and try again");
    CHECK(world.ids() == "demo p0 p1 ");
    CHECK(textOf(*world.page, "selectionTitle") == "3 providers selected");
}
