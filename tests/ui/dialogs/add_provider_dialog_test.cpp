#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "records.h"
#include "test_language.h"

#include "ui/dialogs/add_provider_dialog.h"
#include "ui/dialogs/provider_form.h"
#include "ui/models/provider_tests.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <memory>

using gateway::ErrorKind;
using gateway::host::ProbeResult;
using ui::dialogs::AddProviderDialog;

namespace {

struct AddProviderDialogWorld {
    Language language{"en"};
    FakeFor<ui::dialogs::AddProviderDialog::Access> gateway;
    AddProviderDialog dialog{gateway};

    AddProviderDialogWorld()
    {
        dialog.open();
        REQUIRE(QTest::qWaitForWindowActive(&dialog));
    }
    QLineEdit& line(const char* name) { return control<QLineEdit>(dialog, name); }
    QPushButton& button(const char* name) { return control<QPushButton>(dialog, name); }
    QTableView& list() { return control<QTableView>(dialog, "providerCatalog"); }
    std::string chosen() { return list().currentIndex().siblingAtColumn(0).data().toString().toStdString(); }
    bool added() { return QTest::qWaitFor([&] { return !dialog.isVisible(); }); }
};

ProbeResult goodProbe()
{
    ProbeResult result;
    result.ok = true;
    result.status = 200;
    result.models = 8;
    result.firstToken = gateway::Milliseconds{660};
    return result;
}

} // namespace

TEST_CASE("adds a provider by keyboard alone")
{
    AddProviderDialogWorld world;
    QSignalSpy added(&world.dialog, &AddProviderDialog::added);
    REQUIRE(world.dialog.focusWidget() == &world.line("providerSearch"));
    QTest::keyClicks(world.dialog.focusWidget(), QStringLiteral("mini"));
    CHECK(world.chosen() == "MiniMax");
    CHECK(textOf(world.dialog, "providerCount") == "4 of 11 match “mini”");
    CHECK(textOf(world.dialog, "providerTitle") == "MiniMax");
    CHECK(textOf(world.dialog, "providerNote") == "Keys of the international site do not work here.");
    CHECK(world.button("addButton").text() == QStringLiteral("Add MiniMax"));
    QTest::keyClick(world.dialog.focusWidget(), Qt::Key_Return);
    REQUIRE(world.dialog.focusWidget() == &world.line("providerKey"));
    QTest::keyClicks(world.dialog.focusWidget(), QStringLiteral(" sk-secret-1 "));
    QTest::keyClick(world.dialog.focusWidget(), Qt::Key_Return);
    REQUIRE(world.added());
    CHECK(world.gateway.secrets["keychain:minimax/main"] == "sk-secret-1");
    const auto* provider = world.gateway.settings().provider("minimax");
    REQUIRE(provider);
    CHECK(provider->type == "minimax");
    CHECK(provider->keys.front().secret == "keychain:minimax/main");
    REQUIRE(added.count() == 1);
    CHECK(added.front().front().toString() == QStringLiteral("minimax"));
    CHECK(world.line("providerKey").text().isEmpty());
}

TEST_CASE("Tab moves through the dialog in reading order")
{
    AddProviderDialogWorld world;
    QTest::keyClicks(world.dialog.focusWidget(), QStringLiteral("minimax"));
    const QStringList order{QStringLiteral("providerCatalog"), QStringLiteral("providerName"), QStringLiteral("providerKey"),
                            QStringLiteral("providerKeyPlace"), QStringLiteral("providerAddress"), QStringLiteral("providerWebsite"),
                            QStringLiteral("cancelButton"), QStringLiteral("testButton"), QStringLiteral("addButton"),
                            QStringLiteral("providerSearch")};
    for (const QString& name : order) {
        QTest::keyClick(world.dialog.focusWidget(), Qt::Key_Tab);
        CHECK(world.dialog.focusWidget()->objectName().toStdString() == name.toStdString());
    }
}

