#include "catch.h"
#include "controls.h"
#include "fake_autostart.h"
#include "fake_gateway.h"
#include "language.h"
#include "manual_clock.h"
#include "records.h"
#include "stream_server.h"

#include "ui/models/gateway_model.h"
#include "ui/widgets/status_label.h"
#include "ui/wizard/client_step.h"
#include "ui/wizard/first_run_dialog.h"
#include "ui/wizard/hop_line.h"

#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;
using gateway::ErrorKind;
using wizard::FirstRunDialog;
using wizard::FirstRunMemory;
using wizard::Hop;

namespace {

/// A first run on a gateway that listens.
struct FirstRunWorld {
    Language language{"en"};
    ManualClock clock;
    FakeGateway gateway;
    models::GatewayModel model{clock};
    QTemporaryDir folder;
    std::unique_ptr<FirstRunDialog> dialog;

    FirstRunWorld()
    {
        gateway.setRunning();
        model.attach(gateway);
    }
    QString stateFile() const { return folder.filePath(QStringLiteral("window.ini")); }
    FirstRunMemory memory() const { return FirstRunMemory(stateFile()); }
    void open(int step = -1, models::Autostart* autostart = nullptr)
    {
        dialog = std::make_unique<FirstRunDialog>(FirstRunDialog::Parts{model, gateway, stateFile(), autostart});
        if (step >= 0) dialog->showStep(step);
        dialog->open();
        REQUIRE(QTest::qWaitForWindowActive(dialog.get()));
        settleEvents();
    }
    QPushButton& button(const char* name) const { return control<QPushButton>(*dialog, name); }
    widgets::StatusLabel& status(const char* name) const { return control<widgets::StatusLabel>(*dialog, name); }
    std::string text(const char* name) const { return textOf(*dialog, name); }
    look::Status hop(Hop one) const { return control<wizard::HopLine>(*dialog, "hops").state(one); }
    void key(Qt::Key which) const
    {
        QTest::keyClick(dialog->focusWidget(), which);
        settleEvents();
    }
    void listenAt(const StreamServer& server)
    {
        gateway.m_status.urls = {"http://127.0.0.1:" + std::to_string(server.base().port())};
        Q_EMIT gateway.statusChanged();
    }
};

gateway::host::PortFinding takenPort(const char* program, int pid)
{
    gateway::host::PortFinding finding;
    finding.port = 8080;
    finding.nextFree = 8081;
    if (pid > 0) finding.holder = gateway::host::PortHolder{pid, program, program};
    return finding;
}

} // namespace

TEST_CASE("the first run is due where nothing is configured, and until it has an end")
{
    const QTemporaryDir folder;
    const FirstRunMemory memory(folder.filePath(QStringLiteral("window.ini")));
    CHECK(memory.isDue(true));
    CHECK_FALSE(memory.isDue(false)); // somebody who has had it for long
    memory.setStep(3);
    CHECK(memory.isDue(false));
    CHECK(memory.step() == 3);
    memory.setEnd(GENERATE(FirstRunMemory::End::Proven, FirstRunMemory::End::Declined));
    CHECK_FALSE(memory.isDue(true));
    CHECK(memory.step() == 0);
    CHECK_FALSE(FirstRunMemory({}).isDue(true));
}

