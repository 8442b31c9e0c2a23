#include "approved_configuration.h"
#include "running_gateway.h"

#include "gateway/http/tls/server_certificate.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSslCertificate>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace gateway;
using namespace gateway::host;
using namespace Qt::StringLiterals;

namespace {

constexpr char kAsk[] = R"({"model":"demo","messages":[{"role":"user","content":"Hello"}]})";

constexpr char kTwoProviders[] = R"({
  "version": 1,
  "future": {"kept": true},
  "providers": [
    {"id": "ready", "type": "openai-compatible", "base_url": "http://127.0.0.1:9/v1",
     "keys": [{"name": "main", "secret": "env:SIGNALBOX_TEST_KEY"}]},
    {"id": "keyless", "type": "deepseek"},
    {"id": "missing", "type": "qwen", "keys": [{"name": "main", "secret": "env:SIGNALBOX_NO_SUCH"}]},
    {"id": "nowhere", "type": "openai-compatible", "keys": [{"name": "main", "secret": "env:SIGNALBOX_TEST_KEY"}]},
    {"id": "off", "type": "openai", "enabled": false}
  ]
})";

} // namespace

TEST_CASE("reports an unusable ledger in the status until it is usable again")
{
    RunningGateway gateway;
    const QString file = usage::Ledger::fileIn(gateway.host->dataDir());
    REQUIRE(QDir().mkpath(gateway.host->dataDir()));
    QFile garbage(file);
    REQUIRE(garbage.open(QIODevice::WriteOnly));
    garbage.write(QByteArray(9000, 'x'));
    garbage.close();
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    REQUIRE(QTest::qWaitFor([&] { return gateway.host->status().ledgerFails; }, kLimit_ms));
    CHECK(gateway.request("/v1/chat/completions", kAsk).first == 200);
}

TEST_CASE("reports a deleted ledger and continues with a new one")
{
    RunningGateway gateway;
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    gateway.request("/v1/chat/completions", kAsk);
    const QString file = usage::Ledger::fileIn(gateway.host->dataDir());
    REQUIRE(QTest::qWaitFor([&] { return QFile::exists(file); }, kLimit_ms));
    bool wasTold = false;
    QObject::connect(gateway.host.get(), &GatewayHost::statusChanged, gateway.host.get(), [&] { wasTold = wasTold || gateway.host->status().ledgerFails; });
    for (const char* end : {"", "-wal", "-shm"}) QFile::remove(file + QLatin1StringView(end));
    const auto worksAgain = [&] {
        gateway.request("/v1/chat/completions", kAsk);
        return wasTold && !gateway.host->status().ledgerFails;
    };
    CHECK(QTest::qWaitFor(worksAgain, kLimit_ms));
}

TEST_CASE("serves the demo without a configuration file and records its usage")
{
    RunningGateway gateway;
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    REQUIRE_FALSE(gateway.host->status().urls.empty());
    const auto [status, body] = gateway.request("/v1/chat/completions", kAsk);
    CHECK(status == 200);
    CHECK(body.contains("\"usage\""));

    std::optional<usage::Totals> totals;
    const auto asked = [&] {
        gateway.host->ledger()->totals(WallTime{}, WallTime::max(), gateway.host.get(),
                                       [&](Result<usage::Totals> result) { totals = result.value(); });
        return QTest::qWaitFor([&] { return totals.has_value(); }, kLimit_ms) && totals->exchanges == 1;
    };
    REQUIRE(QTest::qWaitFor(asked, kLimit_ms));
    CHECK(totals->outputTokens > 0);
    CHECK_FALSE(QFile::exists(gateway.file())); // nobody changed any settings
}

TEST_CASE("where a key is required the program has its own key that is stored nowhere")
{
    RunningGateway gateway(R"({"version": 1, "listen": {"require_key": "always"}, "providers": [{"id": "demo", "type": "demo"}],
        "consumers": [{"name": "ide", "keys": [{"secret": "env:SIGNALBOX_TEST_KEY"}]}]})");
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    const std::string key = gateway.host->ownKey().reveal();
    CHECK(gateway.request("/v1/chat/completions", kAsk).first == 401);
    CHECK(gateway.request("/v1/chat/completions", kAsk, key).first == 200);
    CHECK(gateway.request("/v1/models", {}, key).first == 200);
    CHECK(RunningGateway().host->ownKey().reveal() != key); // each process has a different one

    std::optional<std::vector<usage::ExchangeRecord>> records;
    const auto asked = [&] {
        gateway.host->ledger()->recent(10, gateway.host.get(), [&](Result<std::vector<usage::ExchangeRecord>> found) { records = found.value(); });
        return QTest::qWaitFor([&] { return records.has_value(); }, kLimit_ms)
            && std::ranges::count(*records, "Signalbox", &usage::ExchangeRecord::consumer) == 1;
    };
    REQUIRE(QTest::qWaitFor(asked, kLimit_ms));
    QFile file(gateway.file());
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK_FALSE(file.readAll().contains(key.c_str()));
}