TEST_CASE("stores a key in an encrypted file created with a passphrase")
{
    AddProviderDialogWorld world;
    QTest::keyClicks(world.dialog.focusWidget(), QStringLiteral("minimax"));
    world.line("providerKey").setText(QStringLiteral("sk-vault"));
    CHECK_FALSE(world.line("providerKeyPassphrase").isVisible());
    control<QComboBox>(world.dialog, "providerKeyPlace").setCurrentIndex(1);
    CHECK(world.line("providerKeyPassphrase").isVisible());
    CHECK(textOf(world.dialog, "providerKeyHint").find("cannot be recovered") != std::string::npos);
    auto& add = control<QPushButton>(world.dialog, "addButton");
    add.click();
    CHECK(control(world.dialog, "providerKeyPassphraseError").isVisible());
    CHECK_FALSE(control(world.dialog, "providerKeyError").isVisible());
    world.line("providerKeyPassphrase").setText(QStringLiteral("long enough"));
    world.line("providerKeyRepeat").setText(QStringLiteral("long enuogh"));
    add.click();
    CHECK(textOf(world.dialog, "providerKeyPassphraseError") == "The passphrases do not match");
    world.line("providerKeyRepeat").setText(QStringLiteral("long enough"));
    add.click();
    REQUIRE(QTest::qWaitFor([&] { return !world.dialog.isVisible(); }));
    CHECK(world.gateway.secrets["vault:minimax/main"] == "sk-vault");
    CHECK(world.gateway.vaultPassphrase == "long enough");
    CHECK(world.line("providerKeyPassphrase").text().isEmpty());
}

TEST_CASE("Escape clears the search and then closes without adding")
{
    AddProviderDialogWorld world;
    QTest::keyClicks(world.dialog.focusWidget(), QStringLiteral("mini"));
    QTest::keyClick(world.dialog.focusWidget(), Qt::Key_Escape);
    CHECK(world.dialog.isVisible());
    CHECK(world.line("providerSearch").text().isEmpty());
    CHECK(textOf(world.dialog, "providerCount") == "11 providers");
    QTest::keyClicks(&world.line("providerKey"), QStringLiteral("sk-secret"));
    QTest::keyClick(&world.dialog, Qt::Key_Escape);
    CHECK_FALSE(world.dialog.isVisible());
    CHECK(world.line("providerKey").text().isEmpty());
    CHECK(world.gateway.changes == 0);
}

TEST_CASE("shows catalog notes in the user's language")
{
    AddProviderDialogWorld world;
    const Language chinese("zh_CN");
    QTest::keyClicks(world.dialog.focusWidget(), QStringLiteral("minimax"));
    CHECK(textOf(world.dialog, "providerNote") == "国际站的密钥在此无效。");
    world.line("providerSearch").setText(QStringLiteral("兼容"));
    CHECK(world.chosen() == "OpenAI 兼容");
    CHECK_FALSE(control(world.dialog, "providerNote").isVisible());
}

TEST_CASE("arrow keys select an entry while typing")
{
    AddProviderDialogWorld world;
    QTest::keyClicks(world.dialog.focusWidget(), QStringLiteral("mini"));
    QTest::keyClick(world.dialog.focusWidget(), Qt::Key_Down);
    CHECK(world.chosen() == "Gemini");
    CHECK(textOf(world.dialog, "providerTitle") == "Gemini");
    QTest::keyClick(world.dialog.focusWidget(), Qt::Key_Up);
    CHECK(world.chosen() == "MiniMax");
}

TEST_CASE("shows the key as dots and does not let it be copied")
{
    AddProviderDialogWorld world;
    QLineEdit& key = world.line("providerKey");
    CHECK(key.echoMode() == QLineEdit::Password);
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    key.setFocus();
    QTest::keyClicks(&key, QStringLiteral("sk-secret"));
    QTest::keySequence(&key, QKeySequence::SelectAll);
    QTest::keySequence(&key, QKeySequence::Copy);
    QTest::keySequence(&key, QKeySequence::Cut);
    CHECK(QGuiApplication::clipboard()->text() == QStringLiteral("before"));
    world.dialog.reject();
    QTest::keySequence(&key, QKeySequence::Undo);
    CHECK(key.text().isEmpty());
}

