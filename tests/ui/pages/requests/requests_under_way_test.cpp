#include "opened_requests.h"
#include "outlast.h"

#include "ui/models/roles.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTimer>

using namespace ui;
using namespace Qt::StringLiterals;
using pages::RequestsPage;

namespace {

gateway::usage::InFlight streaming(const char* id, std::chrono::milliseconds age)
{
    gateway::usage::InFlight one;
    one.id = id;
    one.clientName = "Zed";
    one.askedModel = "gpt-4o";
    one.route = "gpt-4o*";
    one.provider = "qwen";
    one.model = "qwen-plus";
    one.attempt = 2;
    one.age = age;
    one.firstToken = std::chrono::milliseconds{900};
    one.outputTokens = 1234;
    return one;
}

std::string factsOf(const RequestsPage& page)
{
    std::string facts;
    for (const auto* label : page.findChild<QWidget*>(u"requestFacts"_s)->findChildren<QLabel*>()) facts += label->text().toStdString() + '\n';
    return facts;
}

} // namespace

TEST_CASE("lists requests in progress when the page opens without following")
{
    OpenedRequests opened(week(), {1100, 740}, true);
    CHECK_FALSE(control<QPushButton>(*opened.page, "followRequests").isChecked());
    auto& list = opened.page->list();
    for (int line = 0; line < 3; ++line) CHECK(list.isUnderWay(line));
    CHECK_FALSE(list.isUnderWay(3));
    CHECK(opened.table().currentIndex().row() == 3); // the first complete one
}

TEST_CASE("a starting request counts as new and one in progress shows what is known")
{
    OpenedRequests opened(week());
    auto& list = opened.page->list();
    const auto record = SampleLedger::fallback(opened.day.clock.wallNow() - std::chrono::milliseconds{4000});
    const QString id = QString::fromStdString(record.id);
    const auto one = streaming(record.id.c_str(), std::chrono::milliseconds{4000});
    opened.tell({one});
    auto& button = control<QPushButton>(*opened.page, "newRequests");
    REQUIRE(QTest::qWaitFor([&] { return button.isVisible(); }, kPatience_ms));
    CHECK(button.text() == u"1 new"_s);
    CHECK(list.lineOf(id) < 0);
    button.click();
    REQUIRE(list.lineOf(id) == 0);
    CHECK_FALSE(button.isVisible());
    opened.table().setCurrentIndex(list.index(0, 0));
    CHECK(textOf(*opened.page, "requestWhy") == "In progress: Qwen (Alibaba) is answering.");
    const std::string facts = factsOf(*opened.page);
    for (const char* known : {"gpt-4o\n", "gpt-4o*", "Qwen (Alibaba)", "qwen-plus", "Attempt\n2\n", "In progress since", "1,234, estimated", "Request ID"}) CHECK_THAT(facts, Catch::Contains(known));
    auto more = one;
    more.outputTokens = 5678;
    opened.tell({more});
    REQUIRE(QTest::qWaitFor([&] { return factsOf(*opened.page).find("5,678, estimated") != std::string::npos; }, kPatience_ms));
    SampleLedger::write(opened.day.gateway.ledgerFile, {std::make_shared<const gateway::usage::ExchangeRecord>(record)});
    opened.tell({});
    opened.day.gateway.finish(record);
    opened.known();
    CHECK(opened.page->detail().id() == id);
    CHECK(opened.table().currentIndex().data(models::IdRole).toString() == id);
    CHECK_THAT(textOf(*opened.page, "requestWhy"), Catch::StartsWith("Why: "));
    CHECK_FALSE(button.isVisible());
}

TEST_CASE("only a request in progress can be cancelled from its menu")
{
    OpenedRequests opened(week());
    opened.tell({streaming("live", std::chrono::milliseconds{4000})});
    opened.page->list().showNew();
    REQUIRE(opened.page->list().lineOf(u"live"_s) == 0);
    const auto cancelIn = [&](int line) {
        bool isThere = false;
        QTimer::singleShot(0, opened.page.get(), [&] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            REQUIRE(menu);
            if (auto* action = menu->findChild<QAction*>(u"cancelRequest"_s)) {
                isThere = true;
                action->trigger();
            }
            menu->close();
        });
        Q_EMIT opened.table().customContextMenuRequested(opened.table().visualRect(opened.page->list().index(line, 0)).center());
        return isThere;
    };
    CHECK(cancelIn(0));
    CHECK(opened.day.gateway.cancelled == std::vector<std::string>{"live"});
    CHECK_FALSE(cancelIn(1));
    CHECK(opened.day.gateway.cancelled.size() == 1);
}

TEST_CASE("a snapshot taken unwatched does not end a request")
{
    OpenedRequests opened(week());
    opened.tell({streaming("live", std::chrono::milliseconds{4000})});
    opened.page->list().showNew();
    gateway::usage::LiveSnapshot snapshot;
    snapshot.open = 1; // not listed while nobody watches
    Q_EMIT opened.day.gateway.live(snapshot);
    outlast(std::chrono::milliseconds{300}); // it is updated four times a second
    CHECK(opened.page->list().canCancel(0));
}
