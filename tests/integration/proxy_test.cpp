#include "catch.h"

#include "certificates.h"
#include "dead_port.h"
#include "ledger_reader.h"
#include "real_proxy.h"
#include "scenario.h"

#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTemporaryDir>

// Upstreams behind real proxies that require a user and a password.

using namespace tests;

namespace {

constexpr const char* kPasswordName = "E2E_PROXY_PASSWORD";
constexpr const char* kWrongPassword = "wr0ng-5ecret-18af";

struct Proxied {
    const char* name;
    RealProxy::Kind kind;
    bool isSecure; ///< the upstream's side
    const char* refusal = ""; ///< on a wrong user or password
};
constexpr const char* kRejected = "the proxy rejected the user name and password, or requires them";
const auto kProxied = {Proxied{"tinyproxy", RealProxy::Kind::Tinyproxy, false, kRejected},
    // tinyproxy asks for no password when it refuses a CONNECT, so Qt cannot tell this from an unreachable host.
    Proxied{"tinyproxy, HTTP CONNECT, to TLS", RealProxy::Kind::Tinyproxy, true,
        "the proxy did not open the connection: it cannot reach the host, requires other credentials, or is not an HTTP proxy"},
    Proxied{"SOCKS5", RealProxy::Kind::Socks5, false, kRejected},
    Proxied{"SOCKS5, to TLS", RealProxy::Kind::Socks5, true, kRejected}};

/// Warns if the program is not installed.
bool canRun(const Proxied& row)
{
    if (RealProxy::isUsable(row.kind))
        return true;
    WARN(row.name << ": not tested: the proxy is not installed (packaging/debian-packages, group [test])");
    return false;
}

GatewayProcess::Options withPassword(const char* password)
{
    auto options = withKey();
    options.environment.push_back({kPasswordName, password});
    return options;
}

Json throughProxy(const std::string& baseUrl, const std::string& proxyUrl, const std::string& user)
{
    auto up = provider("up", baseUrl, {kKeyReference});
    up["proxy"] = {{"url", proxyUrl}, {"user", user}, {"secret", "env:" + std::string(kPasswordName)}};
    return configuration({up}, {route("alias", {target("up", "m", 0)})});
}

/// An upstream that only the test's own authority vouches for.
struct Destination {
    explicit Destination(bool isSecure)
    {
        if (isSecure) {
            caFile = folder.filePath(QStringLiteral("ca.pem")).toStdString();
            QFile file(QString::fromStdString(caFile));
            REQUIRE(file.open(QIODevice::WriteOnly));
            file.write(QByteArray::fromStdString(authority.certificate()));
        }
        FakeUpstream::Options options;
        if (isSecure)
            options.identity = authority.issue();
        upstream = std::make_unique<FakeUpstream>(options);
    }

    Json through(const std::string& proxyUrl, const std::string& user) const
    {
        auto config = throughProxy(upstream->baseUrl(), proxyUrl, user);
        if (!caFile.empty())
            config["providers"][0]["ca_file"] = caFile;
        return config;
    }

    QTemporaryDir folder;
    CertificateAuthority authority;
    std::string caFile;
    std::unique_ptr<FakeUpstream> upstream;
};

/// The gateway has written no password: log, ledger, configuration.
void checkSecret(const GatewayProcess& gateway, const char* password)
{
    std::size_t searched = 0;
    CHECK(gateway.filesWith(password, &searched).empty());
    CHECK(searched > 2);
}

} // namespace

TEST_CASE("uses a real proxy with user and password")
{
    const auto row = GENERATE(values(kProxied));
    CAPTURE(row.name);
    if (!canRun(row))
        return;
    const RealProxy proxy(row.kind);
    REQUIRE(proxy.isListening());
    const Destination destination(row.isSecure);
    auto& upstream = *destination.upstream;
    GatewayProcess gateway(destination.through(proxy.url(), RealProxy::kUser), withPassword(RealProxy::kPassword));
    for (const bool isStream : {false, true, false}) {
        CAPTURE(isStream, gateway.log(), proxy.log());
        const auto answer = chat(gateway.port(), isStream ? askStream("alias") : ask("alias"));
        CHECK(answer.status == 200);
        CHECK(answer.isComplete);
        CHECK(answer.body.find("word8") != std::string::npos);
    }
    CHECK(upstream.requests().size() == 3);
    if (row.isSecure || row.kind == RealProxy::Kind::Socks5)
        CHECK(upstream.connections() == 1); // reused, as without a proxy
    CHECK(eventually([&] { return proxy.log().find(std::to_string(upstream.port())) != std::string::npos; }));
    if (row.isSecure || row.kind == RealProxy::Kind::Socks5) // tinyproxy 1.11 passes on what it was shown
        for (const auto& request : upstream.requests())
            CHECK_FALSE(request.header("Proxy-Authorization"));
    upstream.setDefault("words=2000,word-bytes=1000");
    CHECK(chat(gateway.port(), askStream("alias")).isComplete);
    upstream.setDefault("stall=3"); // and a client that disconnects is noticed through it
    HttpClient client(gateway.port());
    client.send(toText({.body = askStream("alias")}, gateway.port()));
    REQUIRE(client.readHead());
    client.close();
    CHECK(upstream.waitForEnd(4, RecordedRequest::End::Cancelled));
    checkSecret(gateway, RealProxy::kPassword);
}

