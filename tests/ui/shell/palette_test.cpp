#include "catch.h"
#include "controls.h"
#include "fake_tools.h"
#include "sample_day.h"

#include "ui/shell/appearance/language.h"
#include "ui/shell/command_table.h"
#include "ui/shell/main_window.h"
#include "ui/shell/palette/jump_delegate.h"
#include "ui/shell/palette/jump_field.h"

#include "ui/pages/settings_page.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <set>

using namespace ui;

namespace {

struct Palette {
    explicit Palette(const char* name = "en")
    {
        language.setChoice(QString::fromLatin1(name));
        window.setOpenUrl([this](const QUrl& url) { opened = url; });
        window.resize(1280, 800);
        window.show();
        window.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        REQUIRE(field().isOpen());
    }
    shell::JumpField& field() { return control<shell::JumpField>(window, "search"); }
    /// Types without an input method, for any script.
    QStringList typed(const char* text)
    {
        field().setText(QString::fromUtf8(text));
        return field().shownTitles();
    }
    void run(const char* text)
    {
        typed(text);
        CHECK_FALSE(field().accessibleDescription().isEmpty());
        QTest::keyClick(&field(), Qt::Key_Return);
        settleEvents();
        CHECK(field().accessibleDescription().isEmpty()); // nothing is selected any more, in any language
    }

    shell::Language language{*qApp};
    SampleDay day;
    QUrl opened;
    shell::MainWindow window{{{day.model, day.gateway, day.clock}, {}, {}}};
};

} // namespace

TEST_CASE("commands have unique titles and show their shortcuts")
{
    std::set<std::string> ids;
    std::set<QString> titles;
    for (const shell::Command& command : shell::commandTable()) {
        CAPTURE(command.id);
        CHECK(ids.insert(command.id).second);
        CHECK(titles.insert(shell::commandTitle(command)).second);
        CHECK(QFile::exists(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(command.icon))));
        if (std::string(command.id) == "quit") CHECK(shell::commandKeys(command) == QStringLiteral("Ctrl+Q"));
    }
}

TEST_CASE("runs every kind of entry by keyboard alone")
{
    Palette palette;
    auto& ui = palette.day.gateway.m_settings.ui;
    SECTION("dark theme") { palette.run("dark"); CHECK(QTest::qWaitFor([&] { return ui.theme == "dark"; })); }
    SECTION("Chinese by its native name") { palette.run("中文"); CHECK(QTest::qWaitFor([&] { return ui.language == "zh_CN"; })); }
    SECTION("the doctor")
    {
        palette.run("doctor");
        CHECK(palette.window.currentPage() == QStringLiteral("settings"));
        CHECK(qobject_cast<pages::SettingsPage*>(palette.window.page(QStringLiteral("settings")))->currentRoom() == QStringLiteral("doctor"));
        CHECK(palette.day.gateway.examinations == 1);
    }
    SECTION("a bill")
    {
        const QTemporaryDir folder;
        palette.day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
        palette.run("compare bill");
        CHECK(palette.window.currentPage() == QStringLiteral("usage"));
        auto* dialog = palette.window.findChild<QDialog*>(QStringLiteral("billDialog"));
        REQUIRE(dialog);
        CHECK(dialog->isVisible());
        dialog->reject();
    }
    SECTION("a setting by name")
    {
        palette.run("certificate");
        CHECK(palette.window.currentPage() == QStringLiteral("settings"));
    }
    SECTION("a row of the settings")
    {
        palette.run("maximum request body");
        auto* settings = qobject_cast<pages::SettingsPage*>(palette.window.page(QStringLiteral("settings")));
        REQUIRE(settings);
        CHECK(settings->currentRoom() == QStringLiteral("gateway"));
        CHECK(palette.window.focusWidget() == settings->findChild<QWidget*>(QStringLiteral("field:listen.max_body_bytes")));
    }
    SECTION("a setting of the desktop")
    {
        for (const char* const name : {"Quiet hours", "Start at login"}) {
            CAPTURE(name);
            CHECK(palette.typed(name).front() == QString::fromLatin1(name));
        }
        palette.run("quiet hours");
        auto* settings = qobject_cast<pages::SettingsPage*>(palette.window.page(QStringLiteral("settings")));
        REQUIRE(settings);
        CHECK(settings->currentRoom() == QStringLiteral("desktop"));
    }
    SECTION("a consumer on the Clients page")
    {
        palette.day.gateway.m_settings.consumers.push_back({"ide-of-ann", true, {}, {}, {}});
        Q_EMIT palette.day.gateway.settingsChanged();
        palette.field().clear();
        QTest::keyClick(&palette.field(), Qt::Key_Escape); // entries are collected when the list opens
        palette.field().open();
        palette.run("ide-of-ann");
        CHECK(palette.window.currentPage() == QStringLiteral("clients"));
        CHECK(textOf(palette.window, "consumerTitle") == "ide-of-ann");
    }
    SECTION("a folder")
    {
        palette.run("open data");
        CHECK(palette.opened == QUrl::fromLocalFile(QStringLiteral("/home/user/.local/share/signalbox")));
    }
    SECTION("diagnostics")
    {
        QApplication::clipboard()->clear();
        palette.run("copy diag");
        CHECK(QApplication::clipboard()->text().startsWith(QStringLiteral("Signalbox diagnostics")));
    }
    SECTION("pause and then offers to resume")
    {
        CHECK_FALSE(palette.typed("resume").contains(QStringLiteral("Resume gateway")));
        palette.run("pause");
        CHECK(palette.day.gateway.status().state == gateway::host::State::Paused);
        palette.field().open();
        CHECK(palette.typed("resume").front() == QStringLiteral("Resume gateway"));
    }
    SECTION("searches the requests for any other text")
    {
        CHECK(palette.typed("zebra crossing") == QStringList{QStringLiteral("Requests with “zebra crossing”")});
        QTest::keyClick(&palette.field(), Qt::Key_Return);
        CHECK(palette.window.currentPage() == QStringLiteral("requests"));
        CHECK(control<QLineEdit>(palette.window, "requestSearch").text().contains(QStringLiteral("zebra")));
    }
}

