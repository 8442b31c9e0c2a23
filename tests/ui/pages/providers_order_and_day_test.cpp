#include "catch.h"
#include "providers_page_world.h"
#include "records.h"
#include "sample_ledger.h"

#include "ui/pages/outcome_strip.h"
#include "ui/widgets/label.h"

#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QMouseEvent>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

TEST_CASE("reorders providers by keys and menu and keeps the selection")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.open();
    const auto order = [&] {
        std::string ids;
        for (const auto& provider : world.gateway.settings().providers) ids += provider.id + ' ';
        return ids;
    };
    REQUIRE(order() == "demo deepseek qwen ");
    auto& list = control<QTableView>(*world.page, "providersList");
    list.setFocus();
    world.page->selectProvider(QStringLiteral("qwen"));
    QTest::keyClick(&list, Qt::Key_Up, Qt::AltModifier);
    REQUIRE(QTest::qWaitFor([&] { return order() == "demo qwen deepseek "; }));
    CHECK(world.page->selectedProvider() == QStringLiteral("qwen"));
    QTest::keyClick(&list, Qt::Key_Down, Qt::AltModifier);
    REQUIRE(QTest::qWaitFor([&] { return order() == "demo deepseek qwen "; }));
    const auto* down = control<QWidget>(*world.page, "providerMenu").findChild<QAction*>(QStringLiteral("providerDownAction"));
    REQUIRE(down);
    CHECK_FALSE(down->isEnabled());
    world.trigger("providerUpAction");
    world.trigger("providerUpAction"); // before the first one takes effect, as if it were the only one
    REQUIRE(QTest::qWaitFor([&] { return order() == "demo qwen deepseek "; }));
    world.page->selectProvider(QStringLiteral("demo"));
    QTest::keyClick(&list, Qt::Key_Up, Qt::AltModifier);
    settleEvents();
    CHECK(order() == "demo qwen deepseek ");
}

TEST_CASE("drags a provider to another position and Escape cancels it")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.open();
    const auto order = [&] {
        std::string ids;
        for (const auto& provider : world.gateway.settings().providers) ids += provider.id + ' ';
        return ids;
    };
    auto& list = control<QTableView>(*world.page, "providersList");
    const auto middle = [&](int row) { return QPoint(list.viewport()->width() / 2, list.rowViewportPosition(row) + list.rowHeight(row) / 2); };
    const auto drag = [&](int row, const QPoint& to) {
        QTest::mousePress(list.viewport(), Qt::LeftButton, {}, middle(row));
        for (const QPoint& at : {middle(row) + QPoint(0, QApplication::startDragDistance()), to}) {
            QMouseEvent moved(QEvent::MouseMove, QPointF(at), QPointF(list.viewport()->mapToGlobal(at)), Qt::NoButton, Qt::LeftButton, {});
            QCoreApplication::sendEvent(list.viewport(), &moved);
        }
    };
    const auto& mark = control(list, "rowMark");
    REQUIRE(order() == "demo deepseek qwen ");

    drag(2, middle(0) - QPoint(0, 4));
    CHECK(mark.isVisible());
    CHECK(world.page->selectedProvider() == QStringLiteral("qwen")); // not every one it passes
    QTest::mouseRelease(list.viewport(), Qt::LeftButton, {}, middle(0));
    REQUIRE(QTest::qWaitFor([&] { return order() == "qwen demo deepseek "; }));
    CHECK_FALSE(mark.isVisible());
    CHECK(world.page->selectedProvider() == QStringLiteral("qwen"));

    drag(0, middle(2) + QPoint(0, 4));
    QTest::mouseRelease(list.viewport(), Qt::LeftButton, {}, middle(2));
    REQUIRE(QTest::qWaitFor([&] { return order() == "demo deepseek qwen "; }));

    const int changes = world.gateway.changes;
    drag(0, middle(2) + QPoint(0, 4));
    list.setFocus();
    QTest::keyClick(&list, Qt::Key_Escape);
    CHECK_FALSE(mark.isVisible());
    QTest::mouseRelease(list.viewport(), Qt::LeftButton, {}, middle(2));
    drag(1, middle(1) + QPoint(0, 4)); // to its own position
    QTest::mouseRelease(list.viewport(), Qt::LeftButton, {}, middle(1));
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, middle(1));
    settleEvents();
    CHECK(world.gateway.changes == changes);
    CHECK(world.page->selectedProvider() == QStringLiteral("deepseek"));
}

