#include "gateway/http/proxy/plain_proxy.h"
#include "gateway/http/proxy/system_proxy.h"

#include "catch.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace gateway;
using namespace gateway::http;

namespace {

/// What a proxy receives from a client that connects through it, up to the credentials.
struct ListeningProxy {
    QTcpServer server;
    QByteArray received;

    explicit ListeningProxy(bool isSocks)
    {
        REQUIRE(server.listen(QHostAddress::LocalHost));
        QObject::connect(&server, &QTcpServer::newConnection, &server, [this, isSocks] {
            QTcpSocket* const socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, &server, [this, socket, isSocks] {
                const bool isFirst = received.isEmpty();
                received += socket->readAll();
                if (isSocks && isFirst)
                    socket->write("\x05\x02"); // user name and password, RFC 1929
                else if (!isSocks && !received.contains("Proxy-Authorization") && received.endsWith("\r\n\r\n"))
                    socket->write("HTTP/1.1 407 Credentials\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
            });
        });
    }
    QNetworkProxy at(const std::string& scheme, const std::string& credentials) const
    {
        const std::string url = scheme + "://" + credentials + "@127.0.0.1:" + std::to_string(server.serverPort());
        return findProxy(QUrl(QStringLiteral("https://api.example")), ProxyRules([&](const char* name) { return std::string_view(name) == "ALL_PROXY" ? url : std::string(); })).proxy;
    }
};

} // namespace

TEST_CASE("sends proxy credentials as the bytes of their UTF-8")
{
    struct Row {
        const char* credentials; // as in a variable
        QByteArray user;
        QByteArray password;
    };
    const auto row = GENERATE(values<Row>({
        {"box:secret", "box", "secret"},
        {"us%20er%40x:p%3Aa%2Fs%25s%23%C3%BC", "us er@x", "p:a/s%s#\xC3\xBC"},
        {"us\xC3\xA9r:\xE5\xAF\x86\xE7\xA0\x81", "us\xC3\xA9r", "\xE5\xAF\x86\xE7\xA0\x81"}, // not in Latin-1
    }));
    CAPTURE(row.credentials);
    const QByteArray basic = "Basic " + (row.user + ':' + row.password).toBase64();
    SECTION("to an HTTP proxy")
    {
        ListeningProxy proxy(false);
        const QNetworkProxy through = proxy.at("http", row.credentials);
        CHECK(proxyCredentials(through) == basic); // of a plain HTTP request
        QTcpSocket socket; // after CONNECT
        socket.setProxy(through);
        socket.connectToHost(QStringLiteral("api.example"), 443);
        REQUIRE(QTest::qWaitFor([&] { return proxy.received.contains("Proxy-Authorization: ") && proxy.received.endsWith("\r\n\r\n"); }, 20000));
        CHECK(proxy.received.contains("Proxy-Authorization: " + basic + "\r\n"));
    }
    SECTION("to a SOCKS5 proxy")
    {
        ListeningProxy proxy(true);
        QTcpSocket socket;
        socket.setProxy(proxy.at("socks5h", row.credentials));
        socket.connectToHost(QStringLiteral("api.example"), 443);
        const QByteArray wanted = QByteArray(1, '\x01') + static_cast<char>(row.user.size()) + row.user + static_cast<char>(row.password.size()) + row.password;
        REQUIRE(QTest::qWaitFor([&] { return proxy.received.size() >= 3 + wanted.size(); }, 20000));
        CHECK(proxy.received.endsWith(wanted));
    }
}
