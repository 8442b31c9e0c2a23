#include "gateway/host/gateway_host.h"
#include "gateway/host/machine/address_watch.h"

#include "catch.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#ifdef Q_OS_LINUX
#include <arpa/inet.h>
#include <cstring>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

using namespace gateway;
using namespace gateway::host;
using namespace Qt::StringLiterals;

namespace {

constexpr int kMoveLimit_ms = 20000; // a taken port is retried every four seconds
constexpr int kSoon_ms = 20000;

int freePort()
{
    QTcpServer probe;
    REQUIRE(probe.listen(QHostAddress::LocalHost));
    return probe.serverPort();
}

/// A gateway whose configuration file sets its listening address.
class MovingGateway {
public:
    MovingGateway(const std::string& address, int httpPort, std::optional<int> httpsPort = {})
    {
        write(address, httpPort, httpsPort);
        HostOptions options;
        options.configFile = m_folder.filePath(u"config.json"_s);
        options.dataDir = m_folder.filePath(u"data"_s);
        m_host.emplace(options);
        m_host->start();
        REQUIRE(isAt(httpUrl(address, httpPort)));
        if (httpsPort)
            REQUIRE(isAt("https://" + address + ':' + std::to_string(*httpsPort)));
    }

    static std::string httpUrl(const std::string& address, int port) { return "http://" + address + ':' + std::to_string(port); }

    void write(const std::string& address, int httpPort, std::optional<int> httpsPort = {}, const std::string& tls = "{}") const
    {
        const std::string https = httpsPort ? std::to_string(*httpsPort) : "null";
        QFile file(m_folder.filePath(u"config.json"_s));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(R"({"version": 1, "listen": {"address": ")" + address + R"(", "http_port": )" + std::to_string(httpPort)
            + R"(, "https_port": )" + https + R"(, "tls": )" + tls + R"(}, "providers": [{"id": "demo", "type": "demo"}], "consumers": [{"name": "ide", "keys": [)"
            + R"({"sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "hint": "sb-...3f"}]}]})"));
    }
    bool isAt(const std::string& url) const
    {
        return QTest::qWaitFor([&] { return std::ranges::find(status().urls, url) != status().urls.end(); }, kMoveLimit_ms);
    }
    bool isOnlyAt(const std::string& url) const
    {
        return QTest::qWaitFor(
            [&] {
                const auto& urls = status().urls;
                return !urls.empty() && urls.front() == url && std::ranges::none_of(urls, [&](const std::string& each) { return each.starts_with("http://") && each != url && !each.starts_with("http://[::1]"); });
            },
            kMoveLimit_ms);
    }
    bool says(std::optional<Error> Status::*problem, ErrorKind kind) const
    {
        return QTest::qWaitFor([&] { return (status().*problem) && (status().*problem)->kind == kind; }, kMoveLimit_ms);
    }
    bool saysNothing() const
    {
        return QTest::qWaitFor([&] { return !status().problem && !status().httpsProblem; }, kMoveLimit_ms);
    }
    const Status& status() const { return m_host->status(); }
    GatewayHost& host() { return *m_host; }

private:
    QTemporaryDir m_folder;
    std::optional<GatewayHost> m_host;
};

/// The answer of `/health`; empty if nothing answers.
QByteArray healthAt(const std::string& address, int port, const std::string& asked = {})
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QString::fromStdString(address)), static_cast<quint16>(port));
    const std::string host = asked.empty() ? address : asked;
    socket.write(QByteArray::fromStdString("GET /health HTTP/1.1\r\nHost: " + host + ':' + std::to_string(port) + "\r\nConnection: close\r\n\r\n"));
    (void)QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState && socket.error() != QAbstractSocket::UnknownSocketError; }, kSoon_ms);
    return socket.readAll();
}

bool isServed(const std::string& address, int port) { return healthAt(address, port).startsWith("HTTP/1.1 200"); }

} // namespace

TEST_CASE("keeps the old port while the new one is taken and moves when it is free")
{
    const int old = freePort();
    MovingGateway gateway("127.0.0.1", old);
    QTcpServer holder;
    REQUIRE(holder.listen(QHostAddress::LocalHost));
    const int next = holder.serverPort();
    gateway.write("127.0.0.1", next);
    REQUIRE(gateway.says(&Status::problem, ErrorKind::PortTaken));
    CHECK(gateway.status().problem->text().find(std::to_string(next)) != std::string::npos);
    CHECK(gateway.status().state == State::Running);
    CHECK(gateway.status().takenPort->port == next);
    CHECK(gateway.isOnlyAt(MovingGateway::httpUrl("127.0.0.1", old)));
    CHECK(isServed("127.0.0.1", old));
    holder.close();
    CHECK(gateway.isOnlyAt(MovingGateway::httpUrl("127.0.0.1", next)));
    CHECK(gateway.saysNothing());
    CHECK(isServed("127.0.0.1", next));
    CHECK_FALSE(isServed("127.0.0.1", old));
}

