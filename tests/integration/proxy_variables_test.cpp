#include "catch.h"

#include "certificates.h"
#include "dead_port.h"
#include "real_proxy.h"
#include "scenario.h"

#include <QFile>
#include <QSslCertificate>
#include <QTemporaryDir>

// Proxy and trust variables of the environment, followed by requests, model lists, exports and the doctor.

using namespace tests;

namespace {

constexpr const char* kName = "api.corp.test"; // only the proxy resolves it

using Variables = std::vector<std::pair<std::string, std::string>>;

/// Warns if something is not installed.
bool canRun(RealProxy::Kind kind)
{
    if (RealProxy::isUsable(kind) && RealProxy::canFindNames())
        return true;
    WARN("not tested: the proxy is not installed (packaging/debian-packages, group [test]), or no mount namespace can be made");
    return false;
}

/// One upstream as two providers that use the system's proxy: `far` by a name, `near` by its local address.
Json twoWays(const FakeUpstream& upstream)
{
    const std::string port = std::to_string(upstream.port());
    const std::string scheme = upstream.origin().substr(0, upstream.origin().find("://"));
    auto far = listingProvider("far", scheme + "://" + kName + ':' + port + "/v1");
    auto near = provider("near", scheme + "://127.0.0.1:" + port + "/v1");
    far["proxy"] = near["proxy"] = "system";
    return withoutHealth(configuration({far, near}, {route("far", {target("far", "m", 0)}), route("near", {target("near", "m", 0)})}));
}

std::size_t requestsFor(const FakeUpstream& upstream, const std::string& host)
{
    std::size_t count = 0;
    for (const auto& request : upstream.allRequests())
        count += request.header("Host").value_or("").starts_with(host);
    return count;
}

Ran doctor(const GatewayProcess& gateway, const Variables& variables)
{
    return runGateway({"doctor", "--config", gateway.configFile(), "--data-dir", gateway.dataDir()}, {}, variables);
}

} // namespace

TEST_CASE("requests, lists, exports and the doctor follow proxy variables except for this machine")
{
    struct Row {
        const char* name;
        RealProxy::Kind kind;
        bool isDebians;
        const char* variable;
        const char* before; ///< prefix of the proxy's address
        const char* doctor; ///< what it says about the variable
    };
    const auto row = GENERATE(values<Row>({
        {"ALL_PROXY, tinyproxy as Debian has it", RealProxy::Kind::Tinyproxy, true, "ALL_PROXY", "http://", "Signalbox uses for providers whose proxy"},
        {"http_proxy without a scheme", RealProxy::Kind::Tinyproxy, false, "http_proxy", "", "Signalbox uses for http:// addresses"},
        {"all_proxy, SOCKS5", RealProxy::Kind::Socks5, false, "all_proxy", "socks5h://", "Signalbox uses for providers whose proxy"},
    }));
    CAPTURE(row.name);
    if (!canRun(row.kind))
        return;
    const RealProxy proxy(row.kind, {row.isDebians, {kName, "otlp.corp.test"}});
    REQUIRE(proxy.isListening());
    FakeUpstream upstream;
    auto config = twoWays(upstream);
    config["export"]["otlp"] = {{"endpoint", "http://otlp.corp.test:" + std::to_string(upstream.port())}, {"interval_ms", 1000}};
    const Variables variables{{row.variable, row.before + proxy.authority()}};
    GatewayProcess gateway(config, {.environment = variables});
    CAPTURE(gateway.log(), proxy.log());
    for (const char* model : {"far", "near"}) {
        const auto answer = chat(gateway.port(), ask(model));
        CAPTURE(model, answer.body);
        CHECK(answer.status == 200);
    }
    CHECK(eventually([&] { return requestsFor(upstream, kName) >= 2 && requestsFor(upstream, "otlp.corp.test") >= 1; })); // including its model list
    CHECK(requestsFor(upstream, "127.0.0.1") == 1);
    CHECK(proxy.log().find("127.0.0.1:" + std::to_string(upstream.port())) == std::string::npos);
    const auto said = doctor(gateway, variables).out;
    CAPTURE(said);
    CHECK_THAT(said, Catch::Contains(std::string(row.variable) + " sets proxy ") && Catch::Contains(row.doctor));
    CHECK_THAT(said, Catch::Contains("Proxy ") && Catch::Contains(proxy.address() + " is used for far.")); // without "near"
    CHECK_THAT(said, !Catch::Contains(RealProxy::kPassword));
    CHECK(gateway.filesWith(RealProxy::kPassword).empty());
}

TEST_CASE("reaches an exception directly and names an unusable proxy without bypassing it")
{
    const DeadPort nobody(DeadPort::Kind::Refuses);
    const std::string dead = "http://127.0.0.1:" + std::to_string(nobody.port());
    struct Row { const char* name; Variables variables; const char* error; const char* doctor; };
    for (const Row& row : {
        Row{"a domain for all below it", {{"ALL_PROXY", dead}, {"no_proxy", "CORP.test"}}, "host not found", "sent directly, without a proxy"},
        Row{"HTTP_PROXY is not read", {{"HTTP_PROXY", dead}}, "host not found", "Signalbox does not use"},
        Row{"no exception", {{"ALL_PROXY", dead}, {"no_proxy", "test.corp,10.0.0.0/8"}}, "(proxy 127.0.0.1", "is used for far."},
        Row{"a proxy over TLS", {{"ALL_PROXY", "https://box:pr0xy-5ecret-77c1@127.0.0.1:1"}}, "the variable ALL_PROXY", "ALL_PROXY does not set a proxy that Signalbox can use"}}) {
        CAPTURE(row.name);
        FakeUpstream upstream;
        GatewayProcess gateway(twoWays(upstream), {.environment = row.variables});
        const auto message = checkError(chat(gateway.port(), ask("far")), 502, "upstream_unreachable");
        CAPTURE(message, gateway.log());
        CHECK_THAT(message, Catch::Contains(row.error));
        CHECK(chat(gateway.port(), ask("near")).status == 200);
        const auto said = doctor(gateway, row.variables).out;
        CAPTURE(said);
        CHECK_THAT(said, Catch::Contains(row.doctor));
        CHECK_THAT(message + said + gateway.log(), !Catch::Contains(RealProxy::kPassword));
    }
}

