#include "catch.h"

#include "certificates.h"
#include "scenario.h"

#include <QDir>
#include <QFile>
#include <QNetworkProxy>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>

#include <cstdio>
#include <functional>
#include <optional>

// The HTTPS listener as other programs see it: openssl and curl.

using namespace tests;

namespace {

std::string read(const std::string& name)
{
    QFile file(QString::fromStdString(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

void write(const std::string& name, const std::string& contents)
{
    QFile file(QString::fromStdString(name));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(contents));
}

GatewayProcess::Options secure(std::function<void(const std::string&)> prepare = {})
{
    auto options = withKey();
    options.httpsPort = 0;
    options.prepare = std::move(prepare);
    return options;
}

/// The output of `signalboxd ca`, in a file.
std::string authorityFile(const GatewayProcess& gateway)
{
    const auto ran = runGateway({"ca", "--data-dir", gateway.dataDir()});
    CHECK(ran.status == 0);
    CHECK(ran.out.starts_with("-----BEGIN CERTIFICATE-----"));
    const auto name = gateway.folder() + "/ca.pem";
    write(name, ran.out);
    return name;
}

Ran curl(const std::string& url, std::vector<std::string> arguments)
{
    arguments.insert(arguments.end(), {"--silent", "--show-error", "--noproxy", "*", "--max-time", "20", url});
    return runProgram("curl", arguments);
}

bool isServed(const GatewayProcess& gateway, const std::string& authority)
{
    const auto port = gateway.httpsPort();
    return port > 0
        && curl("https://localhost:" + std::to_string(port) + "/health", {"--cacert", authority}).out.find("\"ok\"")
        != std::string::npos;
}

/// A certificate and key that no system accepts for TLS any more.
Identity weakPair()
{
    const QTemporaryDir folder;
    const auto key = folder.filePath(QStringLiteral("key")).toStdString();
    const auto certificate = folder.filePath(QStringLiteral("certificate")).toStdString();
    const auto made = runProgram("openssl", {"req", "-x509", "-newkey", "rsa:1024", "-nodes", "-keyout", key, "-out", certificate,
                                                "-subj", "/CN=localhost", "-days", "2"});
    REQUIRE(made.status == 0);
    return {read(certificate), read(key)};
}

std::string permissions(const std::string& name)
{
    const auto all = QFile::permissions(QString::fromStdString(name));
    std::string text;
    for (const auto& [bit, letter] : {std::pair{QFile::ReadOwner, 'r'}, std::pair{QFile::WriteOwner, 'w'},
             std::pair{QFile::ExeOwner, 'x'}, std::pair{QFile::ReadGroup, 'R'}, std::pair{QFile::WriteGroup, 'W'},
             std::pair{QFile::ReadOther, 'R'}, std::pair{QFile::WriteOther, 'W'}})
        if (all & bit)
            text += letter;
    return text;
}

} // namespace

TEST_CASE("serves openssl TLS 1.2 and 1.3 only if it trusts the authority")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), secure());
    const auto authority = authorityFile(gateway);
    const auto port = std::to_string(gateway.httpsPort());
    struct Greeting {
        const char* name;
        std::vector<std::string> arguments;
        int status; ///< of openssl
        const char* says;
    };
    const std::vector<std::string> trusting{"-verify_return_error", "-CAfile", authority};
    const std::vector<Greeting> rows{
        {"TLS 1.2", {"-tls1_2"}, 0, "TLSv1.2"},
        {"TLS 1.3", {"-tls1_3"}, 0, "TLSv1.3"},
        {"TLS 1.1", {"-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"}, 1, "alert protocol version"},
        {"TLS 1.0", {"-tls1", "-cipher", "DEFAULT@SECLEVEL=0"}, 1, "alert protocol version"},
        {"localhost", {"-servername", "localhost", "-verify_hostname", "localhost"}, 0, "Verify return code: 0 (ok)"},
        {"127.0.0.1", {"-verify_ip", "127.0.0.1"}, 0, "Verify return code: 0 (ok)"},
        {"::1", {"-verify_ip", "::1"}, 0, "Verify return code: 0 (ok)"},
        {"another name", {"-verify_hostname", "example.com"}, 1, "hostname mismatch"},
        {"another address", {"-verify_ip", "10.0.0.1"}, 1, "IP address mismatch"},
        {"HTTP/1.1 by ALPN", {"-alpn", "h2,http/1.1"}, 0, "ALPN protocol: http/1.1"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        std::vector<std::string> arguments{
            "s_client", "-connect", (row.name == std::string("::1") ? "[::1]:" : "127.0.0.1:") + port};
        arguments.insert(arguments.end(), trusting.begin(), trusting.end());
        arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
        const auto ran = runProgram("openssl", arguments);
        CAPTURE(ran.out, ran.err);
        CHECK(ran.status == row.status);
        CHECK((ran.out + ran.err).find(row.says) != std::string::npos);
    }
    const auto stranger = runProgram("openssl",
        {"s_client", "-connect", "127.0.0.1:" + port, "-verify_return_error", "-CAfile", "/dev/null", "-no-CApath",
            "-no-CAstore"});
    CHECK(stranger.status == 1);
    CHECK(isServed(gateway, authority));
}

