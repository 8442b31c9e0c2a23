#include "catch.h"
#include "controls.h"
#include "providers_page_world.h"

#include "ui/pages/approval_question.h"

#include <QLabel>
#include <QTest>

using gateway::providers::SecretUse;

namespace {

struct ApprovalWorld : ProvidersPageWorld {
    ApprovalWorld() { gateway.addProvider("deepseek"); }
    void wait(const std::vector<SecretUse>& uses)
    {
        gateway.m_status.unapproved = uses;
        Q_EMIT gateway.statusChanged();
        settleEvents();
    }
    std::string question() { return control<QLabel>(*page, "approvalQuestionText").text().toStdString(); }
};

SecretUse use(const char* provider, const char* reference, const char* origin) { return {provider, "main", {reference, origin, {}, {}}, true, false}; }

} // namespace

TEST_CASE("the approval question names secret, host and port and they appear one by one")
{
    ApprovalWorld world;
    world.open();
    CHECK_FALSE(world.isShown("approvalQuestion"));
    world.wait({use("deepseek", "keychain:deepseek/main", "https://evil.example:443"), use("", "env:OTLP", "http://127.0.0.1:4318")});
    REQUIRE(world.isShown("approvalQuestion"));
    CHECK_THAT(world.question(), Catch::Contains("Send keychain:deepseek/main to https://evil.example for DeepSeek?"));
    CHECK(world.isShown("approvalDisable"));
    world.click("approvalAllow");
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.approved.size() == 1; }));
    settleEvents();
    CHECK(world.gateway.approved.front().to.origin == "https://evil.example:443");
    CHECK_THAT(world.question(), Catch::Contains("Send env:OTLP to http://127.0.0.1:4318 with traces and metrics?"));
    CHECK_FALSE(world.isShown("approvalDisable")); // there is no provider
    world.click("approvalAllow");
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.approved.size() == 2; }));
    settleEvents();
    CHECK_FALSE(world.isShown("approvalQuestion"));
}

TEST_CASE("offers to disable the provider instead of approving")
{
    ApprovalWorld world;
    world.open();
    world.wait({use("deepseek", "keychain:deepseek/main", "https://evil.example:443")});
    world.click("approvalDisable");
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.changes == 1; }));
    CHECK_FALSE(world.gateway.m_settings.provider("deepseek")->enabled);
    CHECK(world.gateway.approved.empty());
}

TEST_CASE("the approval question names a connection that others can read")
{
    ApprovalWorld world;
    world.open();
    SecretUse weak = use("deepseek", "keychain:deepseek/main", "https://api.deepseek.com:443");
    weak.to.verifiedBy = "none";
    weak.to.proxy = "http://proxy.example:3128";
    world.wait({weak});
    bool isNamed = false;
    for (const QLabel* label : world.page->findChildren<QLabel*>())
        isNamed |= label->text().contains(QLatin1String("is not verified")) && label->text().contains(QLatin1String("proxy.example:3128"));
    CHECK(isNamed);
}
