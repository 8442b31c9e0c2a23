#include "catch.h"
#include "controls.h"
#include "fake_tools.h"
#include "shown_window.h"

#include "ui/look/icons.h"
#include "ui/pages/providers_page.h"
#include "ui/shell/palette/jump_field.h"
#include "ui/widgets/label.h"

#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QTimer>

#include <initializer_list>

using namespace ui;
using namespace std::chrono_literals;

TEST_CASE("undoes a client setup including its file after showing the change")
{
    FakeTools tools;
    ShownWindow w;
    w.day.gateway.toolAccess = &tools;
    tools.files = {continueChange()};
    const std::string sha(64, 'a');
    auto next = w.day.gateway.settings();
    gateway::config::ConsumerKey key;
    key.sha256 = sha;
    next.consumers.push_back({"claude-code", true, {key}, {}, {}});
    w.day.gateway.change(next, [](const gateway::Result<void>&) {});
    settleEvents();
    const bool isHeld = GENERATE(true, false);
    tools.setUpAt("claude-code", QDateTime(QDate(2026, 11, 20), QTime(14, 2)));
    tools.state("claude-code").keySha256 = isHeld ? sha : std::string(64, 'b');
    QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier);
    if (!isHeld) {
        REQUIRE(QTest::qWaitFor([&] { return textOf(w.window, "undoText").starts_with("Undone"); }));
        CHECK(w.window.currentPage() != QStringLiteral("clients"));
        return;
    }
    REQUIRE(QTest::qWaitFor([&] { return w.window.currentPage() == QStringLiteral("clients"); }));
    auto& write = control<QPushButton>(w.window, "writeTool");
    REQUIRE(QTest::qWaitFor([&] { return write.isVisible() && write.text() == QStringLiteral("Restore"); }));
    CHECK(textOf(w.window, "toolSaid").find("Undo removes its key") == 0);
    CHECK(w.day.gateway.settings().consumers.back().keys.front().sha256 == sha); // nothing is done yet
    CHECK(tools.restored.empty());
    write.click();
    CHECK(QTest::qWaitFor([&] { return tools.restored == std::vector<std::string>{"claude-code"}; }));
}

TEST_CASE("says that a key stays revoked and offers a new one")
{
    ShownWindow w;
    auto next = w.day.gateway.settings();
    gateway::config::ConsumerKey key;
    key.sha256 = std::string(64, 'a');
    key.enabled = false;
    next.consumers.push_back({"ide", true, {key}, {}, {}});
    w.day.gateway.change(next, [](const gateway::Result<void>&) {});
    settleEvents();
    Q_EMIT w.day.gateway.edits.stayedRevoked({"ide"});
    CHECK(textOf(w.window, "undoText") == "A revoked key of “ide” stays revoked. To accept it again, open the consumer.");
    auto& open = control<QPushButton>(w.window, "undoButton");
    const auto drawn = [&] { return open.icon().pixmap(24).toImage(); };
    CHECK(drawn() == look::icon(QStringLiteral("act-open"), look::Color::AccentText).pixmap(24).toImage());
    CHECK(drawn() != look::icon(QStringLiteral("act-undo"), look::Color::AccentText).pixmap(24).toImage());
    open.click();
    settleEvents();
    CHECK(w.window.currentPage() == QStringLiteral("clients"));
    CHECK(textOf(w.window, "consumerTitle") == "ide");
}

TEST_CASE("says that another program ended the undo history and offers the versions")
{
    ShownWindow w;
    const auto& bar = control(w.window, "undoBar");
    const auto set = [&](const char* theme) {
        auto next = w.day.gateway.settings();
        next.ui.theme = theme;
        w.day.gateway.change(next, [](const gateway::Result<void>&) {});
        settleEvents();
    };
    w.day.gateway.edits.endSteps(); // without steps there is nothing to report
    CHECK_FALSE(bar.isVisible());
    set("light");
    w.day.gateway.edits.endSteps();
    CHECK(bar.isVisible());
    CHECK(textOf(w.window, "undoText") == "Another program changed the configuration. Your earlier changes are in the version history.");
    control<QPushButton>(w.window, "undoClose").click();
    REQUIRE_FALSE(bar.isVisible());
    QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier);
    CHECK(bar.isVisible()); // says why nothing was undone
    SECTION("follows the link")
    {
        control<QPushButton>(w.window, "undoButton").click();
        settleEvents();
        CHECK(w.window.currentPage() == QStringLiteral("settings"));
        CHECK(control(w.window, "dataSettings").isVisible());
        CHECK_FALSE(bar.isVisible());
    }
    SECTION("reports the next change as usual")
    {
        set("dark");
        CHECK(textOf(w.window, "undoText") == "“Theme” changed.");
        QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier);
        settleEvents();
        CHECK(textOf(w.window, "undoText") == "Undone: “Theme” changed.");
    }
}

