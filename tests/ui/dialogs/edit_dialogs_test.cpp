#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "test_language.h"

#include "ui/dialogs/add_key_dialog.h"
#include "ui/dialogs/edit_provider_dialog.h"
#include "ui/dialogs/form_dialog.h"
#include "ui/dialogs/form_grid.h"
#include "ui/widgets/button.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSpinBox>
#include <QTest>

#include <algorithm>

using ui::dialogs::AddKeyDialog;
using ui::dialogs::EditProviderDialog;

static std::vector<gateway::config::ProviderKey>& keysOf(FakeWorld& gateway)
{
    return std::ranges::find(gateway.m_settings.providers, "deepseek", &gateway::config::ProviderSettings::id)->keys;
}

TEST_CASE("a button in a form does not limit the width of the other fields")
{
    ui::dialogs::FormGrid form;
    auto* const button = new ui::widgets::Button(ui::widgets::ButtonKind::Plain, QStringLiteral("Again"), {}, &form);
    auto* const port = new QSpinBox(&form);
    form.addRow(QStringLiteral("again"), {}, button);
    form.addRow(QStringLiteral("port"), QStringLiteral("Port"), port);
    form.resize(500, 200);
    form.show();
    CHECK(port->width() > 400);
    CHECK(button->width() < 200);
}

TEST_CASE("scrolls a form taller than the screen and keeps its buttons visible")
{
    struct LongForm : ui::dialogs::FormDialog {
        LongForm() : FormDialog(QStringLiteral("Long"), QStringLiteral("Save"), nullptr)
        {
            for (int row = 0; row < 60; ++row) {
                const QString name = QStringLiteral("field%1").arg(row);
                form()->addRow(name, name, new QLineEdit(form()));
            }
        }
        void save() override { showProblem(findChild<QLineEdit*>(QStringLiteral("field0")), QStringLiteral("is wrong"), {}); }
    } dialog;
    dialog.open();
    REQUIRE(QTest::qWaitForWindowActive(&dialog));
    const auto isInSight = [&dialog](QWidget& widget) { return widget.visibleRegion().boundingRect() == widget.rect() && dialog.rect().contains(widget.mapTo(&dialog, widget.rect().center())); };
    CHECK(dialog.height() <= dialog.screen()->availableGeometry().height());
    CHECK(isInSight(control<QPushButton>(dialog, "saveButton")));
    auto& last = control<QLineEdit>(dialog, "field59");
    CHECK_FALSE(isInSight(last));
    control<QLineEdit>(dialog, "field58").setFocus();
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
    CHECK(last.hasFocus());
    CHECK(isInSight(last));
    control<QPushButton>(dialog, "saveButton").click();
    settleEvents();
    CHECK(isInSight(control<QLineEdit>(dialog, "field0")));
}

TEST_CASE("the edit dialog shows the settings but no key")
{
    FakeFor<EditProviderDialog::Access> gateway;
    gateway.addProvider("deepseek");
    EditProviderDialog dialog(gateway, QStringLiteral("deepseek"));
    dialog.open();
    REQUIRE(QTest::qWaitForWindowActive(&dialog));
    CHECK(textOf(dialog, "providerFixedName") == "deepseek");
    CHECK_FALSE(control(dialog, "providerName").isVisible());
    auto& key = control<QLineEdit>(dialog, "providerKey");
    CHECK(key.text().isEmpty());
    CHECK(key.placeholderText() == QStringLiteral("stored; type to replace it"));

    SECTION("without a typed key the stored key remains")
    {
        control<QLineEdit>(dialog, "providerAddress").setText(QStringLiteral("https://proxy.example/v1"));
        QTest::keyClick(&control<QLineEdit>(dialog, "providerAddress"), Qt::Key_Return);
        REQUIRE(QTest::qWaitFor([&] { return !dialog.isVisible(); }));
        CHECK(gateway.secrets["keychain:deepseek/main"] == "sk-stored");
        CHECK(gateway.settings().provider("deepseek")->baseUrl == "https://proxy.example/v1");
    }
    SECTION("a new key")
    {
        QTest::keyClicks(&key, QStringLiteral("sk-new"));
        control<QPushButton>(dialog, "saveButton").click();
        REQUIRE(QTest::qWaitFor([&] { return !dialog.isVisible(); }));
        CHECK(gateway.secrets["keychain:deepseek/main"] == "sk-new");
    }
    SECTION("a test without a typed key uses the stored one")
    {
        control<QPushButton>(dialog, "testButton").click();
        REQUIRE(gateway.probes.size() == 1);
        CHECK(gateway.probes.front().key.empty());
        CHECK(gateway.probes.front().provider.keys.front().secret == "keychain:deepseek/main");
    }
    SECTION("Escape changes nothing")
    {
        QTest::keyClicks(&key, QStringLiteral("sk-new"));
        QTest::keyClick(&dialog, Qt::Key_Escape);
        CHECK_FALSE(dialog.isVisible());
        CHECK(gateway.changes == 0);
        CHECK(gateway.secrets["keychain:deepseek/main"] == "sk-stored");
    }
}

