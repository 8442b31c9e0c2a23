#include "fake_tools.h"
#include "help_picture.h"
#include "pictures.h"
#include "records.h"
#include "sample_day.h"
#include "sample_ledger.h"
#include "stream_server.h"

#include "ui/dialogs/clients/consumer_dialog.h"
#include "ui/dialogs/clients/new_key_dialog.h"
#include "ui/models/formatter.h"
#include "ui/pages/clients/clients_page.h"
#include "ui/pages/tryit/try_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/status_label.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QTemporaryDir>

using namespace ui;
using namespace std::chrono_literals;
using gateway::config::ConsumerSettings;
using pages::ClientsPage;

namespace {

void fillConsumers(SampleDay& day, const QString& ledger)
{
    const auto add = [&](const char* name, std::vector<gateway::config::ConsumerKey> keys, std::vector<std::string> models, bool enabled) {
        ConsumerSettings made;
        made.name = name;
        made.enabled = enabled;
        made.keys = std::move(keys);
        made.models = std::move(models);
        day.gateway.m_settings.consumers.push_back(made);
    };
    const auto key = [](const char* hint, std::optional<std::string> ends, bool enabled) {
        return gateway::config::ConsumerKey{std::string(64, hint[6]), {}, hint, std::move(ends), enabled};
    };
    add("claude-code", {key("sb-...3fAb", {}, true), key("sb-...Q81z", "2026-12-31T20:00:00Z", true), key("sb-...0pLw", {}, false)}, {}, true);
    add("zed", {key("sb-...c41d", "2026-11-24T20:00:00Z", true)}, {"gpt-4o", "fast"}, true);
    add("continue", {key("sb-...77yT", {}, true)}, {}, true);
    add("ci", {key("sb-...Xk02", "2026-10-01T00:00:00Z", true)}, {"fast"}, true);
    add("old laptop", {key("sb-...m4mP", {}, true)}, {}, false);
    gateway::usage::RecordBatch batch;
    const auto request = [&](const char* id, const char* consumer, gateway::Milliseconds ago, std::int64_t tokens) {
        auto record = directRecord(day.clock.wallNow() - ago);
        record.id = id;
        record.consumer = consumer;
        record.tokens.origin = gateway::protocol::UsageOrigin::Reported;
        record.tokens.input = gateway::Tokens{tokens};
        batch.push_back(std::make_shared<const gateway::usage::ExchangeRecord>(record));
    };
    request("r1", "claude-code", 40s, 812'400);
    request("r2", "zed", 2h, 38'180);
    request("r3", "ci", 24h * 30, 1200);
    day.gateway.ledgerFile = ledger;
    SampleLedger::write(ledger, batch);
    Q_EMIT day.gateway.settingsChanged();
}

void fillTools(FakeTools& tools, SampleDay& day)
{
    const auto at = [&](gateway::Milliseconds ago) { return models::Formatter::local(day.clock.wallNow() - ago); };
    tools.files = {continueChange()};
    tools.isExact = false;
    tools.install("continue", "~/.continue");
    tools.install("cline", "~/.vscode/extensions/saoudrizwan.claude-dev-3.1");
    tools.install("cursor", "~/.config/Cursor");
    tools.setUpAt("claude-code", at(24h));
    tools.setUpAt("codex", at(5min));
    tools.setUpAt("zed", at(48h), gateway::clients::Drift::Ours);
    tools.state("claude-code").consumer = "claude-code";
    day.gateway.toolAccess = &tools;
}

/// An answer, and a failure after it.
void talk(pages::TryDialog& dialog, SampleDay& day, StreamServer& server)
{
    const auto ask = [&](const char* question, const QByteArray& answer, look::Status status) {
        server.answer("POST", answer);
        dialog.ask(QString::fromUtf8(question));
        REQUIRE(QTest::qWaitFor([&] { return dialog.findChildren<widgets::StatusLabel*>().last()->status() == status; }));
    };
    ask("What does a signal box do?",
        StreamServer::kHead
            + StreamServer::delta("A signal box sets points and signals, so that each train finds its way and no two of them meet on the same line. "
                                  "Whoever stands in it sees the whole station at once.")
            + StreamServer::kEnd,
        look::Status::Ok);
    auto record = directRecord(day.clock.wallNow());
    record.id = "r-1";
    record.cost = gateway::Money{gateway::Currency::Cny, 3'100'000'000};
    day.gateway.finish(record);
    ask("And who pays for it?",
        StreamServer::whole("HTTP/1.1 503 Service Unavailable\r\nx-signalbox-error: no_usable_key\r\nx-signalbox-route: deepseek\r\n",
            "{\"error\":{\"message\":\"Provider \\\"deepseek\\\" has no key that can be used: keychain:deepseek/main is locked.\",\"code\":\"no_usable_key\"}}"),
        look::Status::Error);
}

} // namespace

TEST_CASE("pictures of the clients")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        QSize size;
        const char* tool; ///< empty: any other program
        const char* press; ///< a control; empty: none
    };
    const auto row = GENERATE(values<Row>({
        {"clients-light", look::Scheme::Light, "en", {1280, 800}, "continue", ""},
        {"clients-dark", look::Scheme::Dark, "en", {1280, 800}, "continue", ""},
        {"clients-zh-light", look::Scheme::Light, "zh_CN", {1280, 800}, "continue", ""},
        {"clients-zh-dark", look::Scheme::Dark, "zh_CN", {1280, 800}, "cline", ""},
        {"clients-restore-light", look::Scheme::Light, "en", {1280, 800}, "zed", "restoreTool"},
        {"clients-cannot-light", look::Scheme::Light, "en", {1280, 800}, "cursor", ""},
        {"clients-other-light", look::Scheme::Light, "en", {1280, 800}, "", "otherPrograms"},
        {"clients-narrow", look::Scheme::Light, "en", {900, 600}, "continue", ""},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    const QTemporaryDir folder;
    FakeTools tools;
    SampleDay day;
    fillConsumers(day, folder.filePath(QStringLiteral("ledger.sqlite")));
    fillTools(tools, day);
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(row.size);
    window.showPage(QStringLiteral("clients"));
    window.show();
    auto* page = qobject_cast<ClientsPage*>(window.page(QStringLiteral("clients")));
    REQUIRE(page);
    settleEvents();
    if (*row.tool) page->selectTool(QString::fromLatin1(row.tool));
    settleEvents();
    if (*row.press) control<QAbstractButton>(*page, row.press).click();
    REQUIRE(QTest::qWaitFor([&] { return textOf(*page, "consumerToday") == "812,400"; }));
    settleEvents();
    keep(window, row.name);
}

TEST_CASE("pictures of the consumers")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        QSize size;
        bool isEmpty;
    };
    const auto row = GENERATE(values<Row>({
        {"consumers-light", look::Scheme::Light, "en", {1280, 800}, false},
        {"consumers-dark", look::Scheme::Dark, "en", {1280, 800}, false},
        {"consumers-zh-light", look::Scheme::Light, "zh_CN", {1280, 800}, false},
        {"consumers-narrow", look::Scheme::Light, "en", {900, 600}, false},
        {"consumers-empty-zh-dark", look::Scheme::Dark, "zh_CN", {1280, 800}, true},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    const QTemporaryDir folder;
    SampleDay day;
    if (!row.isEmpty) fillConsumers(day, folder.filePath(QStringLiteral("ledger.sqlite")));
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(row.size);
    window.showPage(QStringLiteral("clients"));
    window.show();
    auto* page = qobject_cast<ClientsPage*>(window.page(QStringLiteral("clients")));
    REQUIRE(page);
    page->showView(ClientsPage::View::Consumers);
    if (!row.isEmpty) REQUIRE(QTest::qWaitFor([&] { return textOf(*page, "consumerToday") == "812,400"; }));
    settleEvents();
    keep(window, row.name);
}

TEST_CASE("pictures of the dialogs of consumers")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        bool isKey;
    };
    const auto row = GENERATE(values<Row>({
        {"add-consumer-light", look::Scheme::Light, "en", false},
        {"add-consumer-zh-dark", look::Scheme::Dark, "zh_CN", false},
        {"new-key-light", look::Scheme::Light, "en", true},
        {"new-key-zh-dark", look::Scheme::Dark, "zh_CN", true},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    SampleDay day;
    std::unique_ptr<QDialog> dialog;
    if (row.isKey) {
        dialog = std::make_unique<dialogs::NewKeyDialog>(QStringLiteral("zed"), gateway::Secret("sb-NotARealKeyJustAsLongAsOneOfThem0123456789ab"));
    } else {
        dialog = std::make_unique<dialogs::ConsumerDialog>(day.gateway, QString(), QDate(2026, 11, 20));
        control<QComboBox>(*dialog, "consumerEnds").setCurrentIndex(4);
        control<QLineEdit>(*dialog, "consumerName").setText(QStringLiteral("anonymous"));
    }
    dialog->show();
    if (!row.isKey) control<QAbstractButton>(*dialog, "saveButton").click();
    keep(*dialog, row.name);
}

TEST_CASE("pictures of the panel that talks with models")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        bool isEmpty;
    };
    const auto row = GENERATE(values<Row>({
        {"try-light", look::Scheme::Light, "en", false},
        {"try-dark", look::Scheme::Dark, "en", false},
        {"try-zh-light", look::Scheme::Light, "zh_CN", false},
        {"try-empty-zh-dark", look::Scheme::Dark, "zh_CN", true},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    StreamServer server;
    SampleDay day;
    day.gateway.m_status.urls = {"http://127.0.0.1:" + std::to_string(server.base().port())};
    Q_EMIT day.gateway.statusChanged();
    pages::TryDialog dialog(day.model, day.gateway);
    dialog.show();
    if (!row.isEmpty) talk(dialog, day, server);
    keep(dialog, row.name);
}

// Writes into the source, beside the pictures of the other pages: `ui_page_pictures_tests "[.write-help]"`.
TEST_CASE("pictures of the help about clients", "[.write-help]")
{
    const auto* const language = GENERATE("en", "zh_CN");
    const Setting setting(look::Scheme::Light, language);
    const QTemporaryDir folder;
    FakeTools tools;
    SampleDay day;
    fillConsumers(day, folder.filePath(QStringLiteral("ledger.sqlite")));
    fillTools(tools, day);
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(900, 560);
    window.showPage(QStringLiteral("clients"));
    window.show();
    auto* page = qobject_cast<ClientsPage*>(window.page(QStringLiteral("clients")));
    REQUIRE(page);
    settleEvents();
    page->selectTool(QStringLiteral("continue"));
    REQUIRE(QTest::qWaitFor([&] { return textOf(*page, "consumerToday") == "812,400"; }));
    settleEvents();
    CHECK(keepForHelp(window, QStringLiteral(SIGNALBOX_HELP "/%1/clients.png").arg(QLatin1String(language))));
}

TEST_CASE("pictures of the help about the panel that talks with models", "[.write-help]")
{
    const auto* const language = GENERATE("en", "zh_CN");
    const Setting setting(look::Scheme::Light, language);
    StreamServer server;
    SampleDay day;
    day.gateway.m_status.urls = {"http://127.0.0.1:" + std::to_string(server.base().port())};
    Q_EMIT day.gateway.statusChanged();
    pages::TryDialog dialog(day.model, day.gateway);
    dialog.resize(760, 460);
    dialog.show();
    talk(dialog, day, server);
    settleEvents();
    CHECK(keepForHelp(dialog, QStringLiteral(SIGNALBOX_HELP "/%1/try.png").arg(QLatin1String(language))));
}
