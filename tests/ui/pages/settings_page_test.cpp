#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "test_language.h"

#include "ui/fields/forms/field_row.h"
#include "ui/pages/log_view.h"
#include "ui/pages/settings/room_table.h"
#include "ui/pages/settings_page.h"
#include "ui/widgets/status_label.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <algorithm>

using gateway::host::LogLine;
using ui::pages::LogView;
using ui::pages::SettingsPage;
using ui::widgets::StatusLabel;

namespace {

LogLine line(int level, const char* room, std::string text)
{
    return {gateway::WallTime{std::chrono::seconds{1763647351}}, level, room, std::move(text)};
}

struct SettingsPageWorld {
    Language language{"en"};
    FakeFor<SettingsPage::Access> gateway;
    std::unique_ptr<SettingsPage> page;

    SettingsPageWorld()
    {
        gateway.setRunning();
        gateway.log = {line(0, "gateway.http", "connection opened"), line(1, "gateway.exchange", "r1 200"),
                       line(2, "gateway.exchange", "r2 fell back"), line(3, "gateway.host", "port taken")};
        page = std::make_unique<SettingsPage>(gateway);
        page->resize(1090, 740);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
    }
    void choose(const char* name, int index)
    {
        auto& box = control<QComboBox>(*page, name);
        box.setCurrentIndex(index);
        Q_EMIT box.activated(index);
    }
    QTableView& log() { return control<QTableView>(*page, "logTable"); }
};

} // namespace

TEST_CASE("shows a warning about a setting beside it")
{
    using gateway::config::Issue;
    SettingsPageWorld world;
    world.page->showRoom(QStringLiteral("usage"));
    const auto said = [&] { return control(*world.page, "warning:usage.budgets").accessibleName().toStdString(); };
    CHECK(said().empty());
    auto& issues = world.gateway.m_status.configIssues;
    issues = {{Issue::Level::Warning, "usage.budgets[0].provider", "is not the id of a configured provider"}, {Issue::Level::Warning, "usage.budgetsOther", "is odd"}};
    Q_EMIT world.gateway.statusChanged();
    CHECK(said() == "usage.budgets[0].provider: is not the id of a configured provider");
    CHECK(control(*world.page, "warning:usage.budgets").isVisible());
    issues.clear();
    Q_EMIT world.gateway.statusChanged();
    CHECK(said().empty());
    CHECK_FALSE(control(*world.page, "warning:usage.budgets").isVisible());
}

TEST_CASE("shows a warning about a list entry below its line")
{
    using gateway::config::BudgetPeriod;
    using gateway::config::Issue;
    SettingsPageWorld world;
    world.page->showRoom(QStringLiteral("usage"));
    world.gateway.m_settings.usage.budgets = {{BudgetPeriod::Month, 100, gateway::Currency::Cny, "", ""}, {BudgetPeriod::Day, 2, gateway::Currency::Usd, "gone", ""}};
    auto& issues = world.gateway.m_status.configIssues;
    issues = {{Issue::Level::Warning, "usage.budgets[1].provider", "is not the id of a configured provider"}, {Issue::Level::Warning, "usage.budgets[1]", "is odd"}};
    Q_EMIT world.gateway.settingsChanged();
    const QWidget& list = control(*world.page, "row:usage.budgets");
    const auto lines = [&] {
        std::vector<std::string> said;
        for (const QWidget* line : list.findChildren<QWidget*>(QStringLiteral("entryOddities"))) said.push_back(line->accessibleName().toStdString());
        return said;
    };
    CHECK(lines() == std::vector<std::string>{"", "Only for provider: is not the id of a configured provider\nis odd"});
    CHECK(control(*world.page, "warning:usage.budgets").accessibleName().isEmpty());
    issues.pop_back();
    issues.front().path = "usage.budgets[0].provider";
    Q_EMIT world.gateway.statusChanged();
    CHECK(lines() == std::vector<std::string>{"Only for provider: is not the id of a configured provider", ""});
    issues.front().path = "usage.budgets[7].provider"; // no such entry is shown
    Q_EMIT world.gateway.statusChanged();
    CHECK(lines() == std::vector<std::string>{"", ""});
    CHECK(control(*world.page, "warning:usage.budgets").accessibleName() == QStringLiteral("usage.budgets[7].provider: is not the id of a configured provider"));
}