TEST_CASE("the dialog of a provider leads on to all settings and loses no change")
{
    const Language english{"en"};
    FakeFor<EditProviderDialog::Access> gateway;
    gateway.addProvider("deepseek");
    EditProviderDialog dialog(gateway, QStringLiteral("deepseek"));
    QStringList events;
    QObject::connect(&dialog, &EditProviderDialog::saved, &dialog, [&] { events << QStringLiteral("saved"); });
    QObject::connect(&dialog, &EditProviderDialog::everythingWanted, &dialog, [&] { events << QStringLiteral("all settings"); });
    dialog.open();
    REQUIRE(QTest::qWaitForWindowActive(&dialog));
    CHECK(dialog.windowTitle() == QStringLiteral("Edit DeepSeek"));
    auto& all = control<QPushButton>(dialog, "allSettings");
    auto& address = control<QLineEdit>(dialog, "providerAddress");
    auto& key = control<QLineEdit>(dialog, "providerKey");
    const QString before = address.text();
    CHECK(all.text() == QStringLiteral("All settings…"));

    SECTION("without a change")
    {
        address.setText(QStringLiteral("https://proxy.example/v1"));
        CHECK(all.text() == QStringLiteral("Save and open all settings…"));
        address.setText(before);
        CHECK(all.text() == QStringLiteral("All settings…"));
        all.click();
        CHECK(QTest::qWaitFor([&] { return events == QStringList{QStringLiteral("all settings")}; }));
        CHECK(gateway.changes == 0);
    }
    SECTION("saves an address and a key first")
    {
        address.setText(QStringLiteral("https://proxy.example/v1"));
        QTest::keyClicks(&key, QStringLiteral("sk-new"));
        all.click();
        CHECK(QTest::qWaitFor([&] { return events == QStringList{QStringLiteral("saved"), QStringLiteral("all settings")}; }));
        CHECK(gateway.settings().provider("deepseek")->baseUrl == "https://proxy.example/v1");
        CHECK(gateway.secrets["keychain:deepseek/main"] == "sk-new");
        CHECK_FALSE(dialog.isVisible());
    }
    SECTION("stays where the change cannot be saved")
    {
        address.setText(QStringLiteral("no address"));
        all.click();
        settleEvents();
        CHECK(control(dialog, "providerAddressError").isVisible());
        CHECK(dialog.isVisible());
        CHECK(events.isEmpty());
        address.setText(QStringLiteral("https://proxy.example/v1"));
        control<QPushButton>(dialog, "saveButton").click();
        CHECK(QTest::qWaitFor([&] { return !dialog.isVisible(); }));
        CHECK(events == QStringList{QStringLiteral("saved")}); // the link is no longer followed
    }
}

TEST_CASE("names the first key of a provider main")
{
    FakeFor<EditProviderDialog::Access> gateway;
    gateway.addProvider("ollama");
    AddKeyDialog dialog(gateway, QStringLiteral("ollama"));
    CHECK(control<QLineEdit>(dialog, "keyName").text() == QStringLiteral("main"));
}

