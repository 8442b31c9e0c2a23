#include "gateway/exchange/gateway.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/secret_uses.h"

#include "catch.h"
#include "manual_clock.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

using namespace gateway;

#ifdef Q_OS_LINUX // the only system that knows the user of a connection

namespace {

/// A gateway on a free port whose system cannot identify the users of connections, with its records.
class UnknownUsers {
public:
    explicit UnknownUsers(config::RequireKey requireKey)
    {
        config::Settings settings = config::demoSettings();
        settings.listen.httpPort = 0;
        settings.listen.requireKey = requireKey;
        m_gateway.callers().findUser = [](const http::ConnectionEnds&) { return failure(ErrorKind::Io, asIs("its other end is already closed")); };
        m_gateway.use(exchange::makeSnapshot(std::move(settings), *m_catalog, {}));
        REQUIRE(m_gateway.listen());
        const std::string address = m_gateway.listeners().addresses(false).front();
        m_port = static_cast<quint16>(std::stoi(address.substr(address.rfind(':') + 1)));
    }

    /// Sends the request before the gateway runs.
    void send(QTcpSocket& client, const QByteArray& header) const
    {
        const QByteArray body = R"({"model":"demo","messages":[{"role":"user","content":"Hi"}]})";
        client.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        REQUIRE(client.waitForConnected());
        client.write("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "Content-Type: application/json\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        REQUIRE(client.waitForBytesWritten());
    }

    usage::RecordBatch records;

private:
    const std::shared_ptr<const providers::Catalog> m_catalog = providers::Catalog::load().value();
    ManualClock m_clock;
    exchange::Gateway m_gateway{m_clock, m_clock, [this](std::optional<usage::LiveSnapshot>, usage::RecordBatch batch) {
                                    records.insert(records.end(), batch.begin(), batch.end());
                                }};
    quint16 m_port = 0;
};

} // namespace

TEST_CASE("records a client that left before its user was known as cancelled and rejects one that waits")
{
    enum class Leaves { No, Closes, Resets, EndsSending };
    struct Row {
        const char* name;
        Leaves leaves;
        const char* header;
        config::RequireKey requireKey;
        usage::Outcome outcome;
    };
    const auto row = GENERATE(values<Row>({
        {"closes", Leaves::Closes, "", config::RequireKey::Auto, usage::Outcome::Cancelled},
        {"closes, with a key of another program", Leaves::Closes, "Authorization: Bearer sk-anything\r\n", config::RequireKey::Auto, usage::Outcome::Cancelled},
        {"resets the connection", Leaves::Resets, "", config::RequireKey::Auto, usage::Outcome::Cancelled},
        {"ends its half of the connection", Leaves::EndsSending, "", config::RequireKey::Auto, usage::Outcome::Cancelled},
        {"waits", Leaves::No, "", config::RequireKey::Auto, usage::Outcome::ClientError},
        {"closes, but a key is required anyway", Leaves::Closes, "", config::RequireKey::Always, usage::Outcome::ClientError},
        {"closes, but was forwarded", Leaves::Closes, "X-Forwarded-For: 192.0.2.7\r\n", config::RequireKey::Auto, usage::Outcome::ClientError},
    }));
    CAPTURE(row.name);
    UnknownUsers gateway(row.requireKey);
    QTcpSocket client;
    gateway.send(client, row.header);
    const int descriptor = static_cast<int>(client.socketDescriptor());
    if (const linger atOnce{1, 0}; row.leaves == Leaves::Resets)
        REQUIRE(::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce) == 0);
    if (row.leaves == Leaves::EndsSending)
        REQUIRE(::shutdown(descriptor, SHUT_WR) == 0);
    else if (row.leaves != Leaves::No)
        client.abort();
    REQUIRE(QTest::qWaitFor([&] { return !gateway.records.empty(); }, 20000));
    REQUIRE(gateway.records.size() == 1);
    const usage::ExchangeRecord& record = *gateway.records.front();
    const bool isCancelled = row.outcome == usage::Outcome::Cancelled;
    CHECK(record.outcome == row.outcome);
    CHECK(record.status == (isCancelled ? 0 : 401));
    CHECK(record.errorCode == (isCancelled ? "" : "invalid_consumer_key"));
}

