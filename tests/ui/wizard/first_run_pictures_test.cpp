#include "catch.h"
#include "controls.h"
#include "fake_autostart.h"
#include "pictures.h"
#include "records.h"
#include "sample_day.h"
#include "stream_server.h"

#include "ui/wizard/first_run_dialog.h"

#include <QLineEdit>
#include <QPushButton>

using namespace ui;
using wizard::FirstRunDialog;

namespace {

enum class Scene { Step, PortTaken, Locked, Form, Tested, Proven, Failed };

struct SceneRow {
    const char* name;
    int step;
    Scene scene;
};

void setStage(SampleDay& day, Scene scene)
{
    auto& gateway = day.gateway;
    gateway.m_settings = gateway::config::demoSettings();
    gateway.engines = {{"ollama", "http://127.0.0.1:11434/v1", {"a", "b", "c", "d"}}};
    if (scene == Scene::Proven || scene == Scene::Failed || scene == Scene::Tested) gateway.addProvider("deepseek");
    Q_EMIT gateway.settingsChanged();
    if (scene == Scene::Locked) gateway.secretError = gateway::Error{gateway::ErrorKind::SecretLocked, "locked"};
    if (scene != Scene::PortTaken) return;
    gateway::host::PortFinding finding;
    finding.port = 8080;
    finding.nextFree = 8081;
    finding.holder = gateway::host::PortHolder{812, "node", "node server.js"};
    gateway.ports[8080] = finding;
    gateway.m_status.state = gateway::host::State::Failed;
    gateway.m_status.urls.clear();
    gateway.m_status.problem = gateway::Error{gateway::ErrorKind::PortTaken, "Port 8080 is taken"};
    Q_EMIT gateway.statusChanged();
}

void addDeepSeek(FirstRunDialog& dialog, FakeGateway& gateway, bool save)
{
    control<QAbstractButton>(dialog, "preset_deepseek").click();
    control<QLineEdit>(dialog, "providerKey").setText(QStringLiteral("sk-not-a-real-key-1234"));
    if (!save) return;
    control<QPushButton>(dialog, "nextButton").click();
    REQUIRE(QTest::qWaitFor([&] { return gateway.probes.size() == 1; }));
    gateway::host::ProbeResult result;
    result.ok = true;
    result.models = 8;
    result.model = "deepseek-chat";
    result.firstToken = gateway::Milliseconds{660};
    result.total = gateway::Milliseconds{910};
    gateway.answerProbe(result);
}

} // namespace

TEST_CASE("pictures of the first run")
{
    const auto row = GENERATE(values<SceneRow>({
        {"first-run-1-language", FirstRunDialog::Language, Scene::Step},
        {"first-run-2-gateway", FirstRunDialog::Gateway, Scene::Step},
        {"first-run-2-port-taken", FirstRunDialog::Gateway, Scene::PortTaken},
        {"first-run-2-locked", FirstRunDialog::Gateway, Scene::Locked},
        {"first-run-3-provider", FirstRunDialog::Provider, Scene::Step},
        {"first-run-3-form", FirstRunDialog::Provider, Scene::Form},
        {"first-run-3-tested", FirstRunDialog::Provider, Scene::Tested},
        {"first-run-4-client", FirstRunDialog::Client, Scene::Step},
        {"first-run-5-waiting", FirstRunDialog::Proof, Scene::Step},
        {"first-run-5-proven", FirstRunDialog::Proof, Scene::Proven},
        {"first-run-5-failed", FirstRunDialog::Proof, Scene::Failed},
    }));
    const bool isDark = GENERATE(false, true);
    const bool isChinese = GENERATE(false, true);
    const std::string name = std::string(row.name) + (isChinese ? "-zh" : "") + (isDark ? "-dark" : "-light");
    CAPTURE(name);
    const Setting setting(isDark ? look::Scheme::Dark : look::Scheme::Light, isChinese ? "zh_CN" : "en");
    StreamServer server({StreamServer::kHead,
        StreamServer::delta(isChinese ? "你好！这个请求经过了本机的网关：你的程序提问，Signalbox 选择路由，DeepSeek 作答。"
                        : "Hello! I came to you through your own gateway on this machine: your program asked, Signalbox chose the route, and DeepSeek answered."),
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":14,\"completion_tokens\":36}}\n\ndata: [DONE]\n\n"});
    SampleDay day;
    setStage(day, row.scene == Scene::Tested ? Scene::Form : row.scene);
    FakeAutostart autostart;
    autostart.now = models::Autostart::State::On;
    FirstRunDialog dialog({day.model, day.gateway, {}, &autostart});
    dialog.showStep(row.step);
    dialog.show();
    settleEvents();
    if (row.scene == Scene::Form || row.scene == Scene::Tested) addDeepSeek(dialog, day.gateway, row.scene == Scene::Tested);
    if (row.scene == Scene::Proven) {
        day.gateway.m_status.urls = {"http://127.0.0.1:" + std::to_string(server.base().port())};
        Q_EMIT day.gateway.statusChanged();
        control<QPushButton>(dialog, "sendForMe").click();
        REQUIRE(QTest::qWaitFor([&] { return !server.lastRequest().isEmpty(); }, 5000));
        for (int i = 0; i < 3; ++i) server.next();
        REQUIRE(QTest::qWaitFor([&] { return control<QPushButton>(dialog, "nextButton").isEnabled(); }, 5000));
    }
    if (row.scene == Scene::Failed) {
        auto record = directRecord(day.clock.wallNow());
        record.outcome = gateway::usage::Outcome::Failed;
        record.errorCode = "no_usable_key";
        day.gateway.finish(record);
    }
    keep(dialog, name.c_str());
}
