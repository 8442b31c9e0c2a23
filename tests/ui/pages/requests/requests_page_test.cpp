#include "ui/pages/requests/requests_page.h"

#include "catch.h"
#include "controls.h"
#include "opened_requests.h"
#include "outlast.h"
#include "records.h"
#include "sample_day.h"
#include "sample_ledger.h"
#include "test_language.h"

#include "gateway/core/ids.h"
#include "gateway/core/json/json.h"
#include "ui/look/theme.h"
#include "ui/models/requests/request_list_model.h"
#include "ui/models/roles.h"
#include "ui/pages/requests/attempt_waterfall.h"
#include "ui/pages/requests/replay_dialog.h"
#include "ui/pages/requests/request_detail.h"
#include "ui/pages/requests/request_export.h"

#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTcpServer>
#include <QTcpSocket>

using namespace ui;
using namespace Qt::StringLiterals;
using pages::RequestsPage;

TEST_CASE("selects the first request and shows its details below the list")
{
    OpenedRequests opened(week());
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

TEST_CASE("copies a request as a shell line without key and prompt")
{
    OpenedRequests opened(week());
    opened.known();
    control<QPushButton>(*opened.page, "copyCurl").click();
    const std::string line = QGuiApplication::clipboard()->text().toStdString();
    CHECK_THAT(line, Catch::StartsWith("curl 'http://127.0.0.1:8080/v1/chat/completions'") && Catch::Contains("Bearer $SIGNALBOX_KEY")
                         && Catch::Contains(R"("model":"gpt-4o")") && Catch::Contains(R"("stream":true)"));
}

TEST_CASE("copies or saves a request as a report without its text and keys")
{
    auto sample = SampleLedger::fallback(SampleDay().clock.wallNow());
    sample.decisions.error = gateway::asIs("refused sk-stored-and-known");
    gateway::usage::Content content;
    content.expiresAt = gateway::WallTime(std::chrono::system_clock::now() + std::chrono::hours{48});
    content.request = R"({"model": "gpt-4o", "messages": ["a prompt of mine"]})";
    sample.content = std::make_shared<const gateway::usage::Content>(content);
    OpenedRequests opened({std::make_shared<const gateway::usage::ExchangeRecord>(sample)});
    opened.day.gateway.secrets["keychain:any"] = "sk-stored-and-known";
    opened.known();
    CHECK(control(*opened.page, "reportRequest").isEnabled());
    opened.page->detail().findChild<QAction*>(u"copyReport"_s)->trigger();
    const QString copied = QGuiApplication::clipboard()->text();
    CHECK_THAT(copied.toStdString(), Catch::StartsWith("## A request through Signalbox\n\n- Signalbox: ") && Catch::Contains("- id: " + sample.id) && Catch::Contains("| status | 429 | 401 | 200 |")
                                         && Catch::Contains("### Why") && Catch::Contains("refused ***"));
    CHECK_THAT(copied.toStdString(), !Catch::Contains("prompt of mine") && !Catch::Contains("stored-and-known"));
    QSignalSpy wanted(&opened.page->detail(), &pages::RequestDetail::reportWanted);
    opened.page->detail().findChild<QAction*>(u"saveReport"_s)->trigger();
    REQUIRE(wanted.size() == 1);
    CHECK(wanted[0][0].toString() == u"request-%1.md"_s.arg(QString::fromStdString(sample.id)));
    CHECK(QString::fromUtf8(wanted[0][1].toByteArray()) == copied);
    auto& exporting = opened.page->exporting();
    QSignalSpy ended(&exporting, &pages::RequestExport::ended);
    const QString path = opened.folder.filePath(u"request.md"_s);
    exporting.writeReport(path, copied.toUtf8());
    REQUIRE(QTest::qWaitFor([&] { return !ended.isEmpty(); }, kPatience_ms));
    CHECK(ended[0][0].toBool());
    CHECK_THAT(textOf(*opened.page, "exportWords"), Catch::Contains("request.md"));
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(QString::fromUtf8(file.readAll()) == copied);
    exporting.writeReport(opened.folder.filePath(u"no/folder/x.md"_s), "x");
    REQUIRE(QTest::qWaitFor([&] { return ended.size() == 2; }, kPatience_ms));
    CHECK_FALSE(ended[1][0].toBool());
}

TEST_CASE("turns a request into a route for similar ones")
{
    OpenedRequests opened(week());
    opened.known();
    std::optional<models::RouteProposal> wanted;
    QObject::connect(opened.page.get(), &RequestsPage::routeWanted, [&](const models::RouteProposal& proposal) { wanted = proposal; });
    control<QPushButton>(*opened.page, "makeRoute").click();
    REQUIRE(wanted);
    CHECK(wanted->route.match.models.front().text == "gpt-4o");
}

TEST_CASE("a filter without matches repeats the search and offers to clear it")
{
    OpenedRequests opened(week());
    control<QLineEdit>(*opened.page, "requestSearch").setText(u"provider:nobody"_s);
    opened.settle();
    CHECK(control(*opened.page, "noRequests").isVisible());
    CHECK_THAT(control(*opened.page, "noRequests").accessibleDescription().toStdString(), Catch::Contains("Today") && Catch::Contains("provider:nobody"));
    control<QPushButton>(*opened.page, "clearFilter").click();
    opened.settle();
    CHECK(opened.table().isVisible());
    CHECK(opened.page->list().rowCount() > 100);
}

TEST_CASE("explains a filter that can never match")
{
    OpenedRequests opened(week());
    auto& field = control<QLineEdit>(*opened.page, "requestSearch");
    const QWidget& problem = control(*opened.page, "filterProblem");
    CHECK_FALSE(problem.isVisible());
    field.setText(u"provider:deepseek status:abc"_s);
    CHECK_FALSE(problem.isVisible()); // it may be incomplete
    REQUIRE(QTest::qWaitFor([&] { return problem.isVisible(); }));
    CHECK_THAT(problem.accessibleName().toStdString(), Catch::Contains("“status:abc”") && Catch::Contains("status:404") && Catch::Contains("status:5xx"));
    CHECK(field.accessibleDescription() == problem.accessibleName());
    field.setText(u"provider:deepseek status:2xx"_s);
    CHECK_FALSE(problem.isVisible());
    CHECK(field.accessibleDescription().isEmpty());
    opened.settle();
    CHECK(opened.page->list().rowCount() > 0);
}

TEST_CASE("Esc clears the filter and then moves to the list")
{
    OpenedRequests opened(week());
    auto& field = control<QLineEdit>(*opened.page, "requestSearch");
    REQUIRE(QTest::qWaitForWindowActive(opened.page->window()));
    field.setFocus();
    field.setText(u"provider:deepseek"_s);
    opened.settle();
    QTest::keyClick(&field, Qt::Key_Escape);
    opened.settle();
    CHECK(field.text().isEmpty());
    CHECK(field.hasFocus());
    QTest::keyClick(&field, Qt::Key_Escape);
    CHECK(qobject_cast<QTableView*>(opened.page->window()->focusWidget()));
}

TEST_CASE("reports an unknown filter field but treats text with a colon as text")
{
    OpenedRequests opened(week());
    auto& field = control<QLineEdit>(*opened.page, "requestSearch");
    const QWidget& problem = control(*opened.page, "filterProblem");
    SECTION("a comparison immediately")
    {
        field.setText(u"tokens:>x"_s);
        REQUIRE(QTest::qWaitFor([&] { return problem.isVisible(); }));
        CHECK_THAT(problem.accessibleName().toStdString(), Catch::Contains("“tokens:>x”") && Catch::Contains("comparisons are not supported") && Catch::Contains("provider, model, key")
                                                               && Catch::Contains("id, status"));
        CHECK(field.accessibleDescription() == problem.accessibleName());
    }
    SECTION("a model without answers may have been requested")
    {
        field.setText(u"model:\"no model\""_s);
        opened.settle();
        REQUIRE(QTest::qWaitFor([&] { return problem.isVisible(); }));
        CHECK_THAT(problem.accessibleName().toStdString(), Catch::Contains("“model:\"no model\"” searches for the model that answered") && Catch::Contains("use * as a wildcard") && Catch::Contains("“asked:\"no model\"”"));
    }
    SECTION("another field once nothing is found")
    {
        field.setText(u"foo:bar"_s);
        opened.settle();
        CHECK(opened.page->list().rowCount() == 0);
        REQUIRE(QTest::qWaitFor([&] { return problem.isVisible(); }));
        CHECK_THAT(problem.accessibleName().toStdString(), Catch::Contains("“foo:bar” is searched as text") && Catch::Contains("“foo”"));
        CHECK(field.accessibleDescription() == problem.accessibleName());
        field.setText(u"deepseek"_s);
        opened.settle();
        CHECK_FALSE(problem.isVisible());
        CHECK(field.accessibleDescription().isEmpty());
    }
    SECTION("never for what can only be text")
    {
        for (const QString& text : {u"http://host/v1"_s, u"llama3:8b"_s, u"12:30"_s}) {
            CAPTURE(text.toStdString());
            field.setText(text);
            opened.settle();
            CHECK(opened.page->list().filter().words == std::vector<std::string>{text.toStdString()});
            CHECK(opened.page->list().rowCount() == 0);
            CHECK(field.accessibleDescription().isEmpty()); // it does not wait for a pause
            CHECK_FALSE(problem.isVisible());
        }
    }
}

TEST_CASE("describes the result of a filter in words that fit the list")
{
    struct Row {
        const char* name;
        const char* language;
        QString typed;
        QString says;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing", "en", u"nonsensexyz"_s, u"none found"_s},
        {"nothing, as the status is invalid", "en", u"status:abc"_s, u"none found"_s},
        {"one", "en", u"id:fallback"_s, u"1 found"_s},
        {"nothing, in Chinese", "zh_CN", u"nonsensexyz"_s, u"没有找到"_s},
    }));
    CAPTURE(row.name);
    const Language language(row.language);
    auto sample = SampleLedger::fallback(SampleDay().clock.wallNow());
    sample.id = "fallback";
    OpenedRequests opened({std::make_shared<const gateway::usage::ExchangeRecord>(sample)});
    control<QLineEdit>(*opened.page, "requestSearch").setText(row.typed);
    opened.settle();
    CHECK(QTest::qWaitFor([&] { return textOf(*opened.page, "pagePhrase") == row.says.toStdString(); }, kPatience_ms));
    CHECK(textOf(*opened.page, "pagePhrase") == row.says.toStdString());
}