TEST_CASE("signs requests to Bedrock for its own host when they pass through CONNECT")
{
    const Proxied row{"tinyproxy, HTTP CONNECT, to TLS", RealProxy::Kind::Tinyproxy, true};
    if (!canRun(row))
        return;
    const RealProxy proxy(row.kind);
    REQUIRE(proxy.isListening());
    const Destination destination(true);
    auto& upstream = *destination.upstream;
    Behaviour said;
    said.body = R"({"output":{"message":{"role":"assistant","content":[{"text":"from afar"}]}},"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5}})";
    upstream.onCall("POST /model/m/converse", said);
    auto config = destination.through(proxy.url(), RealProxy::kUser);
    config["providers"][0]["type"] = "bedrock";
    config["providers"][0]["base_url"] = upstream.origin();
    config["providers"][0]["settings"] = {{"region", "us-west-2"}};
    auto options = withPassword(RealProxy::kPassword);
    options.environment.push_back({"E2E_AWS_KEY", "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG"});
    config["providers"][0]["keys"] = {{{"name", "main"}, {"secret", "env:E2E_AWS_KEY"}}};
    GatewayProcess gateway(config, options);
    for (const char* const text : {"one", "two"}) {
        CAPTURE(text, gateway.log(), proxy.log());
        const auto answer = chat(gateway.port(), ask("alias"));
        CHECK(answer.status == 200);
        CHECK_THAT(answer.body, Catch::Contains("from afar"));
    }
    const auto requests = upstream.allRequests();
    REQUIRE(requests.size() == 2);
    for (const auto& request : requests) {
        CHECK(request.target == "/model/m/converse");
        const std::string signature = request.header("Authorization").value_or("");
        CHECK(signature.starts_with("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/"));
        CHECK_THAT(signature, Catch::Contains("/us-west-2/bedrock/aws4_request") && Catch::Contains("host;"));
        CHECK(request.header("Host").value_or("").ends_with(":" + std::to_string(upstream.port()))); // not that of the proxy
        CHECK_FALSE(request.header("Proxy-Authorization"));
    }
    CHECK(upstream.connections() == 1);
    CHECK(eventually([&] { return proxy.log().find(std::to_string(upstream.port())) != std::string::npos; }));
    checkSecret(gateway, RealProxy::kPassword);
}

TEST_CASE("names a proxy that is down or refuses the password and never bypasses it")
{
    struct Refusal {
        const char* name;
        const char* user;
        const char* password;
        bool isRunning;
        const char* says;
    };
    const auto row = GENERATE(values(kProxied));
    if (!canRun(row))
        return;
    const RealProxy proxy(row.kind);
    REQUIRE(proxy.isListening());
    const DeadPort nobody(DeadPort::Kind::Refuses);
    const std::string scheme = proxy.url().substr(0, proxy.url().find(':'));
    const auto dead = scheme + "://127.0.0.1:" + std::to_string(nobody.port());
    for (const auto& refusal : {Refusal{"a wrong password", RealProxy::kUser, kWrongPassword, true, row.refusal},
             Refusal{"a wrong user", "nobody-here", RealProxy::kPassword, true, row.refusal},
             Refusal{"no proxy", RealProxy::kUser, RealProxy::kPassword, false, "the proxy refused the connection"}}) {
        CAPTURE(row.name, refusal.name);
        const Destination destination(row.isSecure);
        GatewayProcess gateway(
            destination.through(refusal.isRunning ? proxy.url() : dead, refusal.user), withPassword(refusal.password));
        const auto answer = chat(gateway.port(), ask("alias"));
        const auto message = checkError(answer, 502, "upstream_unreachable");
        CAPTURE(message);
        CHECK(message.find("proxy") != std::string::npos);
        CHECK_THAT(message, Catch::Contains(refusal.says));
        CHECK(message.find(refusal.isRunning ? proxy.address() : std::to_string(nobody.port())) != std::string::npos);
        CHECK(message.find(refusal.password) == std::string::npos);
        CHECK(destination.upstream->connections() == 0);
        const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
        REQUIRE(rows.size() == 1);
        CHECK(settled(rows[0]) == "502 upstream_unreachable");
        CHECK(text(rows[0], "last_reason").find("proxy") != std::string::npos);
        checkSecret(gateway, refusal.password);
    }
}