TEST_CASE("saves settings when they change")
{
    SettingsPageWorld world;
    CHECK(world.page->currentRoom() == QStringLiteral("general"));
    world.choose("settingLanguage", 2);
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.settings().ui.language == "zh_CN"; }));
    world.choose("settingTheme", 2);
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.settings().ui.theme == "dark"; }));
    world.choose("settingTrayIcon", 1);
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.settings().ui.trayIcon == "light"; }));
    QTest::mouseClick(&control(*world.page, "settingCloseToTray"), Qt::LeftButton, {}, QPoint(8, control(*world.page, "settingCloseToTray").height() / 2));
    REQUIRE(QTest::qWaitFor([&] { return !world.gateway.settings().ui.closeToTray; }));
    QTest::mouseClick(&control(*world.page, "settingAskAboutClients"), Qt::LeftButton, {}, QPoint(8, control(*world.page, "settingAskAboutClients").height() / 2));
    REQUIRE(QTest::qWaitFor([&] { return !world.gateway.settings().ui.askAboutClients; }));
    CHECK(QTest::qWaitFor([&] { return textOf(*world.page, "settingsSaved") == "Saved. Takes effect at once."; }));
}

TEST_CASE("reverts a setting that cannot be saved")
{
    SettingsPageWorld world;
    world.gateway.changeError = gateway::Error{gateway::ErrorKind::Io, "cannot write config.json"};
    world.choose("settingTheme", 1);
    REQUIRE(QTest::qWaitFor([&] { return textOf(*world.page, "settingsSaved") == "The configuration file cannot be written. Make it writable, make room on the disk, and try again"; }));
    CHECK(control<QComboBox>(*world.page, "settingTheme").currentIndex() == 0);
}

TEST_CASE("shows a change refused due to an invalid file in every section until corrected")
{
    struct Row {
        const char* room;
        const char* line;
        const char* near;
        std::function<void(SettingsPageWorld&)> change;
    };
    const std::vector<Row> rows{
        {"general", "settingsSaved", "settingTheme", [](SettingsPageWorld& world) { world.choose("settingTheme", 1); }},
        {"desktop", "desktopSaved", "settingUpdates", [](SettingsPageWorld& world) { control<QCheckBox>(*world.page, "settingUpdates").toggle(); }},
        {"desktop", "desktopSaved", "settingNotice-fallback", [](SettingsPageWorld& world) { control<QCheckBox>(*world.page, "settingNotice-fallback").toggle(); }},
        {"gateway", "fieldsSaved", "field:listen.stream_comment_ms", [](SettingsPageWorld& world) { control<QDoubleSpinBox>(*world.page, "field:listen.stream_comment_ms").setValue(9); }},
    };
    for (const Row& row : rows) {
        CAPTURE(row.room);
        SettingsPageWorld world;
        world.gateway.m_status.configInvalid = true;
        world.gateway.changeError = gateway::Error{gateway::ErrorKind::ConfigInvalid, "not valid"};
        world.page->showRoom(QString::fromLatin1(row.room));
        row.change(world);
        QWidget* card = &control(*world.page, row.near);
        while (!card->findChild<QLabel*>(QString::fromLatin1(row.line))) card = card->parentWidget();
        auto& said = control<QLabel>(*card, row.line);
        REQUIRE(QTest::qWaitFor([&] { return said.text() == QStringLiteral("The configuration file has an error. Fix the file first, so that nothing is lost"); }));
        CHECK(said.toolTip().isEmpty()); // it would repeat the text
        Q_EMIT world.gateway.statusChanged();
        CHECK_FALSE(said.text().isEmpty());
        world.gateway.m_status.configInvalid = false;
        Q_EMIT world.gateway.statusChanged();
        CHECK(said.text().isEmpty());
    }
}

TEST_CASE("explains a refused change in the language of the window")
{
    SettingsPageWorld world;
    const Language chinese("zh_CN");
    world.gateway.edits.refused = {{gateway::config::Issue::Level::Error, "providers[0].base_url", "has port 0; a port is a number from 1 to 65535"}};
    gateway::Error error{gateway::ErrorKind::ConfigInvalid, sentenceOf(world.gateway.edits.refused.front())};
    error.param = "providers[0].base_url";
    world.gateway.changeError = error;
    auto& said = control<QLabel>(*world.page, "settingsSaved");
    world.choose("settingTheme", 1);
    REQUIRE(QTest::qWaitFor([&] { return !said.toolTip().isEmpty(); }));
    CHECK(said.toolTip().startsWith(QStringLiteral("providers[0].base_url：")));
    CHECK_FALSE(said.toolTip().contains(QStringLiteral("port")));
    world.gateway.edits.refused = {}; // it is unrelated
    said.setToolTip({});
    world.choose("settingTheme", 2);
    REQUIRE(QTest::qWaitFor([&] { return !said.toolTip().isEmpty(); }));
    CHECK(said.toolTip() == QStringLiteral("providers[0].base_url: has port 0; a port is a number from 1 to 65535"));
}

