#include "gateway/http/tls/authority_file.h"

#include "catch.h"
#include "certificates.h"
#include "fake_upstream.h"
#include "gateway_process.h"
#include "fixtures.h"

#include <QFile>
#include <QSslSocket>
#include <QTemporaryDir>

using Catch::Contains;
using namespace gateway;
using namespace gateway::http;
using namespace gateway::http::test;

namespace {

QByteArray bytesOf(const std::string& text) { return QByteArray::fromStdString(text); }

/// `pem` converted by the openssl program.
QByteArray converted(const QByteArray& pem, std::vector<std::string> arguments)
{
    const QTemporaryDir folder;
    const auto path = [&folder](const char* name) { return folder.filePath(QString::fromLatin1(name)); };
    QFile in(path("in.pem"));
    REQUIRE(in.open(QIODevice::WriteOnly));
    in.write(pem);
    in.close();
    for (const std::string& each : {std::string("-out"), path("out").toStdString()})
        arguments.push_back(each);
    for (std::string& argument : arguments)
        if (argument == "FILE")
            argument = path("in.pem").toStdString();
    tests::runProgram("openssl", arguments);
    QFile out(path("out"));
    REQUIRE(out.open(QIODevice::ReadOnly));
    return out.readAll();
}

/// A self-signed certificate, as inference servers and appliances create at their first start.
tests::Identity selfSigned()
{
    const QTemporaryDir folder;
    const auto path = [&folder](const char* name) { return folder.filePath(QString::fromLatin1(name)); };
    tests::runProgram("openssl", {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=engine", "-days", "2",
        "-addext", "basicConstraints=critical,CA:FALSE", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path("key").toStdString(), "-out", path("certificate").toStdString()});
    const auto read = [&path](const char* name) {
        QFile file(path(name));
        REQUIRE(file.open(QIODevice::ReadOnly));
        return file.readAll().toStdString();
    };
    return {read("certificate"), read("key")};
}

/// One request over TLS to a server with certificate `identity`, using `trusted` as the CA file.
Outcome asked(const tests::Identity& identity, const QByteArray& trusted)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("ca.pem")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(trusted);
    file.close();
    tests::FakeUpstream::Options options;
    options.identity = identity;
    tests::FakeUpstream upstream(options);
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    Origin origin;
    origin.isSecure = true;
    origin.host = "127.0.0.1";
    origin.port = upstream.port();
    origin.caFile = file.fileName().toStdString();
    return fetchOnce(pool, wheel, origin);
}

/// The same through Qt, as background requests do.
QString askedByQt(const tests::Identity& identity, const QByteArray& trusted, const QString& name = QStringLiteral("127.0.0.1"))
{
    tests::FakeUpstream::Options options;
    options.identity = identity;
    tests::FakeUpstream upstream(options);
    const auto authorities = readAuthorityText(trusted).certificates;
    QSslSocket socket;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(authorities);
    socket.setSslConfiguration(tls);
    QObject::connect(&socket, &QSslSocket::sslErrors, &socket, [&](const QList<QSslError>& errors) {
        socket.ignoreSslErrors(errorsOfPartialChain(errors, socket.peerCertificateChain(), authorities));
    });
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), static_cast<quint16>(upstream.port()), name);
    REQUIRE(waitFor([&] { return socket.isEncrypted() || socket.error() != QAbstractSocket::UnknownSocketError; }));
    return socket.isEncrypted() ? QString() : socket.errorString();
}

} // namespace

