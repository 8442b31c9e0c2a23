#include "long_texts.h"
#include "window_walk.h"

#include "catch.h"
#include "controls.h"
#include "fake_tools.h"
#include "language.h"
#include "records.h"
#include "sample_day.h"

#include "ui/dialogs/add_key_dialog.h"
#include "ui/dialogs/add_provider_dialog.h"
#include "ui/dialogs/clients/consumer_dialog.h"
#include "ui/dialogs/clients/new_key_dialog.h"
#include "ui/dialogs/clients/rename_consumer_dialog.h"
#include "ui/dialogs/edit_provider_dialog.h"
#include "ui/dialogs/failure_class_dialog.h"
#include "ui/dialogs/failure_rule_dialog.h"
#include "ui/dialogs/program/import_link_dialog.h"
#include "ui/dialogs/program/quit_dialog.h"
#include "ui/models/formatter.h"
#include "ui/pages/clients/clients_page.h"
#include "ui/pages/keeping/backup_dialogs.h"
#include "ui/pages/keeping/version_dialog.h"
#include "ui/pages/requests/replay_dialog.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/tryit/try_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_table.h"
#include "ui/widgets/status_label.h"
#include "ui/wizard/first_run_dialog.h"

#include <QDialog>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace ui;

namespace {

/// An afternoon with tools, consumers and keys, for every window.
struct Day : SampleDay {
    FakeTools tools;

    Day()
    {
        gateway.toolAccess = &tools;
        tools.files = {continueChange()};
        tools.install("continue", "~/.continue");
        tools.install("cline", "~/.vscode");
        tools.install("opencode", "~/.local/bin/opencode");
        tools.setUpAt("claude-code", models::Formatter::local(clock.wallNow()));
        gateway::config::ConsumerSettings consumer;
        consumer.name = "ide";
        consumer.keys = {{std::string(64, 'a'), {}, "sb-...3fAb", std::string("2026-12-31T20:00:00Z"), true}};
        gateway.m_settings.consumers = {consumer};
        gateway.m_settings.failures.rules.emplace_back().name = "own rule";
        Q_EMIT gateway.settingsChanged();
    }
};

void checkWindow(QWidget& window)
{
    REQUIRE(QTest::qWaitForWindowExposed(&window));
    settleEvents();
    QTest::qWait(0);
    for (const QString& problem : cutTexts(window)) FAIL_CHECK(problem.toStdString());
    for (const QString& problem : unheardControls(window)) FAIL_CHECK(problem.toStdString());
}

using Make = std::function<std::unique_ptr<QDialog>(Day&)>;
struct DialogRow {
    const char* name;
    Make make;
};

template <class Dialog, class... Arguments> std::unique_ptr<QDialog> made(Arguments&&... arguments)
{
    return std::make_unique<Dialog>(std::forward<Arguments>(arguments)...);
}

const char* const kOldText = "{\n  \"version\": 1,\n  \"listen\": {\"http_port\": 9090}\n}\n";
const char* const kNewText = "{\n  \"version\": 1,\n  \"listen\": {\"http_port\": 8080}\n}\n";

const std::vector<DialogRow>& dialogRows()
{
    static const std::vector<DialogRow> kRows{
        {"new key", [](Day&) { return made<dialogs::NewKeyDialog>(QStringLiteral("ide"), gateway::Secret("sb-NotARealKeyJustAsLongAsOneOfThem0123456789ab")); }},
        {"new consumer", [](Day& day) { return made<dialogs::ConsumerDialog>(day.gateway, QString(), QDate(2026, 11, 20)); }},
        {"a consumer", [](Day& day) { return made<dialogs::ConsumerDialog>(day.gateway, QStringLiteral("ide"), QDate(2026, 11, 20)); }},
        {"rename", [](Day& day) { return made<dialogs::RenameConsumerDialog>(day.gateway, QStringLiteral("ide")); }},
        {"add provider", [](Day& day) { return made<dialogs::AddProviderDialog>(day.gateway); }},
        {"edit provider", [](Day& day) { return made<dialogs::EditProviderDialog>(day.gateway, QStringLiteral("deepseek")); }},
        {"add key", [](Day& day) { return made<dialogs::AddKeyDialog>(day.gateway, QStringLiteral("deepseek")); }},
        {"failure rule", [](Day& day) { return made<dialogs::FailureRuleDialog>(day.gateway, QString()); }},
        {"failure class", [](Day& day) { return made<dialogs::FailureClassDialog>(day.gateway, gateway::config::FailureClass::Overloaded); }},
        {"quit", [](Day& day) { return made<dialogs::QuitDialog>(day.model, gateway::Milliseconds{10000}); }},
        {"link", [](Day& day) { return made<dialogs::ImportLinkDialog>(day.gateway.entries.front(), QStringLiteral("https://api.example.com/v1")); }},
        {"version", [](Day& day) { return made<pages::VersionDialog>(day.gateway, 3, QStringLiteral("Version of 20 November, 14:02:31"), gateway::host::ConfigEditing::Restorable{kOldText, 2}, kNewText, nullptr); }},
        {"export backup", [](Day& day) { return made<pages::ExportBackupDialog>(day.gateway, nullptr); }},
        {"replay", [](Day& day) { return made<pages::ReplayDialog>(directRecord(day.clock.wallNow()), day.model, day.gateway); }},
        {"try", [](Day& day) { return made<pages::TryDialog>(day.model, day.gateway); }},
    };
    return kRows;
}

} // namespace