TEST_CASE("knows the models that a provider lists, also after a restart")
{
    RunningGateway provider;
    provider.host->start();
    REQUIRE(provider.reaches(State::Running));
    const std::string url = provider.host->status().urls.front() + "/v1";
    RunningGateway gateway;
    gateway.write(R"({"version": 1, "providers": [{"id": "mine", "type": "openai-compatible", "base_url": ")" + QByteArray::fromStdString(url)
                  + R"(", "keys": [{"name": "main", "secret": "env:SIGNALBOX_TEST_KEY"}]}]})");
    approveConfiguration(*gateway.host);
    gateway.host->start(); // knows nothing of an earlier test
    REQUIRE(gateway.reaches(State::Running));
    CHECK(QTest::qWaitFor([&] { const auto& all = gateway.host->providers(); return !all.empty() && !all.front().listed.empty(); }, kLimit_ms));
    CHECK(std::ranges::count(gateway.host->providers().front().listed, "demo") == 1);
    CHECK(QTest::qWaitFor([&] { return gateway.request("/v1/models").second.contains("\"demo\""); }, kLimit_ms));
}

TEST_CASE("a reader of the live figures that is deleted does not block the gateway's owner")
{
    RunningGateway gateway;
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    // Qt guards objects with 131 locks, chosen by address: among this many neighbours, one
    // shares its lock with the host.
    std::vector<QObject> readers(512);
    for (QObject& reader : readers)
        QObject::connect(gateway.host.get(), &GatewayHost::live, &reader, [] {});
    readers.clear();
    bool isTold = false;
    QObject::connect(gateway.host.get(), &GatewayHost::live, gateway.host.get(), [&] { isTold = true; });
    gateway.request("/v1/chat/completions", kAsk);
    CHECK(QTest::qWaitFor([&] { return isTold; }, kLimit_ms));
}

TEST_CASE("refuses new requests while paused")
{
    RunningGateway gateway;
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    gateway.host->pause();
    CHECK(gateway.host->status().state == State::Paused);
    const auto [paused, body] = gateway.request("/v1/chat/completions", kAsk);
    CHECK(paused == 503);
    CHECK(body.contains("gateway_paused"));
    CHECK(gateway.request("/health").first == 200);
    gateway.host->resume();
    CHECK(gateway.request("/v1/chat/completions", kAsk).first == 200);
}

TEST_CASE("names the holder of a taken port and listens on the port once it is free")
{
    QTcpServer other;
    REQUIRE(other.listen(QHostAddress::LocalHost));
    const int port = other.serverPort();
    const QTemporaryDir folder;
    HostOptions options;
    options.configFile = folder.filePath(u"config.json"_s);
    options.dataDir = folder.filePath(u"data"_s);
    options.httpPort = port;
    options.httpsPort = std::optional<int>();
    GatewayHost host(options);
    const auto reaches = [&](State state) { return QTest::qWaitFor([&] { return host.status().state == state; }, kLimit_ms); };
    host.start();
    REQUIRE(reaches(State::Failed));
    REQUIRE(host.status().problem);
    CHECK(host.status().problem->kind == ErrorKind::PortTaken);
    std::optional<PortFinding> finding;
    const auto look = [&] {
        finding.reset();
        host.checkPort(port, [&](const PortFinding& found) { finding = found; });
        return QTest::qWaitFor([&] { return finding.has_value(); }, kLimit_ms);
    };
    REQUIRE(look());
    CHECK_FALSE(finding->isFree);
    CHECK(finding->nextFree > port);
    other.close();
    REQUIRE(look());
    CHECK(finding->isFree);
    CHECK(host.status().state == State::Failed); // it retries every few seconds
    if (GENERATE(true, false)) { // or at once on request
        host.listenAgain();
        host.listenAgain();
    }
    REQUIRE(reaches(State::Running));
    CHECK(host.status().urls.front() == "http://127.0.0.1:" + std::to_string(port));
    CHECK_FALSE(host.status().problem);
}

