#include "gateway/host/doctor/reach.h"

#include "gateway/http/tls/openssl_end.h"

#include "catch.h"
#include "certificates.h"
#include "dead_port.h"
#include "fake_upstream.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace gateway;
using namespace gateway::host;

namespace {

/// Pool threads may outlive main(): otherwise a leak checker reports what OpenSSL keeps for them.
[[maybe_unused]] const bool isOpenSslKept = (http::keepOpenSslToTheEnd(), true);

Knock knockAt(const Door& door, Milliseconds limit = Milliseconds{20000})
{
    std::optional<Knock> knock;
    int answers = 0;
    Reach reach(door, limit, [&](const Knock& answer) {
        knock = answer;
        ++answers;
    });
    REQUIRE(QTest::qWaitFor([&] { return knock.has_value(); }, 30000));
    QTest::qWait(0);
    CHECK(answers == 1);
    return *knock;
}

Door plain(const std::string& host, int port)
{
    Door door;
    door.host = host;
    door.port = port;
    door.isSecure = false;
    return door;
}

} // namespace

TEST_CASE("reports the time of each step of a successful connection test")
{
    tests::FakeUpstream upstream;
    const Knock knock = knockAt(plain("127.0.0.1", upstream.port()));
    CHECK(knock.isOk());
    CHECK(knock.status > 0);
    CHECK(knock.connect.count() >= 0);
    CHECK(knock.answer.count() >= 0);
    CHECK(knock.tls.count() == -1);
    CHECK_FALSE(knock.isSignalbox());
    CHECK(upstream.requests().empty()); // no request that a provider would charge for
}

TEST_CASE("reports the step at which a connection test failed")
{
    const tests::DeadPort refuses(tests::DeadPort::Kind::Refuses);
    QTcpServer silent;
    REQUIRE(silent.listen(QHostAddress::LocalHost));
    tests::FakeUpstream upstream;
    Door notSecure = plain("127.0.0.1", upstream.port());
    notSecure.isSecure = true;
    Door noProxy = plain("example.invalid", 80);
    noProxy.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), static_cast<quint16>(refuses.port()));

    CHECK(knockAt(plain("does-not-exist.invalid", 80), Milliseconds{5000}).failedAt == Knock::Step::Name);
    const Knock refused = knockAt(plain("127.0.0.1", refuses.port()));
    CHECK(refused.failedAt == Knock::Step::Connection);
    CHECK(refused.words == Sentence("connection refused"));
    const Knock refusedByProxy = knockAt(noProxy);
    CHECK(refusedByProxy.failedAt == Knock::Step::Connection);
    CHECK(refusedByProxy.words == Sentence("the proxy refused the connection"));
    CHECK(knockAt(notSecure, Milliseconds{2000}).failedAt == Knock::Step::Tls); // a server without TLS waits for more data
    const Knock late = knockAt(plain("127.0.0.1", silent.serverPort()), Milliseconds{50});
    CHECK(late.failedAt == Knock::Step::Answer);
    CHECK(toText(late.words) == "no answer within 0.05 s");
}

TEST_CASE("uses an absolute URI for plain HTTP through a proxy and recognises the proxy's refusal")
{
    struct Row { QByteArray answer; Knock::Step failedAt; const char* words; };
    for (const Row& row : {Row{"200 OK", Knock::Step::Done, ""}, Row{"404 Not Found\r\nContent-Type: text/html", Knock::Step::Done, ""},
             Row{"407 Proxy Authentication Required", Knock::Step::Connection, "the proxy rejected the user name and password, or requires them"},
             Row{"403 Filtered\r\nServer: tinyproxy/1.11.1", Knock::Step::Connection, "the proxy does not allow the request (status 403)"},
             Row{"503 Service Unavailable\r\nX-Squid-Error: ERR_DNS_FAIL 0", Knock::Step::Connection, "the proxy cannot reach the host (status 503)"}}) {
        CAPTURE(row.answer.toStdString());
        QTcpServer proxy;
        QByteArray asked;
        REQUIRE(proxy.listen(QHostAddress::LocalHost));
        QObject::connect(&proxy, &QTcpServer::newConnection, &proxy, [&] {
            auto* const socket = proxy.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [&, socket] {
                asked += socket->readAll();
                if (asked.endsWith("\r\n\r\n"))
                    socket->write("HTTP/1.1 " + row.answer + "\r\nContent-Length: 0\r\n\r\n");
            });
        });
        Door door = plain("engine.corp.test", 11434);
        door.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), proxy.serverPort(), QStringLiteral("box"), QStringLiteral("5ecret"));
        const Knock knock = knockAt(door);
        CHECK(knock.failedAt == row.failedAt);
        CHECK(toText(knock.words) == row.words);
        CHECK(asked.startsWith("HEAD http://engine.corp.test:11434/ HTTP/1.1\r\nProxy-Authorization: Basic Ym94OjVlY3JldA==\r\n"));
    }
}

TEST_CASE("trusts a certificate only if its authority is configured")
{
    const tests::CertificateAuthority authority;
    tests::FakeUpstream::Options options;
    options.identity = authority.issue();
    tests::FakeUpstream upstream(options);
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("ca.pem")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(authority.certificate()));
    file.close();
    Door door = plain("127.0.0.1", upstream.port());
    door.isSecure = true;
    const Knock distrusted = knockAt(door);
    CHECK(distrusted.failedAt == Knock::Step::Tls);
    CHECK(toText(distrusted.words) == "certificate not trusted: its certificate authority is not trusted here");
    door.caFile = file.fileName().toStdString();
    const Knock trusted = knockAt(door);
    CHECK(trusted.isOk());
    CHECK(trusted.tls.count() >= 0);
    door.caFile.clear();
    door.verify = false;
    CHECK(knockAt(door).isOk());
}

TEST_CASE("parses the date of an answer")
{
    const auto at = httpDate("Sun, 06 Nov 1994 08:49:37 GMT");
    REQUIRE(at);
    CHECK(at->time_since_epoch() == std::chrono::seconds{784111777});
    CHECK_FALSE(httpDate("yesterday"));
    CHECK_FALSE(httpDate(""));
}
