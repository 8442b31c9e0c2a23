#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "test_language.h"

#include "ui/pages/settings/proxy_card.h"
#include "ui/widgets/status_label.h"

#include <QPushButton>
#include <QTest>

#include <memory>

namespace {

struct ProxyWorld {
    Language language{"en"};
    FakeFor<ui::pages::ProxyCard::Access> gateway;
    std::unique_ptr<ui::pages::ProxyCard> card;

    void open()
    {
        card = std::make_unique<ui::pages::ProxyCard>(gateway);
        card->show();
        REQUIRE(QTest::qWaitForWindowExposed(card.get()));
    }
};

} // namespace

TEST_CASE("fetches and shows the proxy in effect")
{
    ProxyWorld world;
    world.gateway.systemProxy = QStringLiteral("http://proxy.example:3128");
    world.open();
    auto& state = control<ui::widgets::StatusLabel>(*world.card, "systemProxy");
    CHECK(QTest::qWaitFor([&] { return state.word() == QStringLiteral("http://proxy.example:3128"); }));
    world.gateway.systemProxy.clear();
    control<QPushButton>(*world.card, "systemProxyAgain").click();
    CHECK(QTest::qWaitFor([&] { return state.word() == QStringLiteral("none, connects directly"); }));
}

TEST_CASE("shows a problem with a proxy variable in place of the proxy")
{
    struct Row { const char* scheme; const char* problem; };
    for (const Row& row : {Row{"https", "the variable https_proxy is in quotes, which are part of its value. Remove them (\"docker run --env-file\" keeps the quotes "
        "of a value)"},
             Row{"http", "the variable http_proxy is in typographic quotes, which are part of its value. Remove them"},
             Row{"https", "the variable ALL_PROXY is not a proxy address: set it to an address such as http://proxy.example:3128"}}) {
        CAPTURE(row.problem);
        ProxyWorld world;
        world.gateway.systemProxy = QStringLiteral("http://proxy.example:3128");
        world.gateway.proxyProblems[QLatin1String(row.scheme)] = gateway::asIs(row.problem);
        world.open();
        auto& state = control<ui::widgets::StatusLabel>(*world.card, "systemProxy");
        CHECK(QTest::qWaitFor([&] { return state.word() == QLatin1String(row.problem); }));
        world.gateway.proxyProblems.clear(); // the variable is corrected
        control<QPushButton>(*world.card, "systemProxyAgain").click();
        CHECK(QTest::qWaitFor([&] { return state.word() == QStringLiteral("http://proxy.example:3128"); }));
    }
}