TEST_CASE("requests, lists, exports and the doctor trust SSL_CERT_FILE and SSL_CERT_DIR")
{
    const CertificateAuthority authority;
    const QTemporaryDir folder;
    const auto write = [&folder](const char* name, const std::string& text) {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(text));
        return file.fileName().toStdString();
    };
    const std::string good = write("ca.pem", authority.certificate());
    const std::string gone = folder.filePath(QStringLiteral("gone.pem")).toStdString();
    const std::string folders = "/nowhere:" + folder.path().toStdString();
    struct Row { const char* name; Variables variables; bool isTrusted; const char* doctor; };
    for (const Row& row : {
        Row{"a file", {{"SSL_CERT_FILE", good}}, true, "sets the certificate authorities that Signalbox trusts"},
        Row{"a folder beside a missing one", {{"SSL_CERT_DIR", folders}}, true, "\"/nowhere\" does not exist"},
        Row{"a missing file", {{"SSL_CERT_FILE", gone}}, false, "gone.pem\" does not exist"}}) {
        CAPTURE(row.name);
        FakeUpstream upstream(FakeUpstream::Options{.identity = authority.issue()});
        auto config = withoutHealth(configuration({listingProvider("up", upstream.baseUrl())}, {route("alias", {target("up", "m", 0)})}));
        config["export"]["otlp"] = {{"endpoint", upstream.origin()}, {"interval_ms", 1000}};
        GatewayProcess gateway(config, {.environment = row.variables});
        const auto answer = chat(gateway.port(), ask("alias"));
        CAPTURE(answer.body, gateway.log());
        CHECK(answer.status == (row.isTrusted ? 200 : 502));
        const auto hasSeen = [&](const std::string& call) {
            const auto requests = upstream.allRequests();
            return std::any_of(requests.begin(), requests.end(), [&](const auto& request) { return request.target == call; });
        };
        if (row.isTrusted)
            CHECK(eventually([&] { return hasSeen("/v1/models") && hasSeen("/v1/traces"); }));
        else
            CHECK(gateway.waitForLog("SSL_CERT_FILE: \"" + gone + "\" does not exist; create it, or correct the path. No certificate is used from it. Those in the system's other default location ("));
        const auto said = doctor(gateway, row.variables).out;
        CAPTURE(said);
        CHECK_THAT(said, Catch::Contains(row.doctor));
        CHECK((said.find("is reachable, but its TLS connection cannot be trusted") == std::string::npos) == row.isTrusted);
        CHECK_THAT(said, !Catch::Contains("tls.ca_file"));
    }
}

TEST_CASE("tells the client why SSL_CERT_FILE or ca_file is unusable")
{
    const CertificateAuthority authority;
    const QTemporaryDir folder;
    const auto write = [&folder](const char* name, const QByteArray& content) {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(content);
        return file.fileName().toStdString();
    };
    const QSslCertificate certificate(QByteArray::fromStdString(authority.certificate()));
    struct Row {
        std::string path;
        std::string says;
    };
    for (const Row& row : {Row{write("ca.der", certificate.toDer()), "contains a certificate in DER format, not in PEM format"},
             Row{write("ca.p7b", "-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----\n"), "contains a PKCS#7 bundle"},
             Row{write("key.pem", QByteArray::fromStdString(authority.issue().key)), "contains a private key but no certificate"},
             Row{write("empty.pem", {}), "is empty; copy the certificate of the certificate authority into it"}, Row{folder.path().toStdString(), "is a folder, not a file: set it in SSL_CERT_DIR"},
             Row{folder.filePath(QStringLiteral("gone.pem")).toStdString(), "does not exist; create it, or correct the path"},
             Row{"~/ca.pem", "does not exist; \"~\" is not expanded, so write the full path"}, Row{"ca.pem", "does not exist; the path is relative to the folder in which Signalbox was started"}}) {
        const bool isField = GENERATE(false, true);
        CAPTURE(row.path, isField);
        FakeUpstream upstream(FakeUpstream::Options{.identity = authority.issue()});
        auto config = withoutHealth(configuration({provider("up", upstream.baseUrl(), {kKeyReference})}, {route("alias", {target("up", "m", 0)})}));
        auto options = withKey();
        if (isField)
            config["providers"][0]["ca_file"] = row.path;
        else
            options.environment.push_back({"SSL_CERT_FILE", row.path});
        GatewayProcess gateway(config, options);
        const auto answer = chat(gateway.port(), ask("alias"));
        CAPTURE(answer.body);
        CHECK(answer.status == 502);
        const std::string message = parsed(answer.body)["error"]["message"];
        CHECK_THAT(message, Catch::Contains((isField ? "ca_file \"" : "SSL_CERT_FILE: \"") + row.path + "\" " + row.says));
    }
}