TEST_CASE("from the language to the first answer by the Enter key alone, without any key of a provider")
{
    StreamServer server({StreamServer::kHead, StreamServer::delta("Hello from the demo."),
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":34}}\n\ndata: [DONE]\n\n"});
    FirstRunWorld world;
    world.listenAt(server);
    world.open();
    CHECK(world.text("stepTitle") == "Welcome to Signalbox");
    CHECK(world.text("firstRunData").find("signalbox") != std::string::npos);
    world.button("nextButton").setFocus();
    world.key(Qt::Key_Return);
    CHECK(world.text("stepTitle") == "The gateway is ready");
    REQUIRE(QTest::qWaitFor([&] { return world.status("keychainStatus").status() == look::Status::Ok; }));
    REQUIRE(world.dialog->focusWidget() == &world.button("nextButton"));
    world.key(Qt::Key_Return);
    CHECK(world.text("stepTitle") == "Who answers");
    CHECK(world.button("nextButton").text() == QStringLiteral("Go on with the demo"));
    world.button("nextButton").setFocus();
    world.key(Qt::Key_Return);
    CHECK(world.text("stepTitle") == "Point a tool at the gateway");
    world.key(Qt::Key_Return);
    CHECK(world.text("stepTitle") == "Waiting for a request");
    CHECK(control<QComboBox>(*world.dialog, "proofModel").currentText() == QStringLiteral("demo"));
    CHECK_FALSE(world.button("nextButton").isEnabled());
    REQUIRE(world.dialog->focusWidget() == &world.button("sendForMe"));
    world.key(Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return !server.lastRequest().isEmpty(); }, 5000));
    CHECK(world.text("stepTitle") == "A request is under way");
    CHECK(world.hop(Hop::Client) == look::Status::Ok);
    CHECK(world.hop(Hop::Gateway) == look::Status::Busy);
    server.next();
    REQUIRE(QTest::qWaitFor([&] { return world.hop(Hop::Provider) == look::Status::Busy; }, 5000));
    CHECK(world.memory().isDue(false)); // an answer that has only begun proves nothing
    server.next();
    auto& answer = control<QPlainTextEdit>(*world.dialog, "proofAnswer");
    REQUIRE(QTest::qWaitFor([&] { return answer.toPlainText() == QStringLiteral("Hello from the demo."); }, 5000));
    server.next();
    REQUIRE(QTest::qWaitFor([&] { return world.button("nextButton").isEnabled(); }, 5000));
    CHECK(world.text("stepTitle") == "It works: a request went all the way");
    for (const Hop hop : {Hop::Client, Hop::Gateway, Hop::Route, Hop::Provider}) CHECK(world.hop(hop) == look::Status::Ok);
    CHECK(world.text("proofTokens") == "12 in · 34 out");
    CHECK(world.text("proofCost") == "unknown"); // until its record has come
    CHECK_FALSE(world.memory().isDue(true));

    auto record = directRecord(world.clock.wallNow());
    record.id = "r-1"; // of the server's answer
    record.cost = gateway::Money{gateway::Currency::Usd, 480'000'000'000};
    world.gateway.finish(record);
    CHECK(world.text("proofCost") == "$0.48");
    QSignalSpy wanted(world.dialog.get(), &FirstRunDialog::requestWanted);
    world.button("showInRequests").click();
    REQUIRE(wanted.count() == 1);
    CHECK(wanted.front().front().toString() == QStringLiteral("r-1"));
    CHECK_FALSE(world.dialog->isVisible());
    CHECK(world.gateway.changes == 0);
}

TEST_CASE("it goes on where it was left, and ends without proof only when that is said")
{
    FirstRunWorld world;
    world.open();
    for (int i = 0; i < FirstRunDialog::Client; ++i) world.button("skipButton").click();
    CHECK(world.dialog->currentStep() == FirstRunDialog::Client);
    QTest::keyClick(world.dialog.get(), Qt::Key_Escape);
    CHECK_FALSE(world.dialog->isVisible());
    CHECK(world.memory().isDue(false));
    world.open();
    CHECK(world.dialog->currentStep() == FirstRunDialog::Client);
    world.button("backButton").click();
    CHECK(world.dialog->currentStep() == FirstRunDialog::Provider);
    world.dialog->showStep(FirstRunDialog::Proof);
    CHECK(world.button("skipButton").text() == QStringLiteral("End without proof"));
    world.button("skipButton").click();
    CHECK_FALSE(world.dialog->isVisible());
    CHECK_FALSE(world.memory().isDue(true));
}

TEST_CASE("the language holds at once, and so does the theme")
{
    FirstRunWorld world;
    world.open();
    REQUIRE(world.dialog->focusWidget() == &control(*world.dialog, "settingLanguage"));
    auto& language = control<QComboBox>(*world.dialog, "settingLanguage");
    auto& theme = control<QComboBox>(*world.dialog, "settingTheme");
    language.setCurrentIndex(2);
    Q_EMIT language.activated(2);
    settleEvents();
    theme.setCurrentIndex(2);
    Q_EMIT theme.activated(2);
    settleEvents();
    CHECK(world.gateway.settings().ui.language == "zh_CN");
    CHECK(world.gateway.settings().ui.theme == "dark");
    const Language chinese("zh_CN");
    settleEvents();
    CHECK(world.text("stepTitle") == "欢迎使用 Signalbox");
    CHECK(world.button("skipButton").text() == QStringLiteral("跳过此步"));
}

