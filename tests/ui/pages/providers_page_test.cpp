#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "providers_page_world.h"
#include "records.h"
#include "test_language.h"

#include "ui/dialogs/add_key_dialog.h"
#include "ui/dialogs/add_provider_dialog.h"
#include "ui/dialogs/edit_provider_dialog.h"
#include "ui/models/roles.h"
#include "ui/pages/providers_page.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"

#include <QAccessible>
#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>

using gateway::host::KeyHealth;
using gateway::host::ProbeResult;
using ui::dialogs::AddKeyDialog;
using ui::dialogs::AddProviderDialog;
using ui::dialogs::EditProviderDialog;
using ui::pages::ProvidersPage;

// The tables use these roles by number because widgets do not know the models.
static_assert(ui::models::SecondLineRole == ui::widgets::CellRole::kSecondLine);
static_assert(ui::models::StatusRole == ui::widgets::CellRole::kStatus);
static_assert(ui::models::ToneRole == ui::widgets::CellRole::kTone);
static_assert(ui::models::RawRole == ui::widgets::CellRole::kRaw);
static_assert(ui::models::FixedFontRole == ui::widgets::CellRole::kFixedFont);
static_assert(ui::models::IconRole == ui::widgets::CellRole::kIcon);
static_assert(ui::models::StrongRole == ui::widgets::CellRole::kStrong);

TEST_CASE("a menu offers several local model servers")
{
    ProvidersPageWorld world;
    world.gateway.engines = {{"triton", "http://127.0.0.1:9000/v1", {"a"}}, {"ollama", "http://127.0.0.1:11435/v1", {"a", "b"}}};
    world.open();
    CHECK(control(*world.page, "preset_local").accessibleDescription().toStdString() == "2 model servers found");
    world.click("preset_local");
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    REQUIRE(menu);
    REQUIRE(menu->actions().size() == 2);
    CHECK(menu->actions().front()->text() == QStringLiteral("NVIDIA Triton found, 1 model"));
    menu->actions().back()->trigger();
    menu->close();
    auto* dialog = openDialog<AddProviderDialog>();
    REQUIRE(dialog);
    CHECK(textOf(*dialog, "providerTitle") == "Ollama");
    CHECK(control<QLineEdit>(*dialog, "providerAddress").text() == QStringLiteral("http://127.0.0.1:11435/v1"));
}

TEST_CASE("an empty page offers the fastest ways to a provider")
{
    ProvidersPageWorld world;
    world.gateway.engines = {{"ollama", "http://127.0.0.1:11434/v1", {"a", "b", "c", "d"}}};
    world.open();
    CHECK(world.isShown("providersWelcome"));
    CHECK_FALSE(world.isShown("providersList"));
    CHECK(control(*world.page, "preset_local").accessibleDescription().toStdString() == "Ollama found, 4 models");

    SECTION("a preset")
    {
        world.click("preset_deepseek");
        auto* dialog = openDialog<AddProviderDialog>();
        REQUIRE(dialog);
        CHECK(textOf(*dialog, "providerTitle") == "DeepSeek");
        QTest::keyClicks(&control<QLineEdit>(*dialog, "providerKey"), QStringLiteral("sk-1"));
        control<QPushButton>(*dialog, "addButton").click();
        REQUIRE(QTest::qWaitFor([&] { return world.isShown("providersList"); }));
        CHECK(world.page->selectedProvider() == QStringLiteral("deepseek"));
        CHECK_FALSE(world.isShown("providersWelcome"));
    }
    SECTION("a local model server")
    {
        world.click("preset_local");
        auto* dialog = openDialog<AddProviderDialog>();
        REQUIRE(dialog);
        CHECK(textOf(*dialog, "providerTitle") == "Ollama");
        CHECK(control<QLineEdit>(*dialog, "providerAddress").text() == QStringLiteral("http://127.0.0.1:11434/v1"));
        dialog->reject();
    }
    SECTION("the whole catalog")
    {
        CHECK(control<QPushButton>(*world.page, "searchAllProviders").text() == QStringLiteral("Search all 11 providers…"));
        world.click("searchAllProviders");
        auto* dialog = openDialog<AddProviderDialog>();
        REQUIRE(dialog);
        CHECK(dialog->focusWidget()->objectName() == QStringLiteral("providerSearch"));
        dialog->reject();
    }
    SECTION("the demo provider")
    {
        world.click("tryDemo");
        CHECK(world.isShown("providersList"));
        CHECK(world.page->selectedProvider() == QStringLiteral("demo"));
        REQUIRE(world.gateway.probes.size() == 1);
        ProbeResult result;
        result.ok = true;
        result.total = gateway::Milliseconds{690};
        world.gateway.answerProbe(result);
        CHECK(textOf(*world.page, "providerTested") == "Tested just now: answered in 690 ms");
    }
    settleEvents();
}

