#include "gateway/exchange/gateway.h"
#include "gateway/providers/catalog.h"

#include "catch.h"
#include "manual_clock.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace gateway;

TEST_CASE("a gateway that ends settles what is under way, as if each client had gone")
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
    REQUIRE(QTest::qWaitFor([&] { return client.bytesAvailable() > 0; }, 20000)); // its answer is on its way
    CHECK(records.empty());

    under.reset();
    REQUIRE(records.size() == 1);
    CHECK(records.front()->outcome == usage::Outcome::Cancelled);
    CHECK(records.front()->status == 200);
    REQUIRE(records.front()->attempts.size() == 1);
    CHECK(records.front()->attempts.front().provider == "demo");
}
