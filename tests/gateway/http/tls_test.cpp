#include "fixtures.h"

#include "catch.h"

#include "certificates.h"
#include "gateway/http/tls/server_certificate.h"

#include <QDateTime>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>

#include <openssl/ssl.h>

#include <sys/socket.h>

using namespace gateway;
using namespace gateway::http;
using namespace gateway::http::test;

namespace {

QByteArray okWith(const QByteArray& body)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

TEST_CASE("names the broken authority source only where a certificate has no trusted authority")
{
    const Certificates certificates;
    const std::string problem = "SSL_CERT_FILE: \"/ca.der\" holds a certificate in DER form";
    struct Row {
        const char* name;
        const char* certificate;
        bool ownAuthority;
        std::string problem;
        bool isNamed;
    };
    for (const Row& row : {Row{"nobody vouches for it", "server", false, problem, true}, Row{"nothing is wrong with what should", "server", false, {}, false},
             Row{"it is another host's", "other", true, problem, false}}) {
        CAPTURE(row.name);
        Upstream upstream([](QTcpSocket& socket, const QByteArray&, int) { socket.write(okWith("secret")); },
                          certificates.serverConfiguration(row.certificate));
        TimerWheel wheel;
        UpstreamPool pool(wheel, nullptr);
        Origin origin = upstream.origin();
        origin.caFile = row.ownAuthority ? certificates.authorityFile() : "";
        origin.authorityProblem = gateway::asIs(row.problem);
        const Outcome out = fetchOnce(pool, wheel, origin);
        REQUIRE(out.failure);
        CHECK(out.failure->text().starts_with("certificate not trusted: "));
        CHECK(out.failure->text().ends_with(". " + problem) == row.isNamed);
        CHECK((out.failure->text().find(problem) != std::string::npos) == row.isNamed);
    }
}

TEST_CASE("an untrusted certificate names the setting to change")
{
    const Certificates certificates;
    const tests::CertificateAuthority stranger("Somebody else");
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("ca.pem"));
    QFile out(file);
    REQUIRE(out.open(QIODevice::WriteOnly));
    out.write(QByteArray::fromStdString(stranger.certificate()));
    out.close();
    const auto others = std::make_shared<const QList<QSslCertificate>>(QSslCertificate::fromPath(file));
    struct Row {
        const char* name;
        std::string caFile;
        Authorities authorities;
        std::string remedy;
    };
    for (const Row& row : {Row{"the system's authorities", {}, {}, "Set ca_file of the provider or SSL_CERT_FILE to a PEM file with the certificate of the server or "
        "of its certificate authority"},
             Row{"those of variables", {}, others, "Add the certificate of the server or of its certificate authority to the file or folder in SSL_CERT_FILE or "
        "SSL_CERT_DIR, or set ca_file of the provider to a PEM file with it"},
             Row{"those of a file", file.toStdString(), {}, "Add the certificate of the server or of its certificate authority to ca_file \"" + file.toStdString() + '"'}}) {
        CAPTURE(row.name);
        Upstream upstream([](QTcpSocket& socket, const QByteArray&, int) { socket.write(okWith("secret")); }, certificates.serverConfiguration("server"));
        TimerWheel wheel;
        UpstreamPool pool(wheel, nullptr);
        Origin origin = upstream.origin();
        origin.caFile = row.caFile;
        origin.authorities = row.authorities;
        const Outcome result = fetchOnce(pool, wheel, origin);
        REQUIRE(result.failure);
        CHECK(result.failure->message == "certificate not trusted: its certificate authority is not trusted here. " + row.remedy);
    }
}