TEST_CASE("serves curl over HTTPS by every name and only if it trusts the authority", "[sanitized]")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), secure());
    const auto authority = authorityFile(gateway);
    for (const auto* host : {"localhost", "127.0.0.1", "[::1]"}) {
        CAPTURE(host);
        const auto url = "https://" + std::string(host) + ":" + std::to_string(gateway.httpsPort());
        const auto answer = curl(url + "/v1/chat/completions",
            {"--cacert", authority, "--json", ask("alias"), "--write-out", "\n%{http_code}"});
        CAPTURE(answer.out, answer.err);
        CHECK(answer.status == 0);
        CHECK(answer.out.ends_with("\n200"));
        CHECK(answer.out.find("word8") != std::string::npos);
        const auto stream = curl(url + "/v1/chat/completions", {"--cacert", authority, "--json", askStream("alias")});
        REQUIRE_FALSE(eventData(stream.out).empty());
        CHECK(eventData(stream.out).back() == "[DONE]");
        constexpr int kNotTrusted = 60; // Source: curl(1), EXIT CODES
        CHECK(curl(url + "/health", {}).status == kNotTrusted);
    }
    CHECK(upstream.requests().size() == 6);
    CHECK(permissions(gateway.dataDir() + "/tls") == "rwx");
    for (const auto* name : {"authority.key", "localhost.key"})
        CHECK(permissions(gateway.dataDir() + "/tls/" + name) == "rw");
    // Plain HTTP on the HTTPS port gets no answer and does no harm.
    HttpClient plain(gateway.httpsPort());
    plain.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(plain.waitForClose());
    CHECK(isServed(gateway, authority));
}

TEST_CASE("replaces missing, broken and expired certificates")
{
    using Change = void (*)(const std::string& folder);
    struct Damage {
        const char* name;
        Change change;
        bool keepsAuthority = true;
        bool keepsLeaf = false;
    };
    static const auto reissue = [](const std::string& folder, const CertificateAuthority::Leaf& leaf) {
        const CertificateAuthority authority(Identity{read(folder + "authority.pem"), read(folder + "authority.key")});
        const auto made = authority.issue(leaf);
        write(folder + "localhost.pem", made.certificate);
        write(folder + "localhost.key", made.key);
    };
    const auto row = GENERATE(values<Damage>({
        {"none", [](const std::string&) {}, true, true},
        {"a leaf that has expired",
            [](const std::string& f) { reissue(f, {.validFrom_s = -7200, .validTo_s = -3600}); }},
        {"a leaf that expires soon", [](const std::string& f) { reissue(f, {.validTo_s = 86400}); }},
        {"a leaf for tomorrow",
            [](const std::string& f) { reissue(f, {.validFrom_s = 86400, .validTo_s = 86400 * 90}); }},
        {"no leaf", [](const std::string& f) { write(f + "localhost.pem", ""); }},
        {"nonsense for a leaf", [](const std::string& f) { write(f + "localhost.pem", "nonsense"); }},
        {"no key", [](const std::string& f) { QFile::remove(QString::fromStdString(f + "localhost.key")); }},
        {"another key", [](const std::string& f) { write(f + "localhost.key", CertificateAuthority().issue().key); }},
        {"a leaf of another authority",
            [](const std::string& f) {
                const auto made = CertificateAuthority().issue({.validTo_s = 86400 * 90});
                write(f + "localhost.pem", made.certificate);
                write(f + "localhost.key", made.key);
            }},
        {"keys that others could read",
            [](const std::string& f) {
                for (const auto* name : {"authority.key", "localhost.key"})
                    QFile::setPermissions(QString::fromStdString(f + name),
                        QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
            },
            true, true},
        {"no authority", [](const std::string& f) { QFile::remove(QString::fromStdString(f + "authority.pem")); },
            false},
        {"no key of the authority", [](const std::string& f) { write(f + "authority.key", ""); }, false},
        {"nonsense for an authority", [](const std::string& f) { write(f + "authority.pem", "nonsense"); }, false},
        {"an authority that could sign for anybody",
            [](const std::string& f) { write(f + "authority.pem", CertificateAuthority().certificate()); }, false},
        {"no folder", [](const std::string& f) { QDir(QString::fromStdString(f)).removeRecursively(); }, false},
    }));
    CAPTURE(row.name);
    std::string authorityBefore;
    std::string leafBefore;
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), secure([&](const std::string& dataDir) {
        REQUIRE(runGateway({"ca", "--data-dir", dataDir}).status == 0);
        authorityBefore = read(dataDir + "/tls/authority.pem");
        leafBefore = read(dataDir + "/tls/localhost.pem");
        row.change(dataDir + "/tls/");
    }));
    CHECK(isServed(gateway, gateway.dataDir() + "/tls/authority.pem"));
    CHECK((read(gateway.dataDir() + "/tls/authority.pem") == authorityBefore) == row.keepsAuthority);
    CHECK((read(gateway.dataDir() + "/tls/localhost.pem") == leafBefore) == row.keepsLeaf);
    for (const auto* name : {"authority.key", "localhost.key"})
        CHECK(permissions(gateway.dataDir() + "/tls/" + name) == "rw");
}

