#include "catch.h"
#include "controls.h"
#include "help_picture.h"
#include "outlast.h"
#include "pictures.h"
#include "records.h"
#include "sample_day.h"
#include "sample_ledger.h"

#include "ui/dialogs/add_provider_dialog.h"
#include "ui/dialogs/failure_class_dialog.h"
#include "ui/dialogs/failure_rule_dialog.h"
#include "ui/dialogs/routes/route_dialog.h"
#include "ui/dialogs/routes/target_dialog.h"
#include "ui/fields/forms/entry_dialog.h"
#include "ui/look/theme.h"
#include "ui/pages/data/backup_dialogs.h"
#include "ui/pages/outcome_strip.h"
#include "ui/pages/data/version_dialog.h"
#include "ui/pages/providers_page.h"
#include "ui/models/requests/request_list_model.h"
#include "ui/pages/requests/requests_page.h"
#include "ui/pages/routes/routes_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/support/help_window.h"
#include "ui/pages/usage/usage_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_table.h"
#include "ui/shell/palette/jump_field.h"

#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string_view>

using namespace ui;
using gateway::config::Next;
using gateway::host::KeyHealth;
using gateway::host::LogLine;
using pages::RoutesPage;

namespace {

void fillProviders(SampleDay& day)
{
    FakeGateway& gateway = day.gateway;
    gateway.addProvider("minimax");
    gateway.addProvider("gemini");
    gateway.addProvider("anthropic");
    gateway.m_settings.providers[1].keys.push_back({"spare", "env:DEEPSEEK_API_KEY", 1, true});
    gateway.m_settings.providers[0].enabled = false;
    gateway.m_settings.providers[1].sslVerify = false;
    gateway.setKeyHealth("minimax", KeyHealth::Locked);
    gateway.setKeyHealth("gemini", KeyHealth::Missing);
    const auto now = day.clock.wallNow();
    ::gateway::providers::KeyMeter meter;
    meter.provider = gateway.m_settings.providers[1].id;
    meter.key = gateway.m_settings.providers[1].keys.front().name;
    meter.balance = {{::gateway::Currency::Cny, 42'310'000'000'000}};
    meter.balanceAsOf = now - std::chrono::seconds{40};
    meter.limits = {{"requests", 1200, 1187, now + std::chrono::seconds{31}}};
    meter.limitsAsOf = now;
    gateway.keyMeters = {meter};
    auto record = fallbackRecord(day.clock.wallNow() - std::chrono::minutes{2});
    ::gateway::usage::Price price;
    price.terms.currency = ::gateway::Currency::Cny;
    price.terms.input = 2;
    price.terms.output = 8;
    for (auto& model : gateway.models["deepseek"]) {
        model.toolCall = true;
        gateway.prices[{"deepseek", std::string(model.id)}] = price;
    }
    gateway.ledgerRecords = {record, directRecord(day.clock.wallNow() - std::chrono::minutes{30})};
}

void fillRoutes(SampleDay& day)
{
    FakeGateway& gateway = day.gateway;
    gateway.explanation = explainedRequest(day.clock.wallNow());
    auto& settings = gateway.m_settings;
    gateway.addProvider("openai");
    const auto limit = [&gateway](const char* type, const char* id, int context, bool images) {
        for (auto& model : gateway.models.find(type)->second) {
            if (model.id != id) continue;
            model.context = context;
            model.toolCall = true;
            model.images = images;
        }
    };
    limit("deepseek", "deepseek-chat", 128000, true);
    limit("qwen", "qwen-plus", 128000, true);
    limit("qwen", "qwen-turbo", 32000, false);
    ::gateway::config::TargetSettings shared;
    shared.provider = "openai";
    shared.model = "gpt-4o";
    shared.priority = 2;
    shared.weight = 3;
    ::gateway::config::TargetSettings last;
    last.provider = "qwen";
    last.model = "qwen-turbo";
    last.priority = -1;
    auto& drawn = settings.routes[0];
    drawn.match.models = {{::gateway::config::TextMatch::Kind::Prefix, "gpt-4o"}};
    drawn.match.consumers = {"ide"};
    drawn.targets[0].priority = 2;
    drawn.targets[0].weight = 7;
    drawn.targets[0].model = "deepseek-chat";
    drawn.targets[1].model = "qwen-plus";
    drawn.targets.push_back(shared);
    drawn.targets.push_back(last);
    gateway.setKeyHealth("openai", KeyHealth::Missing);
    ::gateway::routing::Rest rest;
    rest.provider = "deepseek";
    rest.failure = ::gateway::config::FailureClass::RateLimited;
    rest.until = day.clock.wallNow() + std::chrono::seconds{42};
    gateway.setRests({rest});
    gateway.ledgerRecords = {directRecord(day.clock.wallNow())};
    settings.routes[1].match.traits = {{.tools = true}};
    settings.routes[2].targets[0].priority = 0;
    settings.routes[3].enabled = false;
    settings.consumers.push_back({"ide", true, {}, {}, {}});
    settings.failures.rules = ownRules();
    settings.failures.classes = {{"overloaded", {Next::NextTarget, {}, {}, 30000}}, {"content_filtered", {Next::GiveUp, {}, {}, {}}}};
    gateway.m_status.configIssues = {{gateway::config::Issue::Level::Warning, "routes[2]", "takes no request that \"gpt-4o\" (routes[0]) does not take before it"}};
    Q_EMIT gateway.settingsChanged();
    Q_EMIT gateway.statusChanged();
}

void fillVersions(SampleDay& day)
{
    using ::gateway::config::Author;
    using Kind = ::gateway::config::ChangedPart::Kind;
    const auto now = day.clock.wallNow();
    day.gateway.edits.versions = {{5, now - std::chrono::minutes(3), Author::Window, false, {{Kind::Changed, "routes.gpt-4o.targets"}}},
        {4, now - std::chrono::hours(2), Author::File, false, {{Kind::Added, "providers.qwen"}, {Kind::Added, "routes.cheap"}, {Kind::Changed, "listen.http_port"}, {Kind::Changed, "ui.theme"}}},
        {3, now - std::chrono::hours(5), Author::Command, false, {{Kind::Added, "consumers.ide"}}},
        {2, now - std::chrono::hours(30), Author::Backup, false, {{Kind::Removed, "routes.old"}}},
        {1, now - std::chrono::hours(90), Author::File, true, {}}};
}

std::vector<LogLine> logLines(gateway::WallTime now)
{
    std::vector<LogLine> lines;
    const auto add = [&](int seconds, int level, const char* room, const char* text) {
        lines.push_back({now - std::chrono::seconds{seconds}, level, room, text});
    };
    add(300, 1, "gateway.host", "listening on http://127.0.0.1:8080 and http://[::1]:8080");
    add(200, 1, "gateway.exchange", "7f3a gpt-4o -> deepseek/deepseek-chat 200 in 6.1 s, 12040 tokens");
    add(120, 2, "gateway.exchange", "7f3b gpt-4o -> deepseek 429, next target qwen/qwen-plus");
    add(112, 1, "gateway.exchange", "7f3b gpt-4o -> qwen/qwen-plus 200 in 8.8 s, 38180 tokens");
    add(60, 3, "gateway.secrets", "keychain:minimax/main: the keychain is locked");
    add(5, 0, "gateway.http", "connection 41 closed by the client");
    return lines;
}

std::vector<::gateway::host::Finding> findings()
{
    using ::gateway::host::Check;
    using ::gateway::host::Outcome;
    return {
        {Check::Configuration, Outcome::Ok, {}, {"The configuration is valid."}},
        {Check::Ports, Outcome::Ok, {}, {"Signalbox answers at %1 in %2 ms.", {"http://127.0.0.1:8080", "1"}}},
        {Check::Ports, Outcome::Ok, {}, {"Signalbox answers at %1 in %2 ms.", {"http://[::1]:8080", "1"}}},
        {Check::Certificate, Outcome::Ok, {}, {"The certificate is valid for %1 until %2.", {"127.0.0.1, ::1, localhost", "2027-12-24"}}},
        {Check::Keychain, Outcome::Ok, {}, {"The keychain works: an entry was stored, read and deleted."}},
        {Check::Keys, Outcome::Problem, "minimax/main", {"Key %1 does not exist.", {"keychain:minimax/main"}}, {"Enter the key again on the Providers page, or with: signalboxd key set %1", {"minimax/main"}}},
        {Check::Proxy, Outcome::Ok, {}, {"Proxy %1 is used for %2.", {"127.0.0.1:7890", "gemini, openai"}}},
        {Check::Environment, Outcome::Notice, "OPENAI_BASE_URL", {"%1 points clients to %2 instead of this gateway.", {"OPENAI_BASE_URL", "https://api.openai.com"}},
            {"It overrides the clients’ own settings. Remove it from your shell profile, or set it to this gateway’s address."}},
        {Check::Providers, Outcome::Ok, "deepseek", {"%1 is reachable: connected in %2 ms, TLS in %3 ms, answered in %4 ms.", {"https://api.deepseek.com", "38", "41", "96"}}},
        {Check::Providers, Outcome::Problem, "gemini", {"%1 cannot be reached through the proxy %2: %3.", {"https://generativelanguage.googleapis.com", "http://127.0.0.1:7890", "the proxy refused the connection"}},
            {"Start the proxy, or choose another proxy or none for this provider."}},
        {Check::Clock, Outcome::Ok, {}, {"The clock agrees with %1.", {"deepseek"}}},
        {Check::Ledger, Outcome::Ok, {}, {"The ledger is intact. Its size is %1.", {"48 MB"}}},
        {Check::Disk, Outcome::Ok, {}, {"The disk with the data folder has %1 left.", {"91.2 GB"}}},
    };
}

} // namespace