TEST_CASE("reverting a change ends the wait for a taken port")
{
    const int old = freePort();
    MovingGateway gateway("127.0.0.1", old);
    QTcpServer holder;
    REQUIRE(holder.listen(QHostAddress::LocalHost));
    gateway.write("127.0.0.1", holder.serverPort());
    REQUIRE(gateway.says(&Status::problem, ErrorKind::PortTaken));
    gateway.write("127.0.0.1", old);
    CHECK(gateway.saysNothing());
    CHECK_FALSE(gateway.status().takenPort);
    holder.close();
    CHECK(gateway.isOnlyAt(MovingGateway::httpUrl("127.0.0.1", old)));
    CHECK(isServed("127.0.0.1", old));
}

TEST_CASE("applies the last of several quick changes")
{
    const int old = freePort();
    MovingGateway gateway("127.0.0.1", old);
    QTcpServer holder;
    REQUIRE(holder.listen(QHostAddress::LocalHost));
    const int last = freePort();
    const auto change = [&](const std::string& address, int port) {
        config::Settings next = gateway.host().settings();
        next.listen.address = address;
        next.listen.httpPort = port;
        gateway.host().change(next, [](const Result<void>&) { });
    };
    for (const int port : {int{holder.serverPort()}, old, int{holder.serverPort()}, last})
        change("127.0.0.1", port);
    change("203.0.113.7", last);
    change("127.0.0.1", last);
    CHECK(gateway.isOnlyAt(MovingGateway::httpUrl("127.0.0.1", last)));
    CHECK(gateway.saysNothing());
    CHECK(isServed("127.0.0.1", last));
    CHECK_FALSE(isServed("127.0.0.1", old));
}

TEST_CASE("keeps the old address while the machine does not have the new one")
{
    const int port = freePort();
    const bool isSamePort = GENERATE(true, false);
    const int next = isSamePort ? port : freePort();
    MovingGateway gateway("127.0.0.1", port);
    gateway.write("203.0.113.7", next);
    REQUIRE(gateway.says(&Status::problem, ErrorKind::Io));
    CHECK(gateway.status().problem->text().find("does not have the address 203.0.113.7") != std::string::npos);
    CHECK(gateway.status().problem->text().find("listen.address") != std::string::npos);
    CHECK(gateway.status().state == State::Running);
    CHECK(isServed("127.0.0.1", port));
    gateway.write("127.0.0.1", next);
    CHECK(gateway.isOnlyAt(MovingGateway::httpUrl("127.0.0.1", next)));
    CHECK(gateway.saysNothing());
}

TEST_CASE("moves to a wider or narrower address on the same port")
{
    const int port = freePort();
    MovingGateway gateway("127.0.0.1", port);
    for (const char* const address : {"0.0.0.0", "127.0.0.1", "127.0.0.2", "0.0.0.0"}) {
        CAPTURE(address);
        gateway.write(address, port);
        CHECK(gateway.isOnlyAt(MovingGateway::httpUrl(address, port)));
        CHECK(gateway.saysNothing());
        CHECK(isServed(std::string_view(address) == "0.0.0.0" ? "127.0.0.1" : address, port));
    }
}

TEST_CASE("accepts the old address as Host while it still listens there")
{
    const int port = freePort();
    MovingGateway gateway("127.0.0.3", port);
    gateway.write("203.0.113.7", port);
    REQUIRE(gateway.says(&Status::problem, ErrorKind::Io));
    CHECK(healthAt("127.0.0.3", port).startsWith("HTTP/1.1 200"));
    CHECK_FALSE(healthAt("127.0.0.3", port, "198.51.100.1").startsWith("HTTP/1.1 200"));
}

TEST_CASE("keeps serving HTTPS on the old port while the new one is taken")
{
    const int http = freePort();
    const int old = freePort();
    MovingGateway gateway("127.0.0.1", http, old);
    QTcpServer holder;
    REQUIRE(holder.listen(QHostAddress::LocalHost));
    const int next = holder.serverPort();
    gateway.write("127.0.0.1", http, next);
    REQUIRE(gateway.says(&Status::httpsProblem, ErrorKind::PortTaken));
    CHECK(gateway.isAt("https://127.0.0.1:" + std::to_string(old)));
    QTcpSocket client;
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(old));
    CHECK(QTest::qWaitFor([&] { return client.state() == QAbstractSocket::ConnectedState; }, kSoon_ms));
    CHECK(isServed("127.0.0.1", http));
    holder.close();
    gateway.host().listenAgain(); // otherwise it retries every four seconds
    CHECK(gateway.isAt("https://127.0.0.1:" + std::to_string(next)));
    CHECK(gateway.saysNothing());
}

TEST_CASE("moves HTTPS with the old certificate while the new one cannot be read")
{
    const int http = freePort();
    const int old = freePort();
    MovingGateway gateway("127.0.0.1", http, old);
    const int next = freePort();
    gateway.write("127.0.0.1", http, next, R"({"certificate": "/nowhere/own.pem", "key": "/nowhere/own.key"})");
    CHECK(gateway.isAt("https://127.0.0.1:" + std::to_string(next)));
    CHECK(gateway.says(&Status::certificateProblem, ErrorKind::ConfigInvalid));
    CHECK_FALSE(gateway.status().httpsProblem);
    gateway.write("127.0.0.1", http, next);
    CHECK(QTest::qWaitFor([&] { return !gateway.status().certificateProblem; }, kSoon_ms));
    CHECK(gateway.isAt("https://127.0.0.1:" + std::to_string(next)));
}