TEST_CASE("an unreadable file is not treated as a new start")
{
    ProvidersPageWorld world;
    world.gateway.m_status.configInvalid = world.gateway.m_status.configIsDemo = true;
    world.open();
    CHECK(world.isShown("providersUnread"));
    CHECK_FALSE(world.isShown("providersWelcome"));
    world.gateway.m_status.configInvalid = world.gateway.m_status.configIsDemo = false;
    Q_EMIT world.gateway.statusChanged();
    CHECK_FALSE(world.isShown("providersUnread"));
    CHECK(world.isShown("providersWelcome"));
}

TEST_CASE("reports a missing local model server")
{
    ProvidersPageWorld world;
    world.open();
    CHECK(control(*world.page, "preset_local").accessibleDescription().toStdString() == "no model server found");
}

TEST_CASE("shows the details of the selected provider")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.gateway.m_settings.providers[1].keys.push_back({"spare", "env:DEEPSEEK_API_KEY", 2, true});
    world.gateway.setKeyHealth("deepseek", KeyHealth::Ready);
    gateway::usage::Price price;
    price.terms.input = 0.28;
    price.terms.output = 0.42;
    world.gateway.prices[{"deepseek", "deepseek-chat"}] = price;
    world.open();
    world.page->selectProvider(QStringLiteral("deepseek"));
    CHECK(textOf(*world.page, "providerDetailTitle") == "DeepSeek");
    CHECK(textOf(*world.page, "providerFactAddress") == "https://api.deepseek.com");
    const auto& keys = *control<QTableView>(*world.page, "providerKeys").model();
    REQUIRE(keys.rowCount() == 2);
    CHECK(keys.index(0, 0).data(ui::models::SecondLineRole).toString() == QStringLiteral("keychain"));
    CHECK(keys.index(1, 0).data(ui::models::SecondLineRole).toString() == QStringLiteral("DEEPSEEK_API_KEY"));
    CHECK(keys.index(1, 1).data().toString() == QStringLiteral("ready"));
    CHECK(keys.index(1, 2).data().toString() == QStringLiteral("2"));
    const auto& models = *control<QTableView>(*world.page, "providerModels").model();
    REQUIRE(models.rowCount() == 2);
    CHECK(models.index(0, 0).data().toString() == QStringLiteral("deepseek-chat"));
    CHECK(models.index(0, 1).data().toString() == QStringLiteral("$0.28"));
    price.terms.currency = gateway::Currency::Cny; // a custom price
    price.terms.input = 2;
    price.terms.output.reset();
    world.gateway.prices[{"deepseek", "deepseek-chat"}] = price;
    Q_EMIT world.gateway.providersChanged();
    CHECK(QTest::qWaitFor([&] { return models.index(0, 1).data().toString() == QStringLiteral("¥2.00"); }));
    CHECK(models.index(0, 2).data().toString() == QStringLiteral("unknown"));
    world.page->selectProvider(QStringLiteral("demo"));
    CHECK(world.isShown("providerEdit")); // of all of its settings
    CHECK_FALSE(world.isShown("providerAddKey"));
}