TEST_CASE("a port that is taken is said with its holder, and moved only on request")
{
    struct Row {
        const char* name;
        gateway::host::PortFinding finding;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"a program", takenPort("nginx", 812), "Port 8080 is taken by nginx (process 812). End it, or choose another port."},
        {"another copy of us", takenPort("signalboxd", 99),
            "Port 8080 is taken by another Signalbox (process 99). End that one, or run beside it on a port of your own."},
        {"nobody knows", takenPort("", 0), "Port 8080 is taken by a program of another user, or reserved by the system."},
    }));
    CAPTURE(row.name);
    FirstRunWorld world;
    world.gateway.ports[8080] = row.finding;
    world.gateway.m_status.state = gateway::host::State::Failed;
    world.gateway.m_status.urls.clear();
    world.gateway.m_status.problem = gateway::Error{ErrorKind::PortTaken, "Port 8080 on 127.0.0.1 is taken"};
    world.open(FirstRunDialog::Gateway);
    CHECK(world.text("stepTitle") == "The gateway needs a port");
    CHECK(world.status("gatewayStatus").word() == QStringLiteral("The port 8080 is taken"));
    REQUIRE(QTest::qWaitFor([&] { return world.text("gatewayHelp") == row.words; }));
    CHECK_FALSE(world.button("nextButton").isEnabled());
    CHECK(world.button("usePort").text() == QStringLiteral("Use port 8081"));
    CHECK(world.gateway.changes == 0);
    CHECK(world.gateway.settings().listen.httpPort == 8080);

    world.button("listenAgain").click(); // its holder may have gone
    settleEvents();
    CHECK(world.gateway.listenings == 1);
    CHECK(world.gateway.changes == 0);
    CHECK_FALSE(world.button("usePort").isVisible()); // until it has failed again
    Q_EMIT world.gateway.statusChanged();
    REQUIRE(QTest::qWaitFor([&] { return world.button("usePort").isVisible(); }));

    world.button("usePort").click();
    settleEvents();
    CHECK(world.gateway.settings().listen.httpPort == 8081);
    CHECK(world.gateway.listenings == 1); // a change listens by itself
    world.gateway.m_status.problem.reset();
    world.gateway.m_status.state = gateway::host::State::Running;
    world.gateway.m_status.urls = {"http://127.0.0.1:8081"};
    Q_EMIT world.gateway.statusChanged();
    CHECK(world.text("stepTitle") == "The gateway is ready");
    CHECK(world.button("nextButton").isEnabled());
    CHECK_FALSE(world.button("usePort").isVisible());
}

TEST_CASE("no port is tried while the gateway itself is about to open it")
{
    FirstRunWorld world;
    world.gateway.m_status.state = gateway::host::State::Starting;
    world.gateway.m_status.urls.clear();
    world.open(FirstRunDialog::Gateway);
    CHECK(world.status("gatewayStatus").status() == look::Status::Busy);
    CHECK(world.text("gatewayHelp").empty());
    CHECK_FALSE(world.button("listenAgain").isVisible());
    world.gateway.setRunning();
    CHECK(world.text("stepTitle") == "The gateway is ready");
    CHECK(world.dialog->focusWidget() == &world.button("nextButton"));
}

TEST_CASE("a port that has become free is used without a change")
{
    FirstRunWorld world;
    world.gateway.m_status.state = gateway::host::State::Failed;
    world.gateway.m_status.urls.clear();
    world.gateway.m_status.problem = gateway::Error{ErrorKind::PortTaken, "Port 8080 on 127.0.0.1 was taken"};
    world.open(FirstRunDialog::Gateway);
    REQUIRE(QTest::qWaitFor([&] { return world.text("gatewayHelp") == "Port 8080 is free."; }));
    CHECK(world.dialog->focusWidget() == &world.button("usePort"));
    QTest::keyClick(world.dialog->focusWidget(), Qt::Key_Space);
    settleEvents();
    CHECK(world.gateway.listenings == 1);
    CHECK(world.gateway.settings().listen.httpPort == 8080);
}

