#include "catch.h"
#include "controls.h"
#include "first_run_world.h"
#include "records.h"
#include "stream_server.h"

#include "ui/models/roles.h"
#include "ui/wizard/client_step.h"
#include "ui/wizard/first_run_dialog.h"

#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

#include <chrono>
#include <optional>

using namespace ui;
using wizard::FirstRunDialog;
using wizard::Hop;

TEST_CASE("lists known clients above the shell lines")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Client);
    CHECK_FALSE(control(*world.dialog, "firstRunToolsCard").isVisible());
    QStandardItemModel tools(0, 1);
    world.dialog->clientStep().setTools(&tools);
    CHECK_FALSE(control(*world.dialog, "firstRunToolsCard").isVisible());
    tools.appendRow(new QStandardItem(QStringLiteral("Claude Code")));
    CHECK(control(*world.dialog, "firstRunToolsCard").isVisible());
    CHECK(world.text("stepSentence").starts_with("Set up a client found on this machine"));
    QSignalSpy chosen(&world.dialog->clientStep(), &wizard::ClientStep::toolChosen);
    auto& table = control<QTableView>(*world.dialog, "firstRunTools");
    world.button("setUpTool").click(); // the first client
    CHECK(chosen.count() == 1);
    table.setCurrentIndex(tools.index(0, 0));
    QTest::keyClick(&table, Qt::Key_Return);
    CHECK(chosen.count() == 2);
    world.dialog->clientStep().setTools(nullptr);
}

TEST_CASE("a client that was set up is offered for a change, and the focus moves on")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Client);
    QStandardItemModel tools(0, 1);
    world.dialog->clientStep().setTools(&tools);
    for (const char* id : {"claude-code", "codex"}) {
        auto* const tool = new QStandardItem(QString::fromLatin1(id));
        tool->setData(QString::fromLatin1(id), models::IdRole);
        tools.appendRow(tool);
    }
    CHECK(world.button("setUpTool").text() == QStringLiteral("Set up…"));
    world.button("setUpTool").setFocus();
    tools.item(1)->setData(true, models::SetUpRole); // elsewhere, such as on the command line
    CHECK(world.dialog->focusWidget() == &world.button("setUpTool"));
    world.button("setUpTool").click();
    tools.item(0)->setData(true, models::SetUpRole);
    CHECK(world.button("setUpTool").text() == QStringLiteral("Change…"));
    CHECK(world.dialog->focusWidget() == &world.button("nextButton"));
    world.button("setUpTool").setFocus();
    world.button("setUpTool").click();
    tools.item(0)->setData(true, models::SetUpRole);
    tools.item(0)->setData(QStringLiteral("last request: just now"), models::SecondLineRole);
    CHECK(world.dialog->focusWidget() == &world.button("setUpTool")); // nothing new
    world.dialog->clientStep().setTools(nullptr);
}

TEST_CASE("shows five clients at once and cuts no line")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Client);
    QStandardItemModel tools(0, 1);
    world.dialog->clientStep().setTools(&tools);
    for (int i = 0; i < 5; ++i) tools.appendRow(new QStandardItem(QStringLiteral("Tool %1").arg(i)));
    world.dialog->clientStep().setModel(QStringLiteral("a-model-with-a-name-").repeated(8)); // wrapped
    const auto& lines = control<QPlainTextEdit>(*world.dialog, "curlLines");
    const auto isWhole = [&] {
        return lines.viewport()->height() >= lines.document()->size().height() * lines.fontMetrics().lineSpacing()
            && lines.parentWidget()->rect().contains(lines.geometry());
    };
    CHECK(QTest::qWaitFor(isWhole));
    const auto& table = control<QTableView>(*world.dialog, "firstRunTools");
    CHECK(table.viewport()->rect().contains(table.visualRect(tools.index(4, 0))));
    CHECK(lines.document()->size().height() > 3);
    world.dialog->clientStep().setTools(nullptr);
}