TEST_CASE("a test sends one real request with the typed values")
{
    AddProviderDialogWorld world;
    world.dialog.choose(QStringLiteral("deepseek"));
    QTest::keyClicks(&world.line("providerKey"), QStringLiteral("sk-try"));
    QTest::mouseClick(&world.button("testButton"), Qt::LeftButton);
    REQUIRE(world.gateway.probes.size() == 1);
    CHECK(world.gateway.probes.front().key == "sk-try");
    CHECK(world.gateway.probes.front().provider.type == "deepseek");
    CHECK(world.gateway.secrets.empty());
    CHECK(world.gateway.changes == 0);
    world.gateway.answerProbe(goodProbe());
    CHECK(textOf(world.dialog, "providerResultText") == "The key works: 8 models, first token after 660 ms");
    CHECK(world.button("testButton").text() == QStringLiteral("Test again"));
    CHECK(control(world.dialog, "providerResult").isVisible());

    SECTION("Enter adds the provider, with the result of its test")
    {
        CHECK_FALSE(world.button("testButton").hasFocus());
        QTest::keyClick(world.dialog.focusWidget(), Qt::Key_Return);
        REQUIRE(world.added());
        CHECK(world.gateway.probes.empty()); // no second test
        const auto* const test = ui::models::ProviderTests::of(world.gateway).last("deepseek");
        REQUIRE(test);
        CHECK(test->result.models == 8);
    }
    SECTION("editing afterwards marks the result as outdated")
    {
        QTest::keyClicks(&world.line("providerKey"), QStringLiteral("x"));
        CHECK_FALSE(control(world.dialog, "providerResultText").isVisible());
    }
    SECTION("an answer that arrives after a change is ignored")
    {
        QTest::mouseClick(&world.button("testButton"), Qt::LeftButton);
        QTest::keyClicks(&world.line("providerKey"), QStringLiteral("x"));
        world.gateway.answerProbe(goodProbe());
        CHECK_FALSE(control(world.dialog, "providerResultText").isVisible());
    }
}

TEST_CASE("a failed test leads to the field to correct, and Enter tests again")
{
    struct Row {
        const char* name;
        ProbeResult result;
        const char* field; ///< empty: any
    };
    const auto row = GENERATE(values<Row>({
        {"key", refusedProbe(401, "invalid key"), "providerKey"},
        {"address", refusedProbe(404, "no such path"), "providerAddress"},
        {"host", unreachedProbe(), "providerAddress"},
        {"neither", refusedProbe(429, "slow down"), ""},
    }));
    CAPTURE(row.name);
    AddProviderDialogWorld world;
    world.dialog.choose(QStringLiteral("deepseek"));
    QTest::keyClicks(&world.line("providerKey"), QStringLiteral("sk-try"));
    CHECK(world.button("addButton").isDefault());
    QTest::mouseClick(&world.button("testButton"), Qt::LeftButton);
    world.gateway.answerProbe(row.result);
    if (*row.field) CHECK(world.dialog.focusWidget() == &world.line(row.field));
    CHECK(world.button("addButton").isEnabled());
    world.line("providerKey").setText(QStringLiteral("sk-other"));
    QTest::keyClick(&world.line("providerKey"), Qt::Key_Return);
    CHECK(world.dialog.isVisible());
    REQUIRE(world.gateway.probes.size() == 1);
    CHECK(world.gateway.probes.front().key == "sk-other");
    world.gateway.answerProbe(goodProbe());
    CHECK(world.button("addButton").isDefault());
}

