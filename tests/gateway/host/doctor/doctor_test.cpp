#include "gateway/host/doctor/doctor.h"

#include "gateway/http/tls/server_certificate.h"
#include "gateway/host/checks/data_folder_lock.h"
#include "gateway/usage/ledger/ledger.h"

#include "catch.h"
#include "certificates.h"
#include "fake_upstream.h"
#include "memory_secret_store.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using Catch::Contains;
using Catch::EndsWith;
using Catch::StartsWith;
using namespace gateway;
using namespace gateway::host;

namespace {

constexpr int kWait_ms = 20000;
constexpr const char* kKey = "sk-verysecretkey0123456789";

/// Answers every request with the given head.
class Server {
public:
    explicit Server(QByteArray head = "Server: other") : m_head(std::move(head))
    {
        REQUIRE(m_server.listen(QHostAddress::LocalHost));
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket* const socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                asked += socket->readAll();
                socket->write("HTTP/1.1 401 Unauthorized\r\n" + m_head + "\r\n\r\n");
            });
        });
    }
    int port() const { return m_server.serverPort(); }

    QByteArray asked;

private:
    QByteArray m_head;
    QTcpServer m_server;
};

struct World {
    QTemporaryDir folder;
    Server provider{"Date: " + QLocale::c().toString(QDateTime::currentDateTimeUtc().addSecs(-900), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss")).toLatin1() + " GMT"};
    Server gateway{"Server: signalbox/9"};
    secrets::MemorySecretStore store;
    DoctorInputs inputs;
    std::vector<Finding> findings;
    bool isApproved = true; ///< whether the secrets' destinations are approved

    World()
    {
        config::ProviderSettings settings;
        settings.id = "mine";
        settings.type = "openai-compatible";
        settings.baseUrl = "http://127.0.0.1:" + std::to_string(provider.port()) + "/v1";
        settings.proxy.mode = "none";
        settings.keys = {{"main", "keychain:mine/main"}, {"spare", "keychain:mine/spare"}};
        inputs.settings.providers = {settings};
        inputs.settings.listen.httpPort = gateway.port();
        inputs.settings.listen.httpsPort.reset();
        inputs.catalog = providers::Catalog::load().value();
        inputs.configFile = QStringLiteral("/nowhere/config.json");
        inputs.dataDir = folder.path();
        inputs.listensAt = std::vector<std::string>{"http://127.0.0.1:" + std::to_string(gateway.port())};
        store.values = {{"keychain:mine/main", kKey}};
    }

    void examine()
    {
        if (isApproved)
            inputs.approved.addAll(providers::secretUses(inputs.settings, *inputs.catalog));
        Doctor doctor(inputs, store);
        QObject::connect(&doctor, &Doctor::found, &doctor, [this](const Finding& finding) { findings.push_back(finding); });
        QSignalSpy ends(&doctor, &Doctor::finished);
        doctor.start();
        REQUIRE(QTest::qWaitFor([&] { return !ends.isEmpty(); }, kWait_ms));
        QTest::qWait(0);
        CHECK(ends.size() == 1);
        std::ranges::stable_sort(findings, {}, &Finding::subject);
        sortByCheck(findings);
    }
    /// The first finding of a check; fails the test if there is none.
    const Finding& of(Check check) const
    {
        const auto found = std::ranges::find(findings, check, &Finding::check);
        CAPTURE(nameOf(check));
        REQUIRE(found != findings.end());
        return *found;
    }
};

std::string found(const Finding& finding) { return toText(finding.found); }

} // namespace

TEST_CASE("names each secret that awaits approval with its address and the command")
{
    World world;
    world.isApproved = false;
    world.examine();
    std::vector<std::string> said;
    for (const Finding& finding : world.findings)
        if (finding.check == Check::Providers && finding.subject == "mine" && finding.outcome == Outcome::Problem)
            said.push_back(found(finding) + ' ' + toText(finding.remedy));
    REQUIRE(said.size() == 2); // one per key
    for (const std::string& each : said)
        CHECK_THAT(each, Catch::Contains("waits for your approval") && Catch::Contains("127.0.0.1:" + std::to_string(world.provider.port())) && Catch::Contains("signalboxd key approve mine"));
    CHECK_FALSE(world.provider.asked.contains(kKey));
}

TEST_CASE("runs every check once and sends nothing that costs money")
{
    World world;
    world.examine();
    for (std::size_t i = 0; i < kCheckNames.size(); ++i)
        world.of(static_cast<Check>(i));
    CHECK(world.of(Check::Ports).outcome == Outcome::Ok);
    CHECK(std::ranges::any_of(world.findings, [](const Finding& finding) {
        return finding.subject == "localhost" && found(finding) == "Nothing is listening on ::1: this machine does not have that address.";
    }));
    CHECK(world.of(Check::Keychain).outcome == Outcome::Ok);
    CHECK(world.of(Check::Keys).outcome == Outcome::Problem);
    CHECK(world.of(Check::Keys).subject == "mine/spare");
    CHECK(found(world.of(Check::Keys)) == "Key keychain:mine/spare does not exist.");
    CHECK(toText(world.of(Check::Keys).remedy) == "Enter the key again on the Providers page, or with: signalboxd key set mine/spare");
    CHECK(world.of(Check::Providers).outcome == Outcome::Ok);
    CHECK(world.of(Check::Clock).outcome == Outcome::Problem);
    CHECK_THAT(found(world.of(Check::Clock)), StartsWith("The clock is ") && EndsWith(" s ahead of mine."));
    CHECK(world.of(Check::Certificate).outcome == Outcome::Ok);
    CHECK(world.of(Check::Ledger).outcome == Outcome::Ok);
    CHECK(hasProblem(world.findings));
    CHECK(world.provider.asked.startsWith("HEAD / HTTP/1.1\r\n"));
    CHECK_FALSE(world.provider.asked.contains("sk-"));
    CHECK_FALSE(world.provider.asked.toLower().contains("authorization"));
    CHECK(world.store.values.size() == 1); // the test entry was removed
    for (const Finding& finding : world.findings)
        CHECK_THAT(toText(finding.found) + toText(finding.remedy), !Contains(kKey));
}

TEST_CASE("distinguishes Signalbox from another program on its port")
{
    World world;
    Server other;
    QTcpServer free;
    REQUIRE(free.listen(QHostAddress::LocalHost));
    const int freePort = free.serverPort();
    free.close();
    struct Row { const char* name; bool isTaken; bool isRunning; Outcome outcome; const char* words; };
    const auto row = GENERATE(values<Row>({
        {"another program", true, true, Outcome::Problem, "Another program is listening on"},
        {"another program before the start", true, false, Outcome::Problem, "Another program is listening on"},
        {"free port", false, true, Outcome::Problem, "Signalbox is running but does not answer"},
        {"free port before the start", false, false, Outcome::Notice, "Nothing is listening"},
    }));
    CAPTURE(row.name);
    const int port = row.isTaken ? other.port() : freePort;
    world.inputs.settings.listen.httpPort = port;
    world.inputs.listensAt.reset();
    if (row.isRunning)
        world.inputs.listensAt = std::vector<std::string>{"http://127.0.0.1:" + std::to_string(port)};
    world.examine();
    CHECK(world.of(Check::Ports).outcome == row.outcome);
    CHECK_THAT(found(world.of(Check::Ports)), Contains(row.words));
}

TEST_CASE("judges the holder of the HTTPS port by its answer even without the certificate file")
{
    World world;
    const tests::CertificateAuthority authority;
    tests::FakeUpstream::Options options;
    options.identity = authority.issue();
    const tests::FakeUpstream overTls(options);
    const Server plain;
    QTcpServer free;
    REQUIRE(free.listen(QHostAddress::LocalHost));
    const int freePort = free.serverPort();
    free.close();
    QFile broken(world.folder.filePath(QStringLiteral("broken.pem")));
    REQUIRE(broken.open(QIODevice::WriteOnly));
    broken.write("no certificate");
    broken.close();
    struct Row { const char* name; int port; const char* file; Outcome outcome; const char* words; };
    for (const Row& row : {Row{"over TLS, without the local authority", overTls.port(), nullptr, Outcome::Problem, "Another program is listening on https://"},
             Row{"without TLS, without the local authority", plain.port(), nullptr, Outcome::Problem, "Another program is listening on https://"},
             Row{"over TLS, without one's own file", overTls.port(), "missing.pem", Outcome::Problem, "Another program is listening on https://"},
             Row{"over TLS, with a file without certificates", overTls.port(), "broken.pem", Outcome::Problem, "Another program is listening on https://"},
             Row{"free port, without the local authority", freePort, nullptr, Outcome::Notice, "Nothing is listening on https://"}}) {
        CAPTURE(row.name);
        world.inputs.settings.listen.httpPort = 0;
        world.inputs.settings.listen.httpsPort = row.port;
        world.inputs.settings.listen.tlsCertificate.reset();
        if (row.file)
            world.inputs.settings.listen.tlsCertificate = world.folder.filePath(QString::fromLatin1(row.file)).toStdString();
        world.inputs.listensAt.reset();
        world.inputs.limit = Milliseconds{2000}; // a server without TLS waits for more data
        world.findings.clear();
        world.examine();
        const Finding& port = world.of(Check::Ports);
        CAPTURE(found(port));
        CHECK(port.outcome == row.outcome);
        CHECK_THAT(found(port), Contains(row.words) && !Contains("certificate") && !Contains(".pem"));
    }
}

TEST_CASE("reports a provider at the gateway's own address as a loop without connecting to it")
{
    World world;
    const int port = world.gateway.port();
    struct Row { const char* name; const char* host; bool isRunning; bool isLoop; };
    const auto row = GENERATE(values<Row>({
        {"as the settings have it", "127.0.0.1", false, true},
        {"another name of this machine", "localhost", false, true},
        {"as it runs", "localhost", true, true},
        {"another port", "127.0.0.1", true, false},
    }));
    CAPTURE(row.name);
    if (row.isRunning)
        world.inputs.settings.listen.httpPort = 0; // any free port
    else
        world.inputs.listensAt.reset();
    if (row.isLoop)
        world.inputs.settings.providers.front().baseUrl = std::string("http://") + row.host + ':' + std::to_string(port) + "/v1";
    world.examine();
    const Finding& finding = world.of(Check::Providers);
    CHECK(finding.outcome == (row.isLoop ? Outcome::Problem : Outcome::Ok));
    CHECK_THAT(found(finding), row.isLoop ? Contains("is Signalbox itself") : Contains("is reachable"));
    CHECK(finding.remedy.isEmpty() != row.isLoop);
    CHECK_FALSE(world.gateway.asked.contains("HEAD / "));
}

TEST_CASE("reports unexpected characters in a key without showing the key")
{
    struct Row { const char* secret; const char* words; };
    const auto row = GENERATE(values<Row>({{"\"sk-hunter22\"", "is in quotes"}, {"\xE2\x80\x9Csk-hunter22\xE2\x80\x9D", "typographic quotes"},
        {"Bearer sk-hunter22", "starts with “Bearer”"}, {"export API_KEY=sk-hunter22", "NAME=VALUE"}, {"sk-hunter22\nsk-hunter22-b", "contains a line break"},
        {"sk-\x07hunter22", "another control character"}}));
    CAPTURE(row.secret);
    World world;
    world.inputs.settings.providers.front().keys = {{"main", "keychain:mine/main"}};
    world.store.values = {{"keychain:mine/main", row.secret}};
    world.examine();
    const auto finding = std::ranges::find_if(world.findings, [](const Finding& each) { return each.check == Check::Keys && each.outcome == Outcome::Problem; });
    REQUIRE(finding != world.findings.end());
    CHECK(finding->subject == "mine/main");
    CHECK_THAT(found(*finding), Contains("Key keychain:mine/main") && Contains(row.words) && !Contains("hunter22"));
    CHECK_FALSE(finding->remedy.isEmpty());
}

TEST_CASE("reports a key file saved as UTF-16 and how to fix it")
{
    World world;
    world.inputs.settings.providers.front().keys = {{"main", "file:/run/secrets/key"}};
    world.store.failWith = ErrorKind::ConfigInvalid;
    world.examine();
    const auto finding = std::ranges::find_if(world.findings, [](const Finding& each) { return each.check == Check::Keys && each.outcome == Outcome::Problem; });
    REQUIRE(finding != world.findings.end());
    CHECK_THAT(found(*finding), Contains("Key file:/run/secrets/key is saved as UTF-16"));
    CHECK_THAT(toText(finding->remedy), Contains("Save the file as UTF-8"));
}

TEST_CASE("reports a proxy that answers with an error as running")
{
    const QByteArray status = GENERATE(as<QByteArray>{}, "407 Proxy Authentication Required", "403 Forbidden\r\nServer: tinyproxy/1.11.1", "503 Service Unavailable\r\nX-Squid-Error: ERR_CONNECT_FAIL 111");
    CAPTURE(status.toStdString());
    QTcpServer proxy;
    REQUIRE(proxy.listen(QHostAddress::LocalHost));
    QObject::connect(&proxy, &QTcpServer::newConnection, &proxy, [&] {
        auto* const socket = proxy.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, status] {
            if (socket->readAll().endsWith("\r\n\r\n"))
                socket->write("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");
        });
    });
    World world;
    auto& provider = world.inputs.settings.providers.front();
    provider.proxy.mode = "system";
    provider.baseUrl = "http://api.corp.test/v1";
    world.inputs.environment = {{"ALL_PROXY", "127.0.0.1:" + std::to_string(proxy.serverPort())}};
    world.examine();
    const Finding& finding = world.of(Check::Providers);
    CHECK(finding.outcome == Outcome::Problem);
    CHECK_THAT(found(finding), Contains("http://api.corp.test cannot be reached through the proxy http://127.0.0.1:") && Contains("the proxy "));
    CHECK_THAT(toText(finding.remedy), Contains(status.startsWith('5') ? "Check whether the proxy reaches this address" : "Correct the user name and password of the proxy") && !Contains("Start the proxy"));
}

