#include "catch.h"
#include "controls.h"
#include "first_run_world.h"
#include "records.h"

#include "ui/wizard/first_run_dialog.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

#include <memory>

using namespace ui;
using gateway::ErrorKind;
using wizard::FirstRunDialog;
using wizard::FirstRunMemory;

TEST_CASE("adds and tests a provider and uses its model in the next steps")
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
    CHECK(world.text("addedResult") == "The key works: 2 models, first token after 660 ms");
    CHECK(world.text("addedCost").starts_with("at most $0.0000"));
    CHECK(world.text("addedTotal") == "900 ms");
    auto& model = control<QComboBox>(*world.dialog, "addedModel");
    CHECK(model.currentText() == QStringLiteral("deepseek-reasoner"));
    CHECK_FALSE(model.isEnabled()); // there is only one
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

TEST_CASE("Esc closes the form of a provider first, and then the wizard")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Provider);
    CHECK_FALSE(world.button("skipButton").isVisible()); // "Use demo provider" goes on as well
    control<QAbstractButton>(*world.dialog, "preset_deepseek").click();
    CHECK(world.button("skipButton").isVisible());
    QTest::keyClick(world.dialog.get(), Qt::Key_Escape);
    CHECK(world.dialog->isVisible());
    CHECK(world.text("stepTitle") == "Choose a provider");
    CHECK(world.button("nextButton").text() == QStringLiteral("Use demo provider"));
    QTest::keyClick(world.dialog.get(), Qt::Key_Escape);
    CHECK_FALSE(world.dialog->isVisible());
}

TEST_CASE("lists the provider's models and tests another when it is selected")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Provider);
    control<QAbstractButton>(*world.dialog, "preset_deepseek").click();
    QTest::keyClicks(world.dialog->focusWidget(), QStringLiteral("sk-first"));
    world.key(Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.probes.size() == 1; }));
    auto& model = control<QComboBox>(*world.dialog, "addedModel");
    CHECK_FALSE(model.isVisible());
    gateway::host::ProbeResult result;
    result.ok = true;
    result.status = 200;
    result.models = 3;
    result.listed = {"deepseek-chat", "deepseek-coder", "deepseek-reasoner"};
    result.model = "deepseek-chat";
    result.firstToken = gateway::Milliseconds{660};
    result.total = gateway::Milliseconds{900};
    world.gateway.answerProbe(result);
    CHECK(model.isVisible());
    CHECK(model.count() == 3);
    CHECK(model.currentText() == QStringLiteral("deepseek-chat"));
    CHECK(world.text("listedModels") == "3 models found. Choose another model to test it.");

    model.setFocus();
    QTest::keyClick(&model, Qt::Key_End);
    REQUIRE(world.gateway.probes.size() == 1);
    CHECK(world.gateway.probes.front().provider.models == std::vector<std::string>{"deepseek-reasoner"});
    CHECK_FALSE(model.isEnabled());
    gateway::host::ProbeResult refused;
    refused.problem = gateway::ErrorKind::UpstreamError;
    refused.status = 404;
    refused.model = "deepseek-reasoner";
    SECTION("refused")
    {
        world.gateway.answerProbe(refused);
        CHECK(world.status("addedStatus").status() != look::Status::Ok);
        CHECK(model.isVisible()); // otherwise the other one could not be selected again
        CHECK(model.count() == 3);
        CHECK(model.currentText() == QStringLiteral("deepseek-reasoner"));
    }
    SECTION("answered")
    {
        result.listed.clear(); // a selected model is tested without fetching the list
        result.models = -1;
        result.model = "deepseek-reasoner";
        world.gateway.answerProbe(result);
        CHECK(model.count() == 3);
        world.button("nextButton").click();
        CHECK(control<QPlainTextEdit>(*world.dialog, "curlLines").toPlainText().contains(QStringLiteral("\"model\":\"deepseek/deepseek-reasoner\"")));
    }
}

TEST_CASE("knows an added provider when the first run continues")
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
    CHECK(world.text("stepSentence") == "Already added. Continue, change it, or add another provider.");
    CHECK(world.status("addedStatus").word() == QStringLiteral("DeepSeek"));
    CHECK(world.gateway.probes.empty()); // nothing is sent without a click
    CHECK(world.button("testProvider").text() == QStringLiteral("Test"));
    world.button("nextButton").click();
    CHECK(control<QPlainTextEdit>(*world.dialog, "curlLines").toPlainText().contains(wasAnswered ? QStringLiteral("deepseek/deepseek-reasoner") : QStringLiteral("\"demo\"")));
    world.memory().setEnd(FirstRunMemory::End::Declined);
    CHECK(world.memory().provider().isEmpty());
}

TEST_CASE("remembers what the first run added until its end")
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
    CHECK(world.text("stepTitle") == "Choose a provider"); // a removed provider is not shown
}

TEST_CASE("preselects another key storage when there is no keychain")
{
    FirstRunWorld world;
    world.gateway.secretError = gateway::Error{ErrorKind::SecretUnavailable, "no such service"};
    world.open(FirstRunDialog::Provider);
    control<QAbstractButton>(*world.dialog, "preset_deepseek").click();
    auto& place = control<QComboBox>(*world.dialog, "providerKeyPlace");
    REQUIRE(QTest::qWaitFor([&] { return place.currentText() == QStringLiteral("Encrypted file"); }));
    CHECK(place.itemText(0) == QStringLiteral("System keychain (not available)"));
    CHECK(control(*world.dialog, "providerKeyPassphrase").isVisible());
}