TEST_CASE("a duplicated provider has the same keys and is disabled")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.open();
    world.page->selectProvider(QStringLiteral("deepseek"));
    world.trigger("providerDuplicateAction");
    REQUIRE(QTest::qWaitFor([&] { return world.page->selectedProvider() == QStringLiteral("deepseek-2"); }));
    const auto& providers = world.gateway.settings().providers;
    REQUIRE(providers.size() == 4);
    CHECK(providers[2].id == "deepseek-2"); // next to the original
    CHECK(providers[2].keys == providers[1].keys);
    CHECK_FALSE(providers[2].enabled);
    CHECK(providers[1].enabled);
    CHECK(textOf(*world.page, "providersMessageText") == "“deepseek-2” is a copy with the same keys. Enable it to use it");
}

TEST_CASE("shows the cost of a test before it is sent")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    gateway::usage::Price price;
    price.terms.currency = gateway::Currency::Cny;
    price.terms.input = 2;
    price.terms.output = 8;
    for (auto& model : world.gateway.models["deepseek"]) {
        model.toolCall = true; // a chat model, as the test takes the cheapest
        world.gateway.prices[{"deepseek", std::string(model.id)}] = price;
    }
    world.open();
    world.page->selectProvider(QStringLiteral("deepseek"));
    CHECK(control<QPushButton>(*world.page, "providerTest").text() == QStringLiteral("Test · about ¥0.00019"));
    world.page->selectProvider(QStringLiteral("demo"));
    CHECK(control<QPushButton>(*world.page, "providerTest").text() == QStringLiteral("Test"));
    CHECK(control(*world.page, "providerTest").toolTip().endsWith(QStringLiteral("The cost is unknown")));
}

TEST_CASE("shows the cost of testing all before it is sent")
{
    ProvidersPageWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    gateway::usage::Price price;
    price.terms.currency = gateway::Currency::Cny;
    price.terms.input = 0;
    price.terms.output = 2;
    world.gateway.m_settings.providers[0].enabled = false;
    world.gateway.m_settings.providers[1].models = std::vector<std::string>{"deepseek-chat"};
    world.gateway.m_settings.providers[2].models = std::vector<std::string>{"qwen-plus"};
    world.open();
    const auto& button = control<QPushButton>(*world.page, "testAllProviders");
    CHECK(button.text().toStdString() == "Test all");
    CHECK(button.toolTip().toStdString() == "Sends one small real request to each of 2 providers. Cost unknown for: DeepSeek, Qwen (Alibaba)");
    auto free = price;
    free.terms.output = 0;
    world.gateway.prices[{"deepseek", "deepseek-chat"}] = free;
    Q_EMIT world.gateway.pricesChanged();
    CHECK(button.text().toStdString() == "Test all"); // the cost of the other is unknown
    world.gateway.prices[{"deepseek", "deepseek-chat"}] = price;
    Q_EMIT world.gateway.pricesChanged();
    CHECK(button.text().toStdString() == "Test all · at least ¥0.000032");
    CHECK(button.toolTip().toStdString() == "Sends one small real request to each of 2 providers. Cost unknown for: Qwen (Alibaba)");
    price.terms.currency = gateway::Currency::Usd;
    world.gateway.prices[{"qwen", "qwen-plus"}] = price;
    Q_EMIT world.gateway.pricesChanged();
    CHECK(button.text().toStdString() == "Test all · about ¥0.000032 · $0.000032");
    CHECK(button.toolTip().toStdString() == "Sends one small real request to each of 2 providers");
    CHECK(world.gateway.probes.empty());
    const bool isAsked = GENERATE(false, true); // from the search, which has no button
    if (isAsked) {
        world.page->askToTestAll();
        auto* question = world.page->findChild<QDialog*>(QStringLiteral("testAllDialog"));
        REQUIRE(question);
        CHECK(textOf(*question, "choiceText") == "Sends one small real request to each of 2 providers");
        CHECK(world.gateway.probes.empty());
        auto& send = control<QPushButton>(*question, "choice1");
        CHECK(send.text().toStdString() == "Test all · about ¥0.000032 · $0.000032");
        send.click();
    } else {
        world.click("testAllProviders");
    }
    CHECK(world.gateway.probes.size() == 2);
    CHECK_FALSE(button.isEnabled()); // all are being tested
}