TEST_CASE("warns about unverified certificates")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.gateway.m_settings.providers[1].sslVerify = false;
    world.open();
    const auto second = [&](int row) {
        return control<QTableView>(*world.page, "providersList").model()->index(row, 1).data(ui::models::SecondLineRole).toString().toStdString();
    };
    CHECK(second(1) == "TLS not verified");
    CHECK(control<QTableView>(*world.page, "providersList").model()->index(1, 1).data(ui::models::StatusRole).toString() == QStringLiteral("warn"));
    CHECK(second(2).empty());
    world.page->selectProvider(QStringLiteral("deepseek"));
    auto& warning = control<ui::widgets::StatusLabel>(*world.page, "providerInsecure");
    CHECK(warning.isVisible());
    CHECK(warning.status() == ui::look::Status::Warn);
    CHECK(warning.word().startsWith(QStringLiteral("Certificates are not verified: ")));
    world.page->selectProvider(QStringLiteral("qwen"));
    CHECK_FALSE(warning.isVisible());
}

TEST_CASE("shows an unknown price as unknown")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("openrouter");
    world.open();
    world.page->selectProvider(QStringLiteral("openrouter"));
    CHECK(control<QTableView>(*world.page, "providerModels").model()->index(0, 1).data().toString() == QStringLiteral("unknown"));
}

TEST_CASE("filters the models of a provider, and shows all of the next one")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("openai-compatible", "mine");
    world.gateway.addProvider("openai-compatible", "other");
    std::vector<std::string> names;
    for (int i = 0; i < 20; ++i) names.push_back("model-" + std::to_string(i));
    for (auto& provider : world.gateway.m_settings.providers) provider.models = names;
    world.open();
    world.page->selectProvider(QStringLiteral("mine"));
    auto& models = control<QTableView>(*world.page, "providerModels");
    QLineEdit* field = nullptr;
    for (auto* one : world.page->findChildren<QLineEdit*>())
        if (one->placeholderText() == QStringLiteral("Filter models")) field = one;
    REQUIRE(field);
    CHECK(field->isVisible());
    const auto shown = [&] {
        int rows = 0;
        for (int row = 0; row < models.model()->rowCount(); ++row) rows += models.isRowHidden(row) ? 0 : 1;
        return rows;
    };
    REQUIRE(shown() == 20);
    field->setText(QStringLiteral("model-19"));
    CHECK(shown() == 1);
    world.page->selectProvider(QStringLiteral("other"));
    CHECK(field->text().isEmpty());
    CHECK(shown() == 20);
}

TEST_CASE("lists models with their source")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("openai-compatible", "mine");
    world.open();
    world.page->selectProvider(QStringLiteral("mine"));
    const auto rows = [&] { return control<QTableView>(*world.page, "providerModels").model()->rowCount(); };
    CHECK(textOf(*world.page, "providerModelsPhrase") == "not in the catalog; a test reads the provider’s list");
    world.click("providerTest");
    ProbeResult result;
    result.ok = true;
    result.models = 2;
    result.listed = {"small", "large"};
    SECTION("the provider's own list, read by a test")
    {
        world.gateway.answerProbe(result);
        CHECK(textOf(*world.page, "providerModelsPhrase").starts_with("2 listed by the provider at "));
        CHECK(rows() == 2);
        // Models in the configuration replace it.
        auto next = world.gateway.m_settings;
        next.providers.back().models = std::vector<std::string>{"large"};
        world.gateway.change(next, [](const gateway::Result<void>&) {});
        CHECK(QTest::qWaitFor([&] { return textOf(*world.page, "providerModelsPhrase") == "1 named in the configuration"; }));
        CHECK(rows() == 1);
    }
    SECTION("the list that the gateway has read, as after a restart")
    {
        world.gateway.setListed("mine", {"small", "medium", "large"});
        CHECK(QTest::qWaitFor([&] { return textOf(*world.page, "providerModelsPhrase") == "3 listed by the provider"; }));
        CHECK(rows() == 3);
    }
    SECTION("not tested yet")
    {
        const std::string before = textOf(*world.page, "providerModelsPhrase");
        ProbeResult locked;
        locked.problem = gateway::ErrorKind::NoUsableKey;
        locked.keyProblem = gateway::ErrorKind::SecretLocked;
        locked.keyReference = "keychain:a/main";
        world.gateway.answerProbe(locked);
        CHECK(textOf(*world.page, "providerModelsPhrase") == before);
        CHECK(textOf(*world.page, "providerTested").find("The keychain is locked. Unlock it and test again") != std::string::npos);
    }
    SECTION("without models")
    {
        result.models = -1;
        result.listed.clear();
        world.gateway.answerProbe(result);
        CHECK(textOf(*world.page, "providerModelsPhrase") == "this provider does not list its models; request them by name");
        CHECK(rows() == 0);
    }
}

