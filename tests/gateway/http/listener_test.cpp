#include "fixtures.h"

#include "catch.h"

#include <QHostAddress>
#include <QSignalSpy>

using namespace gateway;
using namespace gateway::http;
using namespace gateway::http::test;

namespace {

bool machineHasIPv6Loopback()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHostIPv6);
}

ServerContext contextWith(TimerWheel& wheel)
{
    ServerContext context;
    context.wheel = &wheel;
    return context;
}

} // namespace

TEST_CASE("listening on 127.0.0.1 also listens on ::1 with the same free port")
{
    Gateway gateway;
    const std::string port = std::to_string(gateway.port());
    std::vector<std::string> expected{"127.0.0.1:" + port};
    if (machineHasIPv6Loopback())
        expected.push_back("[::1]:" + port);
    CHECK(gateway.listener->addresses() == expected);
    CHECK(gateway.port() > 0);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QTcpSocket socket;
        socket.connectToHost(i == 0 ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(QHostAddress::LocalHostIPv6),
                             gateway.port());
        socket.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        CHECK(waitFor([&] { return socket.bytesAvailable() > 0; }));
        CHECK(gateway.script.heads.back().isLoopback);
    }
}

TEST_CASE("reports why an address cannot be listened on")
{
    TimerWheel wheel;
    Listener listener(contextWith(wheel), nullptr);
    struct Row {
        const char* name;
        const char* address;
        QHostAddress taken;
        ErrorKind kind;
    };
    std::vector<Row> rows{
        {"a port of another program", "127.0.0.1", QHostAddress::LocalHost, ErrorKind::PortTaken},
        {"not an address", "localhorst", QHostAddress(), ErrorKind::Io},
        {"an address of another machine", "192.0.2.1", QHostAddress(), ErrorKind::Io},
    };
    if (machineHasIPv6Loopback())
        rows.push_back({"half of localhost is another program's", "127.0.0.1", QHostAddress::LocalHostIPv6, ErrorKind::PortTaken});
    for (const Row& row : rows) {
        CAPTURE(row.name);
        QTcpServer other;
        if (!row.taken.isNull())
            REQUIRE(other.listen(row.taken));
        ListenAt at;
        at.address = row.address;
        at.port = row.taken.isNull() ? 0 : other.serverPort();
        const Result<void> listening = listener.listen(at);
        REQUIRE_FALSE(listening);
        CHECK(listening.error().kind == row.kind);
        CHECK(listener.addresses().empty());
        CHECK(listener.port() == 0);
        // Nothing is left listening on the other address family.
        QTcpServer again;
        if (row.taken == QHostAddress(QHostAddress::LocalHostIPv6))
            CHECK(waitFor([&] { return again.listen(QHostAddress::LocalHost, other.serverPort()); }));
    }
}

TEST_CASE("reuses a port immediately after closing")
{
    quint16 port = 0;
    {
        Gateway gateway;
        port = gateway.port();
        Client client(port);
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        REQUIRE(client.waitForText("GET h /|"));
    }
    TimerWheel wheel;
    Listener listener(contextWith(wheel), nullptr);
    ListenAt at;
    at.address = "127.0.0.1";
    at.port = port;
    CHECK(listener.listen(at));
}

namespace {

Task<> answerLater(ServerConnection& connection, TimerWheel& wheel, Script& script)
{
    Until go(connection.waitPoint(), wheel, Milliseconds{kPatience_ms}, [&] { return script.written > 0; });
    (void)co_await go;
    const Headers headers;
    const QByteArray body("late");
    connection.respond(200, headers, body);
}

} // namespace

TEST_CASE("a full listener accepts clients again after others disconnect")
{
    ServerLimits limits;
    limits.maxConnections = 3;
    Gateway gateway(answerLater, limits);
    for (int round = 0; round < 10; ++round) {
        CAPTURE(round);
        std::vector<std::unique_ptr<Client>> clients;
        for (int i = 0; i < limits.maxConnections; ++i) {
            clients.push_back(std::make_unique<Client>(gateway.port()));
            clients.back()->send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"); // the newest has not sent its request when it is accepted
        }
        REQUIRE(waitFor([&] { return gateway.script.alive == limits.maxConnections; }));
        clients.clear();
        REQUIRE(waitFor([&] { return gateway.listener->connectionCount() == 0; }));
    }
    QSignalSpy drained(gateway.listener.get(), &Listener::drained);
    gateway.listener->close();
    CHECK(waitFor([&] { return drained.size() == 1; }));
}