TEST_CASE("shows the last 24 hours by half hours and the last error")
{
    ProvidersPageWorld world;
    const QTemporaryDir folder;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    const auto now = world.clock.wallNow();
    auto failed = directRecord(now - std::chrono::minutes{1});
    failed.id = "r2";
    failed.status = 502;
    failed.outcome = gateway::usage::Outcome::Failed;
    failed.attempts.front().status = 500;
    failed.attempts.front().failure = gateway::config::FailureClass::ServerError;
    failed.attempts.front().reason = gateway::asIs("500");
    failed.attempts.front().duration = gateway::Milliseconds{0};
    auto early = directRecord(now - std::chrono::hours{3});
    early.id = "r3";
    SampleLedger::write(world.gateway.ledgerFile, {std::make_shared<const gateway::usage::ExchangeRecord>(early),
        std::make_shared<const gateway::usage::ExchangeRecord>(directRecord(now - std::chrono::minutes{2})), std::make_shared<const gateway::usage::ExchangeRecord>(failed)});
    world.open();
    world.gateway.finish(failed);
    world.page->selectProvider(QStringLiteral("deepseek"));
    CHECK_FALSE(control(*world.page, "providerLastError").isVisible()); // the state shows it already
    auto later = directRecord(now);
    later.attempts.front().duration = gateway::Milliseconds{0};
    world.gateway.finish(later);
    const auto phrase = [&] { return textOf(*world.page, "providerDayPhrase"); };
    REQUIRE(QTest::qWaitFor([&] { return phrase().find("answered") != std::string::npos; }, 20000));
    CHECK_THAT(phrase(), Catch::StartsWith("66.7% answered · p50 ") && Catch::Contains(" ms · p95 ") && Catch::EndsWith(" ms"));
    CHECK(textOf(*world.page, "providerLastError") == "Last error: 500, 1 min ago");
    auto& strip = control<ui::pages::OutcomeStrip>(*world.page, "providerDay");
    REQUIRE(strip.parts().size() == 48);
    CHECK(strip.parts().back().answered == 0.5);
    CHECK(strip.parts().front().answered < 0);
    strip.setFocus();
    QTest::keyClick(&strip, Qt::Key_Left);
    CHECK(strip.current() == 47);
    CHECK(strip.accessibleDescription().endsWith(QStringLiteral(": 1 of 2 answered")));
    QTest::keyClick(&strip, Qt::Key_Home);
    CHECK(strip.accessibleDescription().endsWith(QStringLiteral(": no requests")));
    world.page->selectProvider(QStringLiteral("qwen"));
    REQUIRE(QTest::qWaitFor([&] { return phrase() == "no requests"; }, 20000));
    CHECK_FALSE(control(*world.page, "providerLastError").isVisible());
}

TEST_CASE("counts requests that a provider failed to answer and shows nothing without a ledger")
{
    ProvidersPageWorld world;
    const QTemporaryDir folder;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    const auto phrase = [&] { return textOf(*world.page, "providerDayPhrase"); };
    SECTION("another provider answered")
    {
        SampleLedger::write(world.gateway.ledgerFile, {std::make_shared<const gateway::usage::ExchangeRecord>(fallbackRecord(world.clock.wallNow() - std::chrono::minutes{1}))});
        world.open();
        world.page->selectProvider(QStringLiteral("deepseek"));
        CHECK(QTest::qWaitFor([&] { return phrase() == "0.0% answered"; }, 20000));
    }
    SECTION("another provider answered but this one did at other times")
    {
        const auto now = world.clock.wallNow() - std::chrono::minutes{1};
        auto direct = directRecord(now);
        direct.id = "r2";
        SampleLedger::write(world.gateway.ledgerFile, {std::make_shared<const gateway::usage::ExchangeRecord>(fallbackRecord(now)), std::make_shared<const gateway::usage::ExchangeRecord>(direct)});
        world.open();
        world.page->selectProvider(QStringLiteral("deepseek"));
        CHECK(QTest::qWaitFor([&] { return phrase().starts_with("50.0% answered"); }, 20000));
    }
    SECTION("no ledger")
    {
        QFile file(world.gateway.ledgerFile);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(9000, 'x'));
        file.close();
        world.open();
        world.page->selectProvider(QStringLiteral("deepseek"));
        CHECK(QTest::qWaitFor([&] { return phrase() == "unknown: the ledger cannot be read"; }, 20000));
    }
}
