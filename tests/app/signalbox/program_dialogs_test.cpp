#include "catch.h"
#include "fake_autostart.h"
#include "pictures.h"
#include "fake_tools.h"
#include "sample_day.h"

#include "ui/dialogs/add_key_dialog.h"
#include "ui/dialogs/program/choice_dialog.h"
#include "ui/dialogs/program/import_link_dialog.h"
#include "ui/dialogs/program/keychain_dialog.h"
#include "ui/dialogs/program/port_dialog.h"
#include "ui/dialogs/program/quit_dialog.h"
#include "ui/dialogs/program/unlock_dialog.h"
#include "ui/pages/settings_page.h"
#include "ui/shell/banners/banner.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QSpinBox>
#include <QSignalSpy>

using namespace ui;
using namespace std::chrono_literals;
using models::Autostart;

namespace {

shell::MainWindow::Parts partsOf(SampleDay& day, Autostart* autostart) { return {{day.model, day.gateway, day.clock, autostart}, {}, {}}; }

/// Port 8080 is taken, the next one is free, and a client uses the taken one.
struct PortWorld {
    SampleDay& day;
    FakeTools tools;

    explicit PortWorld(SampleDay& ofDay) : day(ofDay)
    {
        gateway::host::PortHolder holder;
        holder.pid = 4711;
        holder.program = "nginx";
        day.gateway.ports[8080] = {.port = 8080, .isFree = false, .isOurs = false, .holder = holder, .nextFree = 8081};
        day.gateway.m_status.state = gateway::host::State::Failed;
        day.gateway.m_status.urls.clear();
        day.gateway.toolAccess = &tools;
        tools.setUpAt("continue", QDateTime(QDate(2026, 11, 20), QTime(14, 2)), gateway::clients::Drift::Elsewhere);
        tools.state("continue").base = "http://127.0.0.1:8080";
        tools.files = {continueChange()};
    }
    ~PortWorld() { day.gateway.toolAccess = nullptr; }
};

} // namespace

TEST_CASE("changes a taken port only by the button and updates the clients")
{
    SampleDay day;
    PortWorld world(day);
    dialogs::PortDialog dialog(day.gateway);
    dialog.show();
    auto& use = control<QAbstractButton>(dialog, "saveButton");
    REQUIRE(QTest::qWaitFor([&] { return use.isEnabled() && !world.tools.wishes.empty(); }));
    CHECK(control<QLabel>(dialog, "portHolder").text().contains(QStringLiteral("nginx (process 4711)")));
    CHECK(control<QSpinBox>(dialog, "portChosen").value() == 8081);
    REQUIRE(QTest::qWaitFor([&] { return control<QCheckBox>(dialog, "portTools").isVisible(); }));
    CHECK(control<QPlainTextEdit>(dialog, "portDiff").toPlainText().contains(QStringLiteral("config.yaml")));
    CHECK(day.gateway.changes == 0);
    CHECK(world.tools.written.empty());
    const bool tells = GENERATE(true, false);
    control<QCheckBox>(dialog, "portTools").setChecked(tells);
    use.click();
    REQUIRE(QTest::qWaitFor([&] { return !dialog.isVisible(); }));
    CHECK(day.gateway.settings().listen.httpPort == 8081);
    CHECK(world.tools.written.size() == (tells ? 1U : 0U));
}

TEST_CASE("Return in the port field triggers the button once everything is known and shown")
{
    SampleDay day;
    PortWorld world(day);
    const bool hasTools = GENERATE(false, true);
    if (!hasTools)
        day.gateway.toolAccess = nullptr;
    day.gateway.ports[9090] = {.port = 9090, .isFree = true, .isOurs = false, .holder = {}, .nextFree = 9090};
    day.gateway.ports[9091] = {.port = 9091, .isFree = false, .isOurs = false, .holder = {}, .nextFree = 9092};
    dialogs::PortDialog dialog(day.gateway);
    dialog.show();
    auto& use = control<QAbstractButton>(dialog, "saveButton");
    auto& port = control<QSpinBox>(dialog, "portChosen");
    REQUIRE(QTest::qWaitFor([&] { return use.isEnabled() && port.hasFocus(); }));
    const auto enter = [&](int chosen) {
        port.setValue(chosen);
        CHECK_FALSE(use.isEnabled());
        QTest::keyClick(&port, Qt::Key_Return);
        settleEvents();
    };
    enter(9091);
    CHECK(day.gateway.changes == 0);
    CHECK(dialog.isVisible());
    enter(9090);
    if (hasTools) { // their files are shown first
        REQUIRE(QTest::qWaitFor([&] { return use.isEnabled(); }));
        CHECK(day.gateway.changes == 0);
        CHECK(control<QPlainTextEdit>(dialog, "portDiff").isVisible());
        QTest::keyClick(&port, Qt::Key_Return);
    }
    CHECK(QTest::qWaitFor([&] { return !dialog.isVisible(); }));
    CHECK(day.gateway.settings().listen.httpPort == 9090);
}