TEST_CASE("tells long names apart and shows what they are")
{
    Palette palette;
    auto& settings = palette.day.gateway.m_settings;
    const std::string begin(124, 'n');
    for (const char* const end : {"-one", "-two"}) {
        auto route = settings.routes.front();
        route.id = begin + end;
        settings.routes.push_back(route);
    }
    QTest::keyClick(&palette.field(), Qt::Key_Escape); // entries are collected when the list opens
    palette.field().open();
    palette.typed("nnnn");
    const auto& list = control<QListWidget>(palette.window, "searchResults");
    const auto* const drawing = qobject_cast<const shell::JumpDelegate*>(list.itemDelegate());
    REQUIRE(drawing);
    std::set<QString> shown;
    for (int row = 0; row < 2; ++row) {
        QStyleOptionViewItem option;
        option.initFrom(&list);
        option.widget = &list;
        option.rect = list.visualItemRect(list.item(row));
        const QString text = drawing->shownText(option, list.model()->index(row, 0));
        CAPTURE(text.toStdString());
        CHECK(shown.insert(text).second);
        CHECK(text.startsWith(QStringLiteral("nnnn")));
        CHECK(text.endsWith(QStringLiteral(" · Route")));
        CHECK(text.contains(QStringLiteral("…")));
        CHECK(list.fontMetrics().horizontalAdvance(text) < list.viewport()->width());
        CHECK(list.item(row)->text().size() > 128); // complete for screen readers
    }
    CHECK(palette.typed("overview").front() == QStringLiteral("Overview"));
    QStyleOptionViewItem option;
    option.initFrom(&list);
    option.widget = &list;
    option.rect = list.visualItemRect(list.item(0));
    CHECK(drawing->shownText(option, list.model()->index(0, 0)) == list.item(0)->text());
}

TEST_CASE("a screen reader reads the selected entry")
{
    Palette palette;
    palette.typed("dark");
    CHECK(palette.field().accessibleDescription() == QStringLiteral("Dark theme · Action"));
    QTest::keyClick(&palette.field(), Qt::Key_Down);
    CHECK(palette.field().accessibleDescription() != QStringLiteral("Dark theme · Action"));
}

TEST_CASE("finds routes, models and consumers by name")
{
    Palette palette;
    auto& settings = palette.day.gateway.m_settings;
    settings.consumers.push_back({"ide-of-ann", true, {}, {}, {}});
    const QString route = QString::fromStdString(settings.routes.front().id);
    palette.field().clear();
    QTest::keyClick(&palette.field(), Qt::Key_Escape);
    palette.field().open();
    CHECK(palette.typed("ide-of").front() == QStringLiteral("ide-of-ann"));
    CHECK(palette.typed(settings.routes.front().id.c_str()).contains(route));
    gateway::config::TextMatch prefix;
    prefix.kind = gateway::config::TextMatch::Kind::Prefix;
    prefix.text = "team-red-";
    settings.routes.front().match.models = {prefix};
    palette.field().clear();
    QTest::keyClick(&palette.field(), Qt::Key_Escape);
    palette.field().open();
    CHECK(palette.typed("team-red-*").contains(route)); // as its page shows it
    const auto titles = palette.typed("");
    CHECK_FALSE(titles.contains(QStringLiteral("ide-of-ann"))); // only on request
    CHECK(titles.front() == QStringLiteral("Overview"));
}

TEST_CASE("finds clients that can be set up by their names and leads to them")
{
    FakeTools tools; // outlives the window
    Palette palette;
    palette.day.gateway.toolAccess = &tools;
    tools.install("continue", "~/.continue");
    palette.day.gateway.m_settings.consumers.push_back({"claude-code", true, {}, {}, {}});
    QTest::keyClick(&palette.field(), Qt::Key_Escape); // entries are collected when the list opens
    palette.field().open();
    const QStringList found = palette.typed("claude");
    CHECK(found.contains(QStringLiteral("Claude Code")));
    CHECK(found.contains(QStringLiteral("claude-code"))); // the consumer
    palette.run("Continue");
    CHECK(palette.window.currentPage() == QStringLiteral("clients"));
    CHECK(QTest::qWaitFor([&] { return control<QTableView>(palette.window, "toolsList").currentIndex().data().toString() == QStringLiteral("Continue"); }));
}

TEST_CASE("finds a provider by its id and its name in either language")
{
    Palette palette(GENERATE("en", "zh_CN"));
    auto& entry = palette.day.gateway.entries.front();
    entry.chineseName = "深度求索";
    REQUIRE(entry.id == "deepseek");
    QTest::keyClick(&palette.field(), Qt::Key_Escape); // entries are collected when the list opens
    palette.field().open();
    const char* const typed = GENERATE("深度", "DeepSeek", "deepseek");
    CAPTURE(typed);
    CHECK(palette.typed(typed).contains(palette.day.model.providerName("deepseek")));
}

TEST_CASE("the palette is in Chinese and still understands English")
{
    Palette palette("zh_CN");
    const auto byEnglish = palette.typed("copy address");
    const auto byChinese = palette.typed("复制地址");
    REQUIRE_FALSE(byEnglish.isEmpty());
    REQUIRE_FALSE(byChinese.isEmpty());
    CHECK(byEnglish.front() == byChinese.front());
    CHECK_FALSE(byChinese.front().contains(QStringLiteral("address")));
}