TEST_CASE("pictures of the providers page")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        int width;
        bool isEmpty;
    };
    const auto row = GENERATE(values<Row>({
        {"providers-light", look::Scheme::Light, "en", 1280, false},
        {"providers-dark", look::Scheme::Dark, "en", 1280, false},
        {"providers-zh-light", look::Scheme::Light, "zh_CN", 1280, false},
        {"providers-narrow", look::Scheme::Light, "en", 900, false},
        {"providers-empty-dark", look::Scheme::Dark, "en", 1280, true},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    SampleDay day;
    const QTemporaryDir folder;
    if (row.isEmpty) {
        day.gateway.m_settings = gateway::config::demoSettings();
        day.gateway.engines = {{"ollama", "http://127.0.0.1:11434/v1", {"a", "b", "c", "d"}}};
        Q_EMIT day.gateway.settingsChanged();
    } else {
        fillProviders(day);
        day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
        SampleLedger::write(day.gateway.ledgerFile, SampleLedger::requests(day.clock.wallNow(), 2));
    }
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(row.width, 800);
    window.showPage(QStringLiteral("providers"));
    window.show();
    settleEvents();
    if (auto* page = qobject_cast<pages::ProvidersPage*>(window.page(QStringLiteral("providers")))) page->selectProvider(QStringLiteral("deepseek"));
    auto* strip = window.findChild<pages::OutcomeStrip*>(QStringLiteral("providerDay"));
    if (!row.isEmpty && row.width > 1000) REQUIRE((strip && QTest::qWaitFor([strip] { return !strip->parts().empty(); }, 20000)));
    keep(window, row.name);
}

TEST_CASE("pictures of several selected rows")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        const char* page;
        const char* list;
        int width;
    };
    const auto row = GENERATE(values<Row>({
        {"several-providers-light", look::Scheme::Light, "en", "providers", "providersList", 1280},
        {"several-providers-zh-dark", look::Scheme::Dark, "zh_CN", "providers", "providersList", 1280},
        {"several-routes-light", look::Scheme::Light, "en", "routes", "routeList", 1280},
        {"several-providers-narrow", look::Scheme::Light, "en", "providers", "providersList", 900},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    SampleDay day;
    fillProviders(day);
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(row.width, 800);
    window.showPage(QString::fromLatin1(row.page));
    window.show();
    settleEvents();
    auto& list = control<QTableView>(window, row.list);
    list.setFocus();
    if (list.isSortingEnabled()) list.sortByColumn(0, Qt::AscendingOrder);
    list.selectAll();
    if (row.width < 1000) QTest::keyClick(&list, Qt::Key_Return);
    settleEvents();
    keep(window, row.name);
}

TEST_CASE("pictures of the settings")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        const char* room;
    };
    const auto row = GENERATE(values<Row>({
        {"settings-light", look::Scheme::Light, "en", "general"},
        {"settings-zh-dark", look::Scheme::Dark, "zh_CN", "general"},
        {"backup-light", look::Scheme::Light, "en", "data"},
        {"backup-dark", look::Scheme::Dark, "en", "data"},
        {"backup-zh-light", look::Scheme::Light, "zh_CN", "data"},
        {"json-light", look::Scheme::Light, "en", "json"},
        {"json-zh-dark", look::Scheme::Dark, "zh_CN", "json"},
        {"log-light", look::Scheme::Light, "en", "log"},
        {"log-dark", look::Scheme::Dark, "en", "log"},
        {"doctor-light", look::Scheme::Light, "en", "doctor"},
        {"doctor-zh-dark", look::Scheme::Dark, "zh_CN", "doctor"},
        {"about-light", look::Scheme::Light, "en", "about"},
        {"about-zh-dark", look::Scheme::Dark, "zh_CN", "about"},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    SampleDay day;
    day.gateway.log = logLines(day.clock.wallNow());
    fillVersions(day);
    day.gateway.findings = findings();
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(1280, 800);
    window.showPage(QStringLiteral("settings"));
    window.show();
    auto* page = qobject_cast<pages::SettingsPage*>(window.page(QStringLiteral("settings")));
    REQUIRE(page);
    page->showRoom(QString::fromLatin1(row.room));
    settleEvents();
    if (std::string_view(row.room) == "json") {
        auto& editor = control<QPlainTextEdit>(*page, "jsonEditor");
        editor.setPlainText(editor.toPlainText().replace(QStringLiteral("\"version\": 1"), QStringLiteral("\"version\": \"1\"")));
        REQUIRE(QTest::qWaitFor([&] { return control<QTableView>(*page, "jsonIssues").isVisible(); }));
    }
    if (std::string_view(row.room) == "data") {
        auto next = day.gateway.settings();
        next.ui.theme = "dark";
        day.gateway.change(next, [](const ::gateway::Result<void>&) {});
        settleEvents();
    }
    if (day.gateway.examining) day.gateway.examining();
    keep(window, row.name);
}

TEST_CASE("pictures of the compare and restore dialogs")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
    };
    const auto row = GENERATE(values<Row>({{"light", look::Scheme::Light, "en"}, {"zh-dark", look::Scheme::Dark, "zh_CN"}}));
    const Setting setting(row.scheme, row.language);
    FakeGateway gateway;
    const std::string now = "{\n  \"version\": 1,\n  \"listen\": {\n    \"http_port\": 8080\n  },\n  \"providers\": [\n  ]\n}\n";
    const std::string then = "{\n  \"version\": 1,\n  \"listen\": {\n    \"http_port\": 9090\n  },\n  \"providers\": [\n  ]\n}\n";
    pages::VersionDialog version(gateway, 3, QStringLiteral("Version of 20 November, 14:02:31"), {then, 2}, now, nullptr);
    version.show();
    keep(version, (std::string("version-") + row.name).c_str());
    pages::ExportBackupDialog out(gateway, nullptr);
    out.show();
    control<QAbstractButton>(out, "backupSecrets").setChecked(true);
    keep(out, (std::string("export-backup-") + row.name).c_str());
    ::gateway::host::BackupContents contents;
    contents.madeAt = ::gateway::WallTime(std::chrono::seconds(1763647351));
    contents.madeBy = "0.1.0";
    contents.hasConfiguration = true;
    contents.changes = ::gateway::config::changedParts(now, then);
    contents.versions = 12;
    contents.secrets = {"keychain:deepseek/main", "keychain:qwen/main", "vault:kimi/main"};
    contents.hasUsage = true;
    pages::PutBackDialog in(gateway, contents, nullptr);
    in.show();
    keep(in, (std::string("put-back-") + row.name).c_str());
}

TEST_CASE("pictures of the add provider dialog")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        bool isRefused;
    };
    const auto row = GENERATE(values<Row>({
        {"add-provider-light", look::Scheme::Light, "en", false},
        {"add-provider-dark", look::Scheme::Dark, "en", true},
        {"add-provider-zh-light", look::Scheme::Light, "zh_CN", false},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    FakeGateway gateway;
    dialogs::AddProviderDialog dialog(gateway);
    dialog.show();
    REQUIRE(QTest::qWaitForWindowExposed(&dialog));
    auto& search = control<QLineEdit>(dialog, "providerSearch");
    QTest::keyClicks(&search, QStringLiteral("mini"));
    control<QLineEdit>(dialog, "providerKey").setText(QStringLiteral("sk-not-a-real-key-1234"));
    control<QPushButton>(dialog, "testButton").click();
    REQUIRE(gateway.probes.size() == 1);
    auto result = refusedProbe(row.isRefused ? 401 : 200, "Incorrect API key provided. Find yours on the keys page of your account");
    result.ok = !row.isRefused;
    result.models = 8;
    result.firstToken = gateway::Milliseconds{660};
    gateway.answerProbe(result);
    if (row.isRefused) control<QLineEdit>(dialog, "providerName").setText(QStringLiteral("demo"));
    if (row.isRefused) control<QPushButton>(dialog, "addButton").click();
    search.setFocus();
    keep(dialog, row.name);
}

// Each page in the most common window sizes and the smallest ones, for comparison in both languages and themes.
TEST_CASE("pictures of every page in each size and language and theme")
{
    const char* const language = GENERATE("en", "zh_CN");
    const look::Scheme scheme = GENERATE(look::Scheme::Light, look::Scheme::Dark);
    const QSize size = GENERATE_COPY(filter([=](const QSize& one) { return scheme == look::Scheme::Light || one.width() > 1000; },
        values({QSize(1280, 800), QSize(1920, 1080), QSize(900, 600), QSize(720, 600)})));
    const auto pages = shell::pageTable();
    const auto index = GENERATE_REF(range(std::size_t{0}, pages.size()));
    CAPTURE(language, size.width(), pages[index].id);
    const Setting setting(scheme, language);
    SampleDay day;
    fillRoutes(day);
    const QTemporaryDir folder;
    day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(day.gateway.ledgerFile, SampleLedger::requests(day.clock.wallNow(), 1));
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(size);
    window.showPage(QString::fromLatin1(pages[index].id));
    window.show();
    if (auto* requests = qobject_cast<pages::RequestsPage*>(window.page(QStringLiteral("requests")))) REQUIRE(QTest::qWaitFor([&] { return requests->list().rowCount() > 0 && !requests->list().isLoading(); }, 20000));
    if (auto* usage = qobject_cast<pages::UsagePage*>(window.page(QStringLiteral("usage")))) REQUIRE(QTest::qWaitFor([usage] { return !usage->isLoading(); }, 20000));
    const QString theme = scheme == look::Scheme::Dark ? QStringLiteral("-dark") : QString();
    keep(window, QStringLiteral("page-%1-%2-%3%4").arg(QLatin1String(pages[index].id)).arg(size.width()).arg(QLatin1String(language), theme).toLatin1().constData());
}

TEST_CASE("pictures of the routes page")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        QSize size;
        RoutesPage::View view;
        const char* press; ///< a control; empty: none
    };
    const auto row = GENERATE(values<Row>({
        {"routes-light", look::Scheme::Light, "en", {1280, 800}, RoutesPage::View::Routes, "explainButton"},
        {"routes-dark", look::Scheme::Dark, "en", {1280, 800}, RoutesPage::View::Routes, "explainButton"},
        {"routes-zh-dark", look::Scheme::Dark, "zh_CN", {1280, 800}, RoutesPage::View::Routes, "explainButton"},
        {"routes-narrow", look::Scheme::Light, "en", {900, 600}, RoutesPage::View::Routes, ""},
        {"routes-narrow-zh", look::Scheme::Dark, "zh_CN", {900, 600}, RoutesPage::View::Routes, ""},
        {"routes-explain-small", look::Scheme::Light, "en", {720, 480}, RoutesPage::View::Routes, "routesSide"},
        {"rules-light", look::Scheme::Light, "en", {1280, 800}, RoutesPage::View::Rules, "judgeButton"},
        {"rules-zh-light", look::Scheme::Light, "zh_CN", {1280, 800}, RoutesPage::View::Rules, "judgeButton"},
        {"rules-built-in-dark", look::Scheme::Dark, "en", {1280, 800}, RoutesPage::View::Rules, "discloseRules"},
        {"classes-light", look::Scheme::Light, "en", {1280, 800}, RoutesPage::View::Classes, "judgeButton"},
        {"classes-dark", look::Scheme::Dark, "en", {1280, 800}, RoutesPage::View::Classes, "judgeButton"},
        {"classes-zh-light", look::Scheme::Light, "zh_CN", {1280, 800}, RoutesPage::View::Classes, "judgeButton"},
        {"classes-small", look::Scheme::Light, "en", {720, 480}, RoutesPage::View::Classes, "resetClass"},
        {"rules-try-small", look::Scheme::Dark, "zh_CN", {720, 480}, RoutesPage::View::Rules, "routesSide"},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    SampleDay day;
    fillRoutes(day);
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(row.size);
    window.showPage(QStringLiteral("routes"));
    window.show();
    settleEvents();
    auto* page = qobject_cast<RoutesPage*>(window.page(QStringLiteral("routes")));
    REQUIRE(page);
    page->selectRoute(QStringLiteral("gpt-4o"));
    page->showView(row.view);
    control<QTableView>(*page, "failureClasses").selectRow(static_cast<int>(gateway::config::FailureClass::Overloaded));
    if (*row.press) control<QAbstractButton>(*page, row.press).click();
    settleEvents();
    keep(window, row.name);
}

TEST_CASE("pictures of the route dialogs")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        const char* what;
    };
    const auto row = GENERATE(values<Row>({
        {"route-new-light", look::Scheme::Light, "en", "new"},
        {"route-light", look::Scheme::Light, "en", "all"},
        {"route-zh-dark", look::Scheme::Dark, "zh_CN", "all"},
        {"route-target-light", look::Scheme::Light, "en", "target"},
        {"route-target-zh-dark", look::Scheme::Dark, "zh_CN", "target"},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    SampleDay day;
    fillRoutes(day);
    const QString route = QStringLiteral("gpt-4o");
    const std::string_view what = row.what;
    std::unique_ptr<QDialog> dialog;
    if (what == "new") dialog = std::make_unique<dialogs::RouteDialog>(day.gateway);
    else if (what == "all") dialog = std::make_unique<fields::EntryDialog>(day.gateway, fields::EntryDialog::Kind::Route, route);
    else dialog = std::make_unique<dialogs::TargetDialog>(day.gateway, route, 1U);
    dialog->show();
    if (what == "new") control<QPushButton>(*dialog, "saveButton").click();
    keep(*dialog, row.name);
}

TEST_CASE("pictures of the failure rule dialog")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
    };
    const auto row = GENERATE(values<Row>({
        {"failure-rule-light", look::Scheme::Light, "en"},
        {"failure-rule-zh-dark", look::Scheme::Dark, "zh_CN"},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    SampleDay day;
    fillRoutes(day);
    dialogs::FailureRuleDialog dialog(day.gateway, QStringLiteral("team-plan-used"));
    dialog.show();
    control<QLineEdit>(dialog, "ruleStatuses").setText(QStringLiteral("4x"));
    control<QPushButton>(dialog, "saveButton").click();
    keep(dialog, row.name);
}

TEST_CASE("pictures of the failure class dialog")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
    };
    const auto row = GENERATE(values<Row>({
        {"failure-class-light", look::Scheme::Light, "en"},
        {"failure-class-zh-dark", look::Scheme::Dark, "zh_CN"},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    SampleDay day;
    fillRoutes(day);
    dialogs::FailureClassDialog dialog(day.gateway, gateway::config::FailureClass::Overloaded);
    dialog.show();
    keep(dialog, row.name);
}

TEST_CASE("pictures of the help and of the palette")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        const char* typed; ///< null: the help
    };
    const auto row = GENERATE(values<Row>({
        {"help-light", look::Scheme::Light, "en", nullptr},
        {"help-zh-dark", look::Scheme::Dark, "zh_CN", nullptr},
        {"palette-light", look::Scheme::Light, "en", "open"},
        {"palette-zh-dark", look::Scheme::Dark, "zh_CN", ""},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    SampleDay day;
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(1280, 800);
    window.show();
    window.activateWindow();
    if (!row.typed) {
        window.showHelp(QStringLiteral("providers"));
        return keep(*window.findChild<pages::HelpWindow*>(), row.name);
    }
    REQUIRE(QTest::qWaitForWindowActive(&window));
    auto& field = control<shell::JumpField>(window, "search");
    field.open();
    field.setText(QString::fromUtf8(row.typed));
    keep(window, row.name);
}

// Writes the pictures of the help into the source: `ui_page_pictures_tests "[.write-help]"`.
TEST_CASE("pictures of the help", "[.write-help]")
{
    const auto* const language = GENERATE("en", "zh_CN");
    const auto* const id = GENERATE("overview", "providers", "routes", "usage", "requests", "settings");
    const Setting setting(look::Scheme::Light, language);
    const QTemporaryDir folder;
    SampleDay day;
    if (std::string(id) == "routes") fillRoutes(day);
    else fillProviders(day);
    day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(day.gateway.ledgerFile, SampleLedger::requests(day.clock.wallNow(), 1));
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(900, 560);
    window.showPage(QString::fromLatin1(id));
    window.show();
    REQUIRE(QTest::qWaitForWindowExposed(&window));
    if (auto* settings = qobject_cast<pages::SettingsPage*>(window.page(QStringLiteral("settings")))) {
        day.gateway.findings = findings();
        settings->showRoom(QStringLiteral("doctor"));
        day.gateway.examining();
    }
    outlast(std::chrono::milliseconds{500}); // the pages query after a pause
    bool isAnswered = false;
    day.gateway.requestSearch()->count({}, 0, 1, &window, [&](const auto&) { isAnswered = true; }); // answers arrive in order
    REQUIRE(QTest::qWaitFor([&] { return isAnswered; }, 20000));
    settleEvents();
    CHECK(keepForHelp(window, QStringLiteral(SIGNALBOX_HELP "/%1/%2.png").arg(QLatin1String(language), QLatin1String(id))));
}