TEST_CASE("typing replaces the whole proposed port")
{
    SampleDay day;
    PortWorld world(day);
    day.gateway.toolAccess = nullptr;
    day.gateway.m_settings.listen.httpPort = 18873;
    day.gateway.ports[18873] = {.port = 18873, .isFree = false, .isOurs = false, .holder = gateway::host::PortHolder{4711, "nginx"}, .nextFree = 18875};
    dialogs::PortDialog dialog(day.gateway);
    dialog.show();
    auto& port = control<QSpinBox>(dialog, "portChosen");
    REQUIRE(QTest::qWaitFor([&] { return port.value() == 18875 && port.hasFocus(); }));
    QTest::keyClicks(&port, QStringLiteral("18874"));
    CHECK(port.value() == 18874);
    Q_EMIT day.gateway.statusChanged(); // typed text survives status changes
    control<QAbstractButton>(dialog, "portAgain").click();
    Q_EMIT day.gateway.statusChanged();
    settleEvents();
    CHECK(port.value() == 18874);
    QTest::keyClick(&port, Qt::Key_Return);
    CHECK(QTest::qWaitFor([&] { return !dialog.isVisible(); }));
    CHECK(day.gateway.settings().listen.httpPort == 18874);
}

TEST_CASE("refuses the HTTPS port for HTTP and explains other refusals below the field")
{
    SampleDay day;
    PortWorld world(day);
    day.gateway.toolAccess = nullptr;
    dialogs::PortDialog dialog(day.gateway);
    dialog.show();
    auto& use = control<QAbstractButton>(dialog, "saveButton");
    auto& port = control<QSpinBox>(dialog, "portChosen");
    REQUIRE(QTest::qWaitFor([&] { return use.isEnabled(); }));
    port.setValue(*day.gateway.settings().listen.httpsPort);
    const auto& hint = control<QLabel>(dialog, "portHint");
    REQUIRE(QTest::qWaitFor([&] { return hint.text() == QStringLiteral("Port 8443 is the HTTPS port of this gateway. Choose another one."); }));
    CHECK_FALSE(use.isEnabled());
    port.setValue(9090);
    REQUIRE(QTest::qWaitFor([&] { return use.isEnabled(); }));
    day.gateway.edits.refused = {{gateway::config::Issue::Level::Error, "providers[0].base_url", "must begin with https:// or http://"}};
    gateway::Error error{gateway::ErrorKind::ConfigInvalid, sentenceOf(day.gateway.edits.refused.front())};
    error.param = "providers[0].base_url";
    day.gateway.changeError = error;
    use.click();
    const auto& problem = control<QLabel>(dialog, "portChosenError");
    REQUIRE(QTest::qWaitFor([&] { return problem.isVisible(); }));
    CHECK(problem.text() == QStringLiteral("The configuration would not be valid: providers[0].base_url: must begin with https:// or http://"));
    CHECK(use.isEnabled()); // once it is corrected
}

TEST_CASE("checks a retried port only when it failed again")
{
    SampleDay day;
    PortWorld world(day);
    dialogs::PortDialog dialog(day.gateway);
    dialog.show();
    auto& holder = control<QLabel>(dialog, "portHolder");
    REQUIRE(QTest::qWaitFor([&] { return holder.text().contains(QStringLiteral("nginx")); }));
    control<QAbstractButton>(dialog, "portAgain").click();
    CHECK(day.gateway.listenings == 1);
    settleEvents();
    CHECK(holder.text() == QStringLiteral("Trying port 8080…"));
    Q_EMIT day.gateway.statusChanged();
    CHECK(QTest::qWaitFor([&] { return holder.text().contains(QStringLiteral("nginx")); }));
}