TEST_CASE("a port of one's own is tried as it is typed")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Gateway);
    CHECK_FALSE(world.button("usePort").isVisible());
    auto finding = takenPort("postgres", 5);
    finding.port = 5432;
    finding.nextFree = 5433;
    world.gateway.ports[5432] = finding;
    auto& port = control<QSpinBox>(*world.dialog, "gatewayPort");
    port.setValue(5432);
    REQUIRE(QTest::qWaitFor([&] { return world.text("gatewayHelp").find("taken by postgres (process 5)") != std::string::npos; }));
    port.setValue(9000);
    REQUIRE(QTest::qWaitFor([&] { return world.text("gatewayHelp").starts_with("Port 9000 is free."); }));
    CHECK(world.text("gatewayHelp").find("must be told the new address") != std::string::npos);
    world.gateway.changeError = gateway::Error{ErrorKind::Io, "read-only"};
    world.button("usePort").click();
    settleEvents();
    CHECK(world.text("gatewayHelp") == "The configuration file cannot be written. Make it writable, make room on the disk, and try again");
    CHECK(world.gateway.listenings == 0);
}

TEST_CASE("a port of the command line is not changed here")
{
    FirstRunWorld world;
    world.gateway.overrides.httpPort = 8080;
    world.open(FirstRunDialog::Gateway);
    CHECK(world.text("gatewayHelp") == "The command line says which port it is.");
    CHECK_FALSE(control(*world.dialog, "gatewayPort").isVisible());
    CHECK_FALSE(world.button("usePort").isVisible());
}

TEST_CASE("a keychain that does not work is said in words, and checked again")
{
    struct Row {
        ErrorKind kind;
        look::Status status;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {ErrorKind::SecretLocked, look::Status::Locked, "The keychain is locked."},
        {ErrorKind::SecretUnavailable, look::Status::Warn, "There is no keychain here."},
        {ErrorKind::SecretTimeout, look::Status::Locked, "The keychain does not answer."},
    }));
    FirstRunWorld world;
    world.gateway.secretError = gateway::Error{row.kind, "in the gateway's words"};
    world.open(FirstRunDialog::Gateway);
    REQUIRE(QTest::qWaitFor([&] { return world.status("keychainStatus").status() == row.status; }));
    CHECK(world.text("keychainHelp").starts_with(row.words));
    CHECK(world.button("nextButton").isEnabled()); // a key can be kept elsewhere, and the demo needs none
    world.gateway.secretError.reset();
    world.button("keychainAgain").click();
    REQUIRE(QTest::qWaitFor([&] { return world.status("keychainStatus").status() == look::Status::Ok; }));
}

TEST_CASE("a provider is added, tested, and what it was asked is asked for in the next steps")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Provider);
    control<QAbstractButton>(*world.dialog, "preset_deepseek").click();
    REQUIRE(world.dialog->focusWidget() == &control(*world.dialog, "providerKey"));
    CHECK(world.button("nextButton").text() == QStringLiteral("Add DeepSeek"));
    QTest::keyClicks(world.dialog->focusWidget(), QStringLiteral("sk-first"));
    world.key(Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.probes.size() == 1; }));
    CHECK(world.gateway.secrets["keychain:deepseek/main"] == "sk-first");
    CHECK(world.gateway.probes.front().provider.id == "deepseek");
    CHECK(world.text("stepTitle") == "Your first provider");
    gateway::host::ProbeResult result;
    result.ok = true;
    result.status = 200;
    result.models = 2;
    result.model = "deepseek-reasoner";
    result.firstToken = gateway::Milliseconds{660};
    result.total = gateway::Milliseconds{900};
    world.gateway.answerProbe(result);
    CHECK(world.status("addedStatus").status() == look::Status::Ok);
    CHECK(world.text("addedResult") == "The key works: 2 models, first token after 0.66 s");
    CHECK(world.text("addedCost").starts_with("at most $0.0000"));
    CHECK(world.text("addedTotal") == "900 ms");
    world.button("nextButton").click();
    CHECK(world.dialog->currentStep() == FirstRunDialog::Client);
    const QString lines = control<QPlainTextEdit>(*world.dialog, "curlLines").toPlainText();
    CHECK(lines.contains(QStringLiteral("curl http://127.0.0.1:8080/v1/chat/completions")));
    CHECK(lines.contains(QStringLiteral("\"model\":\"deepseek/deepseek-reasoner\"")));
    world.button("openAiCopy").click();
    CHECK(QGuiApplication::clipboard()->text() == QStringLiteral("OPENAI_BASE_URL=http://127.0.0.1:8080/v1\nOPENAI_API_KEY=signalbox"));
    world.button("nextButton").click();
    CHECK(control<QComboBox>(*world.dialog, "proofModel").currentText() == QStringLiteral("deepseek/deepseek-reasoner"));
}