TEST_CASE("uses the proxy from the environment and connects nowhere if that proxy is unusable")
{
    World world;
    auto& provider = world.inputs.settings.providers.front();
    provider.proxy.mode = "system";
    provider.baseUrl = "http://api.corp.test:" + std::to_string(world.provider.port()) + "/v1";
    const bool isUsable = GENERATE(true, false);
    world.inputs.environment = {{"ALL_PROXY", isUsable ? "box:hunter22@127.0.0.1:" + std::to_string(world.provider.port()) : "https://box:hunter22@127.0.0.1:1"}};
    world.examine();
    const Finding& finding = world.of(Check::Proxy);
    CHECK(finding.outcome == (isUsable ? Outcome::Ok : Outcome::Problem));
    CHECK_THAT(found(finding), isUsable ? Contains("is used for mine.") : Contains("Nothing can be sent to provider mine: the variable ALL_PROXY"));
    CHECK_THAT(found(finding), !Contains("hunter22"));
    CHECK(world.provider.asked.contains("HEAD http://api.corp.test:") == isUsable);
    const auto isKnock = [](const Finding& each) { return each.check == Check::Providers; };
    CHECK(std::ranges::any_of(world.findings, isKnock) == isUsable);
}

TEST_CASE("a broken keychain is a problem only if it holds keys")
{
    World world;
    world.store.failWith = ErrorKind::SecretLocked;
    const bool isNeeded = GENERATE(true, false);
    if (!isNeeded)
        world.inputs.settings.providers.front().keys.clear();
    world.examine();
    CHECK(world.of(Check::Keychain).outcome == (isNeeded ? Outcome::Problem : Outcome::Notice));
    CHECK(found(world.of(Check::Keychain)) == "The keychain is locked.");
}