TEST_CASE("the bar ends by itself, but stays after a removal until the next change")
{
    ShownWindow w;
    const auto& bar = control(w.window, "undoBar");
    auto& end = *w.window.findChild<QTimer*>(QStringLiteral("undoEnd"));
    const auto isLeft = [&] {
        end.setInterval(0); // as if its time were over
        settleEvents();
        return bar.isVisible();
    };
    const auto change = [&](const auto& edit) {
        auto next = w.day.gateway.settings();
        edit(next);
        end.setInterval(600'000);
        w.day.gateway.change(next, [](const gateway::Result<void>&) {});
        settleEvents();
        REQUIRE(bar.isVisible());
    };
    change([](auto& next) { next.ui.theme = "light"; });
    CHECK_FALSE(isLeft());
    change([](auto& next) { next.consumers.push_back({"ide", true, {}, {}, {}}); });
    CHECK_FALSE(isLeft());
    change([](auto& next) { next.consumers.pop_back(); });
    CHECK(textOf(w.window, "undoText") == "Consumer “ide” removed.");
    CHECK(isLeft());
    SECTION("undo, which can be redone for a while")
    {
        end.setInterval(600'000);
        QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier);
        settleEvents();
        CHECK(textOf(w.window, "undoText") == "Undone: consumer “ide” restored.");
        CHECK_FALSE(isLeft());
    }
    SECTION("another change")
    {
        change([](auto& next) { next.ui.theme = "dark"; });
        CHECK_FALSE(isLeft());
    }
}

TEST_CASE("undo and redo pressed before the last change is written are not lost")
{
    ShownWindow w;
    const std::string before = w.day.gateway.edits.inForce;
    auto next = w.day.gateway.settings();
    next.ui.theme = next.ui.theme == "dark" ? "light" : "dark";
    w.day.gateway.change(next, [](const gateway::Result<void>&) {});
    settleEvents();
    REQUIRE(w.day.gateway.edits.inForce != before);
    QSignalSpy moved(&w.day.gateway.edits, &gateway::host::ConfigEditing::moved);
    for (const auto more : {Qt::NoModifier, Qt::ShiftModifier, Qt::NoModifier})
        QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier | more);
    CHECK(QTest::qWaitFor([&] { return moved.size() == 3; }));
    CHECK(w.day.gateway.edits.inForce == before);
    CHECK(textOf(w.window, "undoText") == "Undone: “Theme” changed.");
}