TEST_CASE("a stolen key of the authority can sign only for this machine")
{
    struct Forgery {
        const char* names;
        bool isGood;
    };
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), secure());
    const auto authority = authorityFile(gateway);
    const CertificateAuthority stolen(Identity{read(authority), read(gateway.dataDir() + "/tls/authority.key")});
    // Source: RFC 5280 §4.2.1.10.
    for (const auto& row : {Forgery{"DNS:localhost", true}, Forgery{"DNS:localhost,IP:127.0.0.1,IP:::1", true},
             Forgery{"IP:127.8.8.8", true}, Forgery{"DNS:example.com", false}, Forgery{"DNS:*.com", false},
             Forgery{"DNS:localhost,DNS:example.com", false}, Forgery{"DNS:localhost.example.com", false},
             Forgery{"IP:10.0.0.1", false}, Forgery{"IP:2001:db8::1", false}}) {
        CAPTURE(row.names);
        const auto leaf = gateway.folder() + "/leaf.pem";
        write(leaf, stolen.issue({.names = row.names}).certificate);
        const auto ran = runProgram("openssl", {"verify", "-purpose", "sslserver", "-CAfile", authority, leaf});
        CAPTURE(ran.out, ran.err);
        CHECK((ran.status == 0) == row.isGood);
        if (!row.isGood)
            CHECK((ran.out + ran.err).find("permitted subtree violation") != std::string::npos);
    }
}

