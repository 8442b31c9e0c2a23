#include "fixtures.h"

#include "catch.h"
#include "effort.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <random>

using namespace gateway;
using namespace gateway::http;
using namespace gateway::http::test;

// Both halves together, as in an exchange: output must be complete or visibly broken,
// and nothing may be left over, whichever side disconnects at any time.

namespace {

constexpr Milliseconds kHang{1000 * tests::kPatience}; // the relay then gives up on a silent upstream
constexpr Milliseconds kNever{kPatience_ms};

Task<> relay(ServerConnection& connection, TimerWheel& wheel, Script& script, UpstreamPool& pool, Origin origin,
             Milliseconds hang)
{
    Until body(connection.waitPoint(), wheel, Milliseconds{kPatience_ms}, [&] { return connection.bodyReady(); });
    co_await body;
    const Result<QByteArray> taken = connection.takeBody();
    if (!taken) {
        script.errors.emplace_back(taken.error().code());
        co_return;
    }
    const KeepAlive keepAlive;
    const QByteArray message = QByteArray::fromStdString("POST " + connection.request().target + " HTTP/1.1\r\nHost: u\r\nContent-Length: ")
        + QByteArray::number(taken->size()) + "\r\n\r\n" + *taken;
    Lease lease = pool.acquire(origin, keepAlive);
    UpstreamConnection* upstream = &*lease;
    upstream->send({Slice(message)});
    Until head(upstream->waitPoint(), wheel, hang, [&] { return upstream->headReady(); });
    Wait wait = co_await head;
    const Headers headers;
    if (wait == Wait::Timeout || upstream->failure()) {
        const QByteArray text("broken upstream");
        connection.respond(502, headers, text);
        co_return;
    }
    const auto length = upstream->head().contentLength;
    connection.writeHead(upstream->head().status, headers, length ? static_cast<std::int64_t>(*length) : -1);
    for (bool more = true; more;) {
        Until news(upstream->waitPoint(), wheel, hang, [&] { return upstream->pieceReady(); });
        wait = co_await news;
        const std::string_view piece = upstream->piece();
        more = wait == Wait::Ready && !piece.empty();
        if (more)
            connection.write(piece);
        if (more && !connection.drained()) {
            connection.watchDrain(true);
            Until drained(connection.waitPoint(), wheel, Milliseconds{kPatience_ms}, [&] { return connection.drained(); });
            (void)co_await drained;
            connection.watchDrain(false);
        }
    }
    if (upstream->isComplete())
        connection.finish();
    else
        connection.breakOff();
}

const QByteArray kChunk = "800\r\n" + QByteArray(0x800, 'c') + "\r\n";
const QByteArray kLastChunk("0\r\n\r\n");

// Chosen by the number in the path, so that the client knows what to expect.
void misbehave(QTcpSocket& socket, int kind)
{
    const QPointer<QTcpSocket> alive(&socket);
    switch (kind) {
    case 0:
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n" + QByteArray(20000, 'l'));
        return;
    case 1: { // a stream in pieces
        socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        auto* const timer = new QTimer(&socket);
        QObject::connect(timer, &QTimer::timeout, &socket, [timer, alive, left = 20]() mutable {
            if (alive->state() != QAbstractSocket::ConnectedState)
                return;
            alive->write(left > 0 ? kChunk : kLastChunk);
            if (left-- == 0)
                timer->deleteLater();
        });
        timer->start(1);
        return;
    }
    case 2:
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n" + QByteArray(10000, 'l'));
        socket.disconnectFromHost();
        return;
    case 3:
        socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + kChunk);
        socket.flush();
        resetNow(socket);
        return;
    case 4:
        socket.write("nonsense\r\n\r\n");
        return;
    case 5:
        return; // hangs
    case 6:
        resetNow(socket);
        return;
    default: // hangs in the middle
        socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + kChunk);
        return;
    }
}
constexpr int kKinds = 8;

bool isAsExpected(const std::vector<Received>& answers, int kind)
{
    if (answers.size() != 1)
        return false;
    const Received& answer = answers[0];
    switch (kind) {
    case 0:
        return answer.status == 200 && answer.whole && answer.body == QByteArray(20000, 'l');
    case 1:
        return answer.status == 200 && answer.whole && answer.body == QByteArray(20 * 0x800, 'c');
    case 2:
    case 7:
        return answer.status == 200 && !answer.whole;
    case 3: // the reset may overtake the head
        return (answer.status == 200 && !answer.whole) || answer.status == 502;
    default:
        return answer.status == 502 && answer.whole && answer.body == "broken upstream";
    }
}