TEST_CASE("tests one provider or all")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.gateway.setKeyHealth("qwen", KeyHealth::Missing);
    world.open();
    world.page->selectProvider(QStringLiteral("deepseek"));
    world.click("providerTest");
    REQUIRE(world.gateway.probes.size() == 1);
    CHECK(world.gateway.probes.front().provider.id == "deepseek");
    world.click("providerTest"); // already running
    CHECK(world.gateway.probes.size() == 1);
    CHECK(world.cell(1, 1) == "Testing");
    world.gateway.answerProbe(refusedProbe(401, "Incorrect API key"));
    CHECK(world.cell(1, 1) == "Key rejected");
    CHECK(control(*world.page, "providerTest").isEnabled());
    CHECK(textOf(*world.page, "providerTested") == "Tested just now: Key rejected (401): “Incorrect API key”");

    QWidget& button = control(*world.page, "providerTest"); // the keyboard focus stays there
    button.setFocus();
    REQUIRE(button.hasFocus());
    QTest::keyClick(&button, Qt::Key_Space);
    REQUIRE(world.gateway.probes.size() == 1);
    QTest::keyClick(&button, Qt::Key_Space); // already running
    CHECK(world.gateway.probes.size() == 1);
    CHECK(button.hasFocus());
    world.gateway.answerProbe(refusedProbe(401, "Incorrect API key"));
    CHECK(button.hasFocus());
    button.clearFocus();

    world.click("testAllProviders"); // the demo and deepseek; qwen has no key
    CHECK(world.gateway.probes.size() == 2);
    QTest::keyClick(world.page.get(), Qt::Key_F5); // already running
    CHECK(world.gateway.probes.size() == 2);
}

TEST_CASE("marks a result of yesterday as old in the list, the details and for screen readers")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.open();
    world.page->selectProvider(QStringLiteral("deepseek"));
    world.click("providerTest");
    world.gateway.answerProbe(refusedProbe(401, "Incorrect API key"));
    const auto& state = control<ui::widgets::StatusLabel>(*world.page, "providerState");
    CHECK(state.status() == ui::look::Status::Error);
    world.clock.advance(std::chrono::hours{49});
    world.page->hide();
    world.page->show();
    CHECK(state.status() == ui::look::Status::Unknown);
    CHECK(state.accessibleName() == QStringLiteral("Stale: “Key rejected” was seen 2 days ago. Test it to check its current state"));
    CHECK(textOf(*world.page, "providerTested").starts_with("Tested 2 days ago (stale)"));
    CHECK(control<QTableView>(*world.page, "providerKeys").model()->index(0, 1).data().toString() == QStringLiteral("rejected 2 days ago"));
    CHECK(world.cell(1, 1) == "Stale");
    auto* heard = QAccessible::queryAccessibleInterface(&control<QTableView>(*world.page, "providersList"));
    REQUIRE(heard);
    CHECK(heard->tableInterface()->cellAt(1, 1)->text(QAccessible::Description) == state.accessibleName());
}