TEST_CASE("closing lets answers finish and closes idle connections")
{
    Gateway gateway(answerLater);
    QSignalSpy drained(gateway.listener.get(), &Listener::drained);
    Client idle(gateway.port());
    Client busy(gateway.port());
    busy.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    REQUIRE(waitFor([&] { return gateway.script.started == 1 && gateway.listener->connectionCount() == 2; }));
    gateway.listener->close();
    CHECK(idle.waitForClose());
    CHECK(drained.isEmpty());
    CHECK(gateway.listener->connectionCount() == 1);
    gateway.script.written = 1;
    busy.send("x"); // any input wakes the handler
    CHECK(busy.waitForText("\r\n\r\nlate"));
    CHECK(busy.received.contains("Connection: close"));
    CHECK(busy.waitForClose());
    CHECK(waitFor([&] { return drained.size() == 1; }));
    CHECK(gateway.listener->connectionCount() == 0);
    QTcpSocket late;
    late.connectToHost(QHostAddress(QHostAddress::LocalHost), gateway.port());
    CHECK(waitFor([&] { return late.error() == QAbstractSocket::ConnectionRefusedError; }));
}

TEST_CASE("reports closing without connections exactly once")
{
    Gateway gateway;
    QSignalSpy drained(gateway.listener.get(), &Listener::drained);
    gateway.listener->close();
    CHECK(waitFor([&] { return drained.size() == 1; }));
    passOverLoopback();
    CHECK(drained.size() == 1);
}

TEST_CASE("destroying a listener destroys its exchanges")
{
    Gateway gateway(answerLater);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(std::make_unique<Client>(gateway.port()));
        clients.back()->send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    REQUIRE(waitFor([&] { return gateway.script.alive == 20; }));
    gateway.listener.reset();
    CHECK(gateway.script.alive == 0);
    for (const auto& client : clients)
        CHECK(client->waitForClose());
    CHECK(gateway.wheel.isEmpty());
}

TEST_CASE("abandoning a listener ends exchanges as if the clients had disconnected")
{
    Gateway gateway(answerLater);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<Client>(gateway.port()));
        clients.back()->send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    const Client idle(gateway.port());
    REQUIRE(waitFor([&] { return gateway.script.alive == 3; }));
    gateway.listener->abandon();
    CHECK(gateway.script.gone == 3);
    gateway.listener->abandon(); // only once each
    CHECK(gateway.script.gone == 3);
    gateway.listener.reset();
    CHECK(gateway.script.alive == 0);
}

TEST_CASE("accepts and serves many clients at once")
{
    Gateway gateway;
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    for (int i = 0; i < 400; ++i) {
        sockets.push_back(std::make_unique<QTcpSocket>());
        sockets.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), gateway.port());
        sockets.back()->write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    for (const auto& socket : sockets)
        CHECK(waitFor([&] { return socket->bytesAvailable() > 0; }));
    CHECK(gateway.listener->connectionCount() == 400);
    sockets.clear();
    CHECK(waitFor([&] { return gateway.listener->connectionCount() == 0; }));
}

TEST_CASE("applies new limits to the next requests")
{
    Gateway gateway;
    Client client(gateway.port());
    const QByteArray request = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello";
    client.send(request);
    REQUIRE(client.waitForText("|hello"));
    ServerLimits limits;
    limits.maxBodyBytes = 4;
    gateway.listener->setLimits(limits);
    client.send(request);
    CHECK(client.waitForText("request_too_large"));
}

namespace {

QByteArray askedAt(const char* address, quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QString::fromLatin1(address)), port);
    socket.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    waitFor([&] { return socket.bytesAvailable() > 0 || socket.error() == QAbstractSocket::ConnectionRefusedError; });
    return socket.readAll();
}

} // namespace