TEST_CASE("takes the address with /v1 if only that works")
{
    AddProviderDialogWorld world;
    world.dialog.choose(QStringLiteral("openai-compatible"));
    QTest::keyClicks(&world.line("providerAddress"), QStringLiteral("http://gpu:8000"));
    world.button("testButton").click();
    auto result = refusedProbe(404, "no such path");
    result.better = std::make_shared<const gateway::providers::BetterAddress>(gateway::providers::BetterAddress{"http://gpu:8000/v1", goodProbe()});
    world.gateway.answerProbe(result);
    CHECK(textOf(world.dialog, "providerResultText") == "Test passed: 8 models, first token after 660 ms\nThe base URL did not work as entered. “/v1” was added to it.");
    CHECK(world.line("providerAddress").text() == QStringLiteral("http://gpu:8000/v1"));
    world.button("addButton").click();
    REQUIRE(world.added());
    CHECK(world.gateway.settings().provider("gpu-8000")->baseUrl == "http://gpu:8000/v1");
    const auto* const test = ui::models::ProviderTests::of(world.gateway).last("gpu-8000");
    REQUIRE(test);
    CHECK(test->result.ok);
}

TEST_CASE("names a provider after its own address until the user names it")
{
    AddProviderDialogWorld world;
    world.gateway.addProvider("deepseek", "acme");
    world.dialog.choose(QStringLiteral("openai-compatible"));
    const auto name = [&] { return world.line("providerName").text().toStdString(); };
    CHECK(name() == "openai-compatible");
    QTest::keyClicks(&world.line("providerAddress"), QStringLiteral("https://api.acme.dev/v1"));
    CHECK(name() == "acme-2"); // the other one is taken
    world.line("providerName").selectAll();
    QTest::keyClicks(&world.line("providerName"), QStringLiteral("mine"));
    world.line("providerAddress").setText(QStringLiteral("https://other.dev/v1"));
    CHECK(name() == "mine");
    world.dialog.choose(QStringLiteral("deepseek"));
    world.line("providerAddress").setText(QStringLiteral("https://proxy.dev"));
    CHECK(name() == "deepseek"); // it is still that provider
}

TEST_CASE("drops the test result of a closed dialog")
{
    FakeFor<ui::dialogs::AddProviderDialog::Access> gateway;
    {
        AddProviderDialog dialog(gateway);
        dialog.choose(QStringLiteral("ollama"));
        control<QPushButton>(dialog, "testButton").click();
        REQUIRE(gateway.probes.size() == 1);
    }
    gateway.answerProbe(goodProbe());
    SUCCEED();
}

TEST_CASE("describes the results of a test")
{
    const Language language("en");
    const auto text = ui::dialogs::probeText(refusedProbe(401, "Incorrect API key"), true);
    CHECK(text.status.toStdString() == "error");
    CHECK(text.text.toStdString() == "Key rejected (401): “Incorrect API key”");
    CHECK(ui::dialogs::probeText(goodProbe(), false).text.toStdString() == "Test passed: 8 models, first token after 660 ms");
}

TEST_CASE("shows errors beside their fields")
{
    AddProviderDialogWorld world;
    world.dialog.choose(QStringLiteral("deepseek"));
    QTest::mouseClick(&world.button("addButton"), Qt::LeftButton);
    CHECK(textOf(world.dialog, "providerKeyError") == "Paste the key here");
    CHECK(control(world.dialog, "providerKeyError").isVisible());
    CHECK(world.dialog.focusWidget() == &world.line("providerKey"));
    world.line("providerName").setText(QStringLiteral("demo"));
    QTest::mouseClick(&world.button("addButton"), Qt::LeftButton);
    CHECK(textOf(world.dialog, "providerNameError") == "A provider with this name already exists");
    QTest::keyClicks(&world.line("providerName"), QStringLiteral("2"));
    CHECK_FALSE(control(world.dialog, "providerNameError").isVisible());
    CHECK(world.gateway.changes == 0);
}