TEST_CASE("texts grow by two fifths, and what is filled in stays")
{
    CHECK(LongTexts::of(QStringLiteral("Add %1 to the list")) == QStringLiteral("Aaddd %1 to tthee lisst"));
    const QString text = QStringLiteral("Every model name goes to the provider that has it");
    CHECK(LongTexts::of(text).size() * 10 >= text.size() * 13);
}

TEST_CASE("no page cuts a text that is 140 % long, and each control is heard")
{
    const LongTexts longer;
    const QSize size = GENERATE(QSize(1280, 800), QSize(1000, 800));
    const auto pages = shell::pageTable();
    const auto index = GENERATE_REF(range(std::size_t{0}, pages.size()));
    CAPTURE(pages[index].id, size.width());
    Day day;
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(size);
    window.showPage(QString::fromLatin1(pages[index].id));
    window.show();
    checkWindow(window);
}

TEST_CASE("no page cuts a text, a heading or a column in a small window, in either language")
{
    const char* const name = GENERATE("en", "zh_CN");
    const QSize size = GENERATE(QSize(1280, 800), QSize(1120, 700), QSize(1000, 700), QSize(900, 600), QSize(720, 600));
    const auto pages = shell::pageTable();
    const auto index = GENERATE_REF(range(std::size_t{0}, pages.size()));
    CAPTURE(name, pages[index].id, size.width());
    const Language language(name);
    Day day;
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(size);
    window.showPage(QString::fromLatin1(pages[index].id));
    window.show();
    checkWindow(window);
    for (const QString& problem : cutHeads(window)) FAIL_CHECK(problem.toStdString());
}

TEST_CASE("no room of the settings cuts a text or scrolls sideways in the smallest window, in either language")
{
    const char* const name = GENERATE("en", "zh_CN");
    const int width = GENERATE(1280, 900, 720);
    const char* const room = GENERATE("general", "gateway", "resilience", "proxy", "usage", "export", "keeping", "json", "log", "desktop", "doctor", "about");
    CAPTURE(name, room, width);
    const Language language(name);
    Day day;
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(width, 600);
    window.showSettings(QString::fromLatin1(room));
    window.show();
    checkWindow(window);
    for (const QString& problem : cutHeads(window)) FAIL_CHECK(problem.toStdString());
}

TEST_CASE("the longest word for a state stands in the strip of every window")
{
    const char* const name = GENERATE("en", "zh_CN");
    const int width = GENERATE(1280, 1150, 1100, 1050, 1000, 999, 900, 720);
    CAPTURE(name, width);
    const Language language(name);
    Day day;
    day.gateway.m_status.configInvalid = true;
    day.gateway.m_status.configIssues = {{gateway::config::Issue::Level::Error, "listen.http_port", "is missing"}};
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    Q_EMIT day.gateway.statusChanged();
    window.resize(width, 600);
    window.show();
    REQUIRE(QTest::qWaitForWindowExposed(&window));
    settleEvents();
    const auto& state = control<widgets::StatusLabel>(window, "state");
    CHECK(state.word() == (name == std::string_view("en") ? QStringLiteral("Configuration error") : QStringLiteral("配置有误")));
    const auto& strip = control(window, "strip");
    for (const QString& problem : cutHeads(strip) + cutTexts(strip)) FAIL_CHECK(problem.toStdString());
    for (const char* part : {"address", "pause", "search"}) {
        CHECK(control(window, part).geometry().left() > state.geometry().right());
        CHECK(control(window, part).geometry().right() <= strip.width());
    }
}

TEST_CASE("no part of the Clients page cuts a text that is 140 % long")
{
    const LongTexts longer;
    const char* const tool = GENERATE("claude-code", "continue", "cline", "opencode", "cursor", "curl", "spring-ai-1", "");
    CAPTURE(tool);
    Day day;
    day.tools.setVersion("opencode", "2.0.7");
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(1280, 800);
    window.showPage(QStringLiteral("clients"));
    window.show();
    settleEvents();
    auto* page = qobject_cast<pages::ClientsPage*>(window.page(QStringLiteral("clients")));
    REQUIRE(page);
    if (*tool) page->selectTool(QString::fromLatin1(tool));
    else page->showView(pages::ClientsPage::View::Consumers);
    checkWindow(window);
}

TEST_CASE("no dialog cuts a text that is 140 % long, and each control is heard")
{
    const LongTexts longer;
    const auto index = GENERATE(range(std::size_t{0}, dialogRows().size()));
    CAPTURE(dialogRows()[index].name);
    Day day;
    const auto dialog = dialogRows()[index].make(day);
    dialog->show();
    checkWindow(*dialog);
}

TEST_CASE("no dialog cuts a text, a heading or a hint, in either language")
{
    const char* const name = GENERATE("en", "zh_CN");
    const auto index = GENERATE(range(std::size_t{0}, dialogRows().size()));
    CAPTURE(name, dialogRows()[index].name);
    const Language language(name);
    Day day;
    const auto dialog = dialogRows()[index].make(day);
    dialog->show();
    checkWindow(*dialog);
    for (const QString& problem : cutHeads(*dialog) + cutHints(*dialog)) FAIL_CHECK(problem.toStdString());
}

TEST_CASE("no step of the first run cuts a text that is 140 % long")
{
    const LongTexts longer;
    const int step = GENERATE(range(0, static_cast<int>(wizard::FirstRunDialog::StepCount)));
    CAPTURE(step);
    Day day;
    wizard::FirstRunDialog dialog({day.model, day.gateway, {}, nullptr});
    dialog.showStep(step);
    dialog.show();
    checkWindow(dialog);
}