TEST_CASE("a provider that was added is known when the first run goes on")
{
    FirstRunWorld world;
    world.gateway.addProvider("deepseek");
    world.memory().setStep(FirstRunDialog::Provider);
    world.memory().setProvider(QStringLiteral("deepseek"));
    const bool wasAnswered = GENERATE(true, false);
    if (wasAnswered) world.memory().setModel(QStringLiteral("deepseek/deepseek-reasoner"));
    world.open();
    REQUIRE(world.dialog->currentStep() == FirstRunDialog::Provider);
    CHECK(world.text("stepTitle") == "Your first provider");
    CHECK(world.text("stepSentence") == "It was added before. Go on with it, change it, or add another.");
    CHECK(world.status("addedStatus").word() == QStringLiteral("DeepSeek"));
    CHECK(world.gateway.probes.empty()); // nothing is sent that nobody asked for
    CHECK(world.button("testProvider").text() == QStringLiteral("Test"));
    world.button("nextButton").click();
    CHECK(control<QPlainTextEdit>(*world.dialog, "curlLines").toPlainText().contains(wasAnswered ? QStringLiteral("deepseek/deepseek-reasoner") : QStringLiteral("\"demo\"")));
    world.memory().setEnd(FirstRunMemory::End::Declined);
    CHECK(world.memory().provider().isEmpty());
}

TEST_CASE("what the first run adds and hears is remembered until its end")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Provider);
    control<QAbstractButton>(*world.dialog, "preset_deepseek").click();
    QTest::keyClicks(&control<QLineEdit>(*world.dialog, "providerKey"), QStringLiteral("sk-first"));
    world.button("nextButton").click();
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.probes.size() == 1; }));
    CHECK(world.memory().provider() == QStringLiteral("deepseek"));
    gateway::host::ProbeResult result;
    result.ok = true;
    result.model = "deepseek-chat";
    world.gateway.answerProbe(result);
    CHECK(world.memory().model() == QStringLiteral("deepseek/deepseek-chat"));
    world.memory().setProvider(QStringLiteral("gone"));
    world.dialog.reset();
    world.open();
    CHECK(world.text("stepTitle") == "Who answers"); // a provider that is not there any more is not told of
}

TEST_CASE("where there is no keychain another place is chosen to begin with")
{
    FirstRunWorld world;
    world.gateway.secretError = gateway::Error{ErrorKind::SecretUnavailable, "no such service"};
    world.open(FirstRunDialog::Provider);
    control<QAbstractButton>(*world.dialog, "preset_deepseek").click();
    auto& place = control<QComboBox>(*world.dialog, "providerKeyPlace");
    REQUIRE(QTest::qWaitFor([&] { return place.currentText() == QStringLiteral("Encrypted file with a passphrase"); }));
    CHECK(place.itemText(0) == QStringLiteral("System keychain (there is none here)"));
    CHECK(control(*world.dialog, "providerKeyPassphrase").isVisible());
}