TEST_CASE("does not suggest the gateway's own other port instead of a taken one")
{
    QTcpServer other;
    REQUIRE(other.listen(QHostAddress::LocalHost));
    const int port = other.serverPort();
    const QTemporaryDir folder;
    HostOptions options;
    options.configFile = folder.filePath(u"config.json"_s);
    options.dataDir = folder.filePath(u"data"_s);
    options.httpPort = port;
    options.httpsPort = std::optional<int>(checkPort("127.0.0.1", port).nextFree);
    GatewayHost host(options);
    host.start();
    REQUIRE(QTest::qWaitFor([&] { return host.status().state == State::Failed; }, kLimit_ms));
    std::optional<PortFinding> finding;
    host.checkPort(port, [&](const PortFinding& found) { finding = found; });
    REQUIRE(QTest::qWaitFor([&] { return finding.has_value(); }, kLimit_ms));
    CHECK(finding->nextFree > port);
    CHECK(finding->nextFree != *options.httpsPort);
}

TEST_CASE("checks a certificate authority file without blocking the caller")
{
    const QTemporaryDir folder;
    HostOptions options;
    options.configFile = folder.filePath(u"config.json"_s);
    options.dataDir = folder.filePath(u"data"_s);
    options.httpPort = 0;
    options.httpsPort = std::optional<int>();
    GatewayHost host(options);
    host.start();
    std::optional<AuthorityFinding> finding;
    host.checkAuthority(folder.filePath(u"gone.pem"_s).toStdString(), [&](AuthorityFinding found) { finding = found; });
    CHECK_FALSE(finding);
    REQUIRE(QTest::qWaitFor([&] { return finding.has_value(); }, kLimit_ms));
    CHECK(*finding == AuthorityFinding::NoFile);
}

TEST_CASE("serves HTTPS once its port is free")
{
    QTcpServer other;
    REQUIRE(other.listen(QHostAddress::LocalHost));
    const QTemporaryDir folder;
    HostOptions options;
    options.configFile = folder.filePath(u"config.json"_s);
    options.dataDir = folder.filePath(u"data"_s);
    options.httpPort = 0;
    options.httpsPort = std::optional<int>(other.serverPort());
    GatewayHost host(options);
    host.start();
    const auto isTaken = [&] { return host.status().httpsProblem && host.status().httpsProblem->kind == ErrorKind::PortTaken; };
    REQUIRE(QTest::qWaitFor(isTaken, kLimit_ms));
    CHECK(host.status().state == State::Running);
    const std::string address = "https://127.0.0.1:" + std::to_string(other.serverPort());
    other.close();
    REQUIRE(QTest::qWaitFor([&] { return !host.status().httpsProblem; }, kLimit_ms));
    CHECK(std::ranges::count(host.status().urls, address) == 1);
}

TEST_CASE("explains the routing of a request even before the gateway runs")
{
    RunningGateway gateway;
    const auto explained = [&](const char* body) {
        std::optional<routing::Explanation> explanation;
        routing::Question question;
        question.body = body;
        gateway.host->explain(question, [&](routing::Explanation told) { explanation = std::move(told); });
        REQUIRE(QTest::qWaitFor([&] { return explanation.has_value(); }, kLimit_ms));
        return *explanation;
    };
    CHECK(explained(kAsk).error);
    CHECK(gateway.host->judge({429, {}, {}, "openai", {}}).failure == config::FailureClass::RateLimited);

    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    constexpr char kLimited[] = R"({"model":"demo-rate-limited","messages":[{"role":"user","content":"Hello"}]})";
    const routing::Explanation explanation = explained(kLimited);
    CHECK_FALSE(explanation.error);
    REQUIRE(explanation.attempts.size() == 2);
    CHECK(explanation.attempts.front().place->hasRoute);
    CHECK(explanation.attempts.front().place->algorithm == "roundrobin");
    CHECK(explanation.attempts.front().place->priority > explanation.attempts.back().place->priority);
    CHECK_FALSE(explained(kAsk).attempts.front().place->hasRoute);
}

