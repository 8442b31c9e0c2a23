#include "catch.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "stream_server.h"

#include "ui/models/gateway_model.h"
#include "ui/pages/test_request.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ui;

TEST_CASE("a test request streams and shows who answered")
{
    // The second chunk ends within a line and within a character.
    const QByteArray umlaut = StreamServer::delta("H\xc3\xa4user");
    const auto cut = umlaut.indexOf('\xa4');
    StreamServer server({StreamServer::kHead, StreamServer::delta("Good "), umlaut.left(cut), umlaut.mid(cut),
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":34}}\n\ndata: [DONE]\n\n"});
    FakeFor<ui::models::GatewayModel::Access> gateway;
    pages::TestRequest request(gateway);
    QSignalSpy answering(&request, &pages::TestRequest::answering);
    QSignalSpy finished(&request, &pages::TestRequest::finished);
    QString text;
    QObject::connect(&request, &pages::TestRequest::textAdded, &request, [&](const QString& added) { text += added; });
    request.send(server.base(), QStringLiteral("deepseek-chat"), QStringLiteral("Say hello"));
    REQUIRE(QTest::qWaitFor([&] { return !server.lastRequest().isEmpty(); }, 5000));
    CHECK(server.lastRequest().startsWith("POST /v1/chat/completions HTTP/1.1\r\n"));
    CHECK(server.lastRequest().contains("\"model\":\"deepseek-chat\""));
    CHECK(server.lastRequest().contains("\"stream\":true"));
    CHECK(server.lastRequest().toLower().contains("\r\nauthorization: bearer sb-own\r\n")); // as its own consumer
    CHECK(request.isRunning());

    server.next();
    REQUIRE(QTest::qWaitFor([&] { return !answering.isEmpty(); }, 5000));
    CHECK(request.facts().provider == QStringLiteral("qwen"));
    CHECK(request.facts().model == QStringLiteral("qwen-turbo"));
    CHECK(request.facts().route == QStringLiteral("deepseek"));
    CHECK(request.facts().attempts == 2);
    CHECK(request.facts().firstToken.count() < 0);
    server.next();
    REQUIRE(QTest::qWaitFor([&] { return text == QStringLiteral("Good "); }, 5000)); // while it arrives, not at the end
    CHECK(request.facts().firstToken.count() >= 0);
    server.next();
    server.next();
    server.next();
    REQUIRE(QTest::qWaitFor([&] { return !finished.isEmpty(); }, 5000));
    CHECK(text == QString::fromUtf8("Good H\xc3\xa4user"));
    CHECK(request.facts().errorCode.isEmpty());
    CHECK(request.facts().inputTokens == 12);
    CHECK(request.facts().outputTokens == 34);
    CHECK(request.facts().total >= request.facts().firstToken);
    CHECK_FALSE(request.isRunning());
}

TEST_CASE("a failed test request says why")
{
    struct Row {
        const char* name;
        std::vector<QByteArray> pieces;
        bool breaks;
        int status;
        const char* code;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"refused",
            {StreamServer::whole("HTTP/1.1 503 Service Unavailable\r\nx-signalbox-error: no_usable_key\r\n",
                "{\"error\":{\"message\":\"deepseek has no key\",\"code\":\"no_usable_key\"}}")},
            false, 503, "no_usable_key", "deepseek has no key"},
        {"not our error", {StreamServer::whole("HTTP/1.1 500 Oops\r\n", "Oops")}, false, 500, "unknown", nullptr},
        {"an error in the stream", {StreamServer::kHead + StreamServer::delta("Good ") + "data: {\"error\":{\"message\":\"broke off\",\"code\":\"stream_interrupted\"}}\n\n"}, false, 200,
            "stream_interrupted", "broke off"},
        {"no answer at all", {StreamServer::kHead}, true, 0, "unreachable", nullptr},
    }));
    CAPTURE(row.name);
    StreamServer server(row.pieces);
    FakeFor<ui::models::GatewayModel::Access> gateway;
    pages::TestRequest request(gateway);
    QSignalSpy finished(&request, &pages::TestRequest::finished);
    request.send(server.base(), QStringLiteral("demo"), QStringLiteral("x"));
    REQUIRE(QTest::qWaitFor([&] { return !server.lastRequest().isEmpty(); }, 5000));
    row.breaks ? server.breakOff() : server.next();
    REQUIRE(QTest::qWaitFor([&] { return !finished.isEmpty(); }, 5000));
    CHECK(request.facts().status == row.status);
    CHECK(request.facts().errorCode.toStdString() == row.code);
    if (row.words)
        CHECK(toText(request.facts().error) == row.words);
    CHECK_FALSE(request.facts().error.isEmpty());
}

