#include "gateway/host/key_meter_service.h"

#include "gateway/host/health/provider_access.h"

#include "catch.h"
#include "manual_clock.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace gateway;
using namespace gateway::host;

namespace {

constexpr int kWait_ms = 20000;

/// Gives every request the same answer and records the requests.
class Server {
public:
    Server()
    {
        REQUIRE(m_server.listen(QHostAddress::LocalHost));
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket* const socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                requests.push_back(socket->readAll().toStdString());
                const std::string answer = "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
                socket->write(answer.data(), static_cast<qint64>(answer.size()));
                socket->disconnectFromHost();
            });
        });
    }
    std::string origin() const { return "http://127.0.0.1:" + std::to_string(m_server.serverPort()); }

    int status = 200;
    std::string body;
    std::vector<std::string> requests;

private:
    QTcpServer m_server;
};

const providers::Catalog& catalog()
{
    static const auto kCatalog = providers::Catalog::load();
    REQUIRE(kCatalog);
    return **kCatalog;
}

config::ProviderSettings provider(const Server& server, const char* id, const char* type)
{
    config::ProviderSettings settings;
    settings.id = id;
    settings.type = type;
    settings.baseUrl = server.origin();
    settings.keys = {{"main", "env:MAIN", 1, true}, {"spare", "env:SPARE", 1, true}};
    settings.proxy.mode = "none";
    return settings;
}

std::shared_ptr<const exchange::Snapshot> snapshotOf(std::vector<config::ProviderSettings> providers)
{
    config::Settings settings;
    settings.providers = std::move(providers);
    exchange::SnapshotInputs inputs;
    inputs.secrets.emplace("env:MAIN", Secret("sk-main-secret"));
    inputs.secrets.emplace("env:SPARE", Secret("sk-spare-secret"));
    inputs.approved.addAll(providers::secretUses(settings, catalog()));
    return exchange::makeSnapshot(std::move(settings), catalog(), inputs);
}

bool settled(KeyMeterService& service)
{
    return QTest::qWaitFor([&service] { return !service.isAsking(); }, kWait_ms);
}

} // namespace

TEST_CASE("fetches the balance of a viewed key at most every five minutes")
{
    Server server;
    server.body = R"({"balance_infos": [{"currency": "CNY", "total_balance": "110.00"}]})";
    providers::ProviderClient client;
    ManualClock clock;
    KeyMeterService service(client, catalog(), clock);
    service.look(); // before there are any providers
    service.use(snapshotOf({provider(server, "deepseek", "deepseek"), provider(server, "other", "openai-compatible")}));
    CHECK(service.meters().empty());
    service.look();
    REQUIRE(settled(service));
    REQUIRE(server.requests.size() == 2); // both keys of the provider that reports balances
    CHECK_THAT(server.requests[0], Catch::StartsWith("GET /user/balance HTTP/1.1"));
    CHECK_THAT(server.requests[0] + server.requests[1], Catch::Contains("Bearer sk-main-secret") && Catch::Contains("Bearer sk-spare-secret"));
    REQUIRE(service.meters().size() == 2);
    CHECK(service.meters()[0].key == "main");
    CHECK(service.meters()[0].balance == std::vector<Money>{{Currency::Cny, 110'000'000'000'000}});
    CHECK(service.meters()[0].balanceAsOf == clock.wallNow());
    CHECK(service.meters()[1].key == "spare");
    service.look();
    service.usedUp("deepseek", "main");
    CHECK_FALSE(service.isAsking());
    clock.advance(std::chrono::minutes(5));
    server.status = 402;
    server.body = R"({"error": {"message": "no money on sk-spare-secret"}})";
    service.usedUp("deepseek", "spare");
    service.usedUp("deepseek", "nobody");
    REQUIRE(settled(service));
    CHECK(server.requests.size() == 3);
    CHECK(service.meters()[0].problem.isEmpty());
    CHECK_THAT(toText(service.meters()[1].problem), Catch::Contains("no balance left") && !Catch::Contains("sk-spare-secret"));
    CHECK(service.meters()[1].balance.size() == 1); // the previous value with its time
    CHECK(service.meters()[1].balanceAsOf == clock.wallNow() - std::chrono::minutes(5));
}