TEST_CASE("reports for each provider whether it is usable and why not")
{
    RunningGateway gateway(kTwoProviders);
    approveConfiguration(*gateway.host);
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    struct Row {
        const char* id;
        ProviderHealth health;
    };
    const Row rows[]{{"ready", ProviderHealth::Ready},
                     {"keyless", ProviderHealth::KeyProblem},
                     {"missing", ProviderHealth::KeyProblem},
                     {"nowhere", ProviderHealth::Invalid},
                     {"off", ProviderHealth::Disabled}};
    const auto& states = gateway.host->providers();
    REQUIRE(states.size() == std::size(rows));
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        CAPTURE(rows[i].id);
        CHECK(states[i].id == rows[i].id);
        CHECK(states[i].health == rows[i].health);
    }
    CHECK(states[2].keys.front().health == KeyHealth::Missing);
    const auto [status, body] = gateway.request("/v1/chat/completions", R"({"model":"missing/x","messages":[]})");
    CHECK(status == 503);
    CHECK(body.contains("no_usable_key"));
}

TEST_CASE("reading the keys again reports a change only if a key changed")
{
    RunningGateway gateway(kTwoProviders);
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    int told = 0;
    QObject::connect(gateway.host.get(), &GatewayHost::providersChanged, gateway.host.get(), [&] { ++told; });
    gateway.host->refreshKeys();
    CHECK(gateway.request("/health").first == 200); // the keys have been read by then
    CHECK(told == 0);
    qputenv("SIGNALBOX_TEST_KEY", "sk-another-one");
    gateway.host->refreshKeys();
    CHECK(QTest::qWaitFor([&] { return told > 0; }, kLimit_ms));
}

TEST_CASE("puts an unreachable provider into cooldown until the user requests a retry")
{
    RunningGateway gateway(kTwoProviders);
    approveConfiguration(*gateway.host);
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    int told = 0;
    QObject::connect(gateway.host.get(), &GatewayHost::providersChanged, gateway.host.get(), [&] { ++told; });
    const auto rests = [&] { return gateway.host->providers().front().rests; };
    const auto ask = [&] { return gateway.request("/v1/chat/completions", R"({"model":"ready/x","messages":[]})"); };
    for (int i = 0; i < 3; ++i)
        CHECK(ask().first >= 500);
    REQUIRE(QTest::qWaitFor([&] { return rests().size() == 1; }, kLimit_ms));
    CHECK(rests().front().scope() == routing::Rests::Provider);
    CHECK(ask().second.contains("upstream_unreachable")); // the only provider is still tried
    CHECK(gateway.request("/health").second.contains("\"resting\":1"));
    CHECK(told >= 1);
    gateway.host->tryAgain(rests().front());
    REQUIRE(QTest::qWaitFor([&] { return rests().empty(); }, kLimit_ms));
    CHECK(ask().second.contains("upstream_unreachable"));
}

namespace {

/// Closes every connection.
struct ClosingUpstream {
    QTcpServer server;
    int asked = 0;

    ClosingUpstream()
    {
        QObject::connect(&server, &QTcpServer::newConnection, &server, [this] {
            ++asked;
            server.nextPendingConnection()->abort();
        });
        REQUIRE(server.listen(QHostAddress::LocalHost));
    }
    QByteArray configuration() const
    {
        return QByteArray(R"({"version": 1, "providers": [
            {"id": "ready", "type": "openai-compatible", "base_url": "http://127.0.0.1:PORT/v1",
             "keys": [{"name": "main", "secret": "env:SIGNALBOX_TEST_KEY"}],
             "key_failover": {"mode": "active", "failure_threshold": 1, "check_interval_ms": 20, "check_model": "m"}}]})")
            .replace("PORT", QByteArray::number(server.serverPort()));
    }
};

/// A gateway that keeps checking a provider that is down.
struct Checked : ClosingUpstream, RunningGateway {
    Checked() : RunningGateway(configuration().constData())
    {
        approveConfiguration(*host);
        host->start();
        REQUIRE(reaches(State::Running));
        CHECK(request("/v1/chat/completions", R"({"model":"ready/x","messages":[]})").first >= 500);
        waitForChecks(2);
    }
    void waitForChecks(int more)
    {
        REQUIRE(QTest::qWaitFor([&, goal = asked + more] { return asked >= goal; }, kLimit_ms));
    }
};

} // namespace

TEST_CASE("runs no health checks while the gateway is paused")
{
    Checked gateway;
    Checked other;
    gateway.host->pause();
    REQUIRE(gateway.reaches(State::Paused));
    constexpr int kMany = 10;
    other.waitForChecks(kMany); // one may have been in progress
    const int before = gateway.asked;
    other.waitForChecks(kMany);
    CHECK(gateway.asked == before);
    gateway.host->resume();
    gateway.waitForChecks(1);
}