TEST_CASE("names the other keychain that holds the keys")
{
    World world;
    world.store.failWith = ErrorKind::SecretUnavailable;
    world.store.failParam = "KWallet";
    world.examine();
    CHECK(world.of(Check::Keychain).outcome == Outcome::Problem);
    CHECK(found(world.of(Check::Keychain)) == "The keys are stored in KWallet, which does not respond. Another keychain is available, but it does not contain them.");
    CHECK(found(world.of(Check::Keys)) == "Key keychain:mine/main is in another keychain than the available one.");
}

TEST_CASE("an aborted doctor removes its keychain test entry")
{
    World world;
    {
        Doctor doctor(world.inputs, world.store);
        doctor.start();
        const int turns = GENERATE(0, 1, 2, 3);
        for (int i = 0; i < turns; ++i)
            QCoreApplication::processEvents();
    }
    CHECK(QTest::qWaitFor([&] { return world.store.values.size() == 1; }, kWait_ms));
    QTest::qWait(0);
    CHECK(world.store.values.contains("keychain:mine/main"));
}

TEST_CASE("checks the ledger")
{
    World world;
    const QString file = usage::Ledger::fileIn(world.folder.path());
    SECTION("intact")
    {
        usage::Ledger(file, {}); // makes it, and closes it
        world.examine();
        CHECK(world.of(Check::Ledger).outcome == Outcome::Ok);
        CHECK_THAT(found(world.of(Check::Ledger)), StartsWith("The ledger is intact"));
    }
    SECTION("moved away while a gateway runs")
    {
        DataFolderLock lock(world.folder.path());
        REQUIRE(lock.take() == DataFolderLock::Outcome::Taken);
        world.examine();
        CHECK(world.of(Check::Ledger).outcome == Outcome::Problem);
        CHECK_THAT(found(world.of(Check::Ledger)), Contains("moved or deleted"));
        CHECK_FALSE(world.of(Check::Ledger).remedy.isEmpty());
    }
    SECTION("not a ledger")
    {
        QFile bytes(file);
        REQUIRE(bytes.open(QIODevice::WriteOnly));
        bytes.write(QByteArray(8192, 'x'));
        bytes.close();
        world.examine();
        CHECK(world.of(Check::Ledger).outcome == Outcome::Problem);
        CHECK_FALSE(world.of(Check::Ledger).remedy.isEmpty());
    }
}