TEST_CASE("serves a custom certificate and reports one that does not fit")
{
    const CertificateAuthority authority;
    const CertificateAuthority stranger;
    const auto own = authority.issue();
    const auto weak = weakPair();
    struct Given {
        const char* name;
        std::string certificate;
        std::string key;
        const char* problem; ///< null: it is served
    };
    const std::vector<Given> rows{
        {"a pair", own.certificate, own.key, nullptr},
        {"a chain", own.certificate + authority.certificate(), own.key, nullptr},
        {"another key", own.certificate, stranger.issue().key, "does not belong to the certificate"},
        {"no certificate", "", own.key, "listen.tls.certificate"},
        {"a weak pair", weak.certificate, weak.key, "is too weak for TLS"},
        {"nonsense for a key", own.certificate, "nonsense", "listen.tls.key"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const QTemporaryDir folder;
        const auto in = [&](const char* name) { return folder.filePath(QString::fromLatin1(name)).toStdString(); };
        write(in("own.pem"), row.certificate);
        write(in("own.key"), row.key);
        write(in("ca.pem"), authority.certificate());
        FakeUpstream upstream;
        auto config = aliasConfiguration(upstream);
        config["listen"] = {{"tls", {{"certificate", in("own.pem")}, {"key", in("own.key")}}}};
        GatewayProcess gateway(config, secure());
        if (row.problem) {
            CHECK(gateway.waitForLog("HTTPS is not served"));
            CHECK(gateway.waitForLog(row.problem));
            CHECK(gateway.log().find("listening on https://") == std::string::npos);
        } else {
            CHECK(isServed(gateway, in("ca.pem")));
        }
        CHECK(chat(gateway.port(), ask("alias")).status == 200); // HTTP works in any case
    }
}

namespace {

/// A custom certificate that is replaced now and then, and a gateway that serves it.
struct OwnCertificate {
    CertificateAuthority authority;
    QTemporaryDir folder;
    FakeUpstream upstream;
    Json config = aliasConfiguration(upstream);
    std::optional<GatewayProcess> gateway;

    std::string file(const std::string& name) const { return folder.filePath(QString::fromStdString(name)).toStdString(); }
    /// Creates a new pair in `in`, replacing each file.
    Identity issue(const std::string& in)
    {
        const auto made = authority.issue();
        write(file(in + "own.pem"), made.certificate);
        write(file(in + "own.key"), made.key);
        return made;
    }
    void start(const std::string& in)
    {
        write(file("ca.pem"), authority.certificate());
        config["listen"] = {{"tls", {{"certificate", file(in + "own.pem")}, {"key", file(in + "own.key")}}}};
        gateway.emplace(config, secure());
        REQUIRE(gateway->httpsPort() > 0);
    }
    /// The certificate that a client sees, as PEM text.
    std::string shown() const
    {
        const auto ran = runProgram("openssl", {"s_client", "-connect", "127.0.0.1:" + std::to_string(gateway->httpsPort()), "-CAfile", file("ca.pem")});
        const auto begin = ran.out.find("-----BEGIN CERTIFICATE-----");
        const auto end = ran.out.find("-----END CERTIFICATE-----");
        return end == std::string::npos ? std::string() : ran.out.substr(begin, end - begin);
    }
    bool isShown(const Identity& pair) const
    {
        const auto text = shown();
        return !text.empty() && pair.certificate.find(text) != std::string::npos;
    }
    bool isShownSoon(const Identity& pair) const
    {
        return eventually([&] { return isShown(pair); });
    }
};

} // namespace

TEST_CASE("shows a replaced custom certificate to the next client and keeps the port open")
{
    OwnCertificate own;
    const auto before = own.issue("");
    own.start("");
    CHECK(own.isShown(before));
    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    client.setProxy(QNetworkProxy::NoProxy);
    client.connectToHostEncrypted(QStringLiteral("127.0.0.1"), static_cast<quint16>(own.gateway->httpsPort()));
    REQUIRE(client.waitForEncrypted());
    const auto after = own.issue(""); // noticed without a signal
    CHECK(own.isShownSoon(after));
    client.write(QByteArray::fromStdString(toText({.method = "GET", .target = "/health"}, own.gateway->httpsPort())));
    CHECK(client.waitForReadyRead()); // the existing connection continues
    CHECK(client.readAll().startsWith("HTTP/1.1 200"));
    CHECK(own.gateway->waitForLog("New HTTPS connections use the new certificate"));
    const auto log = own.gateway->log();
    const auto listening = log.find("listening on https://127.0.0.1");
    CHECK(log.find("listening on https://127.0.0.1", listening + 1) == std::string::npos); // opened once
}

TEST_CASE("rereads a custom certificate on SIGHUP and with each configuration")
{
    OwnCertificate own;
    const QDir folder(own.folder.path());
    REQUIRE((folder.mkdir(QStringLiteral("first")) && folder.mkdir(QStringLiteral("second")) && folder.mkdir(QStringLiteral("certificates"))));
    const auto link = own.file("certificates/now");
    const auto pointTo = [&](const char* target) {
        QFile::remove(QString::fromStdString(link));
        REQUIRE(QFile::link(QString::fromStdString(own.file(target)), QString::fromStdString(link)));
    };
    const auto first = own.issue("first/");
    const auto second = own.issue("second/");
    pointTo("first");
    own.start("certificates/now/");
    CHECK(own.isShown(first));
    pointTo("second");
    own.gateway->hangUp();
    CHECK(own.isShownSoon(second));
    pointTo("first");
    own.config["log"] = {{"level", "debug"}};
    own.gateway->writeConfig(own.config);
    CHECK(own.isShownSoon(first));
}

TEST_CASE("reports an unusable custom certificate and keeps using the previous one", "[sanitized]")
{
    OwnCertificate own;
    const auto before = own.issue("");
    own.start("");
    const CertificateAuthority stranger;
    struct Trouble {
        const char* name;
        const char* says;
        std::function<void()> cause;
    };
    for (const auto& row : {Trouble{"a key that does not fit", "does not belong to the certificate", [&] { write(own.file("own.key"), stranger.issue().key); }},
             Trouble{"nonsense", "contains no PEM certificate", [&] { write(own.file("own.pem"), "nonsense"); }},
             Trouble{"no key", "own.key cannot be read", [&] { QFile::remove(QString::fromStdString(own.file("own.key"))); }}}) {
        CAPTURE(row.name);
        const auto from = own.gateway->log().size();
        row.cause();
        CHECK(own.gateway->waitForLog("the previous one stays in use", from));
        CHECK(own.gateway->waitForLog(row.says, from));
        own.gateway->hangUp();
        CHECK(own.isShown(before));
    }
    const auto from = own.gateway->log().size();
    write(own.file("own.key"), before.key);
    write(own.file("own.pem"), before.certificate);
    CHECK(own.gateway->waitForLog("can be used again", from));
    CHECK(own.isShown(before));
    CHECK(own.isShownSoon(own.issue("")));
    CHECK(own.gateway->log().find("HTTPS is not served") == std::string::npos);
}

TEST_CASE("follows a certificate when a link or a folder above it changes")
{
    OwnCertificate own;
    QDir folder(own.folder.path());
    REQUIRE((folder.mkpath(QStringLiteral("live/first")) && folder.mkpath(QStringLiteral("live/second")) && folder.mkpath(QStringLiteral("next/first"))));
    const auto first = own.issue("live/first/");
    const auto second = own.issue("live/second/");
    const auto third = own.issue("next/first/");
    REQUIRE(QFile::link(QStringLiteral("live/first"), folder.filePath(QStringLiteral("current"))));
    own.start("current/");
    const auto isShownSoon = [&](const Identity& pair) { return eventually([&] { return own.isShown(pair); }); };
    CHECK(own.isShown(first));
    REQUIRE(QFile::link(QStringLiteral("live/second"), folder.filePath(QStringLiteral("new"))));
    REQUIRE(std::rename(own.file("new").c_str(), own.file("current").c_str()) == 0); // the link, at once
    CHECK(isShownSoon(second));
    REQUIRE(folder.rename(QStringLiteral("live"), QStringLiteral("old"))); // the folder, and another one in its place
    REQUIRE(folder.rename(QStringLiteral("next"), QStringLiteral("live")));
    CHECK(own.isShown(second)); // "second" is missing: the previous one is still served
    REQUIRE(folder.rename(QStringLiteral("live/first"), QStringLiteral("live/second")));
    CHECK(isShownSoon(third));
    REQUIRE(folder.rename(QStringLiteral("live/second/own.pem"), QStringLiteral("aside.pem"))); // files replaced by links
    REQUIRE(QFile::link(folder.filePath(QStringLiteral("old/first/own.pem")), folder.filePath(QStringLiteral("live/second/own.pem"))));
    REQUIRE(folder.rename(QStringLiteral("live/second/own.key"), QStringLiteral("aside.key")));
    REQUIRE(QFile::link(folder.filePath(QStringLiteral("old/first/own.key")), folder.filePath(QStringLiteral("live/second/own.key"))));
    CHECK(isShownSoon(first));
}

TEST_CASE("warns about a taken HTTPS port and names its holder")
{
    QTcpServer holder;
    REQUIRE(holder.listen(QHostAddress::LocalHost));
    FakeUpstream upstream;
    auto options = secure();
    options.httpsPort = holder.serverPort();
    GatewayProcess gateway(aliasConfiguration(upstream), options);
    CHECK(gateway.waitForLog("HTTPS is not served"));
    CHECK(gateway.waitForLog("integration_tests"));
    CHECK(gateway.log().find(std::to_string(holder.serverPort())) != std::string::npos);
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    CHECK(gateway.isRunning());
}