TEST_CASE("shows settings that were changed elsewhere")
{
    SettingsPageWorld world;
    world.gateway.m_settings.ui.theme = "light";
    world.gateway.m_settings.ui.trayIcon = "dark";
    world.gateway.m_settings.ui.closeToTray = false;
    world.gateway.m_settings.ui.askAboutClients = false;
    Q_EMIT world.gateway.settingsChanged();
    CHECK(control<QComboBox>(*world.page, "settingTrayIcon").currentIndex() == 2);
    CHECK(control<QComboBox>(*world.page, "settingTheme").currentIndex() == 1);
    CHECK_FALSE(control<QCheckBox>(*world.page, "settingCloseToTray").isChecked());
    CHECK_FALSE(control<QCheckBox>(*world.page, "settingAskAboutClients").isChecked());
    CHECK(world.gateway.changes == 0);
}

TEST_CASE("shows the actual state of HTTPS")
{
    SettingsPageWorld world;
    world.page->showRoom(QStringLiteral("gateway"));
    auto& state = control<StatusLabel>(*world.page, "httpsState");
    CHECK(state.word() == QStringLiteral("https://127.0.0.1:8443"));
    CHECK(state.status() == ui::look::Status::Ok);
    auto& status = world.gateway.m_status;
    status.urls.pop_back();
    SECTION("disabled by the command line despite the file")
    {
        world.gateway.overrides.httpsPort = std::optional<int>{};
        Q_EMIT world.gateway.statusChanged();
        CHECK(state.word() == QStringLiteral("off"));
        CHECK(state.reason() == QStringLiteral("set by the command line or the environment"));
        CHECK(state.status() == ui::look::Status::Idle);
    }
    SECTION("disabled in the file")
    {
        world.gateway.m_settings.listen.httpsPort.reset();
        Q_EMIT world.gateway.settingsChanged();
        CHECK(state.word() == QStringLiteral("off"));
        CHECK(state.reason().isEmpty());
    }
    SECTION("not listening yet")
    {
        Q_EMIT world.gateway.statusChanged();
        CHECK(state.word() == QStringLiteral("starting on port 8443"));
    }
    SECTION("a problem is a warning")
    {
        status.httpsProblem = gateway::Error{gateway::ErrorKind::PortTaken, "Port 8443 is taken by nginx (process 7)."};
        Q_EMIT world.gateway.statusChanged();
        CHECK(state.word() == QStringLiteral("Not available: port 8443 is in use"));
        CHECK(state.status() == ui::look::Status::Warn);
        CHECK(state.toolTip() == QStringLiteral("Port 8443 is taken by nginx (process 7)."));
        status.httpsProblem->message = gateway::asIs("Port 8443 is taken by nginx (process 7). Stop it, or choose another port with listen.https_port or --https-port.");
        status.takenHttpsPort = gateway::host::PortFinding{.port = 8443, .holder = gateway::host::PortHolder{7, "nginx"}};
        Q_EMIT world.gateway.statusChanged();
        CHECK(state.toolTip() == QStringLiteral("Port 8443 is taken by nginx (process 7). Stop it, or choose another port. Change the HTTPS port in Settings, Gateway."));
        status.httpsProblem->kind = gateway::ErrorKind::ConfigInvalid;
        Q_EMIT world.gateway.statusChanged();
        CHECK(state.word() == QStringLiteral("Not available: no usable certificate"));
    }
}