TEST_CASE("shell lines contain the key that the gateway requires")
{
    FirstRunWorld world;
    world.gateway.m_settings.listen.requireKey = gateway::config::RequireKey::Always;
    world.open(FirstRunDialog::Client);
    CHECK(control<QPlainTextEdit>(*world.dialog, "curlLines").toPlainText().contains(QStringLiteral("Bearer $SIGNALBOX_KEY")));
    CHECK(control<QPlainTextEdit>(*world.dialog, "anthropicLines").toPlainText()
          == QStringLiteral("ANTHROPIC_BASE_URL=http://127.0.0.1:8080\nANTHROPIC_AUTH_TOKEN=$SIGNALBOX_KEY"));
}

TEST_CASE("a failed request marks its hop and offers a remedy")
{
    struct Row {
        const char* code;
        Hop hop;
        const char* remedy; ///< text of the button; empty: none
        int leadsTo;
        const char* title;
    };
    const auto row = GENERATE(values<Row>({
        {"invalid_consumer_key", Hop::Client, "", FirstRunDialog::Proof, "The gateway refused the client’s request"},
        {"gateway_paused", Hop::Gateway, "Resume gateway", FirstRunDialog::Proof, "The gateway did not accept the request"},
        {"model_not_found", Hop::Route, "Check provider", FirstRunDialog::Provider, "No provider for this request"},
        {"no_usable_target", Hop::Route, "Check provider", FirstRunDialog::Provider, "No provider for this request"},
        {"no_usable_key", Hop::Provider, "Check provider", FirstRunDialog::Provider, "The provider did not answer"},
        {"upstream_unreachable", Hop::Provider, "Check provider", FirstRunDialog::Provider, "The provider did not answer"},
        {"upstream_error", Hop::Provider, "Check provider", FirstRunDialog::Provider, "The provider did not answer"},
    }));
    CAPTURE(row.code);
    const QByteArray body = QByteArray("{\"error\":{\"message\":\"what the gateway says\",\"code\":\"") + row.code + "\"}}";
    StreamServer server({StreamServer::whole("HTTP/1.1 503 Service Unavailable\r\n", body)});
    FirstRunWorld world;
    world.listenAt(server);
    world.open(FirstRunDialog::Proof);
    world.button("sendForMe").click();
    REQUIRE(QTest::qWaitFor([&] { return !server.lastRequest().isEmpty(); }, 5000));
    server.next();
    REQUIRE(QTest::qWaitFor([&] { return world.text("stepTitle") == row.title; }, 5000));
    for (const Hop hop : {Hop::Client, Hop::Gateway, Hop::Route, Hop::Provider})
        CHECK(world.hop(hop) == (hop < row.hop ? look::Status::Ok : hop == row.hop ? look::Status::Error : look::Status::Idle));
    CHECK(world.button("sendForMe").text() == QStringLiteral("Try again"));
    CHECK_FALSE(world.text("proofHelp").empty());
    CHECK_FALSE(world.text("stepSentence").empty());
    CHECK(control<QPlainTextEdit>(*world.dialog, "proofAnswer").toPlainText() == QStringLiteral("what the gateway says"));
    CHECK_FALSE(world.button("nextButton").isEnabled());
    CHECK(world.memory().isDue(false));
    CHECK(world.button("proofRemedy").text() == QString::fromLatin1(row.remedy));
    CHECK(world.button("proofRemedy").isVisible() == (*row.remedy != '\0'));
    if (*row.remedy) world.button("proofRemedy").click();
    CHECK(world.dialog->currentStep() == row.leadsTo);
}

TEST_CASE("marks the gateway when it does not answer")
{
    FirstRunWorld world;
    world.gateway.m_status.urls.clear();
    Q_EMIT world.gateway.statusChanged();
    world.open(FirstRunDialog::Proof);
    world.button("sendForMe").click();
    CHECK(world.hop(Hop::Gateway) == look::Status::Error);
    world.button("proofRemedy").click();
    CHECK(world.dialog->currentStep() == FirstRunDialog::Gateway);
}

