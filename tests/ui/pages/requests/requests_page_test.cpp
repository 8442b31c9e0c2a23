#include "ui/pages/requests/requests_page.h"

#include "catch.h"
#include "controls.h"
#include "sample_day.h"
#include "sample_ledger.h"

#include "ui/models/requests/request_list_model.h"
#include "ui/pages/requests/attempt_waterfall.h"
#include "ui/pages/requests/request_detail.h"

#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

using namespace ui;
using namespace Qt::StringLiterals;
using pages::RequestsPage;

namespace {

constexpr int kPatience_ms = 20'000;

struct Opened {
    explicit Opened(const gateway::usage::RecordBatch& requests, QSize size = {1100, 740})
    {
        day.gateway.ledgerFile = folder.filePath(u"ledger.sqlite"_s);
        SampleLedger::write(day.gateway.ledgerFile, requests);
        page = std::make_unique<RequestsPage>(day.model, day.gateway, day.clock);
        page->resize(size);
        page->show();
        REQUIRE(QTest::qWaitForWindowExposed(page.get()));
        settle();
    }
    void settle()
    {
        settleEvents();
        REQUIRE(QTest::qWaitFor([&] { return !page->list().isLoading(); }, kPatience_ms));
        settleEvents();
    }
    void choose(const char* id)
    {
        const int line = page->list().lineOf(QString::fromLatin1(id));
        REQUIRE(line >= 0);
        table().setCurrentIndex(page->list().index(line, 0));
        known();
    }
    void known()
    {
        REQUIRE(QTest::qWaitFor([&] { return page->detail().record() && page->detail().record()->id == page->detail().id().toStdString(); }, kPatience_ms));
    }
    QTableView& table() { return control<QTableView>(*page, "requestsTable"); }

    QTemporaryDir folder;
    SampleDay day;
    std::unique_ptr<RequestsPage> page;
};

gateway::usage::RecordBatch week()
{
    return SampleLedger::requests(SampleDay().clock.wallNow(), 2);
}

} // namespace

TEST_CASE("the first request is chosen, and below the list stands what is known of it")
{
    Opened opened(week());
    opened.known();
    CHECK(opened.page->detail().record()->attempts.size() == 3);
    CHECK_THAT(textOf(*opened.page, "requestWhy"), Catch::Contains("DeepSeek (429)") && Catch::Contains("Qwen (Alibaba) answered"));
    auto& waterfall = control<pages::AttemptWaterfall>(*opened.page, "attemptWaterfall");
    CHECK(waterfall.rowCount() == 3);
    CHECK_THAT(waterfall.rowText(0).toStdString(), Catch::Contains("429 after 210 ms"));
    CHECK_THAT(waterfall.rowText(1).toStdString(), Catch::Contains("401 key rejected after 150 ms"));
    CHECK_THAT(waterfall.rowText(2).toStdString(), Catch::Contains("first token at 980 ms") && Catch::Contains("200"));
    QAccessibleInterface* access = QAccessible::queryAccessibleInterface(&waterfall);
    REQUIRE(access);
    REQUIRE(access->childCount() == 3);
    CHECK(access->child(2)->text(QAccessible::Name) == waterfall.rowText(2));
    CHECK(access->child(2)->role() == QAccessible::ListItem);
    CHECK(access->indexOfChild(access->child(1)) == 1);
    control<QPushButton>(*opened.page, "explainRequest").click();
    CHECK(control(*opened.page, "requestExplanation").isVisible());
}

TEST_CASE("a request is copied as a line for a shell, without key and prompt")
{
    Opened opened(week());
    opened.known();
    control<QPushButton>(*opened.page, "copyCurl").click();
    const std::string line = QGuiApplication::clipboard()->text().toStdString();
    CHECK_THAT(line, Catch::StartsWith("curl 'http://127.0.0.1:8080/v1/chat/completions'") && Catch::Contains("Bearer $SIGNALBOX_KEY")
                         && Catch::Contains(R"("model":"gpt-4o")") && Catch::Contains(R"("stream":true)"));
}