namespace {

/// The proxy settings of a GNOME desktop, in a file that programs watch.
class SystemProxies {
public:
    /// False, with a warning, if the desktop's settings or their reader are missing.
    static bool isUsable()
    {
        QProcess listing;
        listing.start(QStringLiteral("gsettings"), {QStringLiteral("list-keys"), QStringLiteral("org.gnome.system.proxy")});
        if (listing.waitForFinished() && listing.exitCode() == 0)
            return true;
        WARN("not tested: gsettings or its schemas are not installed (packaging/debian-packages, group [test])");
        return false;
    }

    std::vector<std::pair<std::string, std::string>> environment() const
    {
        return {{"GSETTINGS_BACKEND", "keyfile"}, {"XDG_CONFIG_HOME", m_folder.path().toStdString()},
            {"DESKTOP_SESSION", "gnome"}, {"XDG_CURRENT_DESKTOP", "GNOME"}}; // for libproxy 0.4; from 0.5 on
    }

    /// Default: this machine is an exception.
    void ignoreNobody() { set("org.gnome.system.proxy", "ignore-hosts", "[]"); }
    void useNone() { set("org.gnome.system.proxy", "mode", "none"); }
    void use(const std::string& proxy, const char* user, const char* password)
    {
        const auto colon = proxy.rfind(':');
        set("org.gnome.system.proxy.http", "host", proxy.substr(0, colon));
        set("org.gnome.system.proxy.http", "port", proxy.substr(colon + 1));
        set("org.gnome.system.proxy.http", "use-authentication", "true");
        set("org.gnome.system.proxy.http", "authentication-user", user);
        set("org.gnome.system.proxy.http", "authentication-password", password);
        set("org.gnome.system.proxy", "mode", "manual");
    }

private:
    void set(const char* schema, const char* key, const std::string& value)
    {
        QProcess setting;
        auto with = QProcessEnvironment::systemEnvironment();
        for (const auto& [name, text] : environment())
            with.insert(QString::fromStdString(name), QString::fromStdString(text));
        setting.setProcessEnvironment(with);
        setting.start(QStringLiteral("gsettings"),
            {QStringLiteral("set"), QString::fromLatin1(schema), QString::fromLatin1(key), QString::fromStdString(value)});
        REQUIRE(setting.waitForFinished());
        INFO(setting.readAllStandardError().toStdString());
        REQUIRE(setting.exitCode() == 0);
    }

    QTemporaryDir m_folder;
};

} // namespace

TEST_CASE("follows the system proxy when it changes", "[sanitized]")
{
    if (!SystemProxies::isUsable() || !RealProxy::isUsable(RealProxy::Kind::Tinyproxy) || !RealProxy::canFindNames())
        return;
    constexpr const char* kName = "api.corp.test"; // only the proxy resolves it; this machine's own name never goes through a proxy
    SystemProxies system;
    system.ignoreNobody();
    system.useNone();
    FakeUpstream upstream;
    auto up = provider("up", std::string("http://") + kName + ':' + std::to_string(upstream.port()) + "/v1", {kKeyReference});
    up["proxy"] = "system";
    auto options = withKey();
    for (const auto& variable : system.environment())
        options.environment.push_back(variable);
    GatewayProcess gateway(withoutHealth(configuration({up}, {route("alias", {target("up", "m", 0)})})), options);
    const auto isReachedDirectly = [&] { return chat(gateway.port(), ask("alias")).body.find("host not found") != std::string::npos; };
    CHECK(isReachedDirectly());

    auto proxy = std::make_unique<RealProxy>(RealProxy::Kind::Tinyproxy, RealProxy::Options{.names = {kName}});
    REQUIRE(proxy->isListening());
    system.use(proxy->address(), RealProxy::kUser, RealProxy::kPassword);
    const auto upstreamPort = std::to_string(upstream.port());
    // The settings are read on the signal; without it at most once a minute while all goes well.
    CHECK(eventually([&] {
        gateway.hangUp();
        return chat(gateway.port(), ask("alias")).status == 200 && proxy->log().find(upstreamPort) != std::string::npos;
    }));

    // The proxy is gone, so the settings are read again without a signal.
    proxy.reset();
    checkError(chat(gateway.port(), ask("alias")), 502, "upstream_unreachable");
    system.useNone();
    CHECK(eventually(isReachedDirectly));
}