TEST_CASE("the authority's certificate is exported to a file")
{
    SettingsPageWorld world;
    world.page->showRoom(QStringLiteral("gateway"));
    const QTemporaryDir folder;
    const auto choose = [&](const QString& path) {
        QTest::mouseClick(&control(*world.page, "exportAuthority"), Qt::LeftButton);
        auto* dialog = openDialog<QFileDialog>();
        REQUIRE(dialog);
        CHECK(dialog->selectedFiles().front().endsWith(QStringLiteral("/signalbox-authority.pem")));
        Q_EMIT dialog->fileSelected(path);
        dialog->reject();
    };
    const QString path = folder.filePath(QStringLiteral("signalbox-authority.pem"));
    SECTION("succeeds")
    {
        choose(path);
        REQUIRE(QTest::qWaitFor([&] { return control(*world.page, "exportResult").isVisible(); }));
        CHECK(textOf(*world.page, "exportResult") == "Saved as " + path.toStdString());
        QFile file(path);
        REQUIRE(file.open(QIODevice::ReadOnly));
        CHECK(file.readAll().startsWith("-----BEGIN CERTIFICATE-----"));
        CHECK(file.permissions().testFlag(QFileDevice::ReadOther)); // a program of another user may have to trust it
    }
    SECTION("into a missing folder")
    {
        choose(folder.filePath(QStringLiteral("none/x.pem")));
        REQUIRE(QTest::qWaitFor([&] { return control(*world.page, "exportResult").isVisible(); }));
        CHECK(textOf(*world.page, "exportResult").find("cannot be written") != std::string::npos);
    }
    SECTION("without an authority")
    {
        world.gateway.exportError = gateway::Error{gateway::ErrorKind::Io, "cannot write authority.pem"};
        choose(path);
        REQUIRE(QTest::qWaitFor([&] { return control(*world.page, "exportResult").isVisible(); }));
        CHECK(textOf(*world.page, "exportResult") == "No certificate available");
        CHECK_FALSE(QFile::exists(path));
    }
}

TEST_CASE("shows facts about the gateway as text")
{
    SettingsPageWorld world;
    CHECK(textOf(*world.page, "factListening") == "http://127.0.0.1:8080, http://[::1]:8080, https://127.0.0.1:8443");
    CHECK(textOf(*world.page, "factConfig") == "/home/user/.config/signalbox/config.json");
    CHECK(control(*world.page, "listensOnOne").isHidden());
    world.gateway.m_status.missingLoopback = "::1";
    Q_EMIT world.gateway.statusChanged();
    CHECK_FALSE(control(*world.page, "listensOnOne").isHidden());
    CHECK(textOf(*world.page, "listensOnOne").starts_with("::1 is not available on this machine"));
    world.gateway.m_status.urls.clear();
    Q_EMIT world.gateway.statusChanged();
    CHECK(textOf(*world.page, "factListening") == "nothing");
}

TEST_CASE("the log follows new lines, filters and pauses while being read")
{
    SettingsPageWorld world;
    world.page->showRoom(QStringLiteral("log"));
    CHECK(world.page->currentRoom() == QStringLiteral("log"));
    auto& rows = *world.log().model();
    REQUIRE(rows.rowCount() == 4);
    SECTION("by level")
    {
        control<QComboBox>(*world.page, "logLevel").setCurrentIndex(2);
        CHECK(rows.rowCount() == 2);
    }
    SECTION("by room")
    {
        auto& room = control<QComboBox>(*world.page, "logRoom");
        CHECK(room.count() == 4);
        room.setCurrentIndex(room.findText(QStringLiteral("gateway.exchange")));
        CHECK(rows.rowCount() == 2);
        // A new room does not change the selection.
        Q_EMIT world.gateway.logged({line(1, "gateway.aaa", "hello")});
        CHECK(room.currentText() == QStringLiteral("gateway.exchange"));
        CHECK(rows.rowCount() == 2);
    }
    SECTION("by text with an offer to show all when nothing matches")
    {
        QTest::keySequence(world.page.get(), QKeySequence::Find);
        world.log().setFocus();
        QTest::keySequence(&world.log(), QKeySequence::Find);
        REQUIRE(world.page->focusWidget()->objectName() == QStringLiteral("logSearch"));
        QTest::keyClicks(world.page->focusWidget(), QStringLiteral("nothing like it"));
        CHECK(rows.rowCount() == 0);
        CHECK_FALSE(world.log().isVisible());
        QTest::mouseClick(&control(*world.page, "logClearFilter"), Qt::LeftButton);
        CHECK(rows.rowCount() == 4);
        CHECK(world.log().isVisible());
    }
    SECTION("new lines")
    {
        std::vector<LogLine> many(100, line(1, "gateway.http", "more"));
        Q_EMIT world.gateway.logged(many);
        settleEvents();
        QScrollBar& bar = *world.log().verticalScrollBar();
        CHECK(bar.value() == bar.maximum());
        bar.triggerAction(QAbstractSlider::SliderPageStepSub);
        auto& follow = control<QPushButton>(*world.page, "logFollow");
        CHECK_FALSE(follow.isChecked());
        const int place = bar.value();
        Q_EMIT world.gateway.logged({line(1, "gateway.http", "a"), line(1, "gateway.http", "b")});
        settleEvents();
        CHECK(bar.value() == place);
        CHECK(follow.text() == QStringLiteral("2 new"));
        QTest::mouseClick(&follow, Qt::LeftButton);
        settleEvents();
        CHECK(bar.value() == bar.maximum());
        CHECK(follow.text() == QStringLiteral("Follow"));
    }
    SECTION("copies selected lines as they are in the file")
    {
        CHECK_FALSE(control(*world.page, "logCopy").isEnabled());
        world.log().selectAll();
        QTest::mouseClick(&control(*world.page, "logCopy"), Qt::LeftButton);
        const QString text = QGuiApplication::clipboard()->text();
        CHECK(text.count(u'\n') == 4);
        CHECK(text.contains(QStringLiteral(" warning gateway.exchange r2 fell back\n")));
    }
    SECTION("opens the log folder")
    {
        QUrl opened;
        world.page->findChild<LogView*>()->setOpenFolder([&](const QUrl& url) { opened = url; });
        QTest::mouseClick(&control(*world.page, "logFolder"), Qt::LeftButton);
        CHECK(opened == QUrl::fromLocalFile(QStringLiteral("/home/user/.local/share/signalbox/logs")));
    }
}