TEST_CASE("accepts a request of another program as proof")
{
    FirstRunWorld world;
    world.gateway.addProvider("deepseek");
    Q_EMIT world.gateway.settingsChanged();
    world.open(FirstRunDialog::Proof);
    auto failed = directRecord(world.clock.wallNow());
    failed.id = "r0";
    failed.outcome = gateway::usage::Outcome::Failed;
    failed.errorCode = "no_usable_key";
    world.gateway.finish(failed);
    CHECK(world.hop(Hop::Provider) == look::Status::Error);
    CHECK_FALSE(world.button("nextButton").isEnabled());
    auto cancelled = failed;
    cancelled.id = "r00";
    cancelled.outcome = gateway::usage::Outcome::Cancelled;
    cancelled.errorCode.clear();
    cancelled.clientName = "somebody who left";
    world.gateway.finish(cancelled);
    CHECK(world.hop(Hop::Provider) == look::Status::Error);
    auto estimated = directRecord(world.clock.wallNow()); // answered by the gateway alone, such as a token count
    estimated.id = "r000";
    estimated.provider.clear();
    estimated.attempts.clear();
    world.gateway.finish(estimated);
    CHECK(world.hop(Hop::Provider) == look::Status::Error);
    CHECK_FALSE(world.button("nextButton").isEnabled());

    world.gateway.finish(directRecord(world.clock.wallNow()));
    CHECK(world.text("stepTitle") == "It works: the request was answered");
    CHECK(world.text("stepSentence") == "Sent by Cursor.");
    CHECK(world.button("nextButton").isEnabled());
    CHECK_FALSE(world.memory().isDue(true));
    CHECK(world.text("proofTokens") == "unknown"); // it is not in the record
    CHECK(world.text("proofFirstToken") == "700 ms");
    world.button("nextButton").click();
    CHECK_FALSE(world.dialog->isVisible());
}

TEST_CASE("the last step says what closing the window does")
{
    struct Row {
        bool hasTray;
        bool keepsRunning;
        const char* said;
    };
    const auto row = GENERATE(values<Row>({
        {true, true, "Signalbox stays in the tray when you close its window."},
        {false, true, "This desktop has no tray. Closing the window minimises it. Start Signalbox again to show it."},
        {true, false, "Closing the window quits Signalbox. You can change this in Settings."},
        {false, false, "Closing the window quits Signalbox. You can change this in Settings."},
    }));
    CAPTURE(row.said);
    FirstRunWorld world;
    world.hasTray = row.hasTray;
    world.gateway.m_settings.ui.closeToTray = row.keepsRunning;
    world.open(FirstRunDialog::Proof);
    world.gateway.finish(directRecord(world.clock.wallNow()));
    CHECK(control(*world.dialog, "trayHint").isVisible());
    CHECK(world.text("trayHint") == row.said);
}

TEST_CASE("a client's request that was answered before the last step is proof")
{
    FirstRunWorld world;
    world.gateway.addProvider("deepseek");
    Q_EMIT world.gateway.settingsChanged();
    auto record = directRecord(world.clock.wallNow());
    record.consumer = "claude-code";
    record.askedModel = "claude-sonnet";
    SECTION("in the first run")
    {
        world.open(FirstRunDialog::Client);
        world.gateway.finish(record);
        world.button("nextButton").click();
    }
    SECTION("while the wizard was closed")
    {
        world.open(FirstRunDialog::Client);
        world.dialog.reset();
        auto older = record;
        older.askedModel = "an-older-one";
        record.startedAt += std::chrono::hours(1);
        world.gateway.ledgerTotals.emplace();
        world.gateway.ledgerRecords = {record, older};
        world.open(FirstRunDialog::Proof);
        REQUIRE(QTest::qWaitFor([&] { return world.text("stepTitle") != "Waiting for a request"; }));
    }
    CHECK(world.text("stepTitle") == "It works: the request was answered");
    CHECK_THAT(world.text("stepSentence"), Catch::StartsWith("Sent by Claude Code at "));
    CHECK(control<QPlainTextEdit>(*world.dialog, "proofAnswer").toPlainText()
          == QStringLiteral("Claude Code requested claude-sonnet, and DeepSeek answered with deepseek-chat. The content is not stored."));
    CHECK(world.hop(Hop::Provider) == look::Status::Ok);
    CHECK(world.dialog->focusWidget() == &world.button("nextButton"));
    CHECK_FALSE(world.memory().isDue(true));
}