TEST_CASE("verifies an upstream's certificate as configured")
{
    const Certificates certificates;
    struct TrustRow {
        const char* name;
        bool verify;
        bool ownAuthority;
        const char* certificate;
        const char* host;
        const char* failure; // null: trusted
    };
    const std::vector<TrustRow> rows{
        {"its authority is known", true, true, "server", "127.0.0.1", nullptr},
        {"known by name", true, true, "server", "localhost", nullptr},
        {"the system does not know it", true, false, "server", "127.0.0.1", "certificate not trusted: "},
        {"it is another host's", true, true, "other", "127.0.0.1", "certificate not trusted: "},
        {"verification disabled", false, false, "server", "127.0.0.1", nullptr},
        {"verification disabled, another host's", false, false, "other", "127.0.0.1", nullptr},
    };
    for (const TrustRow& row : rows) {
        CAPTURE(row.name);
        Upstream upstream([](QTcpSocket& socket, const QByteArray&, int) { socket.write(okWith("secret")); },
                          certificates.serverConfiguration(row.certificate));
        TimerWheel wheel;
        UpstreamPool pool(wheel, nullptr);
        Origin origin = upstream.origin();
        origin.host = row.host;
        origin.verify = row.verify;
        origin.caFile = row.ownAuthority ? certificates.authorityFile() : "";
        const Outcome out = fetchOnce(pool, wheel, origin);
        CHECK(out.connected == (row.failure == nullptr));
        CHECK(out.complete == (row.failure == nullptr));
        if (row.failure) {
            REQUIRE(out.failure);
            CHECK(out.failure->kind == ErrorKind::UpstreamUnreachable);
            CHECK(QByteArray::fromStdString(out.failure->text()).startsWith(row.failure));
            CHECK(upstream.requests == 0); // nothing was sent to an untrusted upstream
        } else {
            CHECK(out.body == "secret");
            CHECK(pool.idleCount() == 1);
            CHECK(fetchOnce(pool, wheel, origin).reused);
        }
    }
}

TEST_CASE("explains certificate errors in plain words")
{
    const tests::CertificateAuthority authority;
    const tests::CertificateAuthority stranger("Somebody else");
    struct WordsRow {
        const char* name;
        tests::CertificateAuthority::Leaf leaf;
        bool isKnown;
        const char* host;
        const char* words; // null: no error
    };
    const std::vector<WordsRow> rows{
        {"right", {}, true, "localhost", nullptr},
        {"another name", {.names = "DNS:other.example"}, true, "localhost", "it is for another host"},
        {"another address", {.names = "DNS:localhost"}, true, "127.0.0.1", "it is for another host"},
        {"a name that looks like the address", {.names = "DNS:127.0.0.1"}, true, "127.0.0.1", "it is for another host"},
        {"part of a name", {.names = "DNS:local*"}, true, "localhost", "it is for another host"},
        {"expired", {.validFrom_s = -7200, .validTo_s = -3600}, true, "localhost", "it or the certificate of its authority has expired"},
        {"of tomorrow", {.validFrom_s = 3600, .validTo_s = 7200}, true, "localhost", "it or the certificate of its authority is not valid yet"},
        {"another authority", {}, false, "localhost", "its certificate authority is not trusted here"},
    };
    for (const WordsRow& row : rows) {
        CAPTURE(row.name);
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("ca.pem")));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString((row.isKnown ? authority : stranger).certificate()));
        file.close();
        const tests::Identity identity = authority.issue(row.leaf);
        QSslConfiguration server = QSslConfiguration::defaultConfiguration();
        server.setLocalCertificate(QSslCertificate(QByteArray::fromStdString(identity.certificate)));
        server.setPrivateKey(QSslKey(QByteArray::fromStdString(identity.key), QSsl::Ec));
        server.setPeerVerifyMode(QSslSocket::VerifyNone);
        Upstream upstream([](QTcpSocket& socket, const QByteArray&, int) { socket.write(okWith("x")); }, server);
        TimerWheel wheel;
        UpstreamPool pool(wheel, nullptr);
        Origin origin = upstream.origin();
        origin.host = row.host;
        origin.caFile = file.fileName().toStdString();
        const Outcome out = fetchOnce(pool, wheel, origin);
        CHECK(out.complete == (row.words == nullptr));
        const std::string remedy = row.isKnown ? "" : ". Add the certificate of the server or of its certificate authority to ca_file \"" + origin.caFile + '"';
        CHECK((out.failure ? out.failure->message : "") == (row.words ? std::string("certificate not trusted: ") + row.words + remedy : ""));
    }
}