TEST_CASE("does not read a hidden log")
{
    SettingsPageWorld world;
    Q_EMIT world.gateway.logged({line(1, "gateway.http", "a")});
    world.page->showRoom(QStringLiteral("log"));
    auto& rows = *world.log().model();
    CHECK(rows.rowCount() == 4);
    world.page->showRoom(QStringLiteral("general"));
    Q_EMIT world.gateway.logged({line(1, "gateway.http", "a")});
    CHECK(rows.rowCount() == 4);
}

TEST_CASE("creates a settings section when first shown and all for a search")
{
    SettingsPageWorld world;
    const auto isMade = [&](const char* name) { return world.page->findChild<QWidget*>(QString::fromLatin1(name)) != nullptr; };
    CHECK(isMade("generalSettings"));
    CHECK_FALSE(isMade("logTable"));
    CHECK_FALSE(isMade("doctorCopy"));
    world.page->showRoom(QStringLiteral("log"));
    CHECK(isMade("logTable"));
    CHECK_FALSE(isMade("doctorCopy"));
    control<QLineEdit>(*world.page, "settingsSearch").setText(QStringLiteral("licence"));
    CHECK(isMade("doctorCopy"));
    control<QLineEdit>(*world.page, "settingsSearch").clear();
    CHECK(world.log().isVisible()); // the section shown before
}