TEST_CASE("checks the certificate without creating one")
{
    World world;
    world.inputs.settings.listen.httpsPort = 1;
    world.inputs.limit = Milliseconds{2000};
    SECTION("not created yet")
    {
        world.examine();
        CHECK(world.of(Check::Certificate).outcome == Outcome::Notice);
        CHECK_FALSE(QDir(world.folder.filePath(QStringLiteral("tls"))).exists()); // checking creates nothing
    }
    SECTION("valid")
    {
        REQUIRE(http::LocalCertificates(world.folder.path()).server(std::chrono::system_clock::now()));
        world.examine();
        CHECK(world.of(Check::Certificate).outcome == Outcome::Ok);
        CHECK_THAT(found(world.of(Check::Certificate)), Contains("localhost"));
    }
    SECTION("expired")
    {
        const auto then = std::chrono::system_clock::now() - std::chrono::hours(24 * 500);
        REQUIRE(http::LocalCertificates(world.folder.path()).server(then));
        world.examine();
        CHECK(world.of(Check::Certificate).outcome == Outcome::Problem);
        CHECK_THAT(found(world.of(Check::Certificate)), Contains("expired on"));
    }
    SECTION("own certificate missing")
    {
        world.inputs.settings.listen.tlsCertificate = "/nowhere/own.pem";
        world.examine();
        CHECK(world.of(Check::Certificate).outcome == Outcome::Problem);
    }
}