TEST_CASE("replaces its own listener on the same port regardless of which address is wider")
{
    struct Row {
        const char* from;
        const char* to;
        const char* client; ///< can reach both
        bool isIPv6;
    };
    const auto row = GENERATE(values<Row>({
        {"127.0.0.1", "0.0.0.0", "127.0.0.1", false},
        {"0.0.0.0", "127.0.0.1", "127.0.0.1", false},
        {"127.0.0.1", "127.0.0.1", "127.0.0.1", false},
        {"127.0.0.2", "0.0.0.0", "127.0.0.2", false},
        {"127.0.0.1", "::1", "::1", true},
        {"127.0.0.1", "::", "::1", true},
        {"::", "::1", "::1", true},
        {"::", "127.0.0.1", "::1", true},
    }));
    CAPTURE(row.from, row.to);
    if (row.isIPv6 && !machineHasIPv6Loopback())
        return;
    Gateway gateway;
    const auto old = gateway.makeListener();
    REQUIRE(old->listen({.address = row.from, .port = 0, .tls = {}}));
    const auto port = static_cast<quint16>(old->port());
    // A client that connected earlier is served by the old listener, even for later requests.
    Client early(gateway.port());
    early.socket->abort();
    early.closed = false;
    early.socket->connectToHost(QHostAddress(QString::fromLatin1(row.client)), port);
    REQUIRE(waitFor([&] { return old->connectionCount() == 1; }));

    const auto next = gateway.makeListener();
    const ListenAt at{.address = row.to, .port = port, .tls = {}};
    REQUIRE_FALSE(gateway.makeListener()->listen(at)); // not replacing one of ours
    REQUIRE(next->listen(at, {old.get()}));
    CHECK(next->isInTheWayOf(*old));
    CHECK(next->port() == port);
    QSignalSpy drained(old.get(), &Listener::drained);
    old->retire();
    CHECK(askedAt(row.client, port).contains("GET h /"));
    CHECK(next->connectionCount() >= 1);
    CHECK(drained.isEmpty());
    early.send("GET /early HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(early.waitForText("GET h /early"));
    CHECK(early.received.contains("Connection: close"));
    CHECK(waitFor([&] { return drained.size() == 1; }));
    QTcpServer stranger;
    CHECK_FALSE(stranger.listen(QHostAddress(QString::fromLatin1(row.to)), port)); // the port belongs to us alone
}

TEST_CASE("fails on a port of another program even next to our own listener")
{
    Gateway gateway;
    const auto old = gateway.makeListener();
    REQUIRE(old->listen({.address = "127.0.0.2", .port = 0, .tls = {}}));
    const auto port = static_cast<quint16>(old->port());
    QTcpServer stranger;
    REQUIRE(stranger.listen(QHostAddress(QStringLiteral("127.0.0.3")), port));
    const auto next = gateway.makeListener();
    const auto listening = next->listen({.address = "0.0.0.0", .port = port, .tls = {}}, {old.get()});
    REQUIRE_FALSE(listening);
    CHECK(listening.error().kind == ErrorKind::PortTaken);
    CHECK(next->addresses().empty());
    CHECK(askedAt("127.0.0.2", port).contains("GET h /")); // continues listening
    stranger.close();
    CHECK(next->listen({.address = "0.0.0.0", .port = port, .tls = {}}, {old.get()}));
}

TEST_CASE("reports an address that the machine does not have")
{
    const char* const address = GENERATE("203.0.113.7", "2001:db8::7", "198.51.100.1");
    Gateway gateway;
    const auto listening = gateway.makeListener()->listen({.address = address, .port = 0, .tls = {}}, {gateway.listener.get()});
    REQUIRE_FALSE(listening);
    CHECK(listening.error().param == kNoAddress);
    CHECK(askedAt("127.0.0.1", gateway.port()).contains("GET h /"));
}

TEST_CASE("serves clients that wait to be accepted when their listener is retired")
{
    Gateway gateway;
    QSignalSpy drained(gateway.listener.get(), &Listener::drained);
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    for (int i = 0; i < 20; ++i) { // the system connects them; nobody has accepted yet
        sockets.push_back(std::make_unique<QTcpSocket>());
        sockets.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), gateway.port());
        REQUIRE(sockets.back()->waitForConnected());
        sockets.back()->write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    gateway.listener->retire();
    for (const auto& socket : sockets)
        CHECK(waitFor([&] { return socket->bytesAvailable() > 0; }));
    CHECK(waitFor([&] { return drained.size() == 1; }));
}