#ifdef Q_OS_LINUX
TEST_CASE("asks before it stops the program that holds the taken port")
{
    const bool obeys = GENERATE(true, false);
    QProcess program;
    program.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("trap '%1' TERM; echo ready; while :; do sleep 0.05; done").arg(obeys ? QStringLiteral("exit 0") : QString())});
    REQUIRE(program.waitForReadyRead());
    SampleDay day;
    PortWorld world(day);
    day.gateway.ports[8080].holder->pid = static_cast<int>(program.processId());
    dialogs::PortDialog dialog(day.gateway);
    dialog.show();
    auto& stop = control<QAbstractButton>(dialog, "portStop");
    REQUIRE(QTest::qWaitFor([&] { return stop.isVisible(); }));
    CHECK(stop.text() == QStringLiteral("Stop nginx…"));
    const auto answer = [&](int button) {
        stop.click();
        auto* question = dialog.findChild<dialogs::ChoiceDialog*>();
        REQUIRE(question);
        const auto buttons = question->findChildren<QAbstractButton*>();
        REQUIRE(buttons.size() == 2);
        buttons[button]->click();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        settleEvents();
    };
    answer(0);
    CHECK(program.state() == QProcess::Running);
    CHECK(day.gateway.listenings == 0);
    answer(1);
    CHECK_FALSE(stop.isVisible());
    if (obeys) {
        CHECK(QTest::qWaitFor([&] { return day.gateway.listenings == 1 && program.state() == QProcess::NotRunning; }));
        return;
    }
    const auto& problem = control<QLabel>(dialog, "formProblem");
    CHECK(QTest::qWaitFor([&] { return problem.isVisible() && problem.text().contains(QStringLiteral("is still running")); }, 8000));
    CHECK(QTest::qWaitFor([&] { return stop.isVisible(); })); // can be tried again
    CHECK(day.gateway.listenings == 0);
    program.kill();
    CHECK(program.waitForFinished());
}

TEST_CASE("stops the holder of the port even if it answered since the question")
{
    QProcess program;
    program.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("echo ready; read line")});
    REQUIRE(program.waitForReadyRead());
    SampleDay day;
    PortWorld world(day);
    auto& holder = *day.gateway.ports[8080].holder;
    holder.pid = static_cast<int>(program.processId());
    dialogs::PortDialog dialog(day.gateway);
    dialog.show();
    auto& stop = control<QAbstractButton>(dialog, "portStop");
    REQUIRE(QTest::qWaitFor([&] { return stop.isVisible(); }));
    stop.click();
    holder.answer = {gateway::host::HolderAnswer::From::Signalbox, "0.2.0"};
    control<QAbstractButton>(dialog, "portAgain").click();
    Q_EMIT day.gateway.statusChanged();
    REQUIRE(QTest::qWaitFor([&] { return control<QLabel>(dialog, "portHolder").text().contains(QStringLiteral("another Signalbox, version 0.2.0 (nginx, ")); }));
    auto* question = dialog.findChild<dialogs::ChoiceDialog*>();
    REQUIRE(question);
    question->findChildren<QAbstractButton*>().at(1)->click();
    CHECK(QTest::qWaitFor([&] { return program.state() == QProcess::NotRunning; }));
}
#endif

TEST_CASE("a port set by the command line can only be retried")
{
    SampleDay day;
    PortWorld world(day);
    day.gateway.overrides.httpPort = 8080;
    dialogs::PortDialog dialog(day.gateway);
    dialog.show();
    CHECK_FALSE(control<QSpinBox>(dialog, "portChosen").isVisible());
    CHECK_FALSE(control<QAbstractButton>(dialog, "saveButton").isEnabled());
    control<QAbstractButton>(dialog, "portAgain").click();
    CHECK(day.gateway.listenings == 1);
    day.gateway.setRunning();
    CHECK_FALSE(dialog.isVisible());
}