TEST_CASE("includes the findings of the client check")
{
    World world;
    world.inputs.lookAtClients = [] { return std::vector{Finding{Check::Clients, Outcome::Notice, "codex", {"%1 was changed.", {"codex"}}}}; };
    world.examine();
    CHECK(found(world.of(Check::Clients)) == "codex was changed.");
}

TEST_CASE("reports configuration issues as a finding")
{
    World world;
    world.inputs.issues = {{config::Issue::Level::Warning, "routes[1]", "is never reached"}, {config::Issue::Level::Error, "providers[0].id", "is missing"}};
    world.examine();
    CHECK(world.of(Check::Configuration).outcome == Outcome::Problem);
    CHECK(found(world.of(Check::Configuration)) == "providers[0].id: is missing (and 1 more)");
    World other;
    other.inputs.issues = {{config::Issue::Level::Error, {}, "is not valid JSON"}};
    other.examine();
    CHECK(found(other.of(Check::Configuration)) == "is not valid JSON");
    CHECK_THAT(toText(other.of(Check::Configuration).remedy), EndsWith("is not in force."));
    World warned;
    warned.inputs.issues = {{config::Issue::Level::Warning, "routes[1]", "is never reached"}};
    warned.examine();
    CHECK(warned.of(Check::Configuration).outcome == Outcome::Notice);
    CHECK_THAT(toText(warned.of(Check::Configuration).remedy), EndsWith("The configuration is in force."));
}

