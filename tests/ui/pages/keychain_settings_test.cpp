#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "test_language.h"

#include "ui/pages/keychain_settings.h"
#include "ui/widgets/status_label.h"

#include <QDialog>
#include <QPushButton>
#include <QTest>

using gateway::ErrorKind;
using gateway::host::KeyHealth;
using ui::look::Status;
using ui::pages::KeychainSettings;
using ui::widgets::StatusLabel;

namespace {

struct KeychainWorld {
    Language language{"en"};
    FakeFor<KeychainSettings::Access> gateway;
    std::unique_ptr<KeychainSettings> page;

    KeychainWorld()
    {
        gateway.setRunning();
        gateway.addProvider("qwen");
        gateway.addProvider("deepseek");
        gateway.keychainService = "Secret Service";
    }
    void open()
    {
        page = std::make_unique<KeychainSettings>(gateway);
        page->resize(894, 690);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
    }
    StatusLabel& state() { return control<StatusLabel>(*page, "keychainState"); }
    bool becomes(Status status)
    {
        return QTest::qWaitFor([&] { return state().status() == status; });
    }
    std::string text(const char* name) { return textOf(*page, name); }
    QList<StatusLabel*> unread() { return page->findChildren<StatusLabel*>(QStringLiteral("keychainUnreadKey")); }
};

} // namespace

TEST_CASE("shows which keychain is used and that it was tested")
{
    KeychainWorld world;
    world.open();
    CHECK(world.gateway.keychainChecks == 1);
    REQUIRE(world.becomes(Status::Ok));
    CHECK(world.state().word() == QStringLiteral("Working"));
    CHECK(world.state().reason() == QStringLiteral("an entry was written, read and deleted"));
    CHECK(world.text("keychainService") == "Secret Service");
    CHECK(world.text("keychainKeys") == "2");
    CHECK_FALSE(control(*world.page, "keychainOther").isVisible());
    CHECK(world.gateway.refreshes == 0);
    auto& again = control<QPushButton>(*world.page, "keychainCheck");
    again.setFocus();
    again.click();
    CHECK(world.state().status() == Status::Busy);
    again.click(); // one test at a time
    CHECK(again.hasFocus());
    REQUIRE(world.becomes(Status::Ok));
    CHECK(world.gateway.keychainChecks == 2);
    CHECK(world.gateway.refreshes == 1); // they were waiting for it
}

TEST_CASE("lists unreadable keychain keys until they can be read")
{
    KeychainWorld world;
    world.gateway.setKeyHealth("qwen", KeyHealth::Missing);
    world.open();
    REQUIRE(world.becomes(Status::Ok));
    CHECK(world.text("keychainUnread") == "1");
    REQUIRE(world.unread().size() == 1);
    CHECK(world.unread().front()->word() == QStringLiteral("keychain:qwen/main"));
    CHECK(world.unread().front()->reason() == QStringLiteral("missing"));
    world.gateway.setKeyHealth("qwen", KeyHealth::Ready);
    CHECK(world.unread().isEmpty());
    CHECK(world.text("keychainUnread") == "none");
}

TEST_CASE("retries a locked keychain after it was unlocked and otherwise only on click")
{
    KeychainWorld world;
    world.gateway.secretError = gateway::Error{ErrorKind::SecretLocked, "the keychain is locked"};
    world.open();
    REQUIRE(world.becomes(Status::Locked));
    CHECK(world.state().word() == QStringLiteral("Locked"));
    CHECK(world.text("keychainSentence").starts_with("The keychain is locked. Unlock it"));
    world.page->hide();
    world.page->show();
    CHECK(world.gateway.keychainChecks == 1); // opening the page must not prompt for a password
    world.gateway.unlock();
    REQUIRE(world.becomes(Status::Ok));
    CHECK(world.gateway.keychainChecks == 2);
}

TEST_CASE("reports a missing or different keychain")
{
    KeychainWorld world;
    world.gateway.keychainService.clear();
    world.gateway.secretError = gateway::Error{ErrorKind::SecretUnavailable, "there is none"};
    SECTION("none")
    {
        world.open();
        REQUIRE(world.becomes(Status::Warn));
        CHECK(world.state().word() == QStringLiteral("Not usable"));
        CHECK(world.text("keychainService") == "no keychain found");
    }
    SECTION("another one")
    {
        world.gateway.m_status.keychainMove = gateway::host::KeychainMove{"KWallet", "Secret Service"};
        world.open();
        REQUIRE(world.becomes(Status::Warn));
        CHECK(world.text("keychainService") == "KWallet is not responding; Secret Service is available");
        auto& other = control<QPushButton>(*world.page, "keychainOther");
        REQUIRE(other.isVisible());
        other.click();
        auto* dialog = world.page->findChild<QDialog*>(QStringLiteral("keychainDialog"));
        REQUIRE(dialog);
        control<QPushButton>(*dialog, "choice2").click();
        CHECK(world.gateway.foundKeychains == 1);
    }
}