TEST_CASE("adds a further key with a weight")
{
    FakeFor<EditProviderDialog::Access> gateway;
    gateway.addProvider("deepseek");
    AddKeyDialog dialog(gateway, QStringLiteral("deepseek"));
    dialog.open();
    REQUIRE(QTest::qWaitForWindowActive(&dialog));
    auto& key = control<QLineEdit>(dialog, "providerKey");
    REQUIRE(dialog.focusWidget() == &key);
    QTest::keyClick(&key, Qt::Key_Return);
    CHECK(control(dialog, "providerKeyError").isVisible());
    QTest::keyClicks(&key, QStringLiteral("sk-2"));
    control<QSpinBox>(dialog, "keyWeight").setValue(3);
    SECTION("with a free name")
    {
        QTest::keyClick(&key, Qt::Key_Return);
        REQUIRE(QTest::qWaitFor([&] { return !dialog.isVisible(); }));
        const auto& keys = gateway.settings().provider("deepseek")->keys;
        REQUIRE(keys.size() == 2);
        CHECK(keys.back() == gateway::config::ProviderKey{"spare", "keychain:deepseek/spare", 3, true});
        CHECK(gateway.secrets["keychain:deepseek/spare"] == "sk-2");
        CHECK(key.text().isEmpty());
    }
    SECTION("with a key that the keychain stores late")
    {
        gateway.secretError = gateway::Error{gateway::ErrorKind::SecretLocked, "it asks its user"};
        QTest::keyClick(&key, Qt::Key_Return);
        REQUIRE(QTest::qWaitFor([&] { return control(dialog, "providerKeyError").isVisible(); }));
        CHECK(gateway.keychainChecks == 0);
        const bool isLeft = GENERATE(false, true);
        if (isLeft) dialog.reject();
        gateway.unlock();
        CHECK(QTest::qWaitFor([&] { return gateway.secrets.contains("keychain:deepseek/spare") != isLeft && !dialog.isVisible(); }));
        CHECK(gateway.settings().provider("deepseek")->keys.size() == (isLeft ? 1 : 2));
    }
    SECTION("with a taken name")
    {
        control<QLineEdit>(dialog, "keyName").setText(QStringLiteral("main"));
        control<QPushButton>(dialog, "saveButton").click();
        CHECK(textOf(dialog, "keyNameError") == "A key with this name already exists");
        CHECK(gateway.secrets["keychain:deepseek/main"] == "sk-stored");
    }
}

TEST_CASE("does not describe a missing key as stored")
{
    using gateway::host::KeyHealth;
    struct Row {
        KeyHealth health;
        const char* hint;
    };
    const auto row = GENERATE(values<Row>({
        {KeyHealth::Ready, "stored; type to replace it"},
        {KeyHealth::Locked, "stored; type to replace it"},
        {KeyHealth::Missing, "not found; paste it again"},
        {KeyHealth::Unavailable, "not readable; paste it again"},
    }));
    const Language english{"en"};
    FakeFor<EditProviderDialog::Access> gateway;
    gateway.addProvider("deepseek");
    gateway.setKeyHealth("deepseek", row.health);
    EditProviderDialog dialog(gateway, QStringLiteral("deepseek"));
    CHECK(control<QLineEdit>(dialog, "providerKey").placeholderText() == QLatin1String(row.hint));
}

TEST_CASE("names the key that a form edits when there are several")
{
    const Language english{"en"};
    FakeFor<EditProviderDialog::Access> gateway;
    gateway.addProvider("deepseek");
    const bool isOneOfSeveral = GENERATE(true, false);
    if (isOneOfSeveral) keysOf(gateway).push_back({"two", "env:TWO"});
    EditProviderDialog dialog(gateway, QStringLiteral("deepseek"));
    dialog.open();
    REQUIRE(QTest::qWaitForWindowActive(&dialog));
    CHECK(control(dialog, "providerWhichKey").isVisible() == isOneOfSeveral);
    if (isOneOfSeveral) CHECK(textOf(dialog, "providerWhichKey") == "Key “main”; the others are in the list of keys");
}