TEST_CASE("a provider that refuses is said so, changed, and tested again")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Provider);
    control<QAbstractButton>(*world.dialog, "preset_deepseek").click();
    QTest::keyClicks(&control<QLineEdit>(*world.dialog, "providerKey"), QStringLiteral("sk-wrong"));
    world.button("nextButton").click();
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.probes.size() == 1; }));
    world.gateway.answerProbe(refusedProbe(401, "invalid key"));
    CHECK(world.status("addedStatus").status() == look::Status::Error);
    CHECK(world.text("addedResult") == "The key was refused (401): “invalid key”");
    CHECK_FALSE(control(*world.dialog, "addedCost").isVisible());
    world.button("editAdded").click();
    QTest::keyClicks(&control<QLineEdit>(*world.dialog, "providerKey"), QStringLiteral("sk-right"));
    world.button("testProvider").click();
    REQUIRE(world.gateway.probes.size() == 1);
    CHECK(world.gateway.probes.front().key == "sk-right");
    world.gateway.answerProbe(refusedProbe(429, "slow down"));
    world.button("nextButton").click();
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.probes.size() == 1; }));
    CHECK(world.gateway.secrets["keychain:deepseek/main"] == "sk-right");
    world.button("backButton").click(); // to the choice, then to the step before
    CHECK(world.dialog->currentStep() == FirstRunDialog::Provider);
    world.button("backButton").click();
    CHECK(world.dialog->currentStep() == FirstRunDialog::Gateway);
}

TEST_CASE("a model server of this machine is offered with its own address")
{
    FirstRunWorld world;
    world.gateway.engines = {{"ollama", "http://127.0.0.1:11435/v1", {"a", "b"}}};
    world.open(FirstRunDialog::Provider);
    settleEvents();
    auto& local = control<QAbstractButton>(*world.dialog, "preset_local");
    CHECK(local.accessibleDescription() == QStringLiteral("Ollama found, 2 models"));
    local.click();
    CHECK(control<QLineEdit>(*world.dialog, "providerAddress").text() == QStringLiteral("http://127.0.0.1:11435/v1"));
    world.button("nextButton").click();
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.probes.size() == 1; }));
    gateway::host::ProbeResult result;
    result.ok = true;
    result.model = "a";
    world.gateway.answerProbe(result);
    CHECK(world.text("addedCost") == "none, it runs on this machine");
}

TEST_CASE("a demo that was taken away is put back for the first run")
{
    FirstRunWorld world;
    const bool isThere = GENERATE(true, false);
    auto& providers = world.gateway.m_settings.providers;
    if (isThere) providers.front().enabled = false;
    else providers.clear();
    world.open(FirstRunDialog::Provider);
    world.button("nextButton").click();
    settleEvents();
    CHECK(world.dialog->currentStep() == FirstRunDialog::Client);
    REQUIRE(world.gateway.settings().provider("demo"));
    CHECK(world.gateway.settings().provider("demo")->enabled);
    CHECK(world.gateway.settings().providers.size() == 1);
}

TEST_CASE("tools that are known are listed above the lines")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Client);
    CHECK_FALSE(control(*world.dialog, "firstRunToolsCard").isVisible());
    QStandardItemModel tools(0, 1);
    world.dialog->clientStep().setTools(&tools);
    CHECK_FALSE(control(*world.dialog, "firstRunToolsCard").isVisible());
    tools.appendRow(new QStandardItem(QStringLiteral("Claude Code")));
    CHECK(control(*world.dialog, "firstRunToolsCard").isVisible());
    CHECK(world.text("stepSentence").starts_with("A tool that was found is set up from here"));
    QSignalSpy chosen(&world.dialog->clientStep(), &wizard::ClientStep::toolChosen);
    auto& table = control<QTableView>(*world.dialog, "firstRunTools");
    world.button("setUpTool").click(); // the first one
    CHECK(chosen.count() == 1);
    table.setCurrentIndex(tools.index(0, 0));
    QTest::keyClick(&table, Qt::Key_Return);
    CHECK(chosen.count() == 2);
    world.dialog->clientStep().setTools(nullptr);
}

TEST_CASE("a gateway that wants keys has them in its lines")
{
    FirstRunWorld world;
    world.gateway.m_settings.listen.requireKey = gateway::config::RequireKey::Always;
    world.open(FirstRunDialog::Client);
    CHECK(control<QPlainTextEdit>(*world.dialog, "curlLines").toPlainText().contains(QStringLiteral("Bearer $SIGNALBOX_KEY")));
    CHECK(control<QPlainTextEdit>(*world.dialog, "anthropicLines").toPlainText()
          == QStringLiteral("ANTHROPIC_BASE_URL=http://127.0.0.1:8080\nANTHROPIC_AUTH_TOKEN=$SIGNALBOX_KEY"));
}