TEST_CASE("shows a minimum above the counting limit and exact numbers for a filter")
{
    constexpr int kMany = 10'050;
    auto sample = SampleLedger::fallback(SampleDay().clock.wallNow());
    gateway::usage::RecordBatch many;
    for (int i = 0; i < kMany; ++i) {
        sample.id = "one-of-many-" + std::to_string(i);
        many.push_back(std::make_shared<const gateway::usage::ExchangeRecord>(sample));
    }
    const Language language("en");
    OpenedRequests opened(many);
    const auto says = [&](const char* words) { return QTest::qWaitFor([&] { return textOf(*opened.page, "pagePhrase") == words; }, kPatience_ms); };
    CHECK(says("≥ 10,000 today"));
    control<QLineEdit>(*opened.page, "requestSearch").setText(u"id:one-of-many-7"_s);
    opened.settle();
    CHECK(says("1 found"));
    control<QLineEdit>(*opened.page, "requestSearch").setText(u"nonsensexyz"_s);
    opened.settle();
    CHECK(says("none found"));
}

TEST_CASE("shows the whole count at every width while the filters shrink")
{
    const auto* const name = GENERATE("en", "zh_CN");
    const int width = GENERATE(1104, 1000, 940, 905, 848, 780);
    CAPTURE(name, width);
    const Language language(name);
    OpenedRequests opened(week());
    opened.page->setMinimumSize(1, 1); // as in the window, which may be small
    opened.page->resize(look::theme().px(width), look::theme().px(600));
    opened.settle();
    const auto& phrase = control<QLabel>(*opened.page, "pagePhrase");
    const QString longest = QLatin1StringView(name) == "en"_L1 ? u"≥ 10,000 today"_s : u"找到 ≥ 10,000 个"_s;
    CHECK(phrase.width() >= phrase.fontMetrics().horizontalAdvance(longest));
    for (const char* last : {"requestGrouping", "requestResult"}) {
        const auto& shown = control(*opened.page, last);
        CHECK(shown.mapTo(opened.page.get(), QPoint(shown.width(), 0)).x() <= opened.page->width());
        CHECK(shown.width() >= shown.minimumSizeHint().width());
    }
}

