// What the window's gateway sends: the test's own upstream records everything it receives.

#include "approved_configuration.h"
#include "running_gateway.h"

#include "gateway/host/approvals/approval_file.h"

#include <QDir>
#include <QFileInfo>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>

using namespace gateway;
using namespace gateway::host;

namespace {

constexpr const char* kSecret = "sk-from-the-environment";

/// Answers every request with an empty model list.
class Upstream {
public:
    Upstream()
    {
        REQUIRE(m_server.listen(QHostAddress::LocalHost));
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket* const socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, &m_server, [this, socket] {
                const QByteArray bytes = socket->readAll();
                got += bytes.toStdString();
                if (bytes.contains("\r\n\r\n"))
                    socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\nConnection: close\r\n\r\n{\"data\":[]}");
            });
        });
    }
    std::string origin() const { return "http://127.0.0.1:" + std::to_string(m_server.serverPort()); }
    bool hasSecret() const { return got.find(kSecret) != std::string::npos; }

    std::string got;

private:
    QTcpServer m_server;
};

QByteArray configFor(const Upstream& upstream, const char* more = "")
{
    return R"({"version": 1, "providers": [{"id": "up", "type": "openai-compatible", "base_url": ")" + QByteArray::fromStdString(upstream.origin())
        + R"(/v1", "proxy": "none", "keys": [{"name": "main", "secret": "env:SIGNALBOX_TEST_KEY"}])" + more + "}]}";
}

const ProviderStatus& up(const RunningGateway& gateway) { return gateway.host->providers().front(); }

QString approvals(const RunningGateway& gateway) { return gateway.host->dataDir() + QStringLiteral("/approved-origins.json"); }

bool waits(const RunningGateway& gateway)
{
    return QTest::qWaitFor([&] { return !gateway.host->providers().empty() && up(gateway).health == ProviderHealth::Unapproved; }, kLimit_ms);
}

} // namespace

TEST_CASE("holds secrets until a configuration is approved at first start and after changes on disk")
{
    Upstream known;
    Upstream other;
    const RunningGateway gateway(configFor(known).constData());
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    REQUIRE(waits(gateway));
    CHECK_FALSE(QTest::qWaitFor([&] { return !known.got.empty(); }, 300));
    gateway.host->approve(gateway.host->status().unapproved, {});
    REQUIRE(gateway.reaches(State::Running));
    REQUIRE(QTest::qWaitFor([&] { return known.hasSecret(); }, kLimit_ms)); // its model list
    const auto isKept = [&] { const auto list = ApprovalFile(gateway.host->dataDir()).read(); return list && *list && **list != providers::ApprovedOrigins(); };
    REQUIRE(QTest::qWaitFor(isKept, kLimit_ms));
    CHECK((QFileInfo(approvals(gateway)).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)) == 0);
    QFile file(approvals(gateway));
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK_FALSE(file.readAll().contains(kSecret));

    gateway.write(configFor(other));
    REQUIRE(waits(gateway));
    CHECK(up(gateway).keys.front().health == KeyHealth::Unapproved);
    REQUIRE(up(gateway).unapproved.size() == 1);
    CHECK(up(gateway).unapproved.front().to == providers::SecretOrigin{"env:SIGNALBOX_TEST_KEY", other.origin(), {}, {}});
    REQUIRE(gateway.host->status().unapproved == up(gateway).unapproved);
    CHECK_THAT(toText(up(gateway).message), Catch::Contains("waits for your approval") && Catch::Contains("signalboxd key approve up"));
    std::optional<ProbeResult> tested;
    gateway.host->probe(gateway.host->settings().providers.front(), std::nullopt, [&](const ProbeResult& result) { tested = result; });
    REQUIRE(QTest::qWaitFor([&] { return tested.has_value(); }, kLimit_ms));
    CHECK_THAT(toText(tested->message), Catch::Contains("waits for your approval"));
    gateway.host->lookAtMeters();
    gateway.host->reload(); // SIGHUP is for programs without a window
    CHECK_FALSE(QTest::qWaitFor([&] { return !other.got.empty(); }, 300));

    std::optional<Result<void>> approved;
    gateway.host->approve(gateway.host->status().unapproved, [&](const Result<void>& result) { approved = result; });
    REQUIRE(QTest::qWaitFor([&] { return approved.has_value() && other.hasSecret(); }, kLimit_ms));
    CHECK(*approved);
    CHECK(gateway.host->status().unapproved.empty());
    const auto kept = ApprovalFile(gateway.host->dataDir()).read();
    REQUIRE((kept && *kept));
    CHECK((*kept)->allows({"up", "main", {"env:SIGNALBOX_TEST_KEY", other.origin(), {}, {}}, true, false}));
}

TEST_CASE("a change made in the window approves only what it changed")
{
    Upstream known;
    Upstream other;
    Upstream typed;
    const RunningGateway gateway(configFor(known).constData());
    approveConfiguration(*gateway.host);
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    gateway.write(configFor(other));
    REQUIRE(waits(gateway));

    config::Settings next = gateway.host->settings();
    next.usage.retentionDays = 30;
    next.providers.front().enabled = false;
    std::optional<Result<void>> changed;
    const auto change = [&] {
        changed.reset();
        gateway.host->change(next, [&](const Result<void>& result) { changed = result; });
        REQUIRE(QTest::qWaitFor([&] { return changed.has_value(); }, kLimit_ms));
        REQUIRE(*changed);
    };
    change();
    next.providers.front().enabled = true; // as a user may do without having seen the address
    change();
    REQUIRE(waits(gateway));
    CHECK(other.got.empty());

    next.providers.front().baseUrl = typed.origin() + "/v1";
    std::optional<ProbeResult> tested; // tests a typed address before it is saved
    gateway.host->probe(next.providers.front(), std::nullopt, [&](const ProbeResult& result) { tested = result; });
    REQUIRE(QTest::qWaitFor([&] { return tested.has_value() && typed.hasSecret(); }, kLimit_ms));
    change();
    REQUIRE(QTest::qWaitFor([&] { return up(gateway).health == ProviderHealth::Ready; }, kLimit_ms));
    CHECK(other.got.empty());
}

TEST_CASE("a damaged approval list releases no secret and is repaired by the next approval")
{
    Upstream upstream;
    const RunningGateway gateway(configFor(upstream).constData());
    REQUIRE(QDir().mkpath(gateway.host->dataDir()));
    QFile file(approvals(gateway));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(GENERATE("", "{", "{\"approved\": 7}"));
    file.close();
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    REQUIRE(waits(gateway));
    CHECK(upstream.got.empty());
    gateway.host->approve(gateway.host->status().unapproved, [](const Result<void>&) {});
    REQUIRE(QTest::qWaitFor([&] { return upstream.hasSecret(); }, kLimit_ms));
    REQUIRE(QTest::qWaitFor([&] { const auto read = ApprovalFile(gateway.host->dataDir()).read(); return read && *read; }, kLimit_ms));
}

TEST_CASE("a running gateway picks up an approval made on the command line")
{
    Upstream known;
    Upstream other;
    const RunningGateway gateway(configFor(known).constData());
    approveConfiguration(*gateway.host);
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    gateway.write(configFor(other));
    REQUIRE(waits(gateway));
    REQUIRE(ApprovalFile(gateway.host->dataDir()).add(gateway.host->status().unapproved));
    CHECK(QTest::qWaitFor([&] { return other.hasSecret(); }, kLimit_ms));
}
