#include "catch.h"
#include "controls.h"
#include "providers_page_world.h"

#include "ui/dialogs/add_key_dialog.h"
#include "ui/pages/remove_key_dialog.h"

#include <QContextMenuEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using gateway::config::ProviderKey;
using ui::dialogs::AddKeyDialog;
using ui::pages::RemoveKeyDialog;

namespace {

/// With a provider that has two keys, the second under another name and not stored.
struct KeysWorld : ProvidersPageWorld {
    KeysWorld()
    {
        gateway.addProvider("deepseek");
        provider().keys.push_back({"two", "keychain:elsewhere/two", 3, true});
        gateway.setRests({}); // states of keys are determined again
    }
    gateway::config::ProviderSettings& provider()
    {
        return *std::ranges::find(gateway.m_settings.providers, "deepseek", &gateway::config::ProviderSettings::id);
    }
    void openDetail()
    {
        open();
        page->selectProvider(QStringLiteral("deepseek"));
        settleEvents();
    }
    QTableView& keys() { return control<QTableView>(*page, "providerKeys"); }
    std::string state(int row) { return keys().model()->index(row, 1).data().toString().toStdString(); }
    void choose(int row)
    {
        keys().setFocus();
        keys().setCurrentIndex(keys().model()->index(row, 0));
    }
    QMenu* menuOf(int row, QContextMenuEvent::Reason reason)
    {
        choose(row);
        const QPoint at = keys().visualRect(keys().currentIndex()).center();
        QContextMenuEvent event(reason, at, keys().viewport()->mapToGlobal(at));
        QApplication::sendEvent(reason == QContextMenuEvent::Keyboard ? static_cast<QWidget*>(&keys()) : keys().viewport(), &event);
        return qobject_cast<QMenu*>(QApplication::activePopupWidget());
    }
};

std::string nameIn(const AddKeyDialog& dialog) { return textOf(dialog, "keyFixedName"); }

} // namespace

TEST_CASE("replaces a key on its row by menu, Return or double click")
{
    KeysWorld world;
    world.openDetail();
    CHECK(world.state(1) == "missing");
    SECTION("by the menu of its row")
    {
        auto* menu = world.menuOf(1, GENERATE(QContextMenuEvent::Mouse, QContextMenuEvent::Keyboard));
        REQUIRE(menu);
        REQUIRE(menu->actions().size() == 2);
        CHECK(menu->actions()[0]->text() == QStringLiteral("Replace key…"));
        CHECK(menu->actions()[1]->text() == QStringLiteral("Remove key"));
        menu->actions()[0]->trigger();
        menu->close();
    }
    SECTION("by Return")
    {
        world.choose(1);
        QTest::keyClick(&world.keys(), Qt::Key_Return);
    }
    SECTION("by a double click")
    {
        const QPoint at = world.keys().visualRect(world.keys().model()->index(1, 0)).center();
        QTest::mouseClick(world.keys().viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(world.keys().viewport(), Qt::LeftButton, {}, at);
    }
    auto* dialog = openDialog<AddKeyDialog>();
    REQUIRE(dialog);
    CHECK(nameIn(*dialog) == "two");
    QTest::keyClicks(&control<QLineEdit>(*dialog, "providerKey"), QStringLiteral("sk-new"));
    control<QPushButton>(*dialog, "saveButton").click();
    REQUIRE(QTest::qWaitFor([&] { return openDialog<AddKeyDialog>() == nullptr; }));
    CHECK(world.gateway.secrets["keychain:elsewhere/two"] == "sk-new");
    CHECK(world.gateway.secrets["keychain:deepseek/main"] == "sk-stored");
    CHECK(world.state(1) == world.state(0));
    CHECK(world.provider().keys.back() == ProviderKey{"two", "keychain:elsewhere/two", 3, true});
}

TEST_CASE("keeps the selected key while the states of keys change")
{
    KeysWorld world;
    world.openDetail();
    world.choose(1);
    Q_EMIT world.gateway.providersChanged();
    settleEvents();
    CHECK(world.keys().currentIndex().row() == 1);
}

TEST_CASE("removes a key after confirmation with undo")
{
    KeysWorld world;
    world.openDetail();
    const auto before = world.gateway.settings();
    auto& editing = world.gateway.editing();
    if (GENERATE(true, false)) {
        auto* menu = world.menuOf(1, QContextMenuEvent::Mouse);
        REQUIRE(menu);
        menu->actions()[1]->trigger();
        menu->close();
    } else {
        world.choose(1);
        QTest::keyClick(&world.keys(), Qt::Key_Delete);
    }
    auto* dialog = openDialog<RemoveKeyDialog>();
    REQUIRE(dialog);
    CHECK(dialog->windowTitle() == QStringLiteral("Remove the key “two” of DeepSeek?"));
    CHECK(textOf(*dialog, "choiceText") == "Requests will use the other keys.");
    SECTION("Cancel keeps it")
    {
        control<QPushButton>(*dialog, "choice0").click();
        settleEvents();
        CHECK(world.gateway.changes == 0);
    }
    SECTION("removed")
    {
        control<QPushButton>(*dialog, "choice1").click();
        REQUIRE(QTest::qWaitFor([&] { return world.provider().keys.size() == 1; }));
        CHECK(world.gateway.changes == 1);
        CHECK(world.provider().keys.front().name == "main");
        CHECK(world.gateway.removedSecrets.empty()); // kept for a while for undo
        const bool isUndone = GENERATE(true, false);
        if (isUndone) {
            editing.undo([](const gateway::Result<void>& undone) { CHECK(undone); });
            REQUIRE(QTest::qWaitFor([&] { return world.gateway.settings() == before; }));
        }
        world.page.reset();
        settleEvents();
        CHECK(world.gateway.removedSecrets == (isUndone ? std::vector<std::string>() : std::vector<std::string>{"keychain:elsewhere/two"}));
    }
    SECTION("refused")
    {
        world.gateway.changeError = gateway::Error{gateway::ErrorKind::ConfigInvalid, "read-only"};
        control<QPushButton>(*dialog, "choice1").click();
        REQUIRE(QTest::qWaitFor([&] { return world.isShown("providersMessage"); }));
        world.page.reset();
        settleEvents();
        CHECK(world.gateway.removedSecrets.empty());
    }
}

TEST_CASE("the question before removing a key says what happens to the requests")
{
    KeysWorld world;
    QString expected;
    SECTION("only disabled keys remain")
    {
        world.provider().keys.front().enabled = false;
        expected = QStringLiteral("The other keys are disabled. Enable one to use this provider.");
    }
    SECTION("no key remains but one is required")
    {
        world.provider().keys.erase(world.provider().keys.begin());
        expected = QStringLiteral("This is the last key. Add another key to use this provider.");
    }
    SECTION("no key remains and none is required")
    {
        world.provider().keys.erase(world.provider().keys.begin());
        world.provider().type = "ollama";
        expected = QStringLiteral("This is the last key. Requests will be sent without a key.");
    }
    const RemoveKeyDialog dialog(world.gateway, QStringLiteral("deepseek"), QStringLiteral("two"));
    CHECK(control<QLabel>(dialog, "choiceText").text() == expected);
}