TEST_CASE("reports a locked keychain and offers another place")
{
    AddProviderDialogWorld world;
    world.gateway.secretError = gateway::Error{ErrorKind::SecretLocked, "locked"};
    world.dialog.choose(QStringLiteral("deepseek"));
    QTest::keyClicks(&world.line("providerKey"), QStringLiteral("sk-secret"));
    QTest::mouseClick(&world.button("addButton"), Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return control(world.dialog, "providerKeyError").isVisible(); }));
    CHECK(textOf(world.dialog, "providerKeyError").find("keychain is locked") != std::string::npos);
    CHECK(world.button("addButton").isEnabled());
    CHECK(world.line("providerKey").text() == QStringLiteral("sk-secret")); // for another attempt

    control<QComboBox>(world.dialog, "providerKeyPlace").setCurrentIndex(3);
    CHECK_FALSE(world.line("providerKey").isVisible());
    CHECK(world.line("providerKeyVariable").text() == QStringLiteral("DEEPSEEK_API_KEY"));
    QTest::mouseClick(&world.button("addButton"), Qt::LeftButton);
    REQUIRE(world.added());
    CHECK(world.gateway.settings().provider("deepseek")->keys.front().secret == "env:DEEPSEEK_API_KEY");
    CHECK(world.gateway.secrets.empty());
}

TEST_CASE("a late keychain unlock adds the provider only if the dialog is unchanged")
{
    AddProviderDialogWorld world;
    QSignalSpy added(&world.dialog, &AddProviderDialog::added);
    world.gateway.secretError = gateway::Error{ErrorKind::SecretLocked, "it asks its user"};
    world.dialog.choose(QStringLiteral("deepseek"));
    QTest::keyClicks(&world.line("providerKey"), QStringLiteral("sk-secret"));
    QTest::mouseClick(&world.button("addButton"), Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return control(world.dialog, "providerKeyError").isVisible(); }));
    CHECK(world.gateway.keychainChecks == 0); // checking would prompt for the password
    SECTION("unchanged")
    {
        world.gateway.unlock();
        REQUIRE(world.added());
        CHECK(added.count() == 1);
        CHECK(world.gateway.settings().provider("deepseek")->keys.front().secret == "keychain:deepseek/main");
        CHECK(world.gateway.secrets["keychain:deepseek/main"] == "sk-secret");
        return;
    }
    SECTION("cancelled") { QTest::mouseClick(&world.button("cancelButton"), Qt::LeftButton); }
    SECTION("with another key") { QTest::keyClicks(&world.line("providerKey"), QStringLiteral("-2")); }
    SECTION("with another name") { world.line("providerName").setText(QStringLiteral("other")); }
    world.gateway.unlock();
    CHECK(QTest::qWaitFor([&] { return world.gateway.secrets.empty(); }));
    CHECK(added.count() == 0);
    CHECK_FALSE(world.gateway.settings().provider("deepseek"));
}

TEST_CASE("does not open the keychain while a provider is being chosen")
{
    AddProviderDialogWorld world;
    for (const char* entry : {"deepseek", "minimax"}) world.dialog.choose(QString::fromLatin1(entry));
    settleEvents();
    CHECK(world.gateway.keychainChecks == 0);
}

TEST_CASE("stores a key as a file reference")
{
    AddProviderDialogWorld world;
    world.dialog.choose(QStringLiteral("deepseek"));
    control<QComboBox>(world.dialog, "providerKeyPlace").setCurrentIndex(4);
    QTest::keyClicks(&world.line("providerKeyFile"), QStringLiteral("/run/secrets/deepseek"));
    QTest::mouseClick(&world.button("addButton"), Qt::LeftButton);
    REQUIRE(world.added());
    CHECK(world.gateway.settings().provider("deepseek")->keys.front().secret == "file:/run/secrets/deepseek");
}