TEST_CASE("replaces a key in its current place unless another is chosen")
{
    const Language english{"en"};
    FakeFor<EditProviderDialog::Access> gateway;
    gateway.addProvider("deepseek");
    auto& keys = keysOf(gateway);
    keys.push_back({"two", "keychain:elsewhere/two", 3, false});
    gateway.secrets["keychain:elsewhere/two"] = "sk-two";
    AddKeyDialog dialog(gateway, QStringLiteral("deepseek"), QStringLiteral("two"), nullptr);
    dialog.open();
    REQUIRE(QTest::qWaitForWindowActive(&dialog));
    CHECK(textOf(dialog, "keyFixedName") == "two");
    CHECK_FALSE(dialog.findChild<QLineEdit*>(QStringLiteral("keyName")));
    auto& key = control<QLineEdit>(dialog, "providerKey");
    REQUIRE(dialog.focusWidget() == &key);
    CHECK(key.placeholderText() == QStringLiteral("paste the new key here"));
    auto& place = control<QComboBox>(dialog, "providerKeyPlace");
    CHECK(place.currentText() == QStringLiteral("System keychain"));
    SECTION("without a typed key")
    {
        QTest::keyClick(&key, Qt::Key_Return);
        CHECK(textOf(dialog, "providerKeyError") == "Paste the key here");
        CHECK(gateway.secrets["keychain:elsewhere/two"] == "sk-two");
    }
    SECTION("same place keeps its reference")
    {
        QTest::keyClicks(&key, QStringLiteral("sk-new"));
        QTest::keyClick(&key, Qt::Key_Return);
        REQUIRE(QTest::qWaitFor([&] { return !dialog.isVisible(); }));
        CHECK(gateway.secrets["keychain:elsewhere/two"] == "sk-new");
        CHECK(keysOf(gateway).back() == gateway::config::ProviderKey{"two", "keychain:elsewhere/two", 3, false});
        CHECK(key.text().isEmpty());
    }
    SECTION("another place removes the key from the old one")
    {
        place.setCurrentIndex(place.findText(QStringLiteral("Environment variable")));
        control<QLineEdit>(dialog, "providerKeyVariable").setText(QStringLiteral("OTHER"));
        control<QPushButton>(dialog, "saveButton").click();
        REQUIRE(QTest::qWaitFor([&] { return !dialog.isVisible(); }));
        CHECK(keysOf(gateway).back() == gateway::config::ProviderKey{"two", "env:OTHER", 3, false});
        CHECK(QTest::qWaitFor([&] { return gateway.removedSecrets == std::vector<std::string>{"keychain:elsewhere/two"}; }));
    }
    SECTION("the key was removed meanwhile")
    {
        keys.pop_back();
        QTest::keyClicks(&key, QStringLiteral("sk-new"));
        QTest::keyClick(&key, Qt::Key_Return);
        CHECK(dialog.isVisible());
        CHECK(textOf(dialog, "formProblem").starts_with("The provider was changed elsewhere while this dialog was open."));
        CHECK(gateway.secrets["keychain:elsewhere/two"] == "sk-two");
    }
}

TEST_CASE("replaces an environment variable by another or reads it again")
{
    FakeFor<EditProviderDialog::Access> gateway;
    gateway.addProvider("deepseek");
    keysOf(gateway).push_back({"two", "env:BETA", 1, true});
    AddKeyDialog dialog(gateway, QStringLiteral("deepseek"), QStringLiteral("two"), nullptr);
    auto& variable = control<QLineEdit>(dialog, "providerKeyVariable");
    CHECK(variable.text() == QStringLiteral("BETA"));
    dialog.open();
    REQUIRE(QTest::qWaitForWindowActive(&dialog));
    const bool isOther = GENERATE(true, false);
    if (isOther) variable.setText(QStringLiteral("GAMMA"));
    control<QPushButton>(dialog, "saveButton").click();
    REQUIRE(QTest::qWaitFor([&] { return !dialog.isVisible(); }));
    CHECK(keysOf(gateway).back().secret == (isOther ? "env:GAMMA" : "env:BETA"));
    CHECK(gateway.refreshes == (isOther ? 0 : 1)); // another one is read when the configuration takes effect
}

TEST_CASE("does not overwrite a provider that was changed or removed during editing")
{
    FakeFor<EditProviderDialog::Access> gateway;
    gateway.addProvider("qwen");
    gateway.addProvider("deepseek");
    EditProviderDialog dialog(gateway, QStringLiteral("deepseek"));
    dialog.open();
    REQUIRE(QTest::qWaitForWindowActive(&dialog));
    control<QLineEdit>(dialog, "providerAddress").setText(QStringLiteral("https://proxy.example/v1"));
    auto& providers = gateway.m_settings.providers;
    bool isSaved = false;
    SECTION("moved to another position is no conflict")
    {
        std::swap(providers[providers.size() - 2], providers.back());
        isSaved = true;
    }
    SECTION("with one more key") { keysOf(gateway).push_back({"spare", "env:SPARE"}); }
    SECTION("disabled") { std::ranges::find(providers, "deepseek", &gateway::config::ProviderSettings::id)->enabled = false; }
    SECTION("removed") { std::erase_if(providers, [](const auto& one) { return one.id == "deepseek"; }); }
    auto expected = gateway.settings();
    if (isSaved) std::ranges::find(expected.providers, "deepseek", &gateway::config::ProviderSettings::id)->baseUrl = "https://proxy.example/v1";
    control<QPushButton>(dialog, "saveButton").click();
    settleEvents();
    CHECK(gateway.settings().providers == expected.providers);
    CHECK(dialog.isVisible() != isSaved);
}