TEST_CASE("reads certificate authorities in every PEM form and names the remedy for other forms")
{
    const tests::CertificateAuthority authority;
    const QByteArray pem = bytesOf(authority.certificate());
    const tests::Identity leaf = authority.issue();
    QByteArray old = pem;
    old.replace("BEGIN CERTIFICATE", "BEGIN X509 CERTIFICATE").replace("END CERTIFICATE", "END X509 CERTIFICATE");
    struct Row { const char* name; QByteArray content; AuthorityFinding finding; const char* says; };
    const std::vector<Row> rows{
        {"PEM", pem, AuthorityFinding::Good, ""},
        {"with CRLF line ends and a comment", "# ours\r\n" + QByteArray(pem).replace("\n", "\r\n"), AuthorityFinding::Good, ""},
        {"trusted", converted(pem, {"x509", "-in", "FILE", "-trustout", "-addtrust", "serverAuth"}), AuthorityFinding::Good, ""},
        {"trusted, with no use named", converted(pem, {"x509", "-in", "FILE", "-trustout"}), AuthorityFinding::Good, ""},
        {"trusted, but rejected for servers", converted(pem, {"x509", "-in", "FILE", "-trustout", "-addreject", "serverAuth"}), AuthorityFinding::NoCertificate, "contains no PEM certificate"},
        {"an old label", old, AuthorityFinding::Good, ""},
        {"the key before the certificate", bytesOf(leaf.key + leaf.certificate), AuthorityFinding::Good, ""},
        {"DER", converted(pem, {"x509", "-in", "FILE", "-outform", "DER"}), AuthorityFinding::Der, "openssl x509 -inform DER -in FILE -out"},
        {"PKCS#7", converted(pem, {"crl2pkcs7", "-nocrl", "-certfile", "FILE"}), AuthorityFinding::Pkcs7, "openssl pkcs7 -print_certs -in FILE -out"},
        {"PKCS#7 in DER", converted(pem, {"crl2pkcs7", "-nocrl", "-certfile", "FILE", "-outform", "DER"}), AuthorityFinding::Pkcs7Der, "openssl pkcs7 -inform DER -print_certs"},
        {"PKCS#12", converted(bytesOf(leaf.key + leaf.certificate), {"pkcs12", "-export", "-in", "FILE", "-passout", "pass:x"}), AuthorityFinding::Pkcs12, "openssl pkcs12 -nokeys -in FILE -out"},
        {"a private key", bytesOf(leaf.key), AuthorityFinding::PrivateKey, "contains a private key but no certificate"},
        {"a request", "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n", AuthorityFinding::Request, "contains a certificate request"},
        {"cut off", pem.left(pem.size() / 2), AuthorityFinding::Damaged, "cannot be decoded"},
        {"mangled", QByteArray(pem).replace("\nMII", "\n!!!"), AuthorityFinding::Damaged, "cannot be decoded"},
        {"UTF-16", QByteArray("\xFF\xFE-\0-\0-\0-\0-\0", 12), AuthorityFinding::Utf16, "save it as UTF-8"},
        {"nothing", " \n", AuthorityFinding::Empty, "is empty"},
        {"words", "hello", AuthorityFinding::NoCertificate, "contains no PEM certificate"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const AuthorityFile read = readAuthorityText(row.content);
        CHECK(read.finding == row.finding);
        CHECK(read.certificates.isEmpty() == (row.finding != AuthorityFinding::Good));
        CHECK_THAT(toText(describe(read.finding, QStringLiteral("/ca.pem"))), Contains(row.says));
    }
    const auto both = readAuthorityText(pem + converted(pem, {"x509", "-in", "FILE", "-trustout"}) + bytesOf(leaf.certificate));
    CHECK(both.certificates.size() == 3);
    CHECK(both.certificates.at(1) == both.certificates.at(0));
}

TEST_CASE("a CA file with only the server's certificate is enough and only for that server")
{
    const tests::CertificateAuthority authority;
    const tests::CertificateAuthority stranger("Somebody else");
    const tests::Identity leaf = authority.issue();
    const tests::Identity elsewhere = authority.issue({.names = "DNS:elsewhere.example"});
    const tests::Identity late = authority.issue({.validFrom_s = -7200, .validTo_s = -3600});
    const tests::Identity own = selfSigned();
    struct Row { const char* name; const tests::Identity& identity; QByteArray trusted; bool isTrusted; };
    const std::vector<Row> rows{
        {"the server's own", leaf, bytesOf(leaf.certificate), true},
        {"as OpenSSL's trusted form", leaf, converted(bytesOf(leaf.certificate), {"x509", "-in", "FILE", "-trustout", "-addtrust", "serverAuth"}), true},
        {"self-signed", own, bytesOf(own.certificate), true},
        {"self-signed, with another trusted", own, bytesOf(leaf.certificate), false},
        {"its authority", leaf, bytesOf(authority.certificate()), true},
        {"another server's of the same authority", leaf, bytesOf(elsewhere.certificate), false},
        {"another authority", leaf, bytesOf(stranger.certificate()), false},
        {"for another name", elsewhere, bytesOf(elsewhere.certificate), false},
        {"that has expired", late, bytesOf(late.certificate), false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const Outcome out = asked(row.identity, row.trusted);
        CHECK(out.failure.has_value() != row.isTrusted);
        const QString words = askedByQt(row.identity, row.trusted);
        CAPTURE(words.toStdString());
        CHECK(words.isEmpty() == row.isTrusted);
    }
}