namespace {

/// The key file of a service account with the given token endpoint.
std::string keyFileFor(const std::string& tokenUri)
{
    return R"({"type": "service_account", "client_email": "robot@corp.iam.gserviceaccount.com", "private_key": "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n", )"
           R"("private_key_id": "1", "project_id": "p", "token_uri": ")" + tokenUri + "\"}";
}

/// The findings about `subject`.
std::vector<std::string> saidOf(const World& world, Check check, std::string_view subject)
{
    std::vector<std::string> said;
    for (const Finding& finding : world.findings)
        if (finding.check == check && finding.subject == subject)
            said.push_back(std::string(nameOf(finding.outcome)) + ": " + found(finding) + ' ' + toText(finding.remedy));
    return said;
}

} // namespace

TEST_CASE("names the route to a service account's token endpoint and tests the connection")
{
    struct Row {
        const char* name;
        const char* mode;
        Environment environment;
        bool isLocal;
        const char* route;
        const char* answer; ///< empty: no connection is made
    };
    const std::string dead = "http://127.0.0.1:1";
    const auto row = GENERATE_COPY(values<Row>({
        {"this machine, never by the system's proxy", "system", {{"ALL_PROXY", dead}}, true, "ok: Provider mine signs in at http://127.0.0.1:", "ok: http://127.0.0.1:"},
        {"another host, by the system's proxy", "system", {{"https_proxy", dead}}, false, "ok: Provider mine signs in at https://oauth.corp.test through proxy "
        "http://127.0.0.1:1.",
            "problem: https://oauth.corp.test cannot be reached through the proxy http://127.0.0.1:1: "},
        {"another host, without a proxy", "none", {{"ALL_PROXY", dead}}, false, "ok: Provider mine signs in at https://oauth.corp.test directly, without a proxy.",
            "problem: Host oauth.corp.test was not found. Check the network and the DNS server."},
        {"a proxy that cannot be used", "system", {{"ALL_PROXY", "socks4://127.0.0.1:1"}}, false, "problem: Provider mine cannot sign in at https://oauth.corp.test: the variable ALL_PROXY sets a proxy of type \"socks4\"", ""},
    }));
    CAPTURE(row.name);
    World world;
    Server google;
    auto& provider = world.inputs.settings.providers.front();
    provider.proxy.mode = row.mode;
    provider.keys = {{"main", "keychain:mine/main"}};
    world.store.values = {{"keychain:mine/main", keyFileFor(row.isLocal ? "http://127.0.0.1:" + std::to_string(google.port()) + "/token" : "https://oauth.corp.test/token")}};
    world.inputs.environment = row.environment;
    world.examine();
    const auto routes = saidOf(world, Check::Proxy, "mine");
    REQUIRE(routes.size() >= 1);
    CHECK_THAT(routes.back(), StartsWith(row.route));
    const auto answers = saidOf(world, Check::Providers, "mine");
    const std::string answer = row.answer;
    if (answer.empty())
        CHECK(std::ranges::none_of(answers, [](const std::string& said) { return said.find("oauth") != std::string::npos; }));
    else
        CHECK(std::ranges::any_of(answers, [&](const std::string& said) { return said.starts_with(answer); }));
    CHECK(google.asked.startsWith("HEAD / ") == row.isLocal);
    CHECK_FALSE(google.asked.contains("assertion"));
}