TEST_CASE("asks for the address and the fields that it needs")
{
    AddProviderDialogWorld world;
    SECTION("a custom address")
    {
        world.dialog.choose(QStringLiteral("openai-compatible"));
        CHECK(world.dialog.focusWidget() == &world.line("providerAddress"));
        QTest::mouseClick(&world.button("addButton"), Qt::LeftButton);
        CHECK(control(world.dialog, "providerAddressError").isVisible());
        QTest::keyClicks(&world.line("providerAddress"), QStringLiteral("http://127.0.0.1:8000/v1"));
        QTest::mouseClick(&world.button("addButton"), Qt::LeftButton);
        REQUIRE(world.added());
        REQUIRE(world.gateway.settings().provider("localhost-8000"));
        CHECK(world.gateway.settings().provider("localhost-8000")->baseUrl == "http://127.0.0.1:8000/v1");
    }
    SECTION("an address with a placeholder")
    {
        world.dialog.choose(QStringLiteral("cloudflare"));
        QTest::keyClicks(&world.line("providerKey"), QStringLiteral("sk"));
        QTest::mouseClick(&world.button("addButton"), Qt::LeftButton);
        CHECK(textOf(world.dialog, "setting_account_idError") == "Required by the base URL");
        CHECK(world.line("setting_account_id").accessibleName() == QStringLiteral("Account ID"));
        QTest::keyClicks(&world.line("setting_account_id"), QStringLiteral("abc"));
        QTest::mouseClick(&world.button("addButton"), Qt::LeftButton);
        REQUIRE(world.added());
        const auto* provider = world.gateway.settings().provider("cloudflare");
        CHECK(provider->settings == std::vector<std::pair<std::string, std::string>>{{"account_id", "abc"}});
    }
    SECTION("a server that was found")
    {
        world.dialog.choose(QStringLiteral("ollama"), QStringLiteral("http://127.0.0.1:11435/v1"));
        QTest::mouseClick(&world.button("addButton"), Qt::LeftButton);
        REQUIRE(world.added());
        CHECK(world.gateway.settings().provider("ollama")->baseUrl == "http://127.0.0.1:11435/v1");
        CHECK(world.gateway.settings().provider("ollama")->keys.empty());
    }
}

TEST_CASE("gives a second provider of a type a free name")
{
    FakeFor<ui::dialogs::AddProviderDialog::Access> gateway;
    gateway.addProvider("deepseek");
    AddProviderDialog dialog(gateway);
    dialog.choose(QStringLiteral("deepseek"));
    CHECK(control<QLineEdit>(dialog, "providerName").text() == QStringLiteral("deepseek-2"));
}

TEST_CASE("shows a configuration error in the dialog")
{
    AddProviderDialogWorld world;
    world.gateway.changeError = gateway::Error{ErrorKind::Io, "cannot write config.json: disk full"};
    world.dialog.choose(QStringLiteral("ollama"));
    QTest::mouseClick(&world.button("addButton"), Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return control(world.dialog, "providerResultText").isVisible(); }));
    CHECK(textOf(world.dialog, "providerResultText") == "The configuration file cannot be written. Make it writable, make room on the disk, and try again");
    CHECK(control(world.dialog, "providerResultText").toolTip() == QStringLiteral("cannot write config.json: disk full"));
    CHECK(world.dialog.isVisible());
    CHECK(world.dialog.focusWidget() == &world.button("addButton"));
}

TEST_CASE("marks a refused name and focuses it")
{
    AddProviderDialogWorld world;
    world.gateway.changeError = gateway::Error{ErrorKind::ConfigInvalid, "providers[1].id: providers[1].id: must be ...", {}, "providers[1].id"};
    world.dialog.choose(QStringLiteral("ollama"));
    world.line("providerName").setText(QString(200, u'a'));
    CHECK(world.line("providerName").text().size() == 128);
    QTest::mouseClick(&world.button("addButton"), Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return control(world.dialog, "providerNameError").isVisible(); }));
    CHECK(textOf(world.dialog, "providerNameError") == "This name is not valid. Use only letters, digits, - _ and .");
    CHECK(world.dialog.focusWidget() == &world.line("providerName"));
    CHECK_FALSE(control(world.dialog, "providerResultText").isVisible());
}