TEST_CASE("writes changed settings and keeps unknown fields and applies them at once")
{
    RunningGateway gateway(kTwoProviders);
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    config::Settings next = gateway.host->settings();
    config::ProviderSettings demo;
    demo.id = "demo";
    demo.type = "demo";
    next.providers.push_back(demo);
    std::optional<Result<void>> done;
    gateway.host->change(next, [&](Result<void> result) { done = std::move(result); });
    REQUIRE(QTest::qWaitFor([&] { return done.has_value(); }, kLimit_ms));
    REQUIRE(done->has_value());
    REQUIRE(QTest::qWaitFor([&] { return gateway.host->providers().size() == 6; }, kLimit_ms));
    CHECK(gateway.request("/v1/chat/completions", kAsk).first == 200);
    QFile file(gateway.file());
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    CHECK(text.contains("\"future\""));
    CHECK_FALSE(text.contains("sk-from-the-environment"));

    next.providers.push_back(demo); // the same id twice
    done.reset();
    gateway.host->change(next, [&](Result<void> result) { done = std::move(result); });
    REQUIRE(QTest::qWaitFor([&] { return done.has_value(); }, kLimit_ms));
    REQUIRE_FALSE(done->has_value());
    CHECK(done->error().kind == ErrorKind::ConfigInvalid);
    CHECK(done->error().text().find("providers[") != std::string::npos);
    CHECK(gateway.host->providers().size() == 6);
}

TEST_CASE("applies a changed failure policy and announces it with the settings")
{
    RunningGateway gateway;
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    const auto afterLimit = [&] { return gateway.host->failureRules()->policy(config::FailureClass::RateLimited).then; };
    CHECK(afterLimit() == config::Next::NextKey);
    std::optional<config::Next> told;
    QObject::connect(gateway.host.get(), &GatewayHost::settingsChanged, gateway.host.get(), [&] { told = afterLimit(); });
    config::Settings next = gateway.host->settings();
    next.failures.classes = {{"rate_limited", {config::Next::GiveUp, {}, {}, {}}}};
    std::optional<Result<void>> done;
    gateway.host->change(next, [&](Result<void> result) { done = std::move(result); });
    REQUIRE(QTest::qWaitFor([&] { return done.has_value(); }, kLimit_ms));
    CHECK(told == config::Next::GiveUp);
    // The second target would answer.
    constexpr char kLimited[] = R"({"model":"demo-rate-limited","messages":[{"role":"user","content":"Hello"}]})";
    CHECK(gateway.request("/v1/chat/completions", kLimited).first == 429);
}

TEST_CASE("picks up an edited file and keeps the last valid one in force")
{
    RunningGateway gateway(kTwoProviders);
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    gateway.write(R"({"version": 1, "providers": [{"id": "demo", "type": "demo"}]})");
    REQUIRE(QTest::qWaitFor([&] { return gateway.host->providers().size() == 1; }, kLimit_ms));
    CHECK(gateway.request("/v1/chat/completions", kAsk).first == 200);
    gateway.write(R"({"version": 1, "providers": [{"id": 5}]})");
    REQUIRE(QTest::qWaitFor([&] { return gateway.host->status().configInvalid; }, kLimit_ms));
    CHECK_FALSE(gateway.host->status().configIssues.empty());
    CHECK(gateway.request("/v1/chat/completions", kAsk).first == 200);
    gateway.write(R"({"version": 1, "providers": []})");
    REQUIRE(QTest::qWaitFor([&] { return gateway.host->providers().empty(); }, kLimit_ms));
    CHECK_FALSE(gateway.host->status().configInvalid);
}

TEST_CASE("does not store a key that contains a line break")
{
    RunningGateway gateway;
    std::optional<Result<void>> stored;
    gateway.host->storeSecret({SecretReference::Store::Keychain, "test/never"}, Secret("sk-abc\n123"),
                              [&](const Result<void>& result) { stored = result; });
    CHECK_FALSE(stored); // asynchronously, as always
    REQUIRE(QTest::qWaitFor([&] { return stored.has_value(); }, kLimit_ms));
    REQUIRE_FALSE(*stored);
    CHECK(stored->error().kind == ErrorKind::InvalidRequest);
}