#endif

TEST_CASE("a gateway that shuts down settles open exchanges as if each client had disconnected")
{
    const auto catalog = providers::Catalog::load().value();
    config::Settings settings = config::demoSettings();
    settings.listen.httpPort = 0;
    ManualClock clock;
    usage::RecordBatch records;
    auto under = std::make_unique<exchange::Gateway>(clock, clock, [&records](std::optional<usage::LiveSnapshot>, usage::RecordBatch batch) {
        records.insert(records.end(), batch.begin(), batch.end());
    });
    under->use(exchange::makeSnapshot(std::move(settings), *catalog, {}));
    REQUIRE(under->listen());
    const std::string address = under->listeners().addresses(false).front();
    const auto port = static_cast<quint16>(std::stoi(address.substr(address.rfind(':') + 1)));

    QTcpSocket client;
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    const QByteArray body = R"({"model":"demo","stream":true,"messages":[{"role":"user","content":"Hi"}]})";
    client.write("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port)
                 + "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    REQUIRE(QTest::qWaitFor([&] { return client.bytesAvailable() > 0; }, 20000)); // the answer has started
    CHECK(records.empty());

    under.reset();
    REQUIRE(records.size() == 1);
    CHECK(records.front()->outcome == usage::Outcome::Cancelled);
    CHECK(records.front()->status == 200);
    REQUIRE(records.front()->attempts.size() == 1);
    CHECK(records.front()->attempts.front().provider == "demo");
}

TEST_CASE("a gateway that shuts down settles copies of requests that are in progress")
{
    QTcpServer silent; // the shadow target never answers
    REQUIRE(silent.listen(QHostAddress::LocalHost));
    const auto catalog = providers::Catalog::load().value();
    config::Settings settings = config::demoSettings();
    settings.listen.httpPort = 0;
    config::ProviderSettings& other = settings.providers.emplace_back();
    other.id = "other";
    other.type = "openai-compatible";
    other.baseUrl = "http://127.0.0.1:" + std::to_string(silent.serverPort()) + "/v1";
    other.keys.push_back({"other1", "env:other1"});
    config::RouteSettings& route = settings.routes.emplace_back();
    route.id = "alias";
    route.match.models = {{config::TextMatch::Kind::Exact, "alias"}};
    route.targets.emplace_back().provider = "demo";
    route.targets.back().model = "demo";
    route.shadow = config::ShadowSettings{"other/m-other", 1, 1, Currency::Usd};
    config::PriceSettings& price = settings.usage.prices.emplace_back();
    price.model = "m-other";
    price.input = 1;
    price.output = 10;
    exchange::SnapshotInputs inputs;
    inputs.secrets.emplace("env:other1", Secret("sk-other1"));
    inputs.approved.addAll(providers::secretUses(settings, *catalog));
    ManualClock clock;
    usage::RecordBatch records;
    auto under = std::make_unique<exchange::Gateway>(clock, clock, [&records](std::optional<usage::LiveSnapshot>, usage::RecordBatch batch) {
        records.insert(records.end(), batch.begin(), batch.end());
    });
    under->use(exchange::makeSnapshot(std::move(settings), *catalog, inputs));
    REQUIRE(under->listen());
    const std::string address = under->listeners().addresses(false).front();
    const auto port = static_cast<quint16>(std::stoi(address.substr(address.rfind(':') + 1)));

    QTcpSocket client;
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    const QByteArray body = R"({"model":"alias","messages":[{"role":"user","content":"Hi"}]})";
    client.write("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port)
                 + "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    REQUIRE(QTest::qWaitFor([&] { return silent.hasPendingConnections(); }, 20000));
    QTcpSocket* const copy = silent.nextPendingConnection();
    REQUIRE(QTest::qWaitFor([&] { return copy->bytesAvailable() > 0; }, 20000));

    under.reset();
    REQUIRE(records.size() == 2);
    CHECK(records.back()->shadowOf == records.front()->id);
    CHECK(records.back()->outcome == usage::Outcome::Cancelled);
}