TEST_CASE("an answer in progress finishes on the old port")
{
    const int old = freePort();
    MovingGateway gateway("127.0.0.1", old);
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(QString::fromStdString(MovingGateway::httpUrl("127.0.0.1", old)) + u"/v1/chat/completions"_s));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const std::unique_ptr<QNetworkReply> reply(network.post(request, R"({"model":"demo/demo","stream":true,"messages":[{"role":"user","content":"Hello"}]})"));
    REQUIRE(QTest::qWaitFor([&] { return reply->bytesAvailable() > 0; }, kMoveLimit_ms));
    const int next = freePort();
    config::Settings settings = gateway.host().settings();
    settings.listen.httpPort = next;
    gateway.host().change(settings, [](const Result<void>&) { });
    REQUIRE(gateway.isOnlyAt(MovingGateway::httpUrl("127.0.0.1", next)));
    REQUIRE(QTest::qWaitFor([&] { return reply->isFinished(); }, kMoveLimit_ms));
    CHECK(reply->error() == QNetworkReply::NoError);
    CHECK(reply->readAll().contains("data: [DONE]"));
}

TEST_CASE("HTTP and HTTPS can swap their ports")
{
    const int one = freePort();
    const int other = freePort();
    MovingGateway gateway("127.0.0.1", one, other);
    gateway.write("127.0.0.1", other, one);
    CHECK(gateway.isOnlyAt(MovingGateway::httpUrl("127.0.0.1", other)));
    CHECK(gateway.isAt("https://127.0.0.1:" + std::to_string(one)));
    CHECK(gateway.saysNothing());
    CHECK(isServed("127.0.0.1", other));
}

#ifdef Q_OS_LINUX
namespace {

/// A network namespace with only a loopback device: requires root.
class OwnNetwork {
public:
    OwnNetwork() : m_before(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC))
    {
        m_isOwn = m_before >= 0 && ::unshare(CLONE_NEWNET) == 0;
        if (m_isOwn)
            REQUIRE(setAddress("lo", "127.0.0.1"));
    }
    ~OwnNetwork()
    {
        if (m_isOwn)
            (void)::setns(m_before, CLONE_NEWNET);
        ::close(m_before);
    }
    OwnNetwork(const OwnNetwork&) = delete;
    OwnNetwork& operator=(const OwnNetwork&) = delete;

    bool isOwn() const { return m_isOwn; }
    static bool setAddress(const char* device, const char* address)
    {
        ifreq request{};
        std::strncpy(request.ifr_name, device, IFNAMSIZ - 1);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        ::inet_pton(AF_INET, address, &to.sin_addr);
        std::memcpy(&request.ifr_addr, &to, sizeof to);
        const int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
        bool isSet = ::ioctl(fd, SIOCSIFADDR, &request) == 0;
        request.ifr_flags = IFF_UP | IFF_RUNNING;
        isSet = isSet && ::ioctl(fd, SIOCSIFFLAGS, &request) == 0;
        ::close(fd);
        return isSet;
    }

private:
    int m_before;
    bool m_isOwn = false;
};

} // namespace

TEST_CASE("moves to an address as soon as it appears")
{
    const OwnNetwork network;
    if (!network.isOwn())
        return;
    const int port = freePort();
    MovingGateway gateway("127.0.0.1", port);
    gateway.write("203.0.113.7", port);
    REQUIRE(gateway.says(&Status::problem, ErrorKind::Io));
    CHECK(isServed("127.0.0.1", port));
    SECTION("the expected address")
    {
        REQUIRE(OwnNetwork::setAddress("lo:1", "203.0.113.7"));
        CHECK(QTest::qWaitFor([&] { return gateway.status().urls.front() == MovingGateway::httpUrl("203.0.113.7", port); }, kSoon_ms));
        CHECK(gateway.saysNothing());
        CHECK(isServed("203.0.113.7", port));
        CHECK_FALSE(isServed("127.0.0.1", port));
    }
    SECTION("an unrelated address first")
    {
        AddressWatch watch;
        CHECK_FALSE(watch.isPolling());
        QSignalSpy changed(&watch, &AddressWatch::changed);
        REQUIRE(OwnNetwork::setAddress("lo:1", "203.0.113.8"));
        CHECK(QTest::qWaitFor([&] { return !changed.isEmpty(); }, kSoon_ms));
        CHECK(gateway.status().problem);
        CHECK(isServed("127.0.0.1", port));
        REQUIRE(OwnNetwork::setAddress("lo:2", "203.0.113.7"));
        CHECK(QTest::qWaitFor([&] { return !gateway.status().problem; }, kSoon_ms));
        CHECK(isServed("203.0.113.7", port));
    }
}
#endif