TEST_CASE("opens the encrypted file with its passphrase and reports a wrong one")
{
    SampleDay day;
    day.gateway.m_status.vault = gateway::host::VaultState::Locked;
    day.gateway.vaultPassphrase = "the right one";
    dialogs::UnlockDialog dialog(day.gateway);
    dialog.show();
    auto& field = control<QLineEdit>(dialog, "unlockPassphrase");
    CHECK(field.echoMode() == QLineEdit::Password);
    control<QAbstractButton>(dialog, "saveButton").click();
    CHECK(control<QLabel>(dialog, "unlockPassphraseError").isVisible());
    field.setText(QStringLiteral("a wrong one"));
    control<QAbstractButton>(dialog, "saveButton").click();
    REQUIRE(QTest::qWaitFor([&] { return control<QLabel>(dialog, "unlockPassphraseError").isVisible(); }));
    CHECK(dialog.isVisible());
    field.setText(QStringLiteral("the right one"));
    control<QAbstractButton>(dialog, "saveButton").click();
    REQUIRE(QTest::qWaitFor([&] { return !dialog.isVisible(); }));
    CHECK(day.gateway.status().vault == gateway::host::VaultState::Open);
    CHECK(field.text().isEmpty());
}

TEST_CASE("quitting with requests in progress asks, waits with the count and can be cut short")
{
    SampleDay day;
    dialogs::QuitDialog dialog(day.model, 10s);
    QSignalSpy waits(&dialog, &dialogs::QuitDialog::waitChosen);
    QSignalSpy stops(&dialog, &dialogs::QuitDialog::stopChosen);
    dialog.show();
    CHECK(control<QWidget>(dialog, "cancelButton").isVisible());
    control<QAbstractButton>(dialog, "waitButton").click();
    CHECK(waits.size() == 1);
    dialog.setWaiting(10s);
    CHECK_FALSE(control<QWidget>(dialog, "cancelButton").isVisible());
    QTest::keyClick(&dialog, Qt::Key_Escape);
    dialog.close();
    CHECK(dialog.isVisible()); // there is no way back
    control<QAbstractButton>(dialog, "stopButton").click();
    CHECK(stops.size() == 1);
}

TEST_CASE("quits when the last request ends while the question is open")
{
    SampleDay day;
    dialogs::QuitDialog dialog(day.model, 10s);
    QSignalSpy waits(&dialog, &dialogs::QuitDialog::waitChosen);
    dialog.show();
    const auto labels = dialog.findChildren<QLabel*>();
    CHECK(std::ranges::any_of(labels, [](const QLabel* label) { return label->text().startsWith(QStringLiteral("Signalbox quits when all requests have completed")); }));
    day.endRequests();
    CHECK(waits.size() == 1);
}

TEST_CASE("Cancel and Escape change nothing")
{
    SampleDay day;
    dialogs::QuitDialog dialog(day.model, 10s);
    QSignalSpy waits(&dialog, &dialogs::QuitDialog::waitChosen);
    dialog.show();
    QTest::keyClick(&dialog, Qt::Key_Escape);
    CHECK_FALSE(dialog.isVisible());
    CHECK(waits.isEmpty());
}

TEST_CASE("shows the system's state of start at login")
{
    SampleDay day;
    FakeAutostart autostart;
    pages::SettingsPage page(day.gateway, nullptr, &autostart);
    page.showRoom(QStringLiteral("desktop"));
    page.show();
    CHECK(autostart.looks == 1);
    auto& box = control<QCheckBox>(page, "settingAutostart");
    CHECK_FALSE(box.isChecked());
    box.click();
    CHECK(autostart.now == Autostart::State::On);
    autostart.set(false); // from outside
    CHECK_FALSE(box.isChecked());
}

TEST_CASE("reports when start at login is not supported")
{
    SampleDay day;
    pages::SettingsPage page(day.gateway);
    page.showRoom(QStringLiteral("desktop"));
    CHECK_FALSE(control<QCheckBox>(page, "settingAutostart").isEnabled());
}