TEST_CASE("updates relative times while they are shown")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.open();
    world.page->selectProvider(QStringLiteral("deepseek"));
    world.click("providerTest");
    world.gateway.answerProbe(refusedProbe(429, "slow down"));
    const auto& state = control<ui::widgets::StatusLabel>(*world.page, "providerState");
    CHECK(state.word() == QStringLiteral("Rate limited: 429, just now"));
    auto& keys = control<QTableView>(*world.page, "providerKeys");
    keys.selectRow(0);
    world.clock.advance(std::chrono::minutes{2});
    world.page->hide();
    world.page->show();
    CHECK(state.word() == QStringLiteral("Rate limited: 429, 2 min ago"));
    CHECK(textOf(*world.page, "providerTested").starts_with("Tested 2 min ago"));
    CHECK(keys.selectionModel()->hasSelection()); // nothing else was rebuilt
}

TEST_CASE("elides a long name")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("openai-compatible", std::string(128, 'w'));
    world.open();
    world.page->selectProvider(QString(128, u'w'));
    auto* title = world.page->findChild<ui::widgets::ElidedLabel*>(QStringLiteral("providerDetailTitle"));
    REQUIRE(title);
    CHECK(world.page->width() == 1090);
}

TEST_CASE("removes a provider with undo")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.gateway.m_settings.routes.push_back(twoTargetRoute());
    world.gateway.m_settings.consumers = {{"ci", true, {}, {"deepseek"}, {}}};
    world.open();
    const auto before = world.gateway.settings();
    auto& editing = world.gateway.editing();
    world.page->selectProvider(QStringLiteral("deepseek"));
    control(*world.page, "providerMore").setFocus();
    world.trigger("providerRemoveAction");
    REQUIRE(QTest::qWaitFor([&] { return !world.gateway.settings().provider("deepseek"); }));
    CHECK_FALSE(world.isShown("providersMessage")); // the window shows it
    CHECK(QTest::qWaitFor([&] { return control(*world.page, "providersList").hasFocus(); }));
    CHECK(world.gateway.secrets.count("keychain:deepseek/main") == 1); // kept for a while for undo
    CHECK(world.page->selectedProvider() != QStringLiteral("deepseek"));
    CHECK(control<QTableView>(*world.page, "providersList").model()->rowCount() == 2);

    SECTION("undo")
    {
        editing.undo([](const gateway::Result<void>& undone) { CHECK(undone); });
        REQUIRE(QTest::qWaitFor([&] { return world.gateway.settings() == before; }));
        world.page.reset();
        settleEvents();
        CHECK(world.gateway.removedSecrets.empty());
    }
    SECTION("without undo the key is deleted, too")
    {
        world.page.reset();
        settleEvents();
        CHECK(world.gateway.removedSecrets == std::vector<std::string>{"keychain:deepseek/main"});
    }
    SECTION("the program ends")
    {
        world.gateway.m_status.state = gateway::host::State::Stopping;
        Q_EMIT world.gateway.statusChanged();
        CHECK(QTest::qWaitFor([&] { return world.gateway.removedSecrets.size() == 1; }));
    }
    SECTION("the same provider is added again")
    {
        world.page->addProvider(QStringLiteral("deepseek"));
        REQUIRE(QTest::qWaitFor([&] { return openDialog<AddProviderDialog>() != nullptr; }));
        CHECK(control<QLineEdit>(*openDialog<AddProviderDialog>(), "providerName").text() == QStringLiteral("deepseek"));
        openDialog<AddProviderDialog>()->reject();
    }
    SECTION("what its removal leaves without use is named until it is back")
    {
        world.page->selectProvider(QStringLiteral("qwen"));
        world.trigger("providerRemoveAction");
        REQUIRE(QTest::qWaitFor([&] { return world.isShown("providersMessage"); }));
        CHECK(textOf(*world.page, "providersMessageText") == "Consumers left without a route: ci");
        world.gateway.m_settings.providers.push_back(before.providers.back()); // another program has restored it
        Q_EMIT world.gateway.settingsChanged();
        CHECK_FALSE(world.isShown("providersMessage"));
        world.gateway.m_settings.providers.pop_back();
        Q_EMIT world.gateway.settingsChanged();
        world.page.reset();
        settleEvents();
        CHECK(world.gateway.removedSecrets.size() == 2);
    }
}