TEST_CASE("a filter without hits says what was looked for and offers to drop it")
{
    Opened opened(week());
    control<QLineEdit>(*opened.page, "requestSearch").setText(u"provider:nobody"_s);
    opened.settle();
    CHECK(control(*opened.page, "noRequests").isVisible());
    CHECK_THAT(control(*opened.page, "noRequests").accessibleDescription().toStdString(), Catch::Contains("Today") && Catch::Contains("provider:nobody"));
    control<QPushButton>(*opened.page, "clearFilter").click();
    opened.settle();
    CHECK(opened.table().isVisible());
    CHECK(opened.page->list().rowCount() > 100);
}

TEST_CASE("the requests behind a number are those that it counted")
{
    Opened opened(week());
    using gateway::usage::RequestField;
    const QDateTime noon(QDate(2026, 11, 20), QTime(12, 0));
    gateway::usage::RequestFilter filter;
    filter.from = gateway::WallTime{gateway::Milliseconds{noon.toMSecsSinceEpoch()}};
    filter.to = *filter.from + std::chrono::hours{1};
    filter.fields = {{RequestField::Model, "deepseek-chat"}};
    filter.result = gateway::usage::RequestResult::Answered;
    opened.page->showFiltered(filter);
    opened.settle();
    CHECK(opened.page->list().filter() == filter);
    REQUIRE(opened.page->list().rowCount() > 0);
    for (int row = 0; row < opened.page->list().rowCount(); ++row) CHECK(opened.page->list().request(row)->model == "deepseek-chat");
    CHECK(control<QComboBox>(*opened.page, "requestSpan").currentText().toStdString() == "20 Nov, 12:00 to 13:00");
    CHECK(control<QLineEdit>(*opened.page, "requestSearch").text().toStdString() == "model:deepseek-chat");
}

TEST_CASE("new requests wait behind a button, and nothing moves under the pointer")
{
    Opened opened(week());
    opened.table().verticalScrollBar()->setValue(200);
    const int topBefore = opened.table().rowAt(0);
    const std::string topId = opened.page->list().request(topBefore)->id;
    auto late = SampleLedger::fallback(opened.day.clock.wallNow());
    SampleLedger::write(opened.day.gateway.ledgerFile, {std::make_shared<const gateway::usage::ExchangeRecord>(late)});
    opened.day.gateway.finish(late);
    auto& button = control<QPushButton>(*opened.page, "newRequests");
    REQUIRE(QTest::qWaitFor([&] { return button.isVisible(); }, kPatience_ms));
    CHECK(button.text().toStdString() == "1 new");
    opened.page->list().showNew();
    REQUIRE(QTest::qWaitFor([&] { return opened.page->list().newCount() == 0; }, kPatience_ms));
    opened.settle();
    CHECK(opened.page->list().request(opened.table().rowAt(0))->id == topId);
    CHECK(opened.page->list().request(0)->id == late.id);
    CHECK_FALSE(button.isVisible());
}

TEST_CASE("before the first request the page says how to send one")
{
    Opened opened({});
    CHECK(control(*opened.page, "requestsWelcome").isVisible());
    CHECK_FALSE(control(*opened.page, "requestSearch").isVisible());
    QSignalSpy wanted(opened.page.get(), &RequestsPage::testRequested);
    control<QPushButton>(*opened.page, "welcomeTest").click();
    CHECK(wanted.size() == 1);
}

TEST_CASE("in a narrow window the request is a page of its own, with a way back")
{
    Opened opened(week(), {660, 420});
    CHECK(opened.page->isNarrow());
    CHECK_FALSE(opened.page->detail().isVisible());
    CHECK(control(*opened.page, "requestSearch").isVisible());
    opened.table().setFocus();
    Q_EMIT opened.table().activated(opened.page->list().index(0, 0));
    CHECK(opened.page->detail().isVisible());
    CHECK_FALSE(opened.table().isVisible());
    control<QPushButton>(*opened.page, "requestsBack").click();
    CHECK(opened.table().isVisible());
}

TEST_CASE("a page that is not seen asks nothing")
{
    Opened opened(week());
    opened.page->hide();
    settleEvents();
    const int rows = opened.page->list().rowCount();
    auto late = SampleLedger::fallback(opened.day.clock.wallNow());
    SampleLedger::write(opened.day.gateway.ledgerFile, {std::make_shared<const gateway::usage::ExchangeRecord>(late)});
    opened.day.gateway.finish(late);
    QTest::qWait(500);
    CHECK(opened.page->list().newCount() == 0);
    CHECK(opened.page->list().rowCount() == rows);
}