TEST_CASE("each kind of notice has a switch")
{
    SampleDay day;
    pages::SettingsPage page(day.gateway);
    page.showRoom(QStringLiteral("desktop"));
    page.show();
    control<QCheckBox>(page, "settingNotice-fallback").click();
    REQUIRE(QTest::qWaitFor([&] { return day.gateway.settings().ui.muted == std::vector<std::string>{"fallback"}; }));
    control<QCheckBox>(page, "settingNotice-fallback").click();
    REQUIRE(QTest::qWaitFor([&] { return day.gateway.settings().ui.muted.empty(); }));
}

TEST_CASE("a notice in the window runs its action once and can be dismissed")
{
    SampleDay day;
    shell::MainWindow window(partsOf(day, nullptr));
    window.show();
    auto& notice = control<shell::Banner>(window, "notice");
    CHECK_FALSE(notice.isVisible());
    int calls = 0;
    const char* happened = "Something happened";
    const auto words = [&]() -> shell::NoticeWords { return {QString::fromLatin1(happened), QStringLiteral("Show")}; };
    window.showNotice(look::Status::Warn, words, [&] { ++calls; });
    CHECK(notice.isVisible());
    control<QAbstractButton>(notice, "bannerAction").click();
    CHECK(calls == 1);
    CHECK_FALSE(notice.isVisible());
    const auto sayAgain = [&](const char* text) { // as after a language change
        happened = text;
        QEvent event(QEvent::LanguageChange);
        QCoreApplication::sendEvent(&window, &event);
    };
    sayAgain("Es geschah etwas");
    CHECK_FALSE(notice.isVisible());
    window.showNotice(look::Status::Warn, words);
    CHECK(notice.accessibleName() == QStringLiteral("Es geschah etwas"));
    sayAgain("Etwas anderes");
    CHECK(notice.accessibleName() == QStringLiteral("Etwas anderes"));
    control<QAbstractButton>(notice, "bannerClose").click();
    CHECK_FALSE(notice.isVisible());
    CHECK(calls == 1);
}

TEST_CASE("withdraws only the notice of a subject")
{
    SampleDay day;
    shell::MainWindow window(partsOf(day, nullptr));
    window.show();
    const auto& notice = control<shell::Banner>(window, "notice");
    const auto words = []() -> shell::NoticeWords { return {QStringLiteral("Link not opened")}; };
    window.showNotice(look::Status::Warn, words, {}, QStringLiteral("link"));
    window.withdrawNotice(QStringLiteral("another"));
    CHECK(notice.isVisible());
    window.withdrawNotice(QStringLiteral("link"));
    CHECK_FALSE(notice.isVisible());
    window.showNotice(look::Status::Warn, words);
    window.withdrawNotice(QStringLiteral("link"));
    CHECK(notice.isVisible());
}

TEST_CASE("a link to another server says where the key goes and whether others could read it")
{
    struct Row {
        const char* address;
        bool isElsewhere;
        bool isPlain;
    };
    const auto row = GENERATE(values<Row>({
        {"https://api.elsewhere.example/v1", true, false},
        {"http://api.elsewhere.example/v1", true, true},
        {"http://192.168.1.5:8000/v1", true, true},
        {"http://localhost:8000/v1", true, false},
        {"http://127.0.0.1:8000/v1", true, false},
        {"", false, false},
    }));
    CAPTURE(row.address);
    SampleDay day;
    const dialogs::ImportLinkDialog dialog(day.gateway.entries.front(), QString::fromLatin1(row.address));
    const auto& problem = control<QLabel>(dialog, "formProblem");
    CHECK(problem.isHidden() != row.isElsewhere);
    CHECK(problem.text().contains(QStringLiteral("unencrypted")) == row.isPlain);
}

TEST_CASE("reports a hanging gateway and offers a restart")
{
    SampleDay day;
    shell::MainWindow window(partsOf(day, nullptr));
    window.show();
    QSignalSpy restarts(&window, &shell::MainWindow::restartRequested);
    day.gateway.m_status.isHung = true;
    Q_EMIT day.gateway.statusChanged();
    CHECK(day.model.statusName() == QStringLiteral("error"));
    for (auto* banner : window.findChildren<shell::Banner*>())
        if (banner->isVisible())
            control<QAbstractButton>(*banner, "bannerAction").click();
    CHECK(restarts.size() == 1);
    day.gateway.m_status.isHung = false;
    Q_EMIT day.gateway.statusChanged();
    CHECK(day.model.statusName() != QStringLiteral("error"));
}