TEST_CASE("undo restores unknown fields of a provider, too")
{
    ProvidersPageWorld world;
    std::vector<gateway::config::Issue> issues;
    world.gateway.document = *gateway::config::Document::parse(
        R"({"version": 1, "providers": [{"id": "deepseek", "type": "deepseek", "note": "of mine",
            "keys": [{"name": "main", "secret": "env:KEY", "owner": "me"}]}],
            "routes": [{"id": "only", "match": {"models": [{"exact": "x"}]}, "targets": [{"provider": "deepseek", "why": "cheap"}]}]})",
        issues);
    world.gateway.m_settings = world.gateway.document->settings();
    world.gateway.setKeyHealth("deepseek", KeyHealth::Ready);
    world.open();
    auto& editing = world.gateway.editing();
    world.page->selectProvider(QStringLiteral("deepseek"));
    world.trigger("providerRemoveAction");
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.settings().routes.empty(); }));
    editing.undo([](const gateway::Result<void>& undone) { CHECK(undone); });
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.settings().provider("deepseek") != nullptr; }));
    const std::string text = world.gateway.document->toText();
    for (const char* kept : {R"("note": "of mine")", R"("owner": "me")", R"("why": "cheap")"}) {
        CAPTURE(kept, text);
        CHECK(text.find(kept) != std::string::npos);
    }
}

TEST_CASE("a refused removal says why and changes nothing")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.open();
    world.gateway.changeError = gateway::Error{gateway::ErrorKind::Io, "cannot write config.json"};
    world.page->selectProvider(QStringLiteral("deepseek"));
    world.trigger("providerRemoveAction");
    REQUIRE(QTest::qWaitFor([&] { return world.isShown("providersMessage"); }));
    CHECK(textOf(*world.page, "providersMessageText") == "The configuration file cannot be written. Make it writable, make room on the disk, and try again");
    CHECK(control(*world.page, "providersMessageText").toolTip() == QStringLiteral("cannot write config.json"));
    CHECK(world.gateway.settings().provider("deepseek"));
}

TEST_CASE("Try again ends cooldowns")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.open();
    QTest::keyClick(&control(*world.page, "providersList"), Qt::Key_Down);
    const auto* action = control<QWidget>(*world.page, "providerMenu").findChild<QAction*>(QStringLiteral("providerTryAgainAction"));
    REQUIRE(action);
    CHECK_FALSE(action->isVisible());
    const auto now = world.clock.wallNow();
    const auto rest = [&](const char* provider, const char* key) {
        return gateway::routing::Rest{provider, key ? key : "", {}, gateway::config::FailureClass::KeyRejected, "401", now, now + std::chrono::minutes{5}};
    };
    world.gateway.setRests({rest("deepseek", "main"), rest("deepseek", nullptr), rest("demo", nullptr)});
    CHECK(action->isVisible());
    const auto& state = control<ui::widgets::StatusLabel>(*world.page, "providerState");
    CHECK(state.word().toStdString().find("The provider is cooling down until ") != std::string::npos);
    world.trigger("providerTryAgainAction");
    CHECK_FALSE(action->isVisible());
    CHECK(world.gateway.providers().front().rests.size() == 1); // of the other one
}

TEST_CASE("disables and enables a provider")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.open();
    world.page->selectProvider(QStringLiteral("deepseek"));
    world.trigger("providerEnableAction");
    REQUIRE(QTest::qWaitFor([&] { return world.cell(1, 1) == "Disabled"; }));
    CHECK_FALSE(world.gateway.settings().provider("deepseek")->enabled);
    world.trigger("providerEnableAction");
    REQUIRE(QTest::qWaitFor([&] { return world.cell(1, 1) != "Disabled"; }));
    CHECK(world.page->selectedProvider() == QStringLiteral("deepseek"));
}