TEST_CASE("names the route to the telemetry collector and tests the connection")
{
    struct Row {
        const char* name;
        const char* endpoint; ///< empty: a server on this machine
        Environment environment;
        bool isLocal;
        const char* route; ///< empty: no finding
        const char* answer;
    };
    const std::string dead = "http://127.0.0.1:1";
    const auto row = GENERATE_COPY(values<Row>({
        {"this machine", "", {{"ALL_PROXY", dead}}, true, "ok: Traces and metrics are sent to http://127.0.0.1:", "ok: http://127.0.0.1:"},
        {"by a proxy", "http://otlp.corp.test:4318", {{"http_proxy", dead}}, false, "ok: Traces and metrics are sent to http://otlp.corp.test:4318 through proxy "
        "http://127.0.0.1:1.",
            "problem: http://otlp.corp.test:4318 cannot be reached through the proxy http://127.0.0.1:1: "},
        {"from the environment, bypassing the proxy", "env", {{"OTEL_EXPORTER_OTLP_ENDPOINT", "https://otlp.corp.test"}, {"ALL_PROXY", dead}, {"no_proxy", "corp.test"}}, false,
            "ok: Traces and metrics are sent to https://otlp.corp.test directly, without a proxy.", "problem: Host otlp.corp.test was not found. Check the network, "
        "the DNS server and"},
        {"a variable that is not set", "env", {}, false, "problem: Traces and metrics cannot be sent to ", ""},
        {"a proxy that cannot be used", "http://otlp.corp.test:4318", {{"ALL_PROXY", "https://127.0.0.1:1"}}, false, "problem: Traces and metrics cannot be sent to http://otlp.corp.test:4318: the variable ALL_PROXY sets a proxy of type \"https\"", ""},
        {"off", "off", {}, false, "", ""},
    }));
    CAPTURE(row.name);
    World world;
    Server collector;
    const std::string endpoint = row.endpoint;
    if (endpoint != "off")
        world.inputs.settings.exports.otlp.endpoint = endpoint.empty() ? "http://127.0.0.1:" + std::to_string(collector.port()) : endpoint;
    world.inputs.environment = row.environment;
    world.examine();
    const auto routes = saidOf(world, Check::Proxy, "export.otlp");
    const auto answers = saidOf(world, Check::Providers, "export.otlp");
    REQUIRE(routes.size() == (*row.route ? 1 : 0));
    REQUIRE(answers.size() == (*row.answer ? 1 : 0));
    for (const std::string& route : routes)
        CHECK_THAT(route, StartsWith(row.route));
    for (const std::string& answer : answers)
        CHECK_THAT(answer, StartsWith(row.answer));
    CHECK(collector.asked.startsWith("HEAD / ") == row.isLocal);
}