TEST_CASE("derives the balance URL of another host from the provider's own path")
{
    struct Row {
        const char* type;
        const char* url;
        const char* path;
    };
    const auto row = GENERATE(values<Row>({
        {"deepseek", "http://host", "/user/balance"},
        {"deepseek", "http://host/ds", "/ds/user/balance"},
        {"deepseek", "http://host/ds/", "/ds/user/balance"},
        {"deepseek", "http://host/ds/v1", "/ds/user/balance"},
        {"deepseek", "http://host/ds/v1/chat/completions", "/ds/user/balance"},
        {"deepseek", "https://api.deepseek.com.host/a%20b", "/a%20b/user/balance"},
        {"moonshot", "http://host/v1", "/v1/users/me/balance"},
        {"moonshot", "http://host/a/b/v1", "/a/b/v1/users/me/balance"},
        {"openrouter", "http://host/or/api/v1", "/or/api/v1/credits"},
        {"openrouter", "http://host/or/v1", "/or/api/v1/credits"},
        {"zhipu", "http://host/glm/api/paas/v4", "/glm/api/monitor/usage/quota/limit"},
        // At the provider's own host the path is fixed.
        {"deepseek", "https://api.deepseek.com", "/user/balance"},
        {"deepseek", "https://API.deepseek.com/beta", "/user/balance"},
        {"moonshot", "https://api.moonshot.cn/anthropic", "/v1/users/me/balance"},
    }));
    CAPTURE(row.type, row.url);
    config::ProviderSettings settings;
    settings.type = row.type;
    settings.baseUrl = row.url;
    const auto endpoint = providers::resolveEndpoint(settings, catalog());
    REQUIRE(endpoint);
    const providers::CatalogEntry& entry = *catalog().find(row.type);
    const auto sources = balanceSources(*endpoint, entry);
    REQUIRE(sources.size() == entry.balances.size());
    CHECK(sources.front().path == row.path);
}

TEST_CASE("a 404 for the balance URL is not reported as an unknown model")
{
    Server server;
    server.status = 404;
    providers::ProviderClient client;
    ManualClock clock;
    KeyMeterService service(client, catalog(), clock);
    auto settings = provider(server, "deepseek", "deepseek");
    settings.baseUrl = server.origin() + "/ds";
    service.use(snapshotOf({settings}));
    service.look();
    REQUIRE(settled(service));
    REQUIRE(server.requests.size() == 2);
    CHECK_THAT(server.requests[0], Catch::StartsWith("GET /ds/user/balance HTTP/1.1"));
    CHECK(service.meters()[0].problem == "not found: check the address");
}

TEST_CASE("keeps the rate limits from answers until their key is removed")
{
    Server server;
    providers::ProviderClient client;
    ManualClock clock;
    KeyMeterService service(client, catalog(), clock);
    int told = 0;
    QObject::connect(&service, &KeyMeterService::changed, &service, [&told] { ++told; });
    providers::KeyMeter limits;
    limits.provider = "other";
    limits.key = "spare";
    limits.limits = {{"requests", 5000, 4999, {}}};
    limits.limitsAsOf = clock.wallNow();
    service.take(limits);
    CHECK(told == 0); // unknown key
    service.use(snapshotOf({provider(server, "other", "openai-compatible")}));
    service.take(limits);
    CHECK(told == 1);
    REQUIRE(service.meters().size() == 1);
    CHECK(service.meters()[0] == limits);
    limits.key = "main";
    service.take(limits);
    REQUIRE(service.meters().size() == 2);
    CHECK(service.meters()[0].key == "main"); // in configuration order
    service.use(snapshotOf({provider(server, "another", "openai-compatible")}));
    CHECK(service.meters().empty());
    CHECK(told == 3);
    CHECK(server.requests.empty());
}

TEST_CASE("asks for the plan of a used key only where keys are avoided by their plan")
{
    Server server;
    server.body = R"({"code": 200, "data": {"limits": [{"type": "TOKENS_LIMIT", "unit": 3, "number": 5, "percentage": 96}]}})";
    providers::ProviderClient client;
    ManualClock clock;
    KeyMeterService service(client, catalog(), clock);
    std::vector<providers::KeyMeter> read;
    QObject::connect(&service, &KeyMeterService::planRead, &service, [&read](const providers::KeyMeter& meter) { read.push_back(meter); });
    auto settings = provider(server, "glm", "zhipu");
    service.use(snapshotOf({settings}));
    CHECK_FALSE(service.arePlansAsked());
    service.used("glm", "main");
    CHECK_FALSE(service.isAsking());
    settings.plan.avoidAt = 95;
    auto money = provider(server, "deepseek", "deepseek");
    money.plan.avoidAt = 95;
    service.use(snapshotOf({settings, money}));
    CHECK(service.arePlansAsked());
    service.used("deepseek", "main"); // has no plan
    CHECK_FALSE(service.isAsking());
    service.used("glm", "main");
    REQUIRE(settled(service));
    REQUIRE(read.size() == 1);
    CHECK(read[0].key == "main");
    CHECK(read[0].windows == std::vector<providers::PlanWindow>{{"5h", 96}});
    service.used("glm", "main"); // at most every five minutes
    CHECK_FALSE(service.isAsking());
    CHECK(server.requests.size() == 1);
    service.lookAtPlans();
    REQUIRE(settled(service));
    CHECK(server.requests.size() == 2); // the other key of that provider
    providers::KeyMeter later;
    later.provider = "glm";
    later.key = "main";
    later.windows = {{"5h", 97}};
    later.windowsAsOf = clock.wallNow();
    service.take(later);
    CHECK(service.meters()[0].windows == later.windows);
    CHECK(service.meters()[0].quotas.size() == 1); // unchanged
}