TEST_CASE("opens the dialogs of the page by mouse and keyboard")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.open();
    world.page->selectProvider(QStringLiteral("deepseek"));
    SECTION("edit by Return in the list")
    {
        auto& list = control<QTableView>(*world.page, "providersList");
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Return);
        auto* dialog = openDialog<EditProviderDialog>();
        REQUIRE(dialog);
        dialog->reject();
    }
    SECTION("edit by Return on the page before the list has the focus")
    {
        world.page->setFocusPolicy(Qt::ClickFocus); // as in the window
        world.page->setFocus();
        REQUIRE(world.page->hasFocus());
        QTest::keyClick(world.page.get(), Qt::Key_Up);
        CHECK(control(*world.page, "providersList").hasFocus());
        CHECK(world.page->selectedProvider() == QStringLiteral("demo"));
        QTest::keyClick(&control(*world.page, "providersList"), Qt::Key_Down);
        world.page->setFocus();
        QTest::keyClick(world.page.get(), Qt::Key_Return);
        auto* dialog = openDialog<EditProviderDialog>();
        REQUIRE(dialog);
        dialog->reject();
    }
    SECTION("edit by its button")
    {
        world.click("providerEdit");
        auto* dialog = openDialog<EditProviderDialog>();
        REQUIRE(dialog);
        dialog->reject();
    }
    SECTION("add a key")
    {
        world.click("providerAddKey");
        auto* dialog = openDialog<AddKeyDialog>();
        REQUIRE(dialog);
        dialog->reject();
    }
    SECTION("add a provider")
    {
        QTest::keySequence(world.page.get(), QKeySequence::New);
        auto* dialog = openDialog<AddProviderDialog>();
        REQUIRE(dialog);
        dialog->reject();
    }
    settleEvents();
    CHECK(world.gateway.changes == 0);
}

TEST_CASE("a narrow page shows either the list or the details with a way back")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.open(720);
    CHECK(world.isShown("providersList"));
    CHECK_FALSE(world.isShown("providerDetail"));
    auto& list = control<QTableView>(*world.page, "providersList");
    list.setFocus();
    world.page->selectProvider(QStringLiteral("deepseek"));
    QTest::keyClick(&list, Qt::Key_Return);
    CHECK_FALSE(world.isShown("providersList"));
    CHECK(world.isShown("providerDetail"));
    CHECK(control(*world.page, "providersBack").hasFocus()); // not something outside the page
    world.click("providersBack");
    CHECK(world.isShown("providersList"));
    CHECK_FALSE(world.isShown("providerDetail"));
    CHECK(list.hasFocus());
}

TEST_CASE("shows known limits of keys and fetches them only while visible")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("ollama");
    world.gateway.addProvider("openai");
    world.gateway.setKeyHealth("deepseek", KeyHealth::Ready);
    CHECK(world.gateway.looks == 0);
    world.open();
    CHECK(world.gateway.looks == 1);
    world.page->selectProvider(QStringLiteral("deepseek"));
    CHECK(textOf(*world.page, "providerMeter0") == "unknown");
    CHECK(textOf(*world.page, "providerMetersPhrase") == "not reported yet");
    gateway::providers::KeyMeter meter;
    meter.provider = "deepseek";
    meter.key = world.gateway.m_settings.providers[1].keys.front().name;
    meter.balance = {{gateway::Currency::Cny, 12'400'000'000'000}};
    meter.balanceAsOf = world.clock.wallNow();
    world.gateway.keyMeters = {meter};
    Q_EMIT world.gateway.metersChanged();
    CHECK(textOf(*world.page, "providerMeter0") == "¥12.40");
    CHECK(control(*world.page, "providerMeter0").accessibleName().toStdString() == "Balance: ¥12.40");
    world.page->selectProvider(QStringLiteral("openai"));
    CHECK(textOf(*world.page, "providerMeter0") == "not reported by this provider");
    CHECK(control(*world.page, "providerMeter0").accessibleName().toStdString() == "Balance: not reported by this provider");
    world.page->selectProvider(QStringLiteral("ollama"));
    CHECK_FALSE(world.isShown("providerMeters"));
    world.page->hide();
    settleEvents();
    CHECK(world.gateway.looks == 1);
}