TEST_CASE("reports an upstream that closes or hangs during the TLS handshake")
{
    const bool closes = GENERATE(true, false);
    QTcpServer door;
    REQUIRE(door.listen(QHostAddress::LocalHost));
    int greetings = 0;
    QObject::connect(&door, &QTcpServer::newConnection, &door, [&] {
        QTcpSocket* const socket = door.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [&greetings, closes, socket] {
            ++greetings;
            if (closes)
                socket->disconnectFromHost();
        });
    });
    Origin origin;
    origin.isSecure = true;
    origin.host = "127.0.0.1";
    origin.port = door.serverPort();
    origin.verify = false;
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    Lease lease = pool.acquire(origin, {});
    lease->send(message("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    REQUIRE(waitFor([&] { return greetings == 1; }));
    if (closes) {
        REQUIRE(waitFor([&] { return lease->connectReady(); }));
        REQUIRE(lease->failure());
        CHECK(lease->failure()->kind == ErrorKind::UpstreamUnreachable);
        CHECK(lease->failure()->message == "connection closed while it was being set up");
        return;
    }
    passOverLoopback();
    CHECK_FALSE(lease->connectReady()); // the caller has its own limit
    lease = Lease();
    CHECK(pool.activeCount() == 0);
}

TEST_CASE("merges TLS records that arrive together and notices the end after them")
{
    const Certificates certificates;
    const bool saysGoodbye = GENERATE(true, false);
    constexpr int kRecords = 400;
    Upstream upstream(
        [&](QTcpSocket& socket, const QByteArray&, int) {
            socket.write("HTTP/1.1 200 OK\r\n\r\n"); // until the connection closes
            auto& tls = static_cast<QSslSocket&>(socket);
            for (int i = 0; i < kRecords; ++i) {
                socket.write("data: {}\n\n");
                tls.flush(); // a separate record
            }
            if (saysGoodbye)
                socket.disconnectFromHost();
            else
                ::shutdown(static_cast<int>(socket.socketDescriptor()), SHUT_WR);
        },
        certificates.serverConfiguration());
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    Origin origin = upstream.origin();
    origin.caFile = certificates.authorityFile();
    Lease lease = pool.acquire(origin, {});
    lease->send(message("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    REQUIRE(waitFor([&] { return lease->headReady(); }));
    passOverLoopback(); // until everything has arrived
    std::size_t pieces = 0;
    std::size_t got = 0;
    REQUIRE(waitFor([&] {
        while (!lease->isComplete() && !lease->failure() && lease->pieceReady()) {
            const std::size_t size = lease->piece().size();
            pieces += size > 0 ? 1 : 0;
            got += size;
        }
        return lease->isComplete() || lease->failure();
    }));
    CHECK((lease->failure() != nullptr) == !saysGoodbye); // nothing else marks the end of the body
    CHECK(got == std::size_t{kRecords} * std::string_view("data: {}\n\n").size());
    CHECK(pieces < 20);
}

TEST_CASE("TLS upstreams: large bodies and tails and cancelled and broken answers")
{
    const Certificates certificates;
    const QByteArray body(6 * 1024 * 1024, 'x');
    Upstream upstream(
        [&](QTcpSocket& socket, const QByteArray& request, int) {
            if (request.startsWith("GET /length"))
                socket.write(okWith(body));
            else
                socket.write("HTTP/1.1 200 OK\r\n" + QByteArray(request.startsWith("GET /cut") ? "Content-Length: 9000000\r\n" : "")
                             + "\r\n" + body);
            if (!request.startsWith("GET /length HTTP"))
                socket.disconnectFromHost();
        },
        certificates.serverConfiguration());
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    Origin origin = upstream.origin();
    origin.caFile = certificates.authorityFile();
    struct BodyRow {
        const char* path;
        bool complete;
    };
    for (const BodyRow row : {BodyRow{"/length", true}, {"/length-then-close", true}, {"/until-close", true}, {"/cut", false}}) {
        for (const bool late : {false, true}) {
            CAPTURE(row.path, late);
            Lease lease = pool.acquire(origin, {});
            lease->send(message("GET " + QByteArray(row.path) + " HTTP/1.1\r\nHost: a\r\n\r\n"));
            REQUIRE(waitFor([&] { return lease->headReady(); }));
            REQUIRE_FALSE(lease->failure());
            if (late)
                waitUntilStill([&] { return upstream.sockets.empty() ? -1 : static_cast<QSslSocket*>(upstream.sockets.back())->encryptedBytesToWrite(); });
            std::size_t got = 0;
            const auto pull = [](UpstreamConnection& connection, TimerWheel& w, std::size_t& count) -> Task<> {
                bool more = true;
                while (more) {
                    Until news(connection.waitPoint(), w, Milliseconds{kPatience_ms}, [&] { return connection.pieceReady(); });
                    const Wait wait = co_await news;
                    const std::size_t size = connection.piece().size();
                    count += size;
                    more = wait == Wait::Ready && size > 0;
                }
            };
            Runner runner;
            runner.start(pull(*lease, wheel, got));
            REQUIRE(waitFor([&] { return runner.isOver(); }));
            CHECK(got == static_cast<std::size_t>(body.size()));
            CHECK(lease->isComplete() == row.complete);
            CHECK((lease->failure() != nullptr) == !row.complete);
        }
    }
    {
        Lease lease = pool.acquire(origin, {}, true);
        lease->send(message("GET /length HTTP/1.1\r\nHost: a\r\n\r\n"));
        REQUIRE(waitFor([&] { return lease->headReady(); }));
    }
    CHECK(waitFor([&] { return upstream.sockets.size() == pool.idleCount(); }));
}

TEST_CASE("resumes TLS sessions")
{
    // Qt's own server forgets sessions with each connection; this one reports
    // for each whether it was "New" or "Reused".
    const Certificates certificates;
    QProcess server;
    server.setWorkingDirectory(certificates.folder());
    const QString version = GENERATE(QStringLiteral("-tls1_3"), QStringLiteral("-tls1_2"));
    server.start(QStringLiteral("openssl"),
                 {QStringLiteral("s_server"), QStringLiteral("-accept"), QStringLiteral("127.0.0.1:0"), version,
                  QStringLiteral("-cert"), QStringLiteral("server.pem"), QStringLiteral("-key"),
                  QStringLiteral("server.key"), QStringLiteral("-www")});
    QByteArray said;
    REQUIRE(waitFor([&] {
        said += server.readAll();
        return said.contains("ACCEPT") && said.endsWith('\n');
    }));
    const QByteArray line = said.mid(said.indexOf("ACCEPT"));
    Origin origin;
    origin.isSecure = true;
    origin.host = "localhost";
    origin.port = line.mid(line.lastIndexOf(':') + 1).trimmed().toInt();
    origin.caFile = certificates.authorityFile();
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    const Outcome first = fetchOnce(pool, wheel, origin);
    CHECK(first.complete);
    CHECK(first.body.find("New, TLSv1") != std::string::npos);
    const Outcome second = fetchOnce(pool, wheel, origin);
    CHECK_FALSE(second.reused); // a separate connection
    CHECK(second.body.find("Reused, TLSv1") != std::string::npos);
    pool.clear();
    CHECK(fetchOnce(pool, wheel, origin).body.find("New, TLSv1") != std::string::npos);
    server.kill();
    server.waitForFinished();
}

TEST_CASE("serves HTTPS clients")
{
    const Certificates certificates;
    Gateway gateway(echo, {}, certificates.serverConfiguration());
    Client client(gateway.port(), certificates.clientConfiguration());
    const QByteArray body(3 * 1024 * 1024, 'x');
    client.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body
                + "GET https://other/b HTTP/1.1\r\nHost: h\r\n\r\n"
                  "GET http://other/c HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    REQUIRE(client.waitForClose());
    const std::vector<Received> answers = answersIn(client.received);
    REQUIRE(answers.size() == 3);
    CHECK((answers[0].body == "POST h /a|" + body));
    CHECK(answers[1].body == "GET other /b|"); // encrypted transport. Source: RFC 9110 §7.4
    CHECK(answers[2].body == "GET other /c|");
    CHECK(gateway.script.heads[0].isSecure);
    CHECK(waitFor([&] { return gateway.listener->connectionCount() == 0; }));
}

namespace {

Task<> neverAnswer(ServerConnection& connection, TimerWheel& wheel, Script&)
{
    Until never(connection.waitPoint(), wheel, Milliseconds{kPatience_ms}, [] { return false; });
    (void)co_await never;
}

/// A client's TLS over a connection it does not own.
class TlsEnd {
public:
    explicit TlsEnd(const QTcpSocket& below) : m_context(SSL_CTX_new(TLS_client_method())), m_tls(SSL_new(m_context))
    {
        SSL_set_fd(m_tls, static_cast<int>(below.socketDescriptor()));
        REQUIRE(waitFor([this] { return SSL_connect(m_tls) == 1; }));
    }
    ~TlsEnd()
    {
        SSL_free(m_tls);
        SSL_CTX_free(m_context);
    }
    TlsEnd(const TlsEnd&) = delete;
    TlsEnd& operator=(const TlsEnd&) = delete;
    void write(const QByteArray& bytes) { REQUIRE(SSL_write(m_tls, bytes.constData(), static_cast<int>(bytes.size())) > 0); }
    void closeNotify() { SSL_shutdown(m_tls); }

private:
    SSL_CTX* m_context;
    SSL* m_tls;
};

} // namespace

TEST_CASE("treats a client that closed TLS as disconnected although its TCP connection is open")
{
    const Certificates certificates;
    Gateway gateway(neverAnswer, {}, certificates.serverConfiguration());
    // TLS over a separate socket, so that ending TLS does not close the connection.
    QTcpSocket below;
    below.connectToHost(QHostAddress(QHostAddress::LocalHost), gateway.port(), QIODevice::ReadWrite | QIODevice::Unbuffered);
    REQUIRE(waitFor([&] { return below.state() == QAbstractSocket::ConnectedState; }));
    TlsEnd tls(below);
    tls.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    REQUIRE(waitFor([&] { return gateway.script.alive == 1; }));
    tls.closeNotify();
    CHECK(waitFor([&] { return gateway.script.alive == 0 && gateway.listener->connectionCount() == 0; }));
}

TEST_CASE("reads only a limited amount from a client that keeps sending after a rejection")
{
    // Over TLS: on a plain connection Qt's client stops by itself at our end of stream.
    constexpr int kSent = 150'000'000;
    const Certificates certificates;
    ServerLimits limits;
    limits.maxBodyBytes = 1000;
    Gateway gateway(echo, limits, certificates.serverConfiguration());
    Client client(gateway.port(), certificates.clientConfiguration());
    qint64 taken = 0;
    auto* const socket = qobject_cast<QSslSocket*>(client.socket.get());
    QObject::connect(socket, &QSslSocket::encryptedBytesWritten, socket, [&](qint64 count) { taken += count; });
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + QByteArray::number(kSent) + "\r\n\r\n" + QByteArray(kSent, 'x'));
    REQUIRE(client.waitForText("request_too_large"));
    REQUIRE(client.waitForClose());
    CHECK(taken > 16 * 1024 * 1024);
    CHECK(taken < 64 * 1024 * 1024); // including the system's buffers
    CHECK(waitFor([&] { return gateway.listener->connectionCount() == 0; }));
}

TEST_CASE("handles a request that arrives together with the end of the handshake")
{
    const Certificates certificates;
    Gateway gateway(echo, {}, certificates.serverConfiguration());
    QSslSocket socket;
    socket.setSslConfiguration(certificates.clientConfiguration());
    QObject::connect(&socket, &QSslSocket::encrypted, &socket,
                     [&] { socket.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n"); });
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), gateway.port());
    CHECK(waitFor([&] { return socket.bytesAvailable() > 0; }));
}

TEST_CASE("an HTTPS listener rejects plain text and continues")
{
    const Certificates certificates;
    Gateway gateway(echo, {}, certificates.serverConfiguration());
    Client plain(gateway.port());
    plain.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(plain.waitForClose());
    CHECK(gateway.script.started == 0);
    Client client(gateway.port(), certificates.clientConfiguration());
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(client.waitForText("GET h /|"));
}

TEST_CASE("times out an unfinished TLS handshake")
{
    const Certificates certificates;
    ServerLimits limits;
    limits.head_ms = 100;
    Gateway gateway(echo, limits, certificates.serverConfiguration());
    Client silent(gateway.port());
    REQUIRE(waitFor([&] { return gateway.listener->connectionCount() == 1; }));
    CHECK(silent.waitForClose());
    CHECK(waitFor([&] { return gateway.listener->connectionCount() == 0; }));
    CHECK(gateway.wheel.isEmpty());
}

TEST_CASE("stops writing to an HTTPS client that stops reading")
{
    constexpr int kWrites = 1500;
    constexpr int kWriteSize = 32 * 1024;
    constexpr std::int64_t kWhole = std::int64_t{kWrites} * kWriteSize;
    const Certificates certificates;
    const auto run = [](ServerConnection& connection, TimerWheel& wheel, Script& script) -> Task<> {
        const Headers headers;
        const QByteArray piece(kWriteSize, 'y');
        connection.writeHead(200, headers, -1);
        for (int i = 0; i < kWrites; ++i) {
            connection.write(piece);
            script.written += piece.size();
            script.mostPending = std::max(script.mostPending, connection.pendingBytes());
            if (!connection.drained()) {
                connection.watchDrain(true);
                Until drained(connection.waitPoint(), wheel, Milliseconds{kPatience_ms}, [&] { return connection.drained(); });
                (void)co_await drained;
                connection.watchDrain(false);
            }
        }
        connection.finish();
    };
    Gateway gateway(run, {}, certificates.serverConfiguration());
    Client client(gateway.port(), certificates.clientConfiguration());
    client.keep = false;
    client.setReading(false);
    client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    REQUIRE(waitFor([&] { return gateway.script.mostPending >= 256 * 1024; }));
    Client other(gateway.port(), certificates.clientConfiguration());
    other.keep = false;
    other.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    REQUIRE(other.waitForClose()); // has read everything meanwhile
    CHECK(gateway.script.written - kWhole < kWhole / 2);
    CHECK(gateway.script.mostPending < 512 * 1024);
    client.setReading(true);
    REQUIRE(client.waitForClose());
    CHECK(client.total > kWhole);
}

TEST_CASE("keeps the certificate authority when the clock is set back")
{
    struct Row {
        const char* name;
        std::chrono::days set;
        bool isKept;
    };
    const auto row = GENERATE(values<Row>({
        {"two days back", std::chrono::days{-2}, true},
        {"to the year 1970, as with an empty clock battery", -std::chrono::days{20000}, true},
        {"a year forward", std::chrono::days{365}, true},
        {"beyond its end", std::chrono::days{3650}, false},
    }));
    CAPTURE(row.name);
    const QTemporaryDir folder;
    LocalCertificates certificates(folder.path());
    const WallTime now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 20};
    const auto authority = certificates.authority(now);
    REQUIRE(authority);
    CHECK((certificates.authority(now + row.set).value() == *authority) == row.isKept);
    CHECK(certificates.server(now + row.set));
    if (row.isKept)
        CHECK(certificates.authority(now).value() == *authority);
    const auto leaf = certificates.server(now); // the clock is correct again
    REQUIRE(leaf);
    CHECK(leaf->localCertificate().effectiveDate() < QDateTime::fromSecsSinceEpoch(std::chrono::system_clock::to_time_t(now)));
}

TEST_CASE("keeps the remaining half when half of the authority was emptied")
{
    const char* const lost = GENERATE("authority.pem", "authority.key");
    const char* const left = std::string_view(lost) == "authority.pem" ? "authority.key" : "authority.pem";
    const QTemporaryDir folder;
    const auto at = [&folder](const char* name) { return folder.filePath(QStringLiteral("tls/") + QLatin1String(name)); };
    const auto contentOf = [](const QString& path) {
        QFile file(path);
        REQUIRE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    };
    LocalCertificates certificates(folder.path());
    const WallTime now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 20};
    const auto before = certificates.authority(now);
    REQUIRE(before);
    const QByteArray half = contentOf(at(left));
    REQUIRE(QFile::resize(at(lost), 0));
    const auto after = certificates.authority(now);
    REQUIRE(after);
    CHECK(*after != *before);
    CHECK(contentOf(at(left) + QStringLiteral(".bad")) == half);
    CHECK(certificates.server(now));
}