TEST_CASE("reports the expiry and fingerprint of the user's own certificate")
{
    const QTemporaryDir folder;
    http::LocalCertificates made(folder.path());
    REQUIRE(made.server(std::chrono::system_clock::now()));
    const auto chain = QSslCertificate::fromPath(made.serverFile(), QSsl::Pem);
    REQUIRE_FALSE(chain.isEmpty());
    const QByteArray text = R"({"version": 1, "listen": {"tls": {"certificate": ")" + made.serverFile().toUtf8() + R"(", "key": ")"
        + folder.filePath(u"tls/localhost.key"_s).toUtf8() + R"("}}})";
    RunningGateway gateway(text.constData(), 0);
    gateway.host->start();
    REQUIRE(QTest::qWaitFor([&] { return gateway.host->status().certificateEnds.has_value(); }, kLimit_ms));
    CHECK(gateway.host->status().certificateSha256 == chain.front().digest(QCryptographicHash::Sha256).toHex().toStdString());
    auto next = gateway.host->settings();
    next.listen.tlsCertificate.reset();
    next.listen.tlsKey.reset();
    gateway.host->change(next, [](const Result<void>&) {});
    REQUIRE(QTest::qWaitFor([&] { return !gateway.host->status().certificateEnds; }, kLimit_ms));
    CHECK(gateway.host->status().certificateSha256.empty());
}

TEST_CASE("a test without /v1 finds the address with it, once")
{
    std::vector<std::string> asked;
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    const bool isThere = GENERATE(true, false);
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket* const socket = server.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, &server, [&, socket] {
            const QByteArray bytes = socket->readAll();
            if (!bytes.startsWith("GET ") && !bytes.startsWith("POST "))
                return; // the rest of a request
            const QByteArray line = bytes.left(bytes.indexOf(" HTTP/"));
            asked.push_back(line.toStdString());
            const bool isFound = isThere && line == "GET /v1/models";
            const bool isChat = isThere && line == "POST /v1/chat/completions";
            const QByteArray body = isFound ? R"({"data":[{"id":"m"}]})" : "{}";
            socket->write("HTTP/1.1 " + QByteArray(isFound ? "200" : isChat ? "401" : "404") + " X\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        });
    });
    RunningGateway gateway;
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    config::ProviderSettings provider;
    provider.id = "own";
    provider.type = "openai-compatible";
    provider.proxy.mode = "none";
    provider.baseUrl = "http://127.0.0.1:" + std::to_string(server.serverPort());
    std::optional<ProbeResult> result;
    gateway.host->probe(provider, Secret("sk-typed"), [&](ProbeResult done) { result = std::move(done); });
    REQUIRE(QTest::qWaitFor([&] { return result.has_value(); }, kLimit_ms));
    CHECK_FALSE(result->ok);
    CHECK(result->status == 404);
    REQUIRE(static_cast<bool>(result->better) == isThere);
    CHECK(std::ranges::count(asked, "GET /models") == 1);
    CHECK(std::ranges::count(asked, "GET /v1/models") == 1);
    if (!isThere)
        return;
    CHECK(result->better->baseUrl == *provider.baseUrl + "/v1");
    CHECK(result->better->result.models == 1);
    CHECK(result->better->result.status == 401); // the key is wrong, but that is the address
}

TEST_CASE("testing the gateway's own address fails as a loop")
{
    RunningGateway gateway;
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    config::ProviderSettings provider;
    provider.id = "loop";
    provider.type = "openai-compatible";
    const int port = QUrl(QString::fromStdString(gateway.host->status().urls.front())).port();
    provider.baseUrl = "http://localhost:" + std::to_string(port) + "/v1";
    std::optional<ProbeResult> result;
    gateway.host->probe(provider, std::nullopt, [&](ProbeResult done) { result = std::move(done); });
    REQUIRE(QTest::qWaitFor([&] { return result.has_value(); }, kLimit_ms));
    CHECK_FALSE(result->ok);
    CHECK(result->problem == ErrorKind::LoopDetected);
    // The built-in demo is reached through this gateway and is not a loop.
    result.reset();
    provider = {};
    provider.id = "demo";
    provider.type = "demo";
    gateway.host->probe(provider, std::nullopt, [&](ProbeResult done) { result = std::move(done); });
    REQUIRE(QTest::qWaitFor([&] { return result.has_value(); }, kLimit_ms));
    CHECK(result->ok);
}