TEST_CASE("text with a colon that matches is not an error")
{
    auto record = directRecord(SampleDay{}.clock.wallNow());
    record.askedModel = "mistral:latest";
    OpenedRequests opened({std::make_shared<const gateway::usage::ExchangeRecord>(record)});
    auto& field = control<QLineEdit>(*opened.page, "requestSearch");
    field.setText(u"mistral:latest"_s);
    opened.settle();
    CHECK(opened.page->list().rowCount() == 1);
    CHECK(field.accessibleDescription().isEmpty());
    field.setText(u"mistral:later"_s);
    opened.settle();
    CHECK(opened.page->list().rowCount() == 0);
    CHECK_FALSE(field.accessibleDescription().isEmpty());
}

TEST_CASE("shows exactly the requests that a number counted")
{
    OpenedRequests opened(week());
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

TEST_CASE("new requests wait behind a button and nothing moves under the pointer")
{
    OpenedRequests opened(week());
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

TEST_CASE("focuses the list after new requests were shown by keyboard")
{
    OpenedRequests opened(week());
    opened.table().verticalScrollBar()->setValue(200);
    auto late = SampleLedger::fallback(opened.day.clock.wallNow());
    SampleLedger::write(opened.day.gateway.ledgerFile, {std::make_shared<const gateway::usage::ExchangeRecord>(late)});
    opened.day.gateway.finish(late);
    auto& button = control<QPushButton>(*opened.page, "newRequests");
    REQUIRE(QTest::qWaitFor([&] { return button.isVisible(); }, kPatience_ms));
    button.setFocus();
    QTest::keyClick(&button, Qt::Key_Space);
    REQUIRE(QTest::qWaitFor([&] { return opened.page->list().newCount() == 0; }, kPatience_ms));
    opened.settle();
    CHECK_FALSE(button.isVisible());
    CHECK(opened.table().hasFocus());
}

TEST_CASE("a filter that excludes the selected request clears its details")
{
    OpenedRequests opened(week());
    opened.known();
    auto& search = control<QLineEdit>(*opened.page, "requestSearch");
    search.setText(u"nobody-at-all"_s);
    REQUIRE(QTest::qWaitFor([&] { return control(*opened.page, "noRequests").isVisible(); }, kPatience_ms));
    opened.settle();
    CHECK(opened.page->detail().id().isEmpty());
    CHECK_FALSE(opened.page->detail().isVisible());
    search.clear();
    REQUIRE(QTest::qWaitFor([&] { return opened.page->list().rowCount() > 0; }, kPatience_ms));
    opened.settle();
    CHECK(opened.page->detail().isVisible());
    CHECK(opened.page->detail().id() == opened.table().currentIndex().data(models::IdRole).toString());
}

TEST_CASE("an empty page shows how to send the first request")
{
    OpenedRequests opened({});
    CHECK(control(*opened.page, "requestsWelcome").isVisible());
    CHECK_FALSE(control(*opened.page, "requestSearch").isVisible());
    const QString line = control<QPlainTextEdit>(*opened.page, "curlLine").toPlainText();
    CHECK(line.contains(u"-H 'Content-Type: application/json'"_s)); // curl would label the body as a form
    CHECK(line.contains(u"/v1/chat/completions "_s));
    QSignalSpy wanted(opened.page.get(), &RequestsPage::testRequested);
    control<QPushButton>(*opened.page, "welcomeTest").click();
    CHECK(wanted.size() == 1);
}

TEST_CASE("a narrow window shows the request as a page of its own with a way back")
{
    OpenedRequests opened(week(), {660, 420});
    CHECK(opened.page->isNarrow());
    CHECK_FALSE(opened.page->detail().isVisible());
    CHECK(control(*opened.page, "requestSearch").isVisible());
    opened.table().setFocus();
    Q_EMIT opened.table().activated(opened.page->list().index(0, 0));
    CHECK(opened.page->detail().isVisible());
    CHECK_FALSE(opened.table().isVisible());
    CHECK(control(*opened.page, "requestsBack").hasFocus());
    control<QPushButton>(*opened.page, "requestsBack").click();
    CHECK(opened.table().isVisible());
    CHECK(opened.table().hasFocus());
}

TEST_CASE("keeps the cost and target of a request visible at every width")
{
    using models::RequestListModel;
    OpenedRequests opened(week());
    bool wasHidden = false; // the column that gives way first
    for (const int width : {1400, 1100, 1000, 950, 902, 844, 700, 664}) {
        opened.page->resize(width, 740);
        settleEvents();
        CAPTURE(width);
        const QHeaderView& header = *opened.table().horizontalHeader();
        CHECK(header.length() <= opened.table().viewport()->width());
        for (const int column : {RequestListModel::Time, RequestListModel::ServedBy, RequestListModel::Result, RequestListModel::Tokens, RequestListModel::Cost}) CHECK_FALSE(opened.table().isColumnHidden(column));
        const bool isHidden = opened.table().isColumnHidden(RequestListModel::Tries);
        CHECK(isHidden >= wasHidden); // and comes back only with more room
        CHECK((!isHidden || width < 1100));
        wasHidden = isHidden;
    }
}

TEST_CASE("the list of the requests behind an event has the columns of today's")
{
    using models::RequestListModel;
    const auto sample = SampleLedger::fallback(SampleDay().clock.wallNow());
    OpenedRequests opened({std::make_shared<const gateway::usage::ExchangeRecord>(sample)}, {1060, 740});
    const auto hidden = [&] {
        std::vector<int> columns;
        for (int column = 0; column < RequestListModel::ColumnCount; ++column)
            if (opened.table().isColumnHidden(column)) columns.push_back(column);
        return columns;
    };
    CHECK(hidden().empty());
    gateway::usage::RequestFilter filter;
    filter.fields = {{gateway::usage::RequestField::Id, sample.id}}; // of any time
    opened.page->showFiltered(filter);
    opened.settle();
    REQUIRE(opened.page->list().rowCount() == 1);
    CHECK(hidden().empty());
    CHECK(opened.table().horizontalHeader()->length() <= opened.table().viewport()->width());
    control<QPushButton>(*opened.page, "clearFilter").click();
    opened.settle();
    CHECK(hidden().empty());
}

TEST_CASE("a hidden page queries nothing")
{
    OpenedRequests opened(week());
    opened.page->hide();
    settleEvents();
    const int rows = opened.page->list().rowCount();
    auto late = SampleLedger::fallback(opened.day.clock.wallNow());
    SampleLedger::write(opened.day.gateway.ledgerFile, {std::make_shared<const gateway::usage::ExchangeRecord>(late)});
    opened.day.gateway.finish(late);
    outlast(std::chrono::milliseconds{500}); // longer than it waits before it queries
    opened.catchUp();
    CHECK(opened.page->list().newCount() == 0);
    CHECK(opened.page->list().rowCount() == rows);
}

TEST_CASE("shows new requests on return to the page")
{
    OpenedRequests opened(week());
    opened.page->hide();
    settleEvents();
    auto late = SampleLedger::fallback(opened.day.clock.wallNow());
    SampleLedger::write(opened.day.gateway.ledgerFile, {std::make_shared<const gateway::usage::ExchangeRecord>(late)});
    opened.day.gateway.finish(late);
    opened.page->show();
    REQUIRE(QTest::qWaitFor([&] { return opened.page->list().request(0)->id == late.id; }, kPatience_ms));
    CHECK_FALSE(control<QPushButton>(*opened.page, "newRequests").isVisible());
}

TEST_CASE("links a request to the others of its conversation or trace")
{
    const auto sample = SampleLedger::fallback(SampleDay().clock.wallNow());
    gateway::IdSource source;
    gateway::usage::RecordBatch batch;
    std::vector<std::string> ids;
    for (int i = 0; i < 6; ++i) {
        auto record = std::make_shared<gateway::usage::ExchangeRecord>(sample);
        record->startedAt -= std::chrono::hours{10 * i}; // the oldest are not from today
        record->id = source.next(record->startedAt);
        ids.push_back(record->id);
        record->session = i < 3 ? "talk" : "";
        if (i >= 3) {
            record->trace = gateway::usage::TraceContext{};
            record->trace->trace.fill(i == 5 ? 'b' : 'a');
            record->trace->parent.emplace().fill('c'); // otherwise it would start here and be alone
        }
        batch.insert(batch.begin(), record);
    }
    OpenedRequests opened(batch);
    const auto shown = [&] {
        std::string all;
        for (int line = 0; line < opened.page->list().rowCount(); ++line) {
            const auto found = std::find(ids.begin(), ids.end(), opened.page->list().request(line)->id);
            all += std::to_string(found - ids.begin()) + ' ';
        }
        return all;
    };
    auto& door = control<QPushButton>(*opened.page, "requestChain");
    opened.choose(ids[1]);
    CHECK(door.text().toStdString() == "Show conversation");
    door.click();
    opened.settle();
    CHECK(shown() == "0 1 2 ");
    CHECK(opened.page->detail().id().toStdString() == ids[1]);
    CHECK(opened.table().currentIndex().row() == 1);
    opened.page->showFiltered({});
    opened.settle();
    opened.choose(ids[4]);
    CHECK(door.text().toStdString() == "Show trace");
    door.click();
    opened.settle();
    CHECK(shown() == "3 4 ");
    opened.page->list().setGrouping(models::RequestListModel::Grouping::Trace);
    CHECK(opened.page->list().isHead(0));
}

TEST_CASE("resends a captured request to another target and selects its new row")
{
    auto asked = SampleLedger::fallback(SampleDay().clock.wallNow() - std::chrono::seconds{40});
    gateway::IdSource ids;
    asked.id = ids.next(asked.startedAt);
    gateway::usage::Content content;
    content.expiresAt = gateway::WallTime(std::chrono::system_clock::now() + std::chrono::hours{48});
    content.request = R"({"model": "gpt-4o", "temperature": 1.10, "messages": []})";
    asked.content = std::make_shared<const gateway::usage::Content>(content);
    auto unkept = SampleLedger::fallback(asked.startedAt - std::chrono::seconds{1});
    unkept.id = ids.next(unkept.startedAt);
    auto again = unkept;
    again.startedAt = SampleDay().clock.wallNow();
    again.id = ids.next(again.startedAt);
    using gateway::usage::ExchangeRecord;
    OpenedRequests opened({std::make_shared<const ExchangeRecord>(unkept), std::make_shared<const ExchangeRecord>(asked)});
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    QByteArray seen;
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket* socket = server.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [&, socket] {
            seen += socket->readAll();
            if (!seen.endsWith("[]}")) return;
            socket->write("HTTP/1.1 200 OK\r\nx-signalbox-request-id: " + QByteArray::fromStdString(again.id) + "\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}");
            socket->disconnectFromHost();
        });
    });
    opened.day.gateway.m_status.urls = {"http://127.0.0.1:" + std::to_string(server.serverPort())};
    opened.day.gateway.setRunning();
    opened.day.gateway.m_status.urls = {"http://127.0.0.1:" + std::to_string(server.serverPort())};
    Q_EMIT opened.day.gateway.statusChanged();
    auto& replay = *opened.page->detail().findChild<QAction*>(u"replayElsewhere"_s);
    opened.choose(unkept.id);
    CHECK_FALSE(replay.isEnabled());
    CHECK_THAT(replay.text().toStdString(), Catch::Contains("was not stored"));
    opened.choose(asked.id);
    REQUIRE(replay.isEnabled());
    replay.trigger();
    auto* dialog = openDialog<pages::ReplayDialog>();
    REQUIRE(dialog);
    auto& target = control<QComboBox>(*dialog, "replayTarget");
    CHECK(target.findText(u"qwen/qwen-plus"_s) >= 0);
    CHECK(target.findText(u"deepseek/deepseek-chat"_s) >= 0);
    target.setCurrentText(u"qwen/qwen-plus"_s);
    QSignalSpy replayed(dialog, &pages::ReplayDialog::replayed);
    control<QPushButton>(*dialog, "saveButton").click();
    REQUIRE(QTest::qWaitFor([&] { return !replayed.isEmpty(); }, kPatience_ms));
    CHECK(seen.startsWith("POST /v1/chat/completions "));
    CHECK(seen.toLower().contains("\nauthorization: bearer " + QByteArray::fromStdString(opened.day.gateway.ownKey().reveal()).toLower() + "\r\n")); // otherwise a gateway with a required key would refuse it
    CHECK(seen.endsWith(R"({"model": "qwen/qwen-plus", "temperature": 1.10, "messages": []})"));
    SampleLedger::write(opened.day.gateway.ledgerFile, {std::make_shared<const ExchangeRecord>(again)});
    opened.day.gateway.finish(again);
    REQUIRE(QTest::qWaitFor([&] { return opened.page->detail().id().toStdString() == again.id; }, kPatience_ms));
    opened.known();
    CHECK(opened.table().currentIndex().row() == opened.page->list().lineOf(QString::fromStdString(again.id)));
}
