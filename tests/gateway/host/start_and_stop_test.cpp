#include "outlast.h"
#include "running_gateway.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace gateway;
using namespace gateway::host;
using namespace Qt::StringLiterals;

TEST_CASE("does not start with an invalid configuration and reports the path of the field")
{
    RunningGateway gateway(R"({"version": 1, "listen": {"http_port": "eighty"}})");
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Failed));
    REQUIRE(gateway.host->status().problem);
    CHECK(gateway.host->status().problem->kind == ErrorKind::ConfigInvalid);
    REQUIRE_FALSE(gateway.host->status().configIssues.empty());
    CHECK(gateway.host->status().configIssues.front().path == "listen.http_port");
}

TEST_CASE("names the holder of a taken port and starts on another port")
{
    QTcpServer holder;
    REQUIRE(holder.listen(QHostAddress::LocalHost));
    QTemporaryDir folder;
    HostOptions options;
    options.configFile = folder.filePath(u"config.json"_s);
    options.dataDir = folder.filePath(u"data"_s);
    options.httpPort = holder.serverPort();
    GatewayHost host(options);
    host.start();
    REQUIRE(QTest::qWaitFor([&] { return host.status().state == State::Failed; }, kLimit_ms));
    REQUIRE(host.status().problem);
    CHECK(host.status().problem->kind == ErrorKind::PortTaken);
    CHECK(host.status().problem->text().find(std::to_string(holder.serverPort())) != std::string::npos);
#ifdef Q_OS_LINUX
    CHECK(host.status().problem->text().find("gateway_host") != std::string::npos); // this test program
#endif
}

TEST_CASE("lets answers finish when stopping and then writes everything")
{
    RunningGateway gateway;
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(QString::fromStdString(gateway.host->status().urls.front()) + u"/v1/chat/completions"_s));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const std::unique_ptr<QNetworkReply> reply(
        network.post(request, R"({"model":"demo","stream":true,"messages":[{"role":"user","content":"Hello"}]})"));
    REQUIRE(QTest::qWaitFor([&] { return reply->bytesAvailable() > 0; }, kLimit_ms));
    bool stopped = false;
    QObject::connect(gateway.host.get(), &GatewayHost::stopped, reply.get(), [&] { stopped = true; });
    gateway.host->stop();
    REQUIRE(QTest::qWaitFor([&] { return stopped; }, kLimit_ms + 5000));
    REQUIRE(QTest::qWaitFor([&] { return reply->isFinished(); }, kLimit_ms));
    CHECK(reply->readAll().contains("data: [DONE]"));
    CHECK(gateway.host->status().state == State::Stopped);
}

TEST_CASE("stopping without an event loop lets answers finish or interrupts them with an error")
{
    const auto [grace, end] = GENERATE(table<Milliseconds, const char*>({{Milliseconds(30000), "data: [DONE]"}, {Milliseconds(0), "stream_interrupted"}}));
    CAPTURE(grace.count());
    RunningGateway gateway;
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    const QUrl url(QString::fromStdString(gateway.host->status().urls.front()));
    QTcpSocket client;
    client.connectToHost(url.host(), static_cast<quint16>(url.port()));
    REQUIRE(client.waitForConnected(kLimit_ms));
    const QByteArray body = R"({"model":"demo","stream":true,"messages":[{"role":"user","content":"Hello"}]})";
    client.write("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray answer;
    while (!answer.contains("data: ")) {
        REQUIRE(client.waitForReadyRead(kLimit_ms));
        answer += client.readAll();
    }
    bool isTold = false;
    const auto tell = [&isTold] { isTold = true; };
    QObject::connect(gateway.host.get(), &GatewayHost::stopped, gateway.host.get(), tell);
    QObject::connect(gateway.host.get(), &GatewayHost::statusChanged, gateway.host.get(), tell);
    gateway.host->stopWithoutLoop(grace);
    CHECK(gateway.host->status().state == State::Stopped);
    while (client.waitForReadyRead(kLimit_ms)) {
    }
    answer += client.readAll();
    CHECK(answer.contains(end));
    QCoreApplication::sendPostedEvents();
    CHECK_FALSE(isTold);
}

TEST_CASE("accepts localhost as the listening address")
{
    RunningGateway gateway(R"({"version": 1, "listen": {"address": "localhost"}})");
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    CHECK(gateway.host->status().urls.front().starts_with("http://127.0.0.1:"));
    CHECK(gateway.host->settings().listen.address == "localhost");
    CHECK(gateway.request("/health").first == 200);
}

TEST_CASE("stays stopped when stopped during start")
{
    const int moment_ms = GENERATE(0, 1, 2, 4, 8, 16, 32);
    CAPTURE(moment_ms);
    RunningGateway gateway;
    gateway.host->start();
    outlast(Milliseconds{moment_ms});
    gateway.host->stop(gateway::Milliseconds(0));
    REQUIRE(gateway.reaches(State::Stopped));
    bool hasStarted = false;
    QObject::connect(gateway.host.get(), &GatewayHost::statusChanged, gateway.host.get(), [&] { hasStarted = hasStarted || gateway.host->status().state != State::Stopped; });
    outlast(Milliseconds{600}); // longer than it waits for keys
    CHECK_FALSE(hasStarted);
}