TEST_CASE("finds sections, headings and actions by their words and opens them")
{
    struct Row {
        const char* language;
        const char* typed;
        const char* found; ///< a row of the results
        const char* room;
        const char* focused; ///< object name; null: the list of sections
    };
    const auto row = GENERATE(values<Row>({
        {"en", "doctor", "Doctor", "doctor", nullptr},
        {"en", "diagnos", "Copy diagnostics", "doctor", "doctorCopy"},
        {"en", "backup", "Export backup…", "data", "exportBackup"},
        {"en", "history", "Data and backup", "data", nullptr},
        {"en", "passphrase", "Data and backup", "data", nullptr},
        {"en", "version", "About", "about", nullptr},
        {"en", "versions of", "Versions of the configuration", "data", nullptr},
        {"en", "licence", "Licence…", "about", "aboutLicence"},
        {"en", "keychain", "Keychain", "keychain", nullptr},
        {"en", "check again", "Check again", "keychain", "keychainCheck"},
        {"en", "setup wizard", "Run setup wizard…", "general", "showFirstRun"},
        {"en", "closed", "Keep running when the window is closed", "general", "settingCloseToTray"},
        {"zh_CN", "诊断", "诊断", "doctor", nullptr},
        {"zh_CN", "备份", "导出备份…", "data", "exportBackup"},
        {"zh_CN", "历史", "数据与备份", "data", nullptr},
        {"zh_CN", "口令", "数据与备份", "data", nullptr},
        {"zh_CN", "版本", "关于", "about", nullptr},
        {"zh_CN", "许可", "许可证…", "about", "aboutLicence"},
        {"zh_CN", "钥匙串", "钥匙串", "keychain", nullptr},
    }));
    CAPTURE(row.language, row.typed, row.found);
    SettingsPageWorld world;
    const Language language(row.language);
    settleEvents();
    control<QLineEdit>(*world.page, "settingsSearch").setText(QString::fromUtf8(row.typed));
    auto& table = control<QTableView>(*world.page, "settingsFound");
    REQUIRE(table.isVisible());
    const auto texts = [&](int column) {
        QStringList all;
        for (int i = 0; i < table.model()->rowCount(); ++i) all << table.model()->index(i, column).data().toString();
        return all;
    };
    CAPTURE(texts(0).join(u'|').toStdString());
    const auto at = texts(0).indexOf(QString::fromUtf8(row.found));
    REQUIRE(at >= 0);
    table.setCurrentIndex(table.model()->index(static_cast<int>(at), 0));
    QTest::keyClick(&table, Qt::Key_Return);
    CHECK(world.page->currentRoom() == QString::fromLatin1(row.room));
    CHECK_FALSE(table.isVisible());
    CHECK(control<QLineEdit>(*world.page, "settingsSearch").text().isEmpty());
    settleEvents();
    QWidget& wanted = control(*world.page, row.focused ? row.focused : "settingsRooms");
    CHECK(wanted.isVisible());
    if (row.focused || row.found == std::string("Doctor")) CHECK(QApplication::focusWidget() == &wanted);
}

TEST_CASE("does not find what a section does not show")
{
    SettingsPageWorld world;
    auto& search = control<QLineEdit>(*world.page, "settingsSearch");
    search.setText(QStringLiteral("unsaved text")); // a button that exists only with such a text
    CHECK(control<QTableView>(*world.page, "settingsFound").model()->rowCount() == 0);
}

TEST_CASE("a settings search without matches repeats the text and offers to clear it")
{
    SettingsPageWorld world;
    auto& search = control<QLineEdit>(*world.page, "settingsSearch");
    auto& clear = control<QPushButton>(*world.page, "settingsClearSearch");
    CHECK_FALSE(clear.isVisible());
    search.setText(QStringLiteral("doctor"));
    CHECK_FALSE(clear.isVisible());
    search.setText(QStringLiteral("nothing  like it"));
    REQUIRE(clear.isVisible());
    CHECK(clear.text() == QStringLiteral("Clear search"));
    const auto labels = clear.parentWidget()->findChildren<QLabel*>();
    CHECK(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) { return label->text() == QStringLiteral("No settings match “nothing like it”"); }));
    QTest::mouseClick(&clear, Qt::LeftButton);
    CHECK(search.text().isEmpty());
    CHECK(search.hasFocus());
    CHECK_FALSE(clear.isVisible());
    CHECK(control(*world.page, "generalSettings").isVisible()); // the section shown before
}

TEST_CASE("every settings row can be opened and found")
{
    SettingsPageWorld world;
    for (const auto& place : ui::pages::settingPlaces()) {
        INFO(place.pattern);
        REQUIRE_FALSE(place.name().isEmpty());
        world.page->showSetting(QString::fromStdString(place.pattern));
        CHECK(world.page->currentRoom().toStdString() == place.room);
        if (place.pattern.starts_with("ui.")) continue;
        CHECK(control<ui::fields::FieldRow>(*world.page, ("row:" + place.pattern).c_str()).isVisible());
        auto& search = control<QLineEdit>(*world.page, "settingsSearch");
        search.setText(place.name());
        const auto& found = control<QTableView>(*world.page, "settingsFound");
        REQUIRE(found.isVisible());
        bool isFound = false;
        for (int row = 0; row < found.model()->rowCount(); ++row) isFound = isFound || found.model()->index(row, 0).data().toString() == place.name();
        CHECK(isFound);
        search.clear();
    }
}

TEST_CASE("Return opens a found row")
{
    SettingsPageWorld world;
    auto& search = control<QLineEdit>(*world.page, "settingsSearch");
    search.setText(QStringLiteral("http_port"));
    QTest::keyClick(&search, Qt::Key_Return);
    CHECK(world.page->currentRoom() == QStringLiteral("gateway"));
    CHECK(control<QWidget>(*world.page, "row:listen.http_port").isVisible());
    CHECK(search.text().isEmpty());
}