TEST_CASE("a cancelled test request is silent")
{
    StreamServer server({StreamServer::kHead});
    FakeFor<ui::models::GatewayModel::Access> gateway;
    pages::TestRequest request(gateway);
    QSignalSpy finished(&request, &pages::TestRequest::finished);
    request.send(server.base(), QStringLiteral("demo"), QStringLiteral("x"));
    REQUIRE(QTest::qWaitFor([&] { return !server.lastRequest().isEmpty(); }, 5000));
    request.cancel();
    CHECK_FALSE(request.isRunning());
    QCoreApplication::processEvents();
    CHECK(finished.isEmpty());
}

TEST_CASE("a released request runs to its end although its window is gone")
{
    StreamServer server({StreamServer::kHead, StreamServer::kEnd});
    FakeFor<ui::models::GatewayModel::Access> gateway;
    const auto managers = [] { return QCoreApplication::instance()->findChildren<QNetworkAccessManager*>().size(); };
    {
        pages::TestRequest request(gateway);
        request.send(server.base(), QStringLiteral("demo"), QStringLiteral("x"));
        REQUIRE(QTest::qWaitFor([&] { return !server.lastRequest().isEmpty(); }, 5000));
        server.next();
        REQUIRE(QTest::qWaitFor([&] { return request.facts().status == 200; }, 5000));
        request.release();
        CHECK_FALSE(request.isRunning());
    }
    CHECK(managers() == 1);
    for (int i = 0; i < 10; ++i)
        QCoreApplication::processEvents();
    CHECK(server.isConnected());
    server.next();
    CHECK(QTest::qWaitFor([&] { return managers() == 0; }, 5000));
}

TEST_CASE("suggests route names, a model of each provider and last the demo")
{
    ManualClock clock;
    FakeFor<ui::models::GatewayModel::Access> gateway;
    gateway.addProvider("qwen");
    gateway.setRunning();
    models::GatewayModel model(clock);
    model.attach(gateway);
    const QStringList names = pages::testModels(model, gateway);
    REQUIRE_FALSE(names.isEmpty());
    CHECK(names.front() != QStringLiteral("demo"));
    CHECK(names.indexOf(QStringLiteral("demo")) > names.indexOf(QStringLiteral("qwen/qwen-turbo")));
    CHECK(names.contains(QStringLiteral("qwen/qwen-turbo")));
    CHECK(names.count(QStringLiteral("demo")) == 1);
}

TEST_CASE("suggests a model that a provider lists where the catalog has none")
{
    ManualClock clock;
    FakeFor<ui::models::GatewayModel::Access> gateway;
    gateway.addProvider("openai-compatible", "mine");
    gateway.addProvider("qwen");
    gateway.setRunning();
    gateway.setListed("mine", {"small", "large"});
    gateway.setListed("qwen", {"text-embedding", "qwen-turbo"});
    models::GatewayModel model(clock);
    model.attach(gateway);
    const QStringList names = pages::testModels(model, gateway);
    REQUIRE_FALSE(names.isEmpty());
    CHECK(names.front() != QStringLiteral("demo"));
    CHECK(names.contains(QStringLiteral("mine/small")));
    CHECK(names.contains(QStringLiteral("qwen/qwen-turbo"))); // known to be a chat model
}

TEST_CASE("suggests each exact name of a route but no pattern")
{
    using gateway::config::TextMatch;
    ManualClock clock;
    FakeFor<ui::models::GatewayModel::Access> gateway;
    gateway.addProvider("qwen");
    gateway::config::RouteSettings route;
    route.id = "fast";
    route.match.models = {{TextMatch::Kind::Exact, "m1"}, {TextMatch::Kind::Prefix, "m-"}, {TextMatch::Kind::Exact, "m2"}, {TextMatch::Kind::Regex, "^o[0-9]"}};
    route.targets.emplace_back().provider = "qwen";
    gateway.m_settings.routes = {route};
    gateway.setRunning();
    models::GatewayModel model(clock);
    model.attach(gateway);
    const QStringList names = pages::testModels(model, gateway);
    CHECK(names.filter(QRegularExpression(QStringLiteral("^(m|\\^|~)"))) == QStringList{QStringLiteral("m1"), QStringLiteral("m2")});
}
