#include "gateway/host/doctor/reach.h"

#include "catch.h"
#include "certificates.h"
#include "dead_port.h"
#include "fake_upstream.h"

#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace gateway;
using namespace gateway::host;

namespace {

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

TEST_CASE("a door that opens says how long each step took")
{
    tests::FakeUpstream upstream;
    const Knock knock = knockAt(plain("127.0.0.1", upstream.port()));
    CHECK(knock.isOk());
    CHECK(knock.status > 0);
    CHECK(knock.connect.count() >= 0);
    CHECK(knock.answer.count() >= 0);
    CHECK(knock.tls.count() == -1);
    CHECK_FALSE(knock.isSignalbox());
    CHECK(upstream.requests().empty()); // nothing that a provider would charge
}

TEST_CASE("where it ended is told")
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
    CHECK(knockAt(plain("127.0.0.1", refuses.port())).failedAt == Knock::Step::Connection);
    CHECK(knockAt(noProxy).failedAt == Knock::Step::Connection);
    CHECK(knockAt(notSecure, Milliseconds{2000}).failedAt == Knock::Step::Tls); // who knows no TLS waits for more
    const Knock late = knockAt(plain("127.0.0.1", silent.serverPort()), Milliseconds{50});
    CHECK(late.failedAt == Knock::Step::Answer);
    CHECK_FALSE(late.words.empty());
}

TEST_CASE("a certificate is believed when its authority is named")
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
    CHECK(knockAt(door).failedAt == Knock::Step::Tls);
    door.caFile = file.fileName().toStdString();
    const Knock trusted = knockAt(door);
    CHECK(trusted.isOk());
    CHECK(trusted.tls.count() >= 0);
    door.caFile.clear();
    door.verify = false;
    CHECK(knockAt(door).isOk());
}

TEST_CASE("dates of answers")
{
    const auto at = httpDate("Sun, 06 Nov 1994 08:49:37 GMT");
    REQUIRE(at);
    CHECK(at->time_since_epoch() == std::chrono::seconds{784111777});
    CHECK_FALSE(httpDate("yesterday"));
    CHECK_FALSE(httpDate(""));
}