TEST_CASE("reports a provider that refuses and tests it again after a change")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Provider);
    control<QAbstractButton>(*world.dialog, "preset_deepseek").click();
    QTest::keyClicks(&control<QLineEdit>(*world.dialog, "providerKey"), QStringLiteral("sk-wrong"));
    world.button("nextButton").click();
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.probes.size() == 1; }));
    world.gateway.answerProbe(refusedProbe(401, "invalid key"));
    CHECK(world.text("providerResultText") == "Key rejected (401): “invalid key”");
    CHECK(world.text("stepTitle") == "Your first provider");
    CHECK(world.button("nextButton").text() == QStringLiteral("Continue")); // despite that
    CHECK(world.button("nextButton").isEnabled());
    REQUIRE(world.dialog->focusWidget() == &control(*world.dialog, "providerKey"));
    QTest::keyClicks(world.dialog->focusWidget(), QStringLiteral("sk-right"));
    CHECK(world.button("nextButton").text() == QStringLiteral("Save"));
    CHECK(world.button("testProvider").isDefault());
    world.key(Qt::Key_Return); // tests again
    REQUIRE(world.gateway.probes.size() == 1);
    CHECK(world.gateway.probes.front().key == "sk-right");
    CHECK(world.gateway.secrets["keychain:deepseek/main"] == "sk-wrong");
    gateway::host::ProbeResult result;
    result.ok = true;
    world.gateway.answerProbe(result);
    CHECK(world.button("nextButton").isDefault());
    world.key(Qt::Key_Return); // saves
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.probes.size() == 1; }));
    CHECK(world.gateway.secrets["keychain:deepseek/main"] == "sk-right");
    world.button("backButton").click(); // to the choice, then to the previous step
    CHECK(world.dialog->currentStep() == FirstRunDialog::Provider);
    world.button("backButton").click();
    CHECK(world.dialog->currentStep() == FirstRunDialog::Gateway);
}

TEST_CASE("continues with a provider whose test failed")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Provider);
    control<QAbstractButton>(*world.dialog, "preset_deepseek").click();
    QTest::keyClicks(&control<QLineEdit>(*world.dialog, "providerKey"), QStringLiteral("sk-some"));
    world.button("nextButton").click();
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.probes.size() == 1; }));
    SECTION("at a field to correct") { world.gateway.answerProbe(refusedProbe(401, "invalid key")); }
    SECTION("where nothing can be corrected")
    {
        world.gateway.answerProbe(refusedProbe(429, "slow down"));
        CHECK(world.text("addedResult") == "Reached, but rate-limited now (429): “slow down”");
        CHECK_FALSE(control(*world.dialog, "addedCost").isVisible());
        CHECK(world.dialog->focusWidget() == &world.button("testProvider"));
    }
    CHECK(world.button("testProvider").isDefault());
    CHECK(world.button("testProvider").text() == QStringLiteral("Test again"));
    world.button("nextButton").click();
    CHECK(world.dialog->currentStep() == FirstRunDialog::Client);
    CHECK(world.gateway.probes.empty());
}

TEST_CASE("offers the form for a server at another address")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Provider);
    auto& other = control<QAbstractButton>(*world.dialog, "preset_other");
    CHECK(other.text() == QStringLiteral("Another address…"));
    control(*world.dialog, "preset_local").setFocus();
    world.key(Qt::Key_Tab);
    REQUIRE(other.hasFocus());
    world.key(Qt::Key_Return);
    CHECK(world.dialog->focusWidget() == &control(*world.dialog, "providerAddress"));
    CHECK(world.text("providerTitle") == "OpenAI compatible");
}

TEST_CASE("adds the /v1 that the address of a new provider lacks")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Provider);
    control<QAbstractButton>(*world.dialog, "preset_other").click();
    QTest::keyClicks(world.dialog->focusWidget(), QStringLiteral("https://api.acme.dev"));
    world.key(Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.probes.size() == 1; }));
    CHECK(world.gateway.probes.front().provider.id == "acme");
    auto result = refusedProbe(404, "");
    gateway::host::ProbeResult better;
    better.ok = true;
    better.model = "rocket";
    better.models = 1;
    result.better = std::make_shared<const gateway::providers::BetterAddress>(gateway::providers::BetterAddress{"https://api.acme.dev/v1", better});
    world.gateway.answerProbe(result);
    REQUIRE(QTest::qWaitFor([&] { return world.status("addedStatus").status() == look::Status::Ok; }));
    CHECK(world.text("addedResult") == "Test passed: 1 model\nThe base URL did not work as entered. “/v1” was added to it.");
    CHECK(world.gateway.settings().provider("acme")->baseUrl == "https://api.acme.dev/v1");
    CHECK(world.button("nextButton").isDefault());
    world.button("nextButton").click();
    CHECK(control<QPlainTextEdit>(*world.dialog, "curlLines").toPlainText().contains(QStringLiteral("\"model\":\"acme/rocket\"")));
}

TEST_CASE("offers a local model server with its address")
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

TEST_CASE("restores a removed demo provider for the first run")
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