TEST_CASE("a request that fails marks its hop and leads to what helps")
{
    struct Row {
        const char* code;
        Hop hop;
        const char* remedy; ///< words of the button; empty: none
        int leadsTo;
    };
    const auto row = GENERATE(values<Row>({
        {"invalid_consumer_key", Hop::Client, "", FirstRunDialog::Proof},
        {"gateway_paused", Hop::Gateway, "Resume the gateway", FirstRunDialog::Proof},
        {"model_not_found", Hop::Route, "Look at the provider", FirstRunDialog::Provider},
        {"no_usable_target", Hop::Route, "Look at the provider", FirstRunDialog::Provider},
        {"no_usable_key", Hop::Provider, "Look at the provider", FirstRunDialog::Provider},
        {"upstream_unreachable", Hop::Provider, "Look at the provider", FirstRunDialog::Provider},
        {"upstream_error", Hop::Provider, "Look at the provider", FirstRunDialog::Provider},
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
    REQUIRE(QTest::qWaitFor([&] { return world.text("stepTitle") == "The request did not arrive"; }, 5000));
    for (const Hop hop : {Hop::Client, Hop::Gateway, Hop::Route, Hop::Provider})
        CHECK(world.hop(hop) == (hop < row.hop ? look::Status::Ok : hop == row.hop ? look::Status::Error : look::Status::Idle));
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

TEST_CASE("where nobody answers the gateway is at fault")
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

TEST_CASE("the request of another program is as good a proof")
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

    world.gateway.finish(directRecord(world.clock.wallNow()));
    CHECK(world.text("stepTitle") == "It works: a request went all the way");
    CHECK(world.text("stepSentence") == "It came from Cursor.");
    CHECK(world.button("nextButton").isEnabled());
    CHECK_FALSE(world.memory().isDue(true));
    CHECK(world.text("proofTokens") == "unknown"); // the record does not say
    CHECK(world.text("proofFirstToken") == "0.70 s");
    world.button("nextButton").click();
    CHECK_FALSE(world.dialog->isVisible());
}

TEST_CASE("a request that came before the last step proves nothing of it")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Client);
    world.gateway.finish(directRecord(world.clock.wallNow()));
    world.button("nextButton").click();
    CHECK(world.text("stepTitle") == "Waiting for a request");
}

TEST_CASE("the start with the session is switched where the system can, and shows what it says")
{
    FirstRunWorld world;
    FakeAutostart autostart;
    world.open(FirstRunDialog::Proof, &autostart);
    CHECK(autostart.looks == 1);
    auto& box = control<QCheckBox>(*world.dialog, "startWithSession");
    CHECK_FALSE(box.isVisible());
    world.gateway.finish(directRecord(world.clock.wallNow()));
    CHECK(box.isVisible());
    box.click();
    CHECK(autostart.now == models::Autostart::State::On);
    CHECK(box.isChecked());
    autostart.canBeSet = false;
    box.click();
    CHECK(autostart.now == models::Autostart::State::On);
    CHECK(box.isChecked());
}

TEST_CASE("every control of the first run has a name, and can be reached by the keyboard")
{
    FirstRunWorld world;
    const int step = GENERATE(range(0, static_cast<int>(FirstRunDialog::StepCount)));
    CAPTURE(step);
    world.open(step);
    if (step == FirstRunDialog::Proof) world.gateway.finish(directRecord(world.clock.wallNow()));
    std::vector<QWidget*> wanted;
    for (QWidget* widget : world.dialog->findChildren<QWidget*>()) {
        const bool isStop = widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy();
        if (!isStop || qobject_cast<QComboBox*>(widget->parentWidget()) || qobject_cast<QSpinBox*>(widget->parentWidget())) continue;
        wanted.push_back(widget);
        INFO(widget->metaObject()->className() << ' ' << widget->objectName().toStdString());
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
        REQUIRE(accessible);
        CHECK_FALSE(accessible->text(QAccessible::Name).isEmpty());
    }
    REQUIRE_FALSE(wanted.empty());
    for (int i = 0; i < 40 && !wanted.empty(); ++i) {
        QTest::keyClick(world.dialog->focusWidget(), Qt::Key_Tab);
        std::erase(wanted, world.dialog->focusWidget());
    }
    for (const QWidget* left : wanted) FAIL_CHECK(left->objectName().toStdString() << " is not reached");
}