TEST_CASE("pictures of the program's dialogs and notices")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
    };
    const auto row = GENERATE(values<Row>({
        {"light", look::Scheme::Light, "en"},
        {"dark", look::Scheme::Dark, "en"},
        {"zh-light", look::Scheme::Light, "zh_CN"},
        {"zh-dark", look::Scheme::Dark, "zh_CN"},
    }));
    const Setting setting(row.scheme, row.language);
    const auto name = [&](const char* what) { return std::string(what) + '-' + row.name; };
    SampleDay day;
    FakeAutostart autostart;
    dialogs::QuitDialog quit(day.model, 10s);
    quit.show();
    keep(quit, name("quit").c_str());
    quit.setWaiting(10s);
    keep(quit, name("quit-waiting").c_str());
    quit.hide();
    dialogs::ImportLinkDialog link(day.gateway.entries.front(), QStringLiteral("https://api.elsewhere.example/v1"));
    link.show();
    keep(link, name("link").c_str());
    dialogs::UnlockDialog unlock(day.gateway);
    unlock.show();
    keep(unlock, name("unlock").c_str());
    PortWorld taken(day);
    dialogs::PortDialog port(day.gateway);
    port.show();
    REQUIRE(QTest::qWaitFor([&] { return control<QAbstractButton>(port, "saveButton").isEnabled() && !taken.tools.wishes.empty(); }));
    keep(port, name("port").c_str());
    day.gateway.ports[8080].holder = gateway::host::PortHolder{.answer = {gateway::host::HolderAnswer::From::Signalbox, "0.2.0"}};
    dialogs::PortDialog another(day.gateway);
    another.show();
    REQUIRE(QTest::qWaitFor([&] { return control<QAbstractButton>(another, "saveButton").isEnabled(); }));
    keep(another, name("port-signalbox").c_str());
    dialogs::AddKeyDialog key(day.gateway, QString::fromStdString(day.gateway.settings().providers.front().id));
    key.open();
    control<QComboBox>(key, "providerKeyPlace").setCurrentIndex(1);
    keep(key, name("key-vault").c_str());
    shell::MainWindow window(partsOf(day, &autostart));
    window.resize(1280, 800);
    window.showPage(QStringLiteral("settings"));
    window.show();
    auto* page = qobject_cast<pages::SettingsPage*>(window.page(QStringLiteral("settings")));
    REQUIRE(page);
    page->showRoom(QStringLiteral("desktop"));
    window.showNotice(look::Status::Warn,
        []() -> shell::NoticeWords { return {QStringLiteral("Signalbox, started at 20 November, 14:02:31, ended unexpectedly."), QStringLiteral("Open the log")}; });
    keep(window, name("desktop-settings").c_str());
}

TEST_CASE("offers to ignore, retry or replace another keychain that holds the keys")
{
    SampleDay day;
    shell::MainWindow window(partsOf(day, nullptr));
    dialogs::KeychainDialog::ask(day.gateway, window);
    CHECK_FALSE(window.findChild<dialogs::KeychainDialog*>()); // nothing to ask
    day.gateway.m_status.keychainMove = gateway::host::KeychainMove{"KWallet", "Secret Service"};
    window.show();
    dialogs::KeychainDialog::ask(day.gateway, window);
    dialogs::KeychainDialog::ask(day.gateway, window);
    const auto open = window.findChildren<dialogs::KeychainDialog*>();
    REQUIRE(open.size() == 1);
    CHECK(open.front()->windowTitle() == QStringLiteral("The keys are in KWallet"));
    struct Row {
        const char* button;
        int refreshes;
        int taken;
    };
    const auto row = GENERATE(values<Row>({{"choice0", 0, 0}, {"choice1", 1, 0}, {"choice2", 0, 1}}));
    CAPTURE(row.button);
    auto* button = open.front()->findChild<QAbstractButton*>(QString::fromLatin1(row.button));
    REQUIRE(button);
    button->click();
    CHECK(day.gateway.refreshes == row.refreshes);
    CHECK(day.gateway.foundKeychains == row.taken);
}