TEST_CASE("the key field says whether a key is needed")
{
    AddProviderDialogWorld world;
    const auto hint = [&](const char* entry) {
        world.dialog.choose(QString::fromLatin1(entry));
        return world.line("providerKey").placeholderText().toStdString();
    };
    CHECK(hint("deepseek") == "paste the key here");
    CHECK(hint("openai-compatible") == "optional");
    CHECK(hint("ollama") == "none needed");
}

TEST_CASE("a search without matches repeats the search text")
{
    AddProviderDialogWorld world;
    QTest::keyClicks(world.dialog.focusWidget(), QStringLiteral("zzz"));
    CHECK(textOf(world.dialog, "providerCount") == "0 of 11 match “zzz”");
    CHECK_FALSE(world.button("addButton").isEnabled());
    CHECK_FALSE(world.list().isVisible());
}

TEST_CASE("an address that is searched for is filled in")
{
    AddProviderDialogWorld world;
    QTest::keyClicks(world.dialog.focusWidget(), QStringLiteral("http://10.0.0.5:8000/v1"));
    CHECK(world.chosen() == "OpenAI compatible");
    CHECK(world.line("providerAddress").text() == QStringLiteral("http://10.0.0.5:8000/v1"));
    world.line("providerSearch").clear();
    CHECK(world.line("providerAddress").text() == QStringLiteral("http://10.0.0.5:8000/v1")); // what was typed stays
}

TEST_CASE("a search without matches leads to the entry for any address")
{
    AddProviderDialogWorld world;
    QTest::keyClicks(world.dialog.focusWidget(), QStringLiteral("minimax"));
    QTest::keyClicks(&world.line("providerKey"), QStringLiteral("sk-typed"));
    world.line("providerSearch").setFocus();
    QTest::keyClicks(world.dialog.focusWidget(), QStringLiteral(" of ours"));
    CHECK_FALSE(control(world.dialog, "providerForm").isVisible()); // the form of a provider that does not match
    CHECK_FALSE(world.button("addButton").isEnabled());
    CHECK(world.button("addButton").text() == QStringLiteral("Add"));
    CHECK(world.button("anyServerButton").text() == QStringLiteral("Use OpenAI compatible"));

    SECTION("by Enter and Space")
    {
        QTest::keyClick(world.dialog.focusWidget(), Qt::Key_Return);
        CHECK(world.dialog.focusWidget() == &world.button("anyServerButton"));
        QTest::keyClick(world.dialog.focusWidget(), Qt::Key_Space);
        CHECK(world.chosen() == "OpenAI compatible");
        CHECK(control(world.dialog, "providerForm").isVisible());
        CHECK(world.dialog.focusWidget() == &world.line("providerAddress"));
        CHECK(world.button("addButton").isEnabled());
        CHECK(world.line("providerKey").text().isEmpty()); // it was typed for another provider
    }
    SECTION("the typed key returns with its provider")
    {
        world.line("providerSearch").setText(QStringLiteral("minimax"));
        CHECK(control(world.dialog, "providerForm").isVisible());
        CHECK(world.line("providerKey").text() == QStringLiteral("sk-typed"));
    }
}

TEST_CASE("recognises the system-chosen port as Signalbox's own")
{
    AddProviderDialogWorld world;
    world.gateway.m_status.urls = {"http://127.0.0.1:39123", "https://127.0.0.1:39124"};
    world.dialog.choose(QStringLiteral("openai-compatible"));
    const auto saysSo = [&](const char* address, const char* button) {
        world.line("providerAddress").setText(QString::fromLatin1(address));
        world.button(button).click();
        return control(world.dialog, "providerAddressError").isVisible()
            && textOf(world.dialog, "providerAddressError").find("Signalbox itself") != std::string::npos;
    };
    CHECK(saysSo("http://localhost:39123/v1", "testButton"));
    CHECK(saysSo("https://localhost:39124/v1", "addButton"));
    CHECK(world.gateway.changes == 0);
}