// One of many clients: sends a request and reads the answer or disconnects at some point.
class Visitor {
public:
    Visitor(quint16 port, std::optional<QSslConfiguration> tls, std::mt19937& random)
        : kind(static_cast<int>(random() % kKinds)), stays(random() % 2 == 0), client(port, std::move(tls))
    {
        const auto below = [&](qsizetype limit) { return static_cast<qsizetype>(random() % static_cast<unsigned>(limit)); };
        const qsizetype bodySize = below(3) == 0 ? below(300'000) : below(100);
        const QByteArray request = "POST /" + QByteArray::number(kind) + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: "
            + QByteArray::number(bodySize) + "\r\n\r\n" + QByteArray(bodySize, 'b');
        const bool sendsAll = stays || below(2) == 0;
        client.send(sendsAll ? request : request.left(below(request.size())));
        if (!stays)
            QTimer::singleShot(static_cast<int>(random() % 60), client.socket.get(), [this, hard = random() % 2 == 0] {
                gone = true;
                if (hard)
                    resetNow(*client.socket);
                else
                    client.socket->disconnectFromHost();
            });
    }
    bool isOver() const { return stays ? client.closed : gone; }

    int kind;
    bool stays;
    bool gone = false;
    Client client;
};

void churn(bool secure, int visitors)
{
    std::optional<Certificates> certificates;
    if (secure)
        certificates.emplace();
    Upstream upstream([](QTcpSocket& socket, const QByteArray& request, int) { misbehave(socket, request.mid(6, 1).toInt()); },
                      secure ? std::optional(certificates->serverConfiguration()) : std::nullopt);
    Origin origin = upstream.origin();
    if (secure)
        origin.caFile = certificates->authorityFile();
    std::optional<UpstreamPool> pool;
    Gateway gateway([&](ServerConnection& connection, TimerWheel& wheel, Script& script) {
        return relay(connection, wheel, script, *pool, origin, kHang);
    }, {}, secure ? std::optional(certificates->serverConfiguration()) : std::nullopt);
    pool.emplace(gateway.wheel, nullptr);

    std::mt19937 random(20260u); // fixed seed
    std::vector<std::unique_ptr<Visitor>> present;
    int wrong = 0;
    int judged = 0;
    const auto clientTls = secure ? std::optional(certificates->clientConfiguration()) : std::nullopt;
    for (int begun = 0; begun < visitors || !present.empty();) {
        while (begun < visitors && present.size() < 24) {
            present.push_back(std::make_unique<Visitor>(gateway.port(), clientTls, random));
            ++begun;
        }
        REQUIRE(waitFor([&] { return std::any_of(present.begin(), present.end(), [](const auto& v) { return v->isOver(); }); }));
        std::erase_if(present, [&](const auto& visitor) {
            if (!visitor->isOver())
                return false;
            if (visitor->stays) {
                ++judged;
                wrong += isAsExpected(answersIn(visitor->client.received), visitor->kind) ? 0 : 1;
                CAPTURE(visitor->kind, visitor->client.received.left(300).toStdString());
                CHECK(isAsExpected(answersIn(visitor->client.received), visitor->kind));
            }
            return true;
        });
    }
    CHECK(wrong == 0);
    CHECK(judged > visitors / 4);
    CHECK(waitFor([&] { return gateway.script.alive == 0 && gateway.listener->connectionCount() == 0; }));
    CHECK(pool->activeCount() == 0);
    CHECK(waitFor([&] { return upstream.sockets.size() == pool->idleCount(); }));
    pool->clear();
    CHECK(waitFor([&] { return upstream.sockets.empty(); }));
    CHECK(gateway.wheel.isEmpty());
}

} // namespace

TEST_CASE("clients and upstreams that disconnect at any time leave nothing behind") { churn(false, 600); }

TEST_CASE("clients and upstreams that disconnect at any time over TLS leave nothing behind") { churn(true, 120); }

TEST_CASE("stopping the gateway releases all streams in progress")
{
    Upstream upstream([](QTcpSocket& socket, const QByteArray&, int) { misbehave(socket, 7); });
    TimerWheel poolWheel;
    std::optional<UpstreamPool> pool;
    auto gateway = std::make_unique<Gateway>([&](ServerConnection& connection, TimerWheel& wheel, Script& script) {
        return relay(connection, wheel, script, *pool, upstream.origin(), kNever);
    });
    pool.emplace(poolWheel, nullptr);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 50; ++i) {
        clients.push_back(std::make_unique<Client>(gateway->port()));
        clients.back()->send("GET /7 HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    REQUIRE(waitFor([&] { return pool->activeCount() == 50 && !clients.back()->received.isEmpty(); }));
    gateway->listener.reset();
    CHECK(gateway->script.alive == 0);
    CHECK(pool->activeCount() == 0);
    CHECK(waitFor([&] { return upstream.sockets.empty(); }));
}