TEST_CASE("every change can be undone and redone from the window")
{
    ShownWindow w;
    auto& bar = control(w.window, "undoBar");
    CHECK_FALSE(bar.isVisible());
    const auto set = [&](const char* theme) {
        auto next = w.day.gateway.settings();
        next.ui.theme = theme;
        w.day.gateway.change(next, [](const gateway::Result<void>&) {});
        settleEvents();
    };
    QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier); // nothing to undo
    settleEvents();
    CHECK_FALSE(bar.isVisible());
    set("light");
    CHECK(textOf(w.window, "undoText") == "“Theme” changed.");
    const std::string before = "light";
    set("dark");
    REQUIRE(bar.isVisible());
    CHECK(textOf(w.window, "undoText") == "“Theme” changed.");
    QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier);
    settleEvents();
    CHECK(w.day.gateway.settings().ui.theme == before);
    CHECK(textOf(w.window, "undoText") == "Undone: “Theme” changed.");
    QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    settleEvents();
    CHECK(w.day.gateway.settings().ui.theme == "dark");
    QTest::mouseClick(&control(w.window, "undoButton"), Qt::LeftButton);
    settleEvents();
    CHECK(w.day.gateway.settings().ui.theme == before);

    SECTION("reports a refusal")
    {
        set("dark");
        w.day.gateway.edits.error = gateway::Error{gateway::ErrorKind::Io, "disk full"};
        QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier);
        settleEvents();
        CHECK(textOf(w.window, "undoText") == "The configuration file cannot be written. Make it writable, make room on the disk, and try again");
        CHECK(w.day.gateway.settings().ui.theme == "dark");
    }
    SECTION("reports a refusal due to an invalid file until it is corrected")
    {
        set("dark");
        w.day.gateway.m_status.configInvalid = true;
        w.day.gateway.edits.error = gateway::Error{gateway::ErrorKind::ConfigInvalid, "not valid"};
        QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier);
        settleEvents();
        Q_EMIT w.day.gateway.statusChanged();
        CHECK(textOf(w.window, "undoText") == "The configuration file has an error. Fix the file first, so that nothing is lost");
        REQUIRE(bar.isVisible());
        w.day.gateway.m_status.configInvalid = false;
        Q_EMIT w.day.gateway.statusChanged();
        CHECK_FALSE(bar.isVisible());
    }
    SECTION("a text field keeps its own undo")
    {
        set("dark");
        auto& search = control<shell::JumpField>(w.window, "search");
        search.setFocus();
        QTest::keyClicks(&search, QStringLiteral("abc"));
        QTest::keyClick(&search, Qt::Key_Z, Qt::ControlModifier);
        settleEvents();
        CHECK(search.text().isEmpty());
        CHECK(w.day.gateway.settings().ui.theme == "dark");
        QTest::keyClick(&search, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        CHECK(search.text() == QStringLiteral("abc"));
        QTest::keyClick(&search, Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(&search, Qt::Key_Z, Qt::ControlModifier); // nothing left in the field
        settleEvents();
        CHECK(w.day.gateway.settings().ui.theme == before);
    }
    SECTION("any field without typed text leaves undo to the window")
    {
        set("dark");
        QLineEdit line(&w.window);
        QSpinBox number(&w.window);
        QComboBox choice(&w.window);
        choice.setEditable(true);
        QPlainTextEdit text(&w.window);
        for (QWidget* field : std::initializer_list<QWidget*>{&line, &number, &choice, &text}) {
            CAPTURE(field->metaObject()->className());
            field->show();
            field->setFocus();
            QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
            settleEvents();
            CHECK(w.day.gateway.settings().ui.theme == before);
            QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
            settleEvents();
            CHECK(w.day.gateway.settings().ui.theme == "dark");
        }
    }
    SECTION("closing the bar removes it")
    {
        QTest::mouseClick(&control(w.window, "undoClose"), Qt::LeftButton);
        CHECK_FALSE(bar.isVisible());
    }
}

TEST_CASE("undo of the removal of the only provider selects it again, with one message at a time")
{
    ShownWindow w;
    gateway::config::Settings settings = w.day.gateway.settings();
    gateway::config::ProviderSettings demo;
    demo.id = demo.type = "demo";
    settings.providers = {demo, *settings.provider("deepseek")};
    settings.routes.resize(1);
    settings.routes.front().targets.resize(1);
    settings.routes.front().targets.front().provider = "deepseek";
    w.day.gateway.change(settings, [](const gateway::Result<void>&) {});
    REQUIRE(QTest::qWaitFor([&] { return w.day.gateway.settings() == settings; }));
    settleEvents();
    w.window.showProvider(QStringLiteral("deepseek"));
    auto& page = *qobject_cast<pages::ProvidersPage*>(w.window.page(QStringLiteral("providers")));
    auto& list = control<QTableView>(page, "providersList");
    list.setFocus();
    QTest::keyClick(&list, Qt::Key_Delete);
    REQUIRE(QTest::qWaitFor([&] { return control(page, "providersWelcome").isVisible(); }));
    const std::string removed = "Provider “DeepSeek” removed, route “" + settings.routes.front().id + "” removed.";
    settleEvents();
    CHECK(textOf(w.window, "undoText") == removed);
    CHECK_FALSE(control(page, "providersMessage").isVisible()); // it would say the same

    QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([&] { return w.day.gateway.settings().provider("deepseek") != nullptr; }));
    CHECK(page.selectedProvider() == QStringLiteral("deepseek"));
    CHECK(textOf(page, "providerDetailTitle") == "DeepSeek");
    CHECK(control(w.window, "undoBar").isVisible());
    CHECK_FALSE(control(page, "providersMessage").isVisible());
}