TEST_CASE("requests that do not show that a client works are no proof")
{
    using gateway::usage::ExchangeRecord;
    struct Row {
        const char* name;
        void (*change)(ExchangeRecord& record);
    };
    const auto row = GENERATE(values<Row>({
        {"failed", [](ExchangeRecord& record) { record.outcome = gateway::usage::Outcome::Failed; }},
        {"by Signalbox itself", [](ExchangeRecord& record) { record.clientName = "signalbox"; }},
        {"answered by no model", [](ExchangeRecord& record) { record.dialect = "anthropic-count-tokens"; }},
        {"sent before the first run", [](ExchangeRecord& record) { record.startedAt -= std::chrono::seconds(1); }},
    }));
    const bool isInLedger = GENERATE(true, false);
    CAPTURE(row.name, isInLedger);
    FirstRunWorld world;
    auto record = directRecord(world.clock.wallNow());
    row.change(record);
    world.open(FirstRunDialog::Client);
    if (isInLedger) {
        world.gateway.ledgerTotals.emplace();
        world.gateway.ledgerRecords = {record};
    } else {
        world.gateway.finish(record);
    }
    world.button("nextButton").click();
    settleEvents();
    CHECK(world.text("stepTitle") == "Waiting for a request");
}

TEST_CASE("what was answered before a failure is no proof afterwards")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Proof);
    auto failed = directRecord(world.clock.wallNow());
    failed.outcome = gateway::usage::Outcome::Failed;
    failed.errorCode = "no_usable_key";
    world.gateway.ledgerTotals.emplace();
    world.gateway.ledgerRecords = {directRecord(world.clock.wallNow())};
    world.clock.advance(gateway::Milliseconds(1000));
    world.gateway.finish(failed);
    REQUIRE(world.hop(Hop::Provider) == look::Status::Error);
    world.button("backButton").click();
    world.button("nextButton").click();
    settleEvents();
    CHECK(world.hop(Hop::Provider) == look::Status::Error);
}

TEST_CASE("shows the tokens that the page of requests shows")
{
    struct Row {
        const char* name;
        gateway::protocol::UsageOrigin origin;
        std::optional<gateway::Tokens> cached;
        std::optional<gateway::Tokens> output;
        const char* shown;
    };
    using gateway::Tokens;
    using gateway::protocol::UsageOrigin;
    const auto row = GENERATE(values<Row>({
        {"reported", UsageOrigin::Reported, Tokens{1000}, Tokens{23}, "1,023"},
        {"estimated", UsageOrigin::Estimated, std::nullopt, Tokens{23}, "23, estimated"},
        {"incomplete", UsageOrigin::Reported, Tokens{12}, std::nullopt, "12"},
        {"unknown", UsageOrigin::Unknown, std::nullopt, std::nullopt, "unknown"},
    }));
    CAPTURE(row.name);
    FirstRunWorld world;
    world.open(FirstRunDialog::Proof);
    auto record = directRecord(world.clock.wallNow());
    record.tokens.origin = row.origin;
    record.tokens.cachedInput = row.cached;
    record.tokens.output = row.output;
    world.gateway.finish(record);
    CHECK(world.text("proofTokens") == row.shown);
}
