#include "fixtures.h"

#include "catch.h"
#include "certificates.h"

#include "gateway/http/transport/socket_transport.h"
#include "gateway/http/transport/tls_server.h"
#include "gateway/http/transport/tls_transport.h"

#include <QTcpServer>
#include <QCoreApplication>
#include <QThread>
#include <QTimer>

#include <functional>

using namespace gateway;
using namespace gateway::http;
using namespace gateway::http::test;

namespace {

/// Records its events, and reads when told to.
class User final : public TransportUser {
public:
    explicit User(Transport& transport) : m_transport(transport) { transport.setUser(this); }

    void onReadable() override
    {
        ++readable;
        if (reads)
            read();
    }
    void onClosed() override { ++closed; }
    void onWritten() override { ++written; }

    void read()
    {
        std::array<char, 4096> buffer{};
        while (const std::size_t count = m_transport.read(buffer.data(), buffer.size()))
            received.append(buffer.data(), count);
    }

    bool reads = true;
    int readable = 0;
    int closed = 0;
    int written = 0;
    std::string received;

private:
    Transport& m_transport;
};

/// Passes on its connections as descriptors.
class Door final : public QTcpServer {
public:
    Door() { REQUIRE(listen(QHostAddress::LocalHost)); }
    qintptr descriptor = -1;

protected:
    void incomingConnection(qintptr accepted) override { descriptor = accepted; }
};

/// Two ends of a connection: ours as a descriptor, the peer's as a Qt socket.
struct Pair {
    explicit Pair(QTcpSocket* other = new QTcpSocket) : peer(other)
    {
        peer->connectToHost(QHostAddress(QHostAddress::LocalHost), door.serverPort());
        REQUIRE(waitFor([&] { return door.descriptor != -1 && peer->state() == QAbstractSocket::ConnectedState; }));
    }

    Door door;
    std::unique_ptr<QTcpSocket> peer;
};

/// The transport of `pair` and its user.
struct Plain {
    Pair pair;
    SocketTransport transport{pair.door.descriptor};
    User user{transport};
};

struct Encrypted {
    Encrypted() : pair(new QSslSocket), server(TlsServer::make(certificates.serverConfiguration())), client(static_cast<QSslSocket&>(*pair.peer))
    {
        REQUIRE(server);
        transport = std::make_unique<TlsTransport>(pair.door.descriptor, *server);
        user.emplace(*transport);
        client.setSslConfiguration(certificates.clientConfiguration());
        client.startClientEncryption();
        REQUIRE(waitFor([&] { return client.isEncrypted() && transport->isEncrypted(); }));
    }

    Certificates certificates;
    Pair pair;
    Result<TlsServer> server;
    std::unique_ptr<TlsTransport> transport;
    std::optional<User> user;
    QSslSocket& client;
};

std::string pattern(std::size_t size)
{
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        text[i] = static_cast<char>('a' + (i * 7 + i / 251) % 26);
    return text;
}

/// Writes far more than the system buffers, in pieces of all sizes, to a peer that reads
/// only afterwards; returns what was written.
/// More than any system buffers: some take 4 MB for the sender and more for the receiver.
std::string writeMuch(SocketTransport& transport)
{
    std::string all;
    for (const std::size_t size : {1000U, 40000U, 17U, 3000000U, 16384U, 1U, 20000000U, 65000U}) {
        const std::string front = pattern(size % 613 + 5);
        const std::string middle = pattern(size);
        const QByteArray shared = QByteArray::fromStdString(middle);
        const std::string_view halves(shared.constData(), middle.size());
        const std::array slices{Slice(front), Slice(halves.substr(0, size / 3), shared), Slice(halves.substr(size / 3), shared),
                                Slice(std::string_view("\r\n"))};
        transport.write(slices);
        transport.write(front);
        transport.write("");
        all.append(front).append(middle).append("\r\n").append(front);
    }
    return all;
}

} // namespace

TEST_CASE("sends later in order what the system does not accept at once")
{
    SECTION("plain")
    {
        Plain plain;
        plain.transport.watchWritten(true);
        plain.pair.peer->setReadBufferSize(4096);
        const std::string all = writeMuch(plain.transport);
        CHECK(plain.transport.pendingBytes() > 1000000);
        CHECK_FALSE(plain.transport.isQuiet());
        plain.pair.peer->setReadBufferSize(0);
        std::string received;
        REQUIRE(waitFor([&] { return (received += plain.pair.peer->readAll().toStdString()).size() >= all.size(); }));
        CHECK(received == all);
        CHECK(plain.transport.pendingBytes() == 0);
        CHECK(plain.transport.isQuiet());
        CHECK(plain.user.written > 0);
    }
    SECTION("encrypted")
    {
        Encrypted encrypted;
        encrypted.client.setReadBufferSize(4096);
        const std::string all = writeMuch(*encrypted.transport);
        CHECK(encrypted.transport->pendingBytes() > 1000000);
        encrypted.client.setReadBufferSize(0);
        std::string received;
        REQUIRE(waitFor([&] { return (received += encrypted.client.readAll().toStdString()).size() >= all.size(); }));
        CHECK(received == all);
        CHECK(encrypted.transport->pendingBytes() == 0);
    }
}

TEST_CASE("reports incoming data and the end after it exactly once")
{
    Plain plain;
    const std::string sent = pattern(300000);
    plain.pair.peer->write(sent.data(), static_cast<qint64>(sent.size()));
    plain.pair.peer->disconnectFromHost();
    REQUIRE(waitFor([&] { return plain.user.closed > 0; }));
    CHECK(plain.user.received == sent);
    CHECK(plain.transport.hasEnded());
    CHECK_FALSE(plain.transport.wasReset());
    CHECK_FALSE(plain.transport.isOpen());
    plain.transport.write("into the void");
    passOverLoopback();
    CHECK(plain.user.closed == 1);
}

TEST_CASE("does not report more data to a user that has not read yet")
{
    // Otherwise a client that is not being read would keep the thread busy; nothing is lost.
    Plain plain;
    plain.user.reads = false;
    plain.pair.peer->write("one");
    REQUIRE(waitFor([&] { return plain.user.readable == 1; }));
    plain.pair.peer->write("two");
    plain.pair.peer->flush();
    passOverLoopback();
    CHECK(plain.user.readable == 1);
    plain.user.reads = true;
    plain.user.read();
    CHECK(plain.user.received == "onetwo");
    plain.pair.peer->write("three");
    CHECK(waitFor([&] { return plain.user.received == "onetwothree"; }));
    plain.pair.peer->disconnectFromHost();
    CHECK(waitFor([&] { return plain.user.closed == 1; }));
}

TEST_CASE("reports the end to a user that is not reading only on request")
{
    struct EndRow {
        const char* name;
        bool isReset;
        bool isWatched;
    };
    const auto row = GENERATE(values<EndRow>({
        {"a reset", true, true},
        {"an end in order", false, true},
        {"an end that may wait for earlier data", false, false},
    }));
    CAPTURE(row.name);
    Plain plain;
    plain.user.reads = false;
    plain.transport.watchEnd(row.isWatched);
    plain.pair.peer->write("unread");
    REQUIRE(waitFor([&] { return plain.user.readable == 1; }));
    passOverLoopback();
    CHECK(plain.user.readable == 1);
    CHECK(plain.user.closed == 0);
    if (row.isReset)
        resetNow(*plain.pair.peer);
    else
        plain.pair.peer->disconnectFromHost();
    if (row.isWatched) {
        CHECK(waitFor([&] { return plain.user.closed == 1; }));
        return;
    }
    passOverLoopback();
    CHECK(plain.user.closed == 0);
    plain.user.read();
    CHECK(plain.user.received == "unread");
}

TEST_CASE("returns data read ahead first and then the end after it")
{
    Plain plain;
    plain.user.reads = false;
    plain.pair.peer->write("ahead");
    REQUIRE(waitFor([&] { return plain.user.readable == 1; }));
    CHECK_FALSE(plain.transport.isQuiet());
    CHECK(plain.transport.bytesAhead() == 5);
    plain.pair.peer->write(", behind");
    plain.pair.peer->disconnectFromHost();
    REQUIRE(waitFor([&] {
        plain.transport.readAhead(1024);
        return plain.user.closed == 1;
    }));
    CHECK(plain.transport.bytesAhead() == 13);
    CHECK_FALSE(plain.transport.hasEnded()); // not read yet
    std::array<char, 8> few{};
    CHECK(plain.transport.read(few.data(), few.size()) == 8);
    plain.user.read();
    CHECK(std::string(few.data(), few.size()) + plain.user.received == "ahead, behind");
    CHECK(plain.transport.hasEnded());
}

TEST_CASE("reads no further ahead than requested")
{
    Plain plain;
    plain.user.reads = false;
    const std::string sent = pattern(500000);
    plain.pair.peer->write(sent.data(), static_cast<qint64>(sent.size()));
    REQUIRE(waitFor([&] {
        plain.transport.readAhead(100000);
        return plain.transport.bytesAhead() >= 100000;
    }));
    CHECK(plain.transport.bytesAhead() < 100000 + 16 * 1024);
    plain.user.reads = true;
    plain.user.read();
    CHECK(waitFor([&] { return plain.user.received == sent; }));
}

TEST_CASE("keeps received data when a write finds the connection broken")
{
    Plain plain;
    plain.user.reads = false;
    plain.pair.peer->write("an answer");
    REQUIRE(waitFor([&] { return plain.user.readable == 1; }));
    resetNow(*plain.pair.peer);
    REQUIRE(waitFor([&] {
        plain.transport.write("a request");
        return !plain.transport.isOpen();
    }));
    CHECK(plain.user.closed == 0); // not from within the call
    plain.user.reads = true;
    REQUIRE(waitFor([&] { return plain.user.closed == 1; }));
    CHECK(plain.user.received == "an answer");
    CHECK(plain.transport.wasReset());
    CHECK(plain.transport.hasEnded());
}

TEST_CASE("a transport may be destroyed while it reports data")
{
    Pair pair;
    auto transport = std::make_unique<SocketTransport>(pair.door.descriptor);
    struct Leaver final : TransportUser {
        std::function<void()> leave;
        void onReadable() override { leave(); }
        void onClosed() override { leave(); }
    } leaver;
    leaver.leave = [&] { transport.reset(); };
    transport->setUser(&leaver);
    pair.peer->write("bye");
    REQUIRE(waitFor([&] { return !transport; }));
    CHECK(waitFor([&] { return pair.peer->state() == QAbstractSocket::UnconnectedState; }));
}

TEST_CASE("knows both ends of a connection")
{
    Plain plain;
    const ConnectionEnds ends = plain.transport.ends();
    CHECK(ends.peer.port == plain.pair.peer->localPort());
    CHECK(ends.own.port == plain.pair.door.serverPort());
    CHECK(QHostAddress(ends.peer.address.data()).isEqual(QHostAddress(QHostAddress::LocalHost)));
}

TEST_CASE("takes over a connection from Qt with its options and without being noticed")
{
    Pair pair;
    SocketTransport ours(pair.door.descriptor);
    User other(ours);
    QObject::connect(pair.peer.get(), &QTcpSocket::readyRead, [&] { FAIL("it was read"); });
    const qintptr descriptor = takeConnection(*pair.peer);
    REQUIRE(descriptor != -1);
    pair.peer.reset();
    SocketTransport taken(descriptor);
    User user(taken);
    ours.write("hello");
    REQUIRE(waitFor([&] { return user.received == "hello"; }));
    taken.write("and back");
    REQUIRE(waitFor([&] { return other.received == "and back"; }));
    CHECK(other.closed == 0);
}

TEST_CASE("TLS: transfers data and reports the end in order")
{
    Encrypted encrypted;
    const std::string sent = pattern(200000);
    encrypted.client.write(sent.data(), static_cast<qint64>(sent.size()));
    REQUIRE(waitFor([&] { return encrypted.user->received == sent; }));

    SECTION("the client closes TLS")
    {
        encrypted.client.disconnectFromHost();
        REQUIRE(waitFor([&] { return encrypted.user->closed == 1; }));
        CHECK_FALSE(encrypted.transport->wasReset());
    }
    SECTION("the client is reset")
    {
        resetNow(encrypted.client);
        REQUIRE(waitFor([&] { return encrypted.user->closed == 1; }));
        CHECK(encrypted.transport->wasReset());
    }
    SECTION("we close TLS")
    {
        // Otherwise a client cannot tell the end from truncation by an attacker. Source: RFC 8446 §6.1.
        std::optional<QAbstractSocket::SocketError> error;
        QObject::connect(&encrypted.client, &QSslSocket::errorOccurred, [&](auto code) { error = code; });
        encrypted.transport->write("the last words");
        encrypted.transport->close();
        REQUIRE(waitFor([&] { return encrypted.client.state() == QAbstractSocket::UnconnectedState; }));
        CHECK(encrypted.client.readAll() == "the last words");
        CHECK(error == QAbstractSocket::RemoteHostClosedError);
    }
}

TEST_CASE("TLS: rejects a client that offers only other protocols")
{
    // Source: RFC 7301 §3.2. A client that offers none, or ours among others, is served.
    struct Row {
        QList<QByteArray> offered;
        bool isServed;
    };
    for (const Row& row : {Row{{}, true}, {{"http/1.1"}, true}, {{"h2", "http/1.1"}, true}, {{"h2"}, false}}) {
        const Certificates certificates;
        const Result<TlsServer> server = TlsServer::make(certificates.serverConfiguration());
        REQUIRE(server);
        Pair pair(new QSslSocket);
        TlsTransport transport(pair.door.descriptor, *server);
        User user(transport);
        auto& client = static_cast<QSslSocket&>(*pair.peer);
        QSslConfiguration configuration = certificates.clientConfiguration();
        configuration.setAllowedNextProtocols(row.offered);
        client.setSslConfiguration(configuration);
        client.startClientEncryption();
        CHECK(waitFor([&] { return client.isEncrypted() || user.closed > 0; }));
        CHECK((user.closed == 0) == row.isServed);
    }
}

namespace {

/// Writes until the system accepts only part of a piece, and then more.
void fill(SocketTransport& transport, QTcpSocket& peer)
{
    peer.setReadBufferSize(1024);
    std::string all;
    for (std::size_t i = 0; transport.pendingBytes() == 0; ++i) {
        REQUIRE(i < 100'000);
        const std::string piece = pattern(9000 + i % 1000);
        transport.write(piece);
        all += piece;
    }
    transport.write("the end");
    all += "the end";
    CHECK(transport.pendingBytes() > 7);
    peer.setReadBufferSize(0);
    QByteArray received;
    REQUIRE(waitFor([&] { return received.append(peer.readAll()).size() >= static_cast<qsizetype>(all.size()); }));
    CHECK(received.toStdString() == all);
    CHECK(transport.pendingBytes() == 0);
}

} // namespace

TEST_CASE("sends the rest of a partly accepted write later in order")
{
    SECTION("plain")
    {
        Plain plain;
        fill(plain.transport, *plain.pair.peer);
    }
    SECTION("TLS")
    {
        Encrypted encrypted;
        fill(*encrypted.transport, encrypted.client);
    }
}

namespace {

/// Records how much it reads per event loop iteration and whether a timer fired in between.
class Glutton final : public TransportUser {
public:
    explicit Glutton(SocketTransport& transport, std::size_t cost = 0) : m_transport(transport), m_cost(cost) { transport.setUser(this); }

    void onReadable() override
    {
        std::array<char, 4096> buffer{};
        std::size_t inIteration = 0;
        while (const std::size_t count = m_transport.read(buffer.data(), buffer.size())) {
            inIteration += count;
            m_transport.spend(m_cost * count);
        }
        most = std::max(most, inIteration);
        all += inIteration;
        ++iterations;
    }
    void onClosed() override { isClosed = true; }

    std::size_t most = 0;
    std::size_t all = 0;
    std::size_t iterations = 0;
    bool isClosed = false;

private:
    SocketTransport& m_transport;
    std::size_t m_cost;
};

} // namespace

TEST_CASE("limits how much one connection reads per event loop iteration")
{
    constexpr std::size_t kAll = 8 * 1024 * 1024;
    Pair pair;
    SocketTransport transport(pair.door.descriptor);
    const std::size_t cost = GENERATE(0U, 15U);
    CAPTURE(cost);
    Glutton user(transport, cost);
    int ticks = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, [&ticks] { ++ticks; });
    timer.start(0);
    pair.peer->write(QByteArray(static_cast<qsizetype>(kAll), 'x'));
    pair.peer->disconnectFromHost(); // the end is reported after all data
    REQUIRE(waitFor([&] { return user.isClosed; }));
    CHECK(user.all == kAll);
    const std::size_t most = SocketTransport::kMostPerIteration / (1 + cost) + 4096;
    CHECK(user.most <= most);
    CHECK(user.iterations >= kAll / most);
    CHECK(ticks > 0);
}

TEST_CASE("data read ahead counts towards the iteration limit")
{
    Plain plain;
    plain.user.reads = false;
    constexpr std::size_t kAll = 3 * SocketTransport::kMostPerIteration;
    plain.pair.peer->write(QByteArray(static_cast<qsizetype>(kAll), 'x'));
    REQUIRE(waitFor([&] {
        plain.transport.readAhead(kAll);
        return plain.transport.bytesAhead() == kAll;
    }));
    plain.user.reads = true;
    const int before = plain.user.readable;
    while (plain.user.received.size() < kAll) {
        const std::size_t had = plain.user.received.size();
        plain.user.read();
        CHECK(plain.user.received.size() - had <= SocketTransport::kMostPerIteration);
        if (plain.user.received.size() < kAll)
            REQUIRE(waitFor([&] { return plain.user.received.size() > had; }));
    }
    CHECK(plain.user.readable > before);
}

TEST_CASE("a connection waiting for its next iteration may be destroyed")
{
    auto pair = std::make_unique<Pair>();
    auto transport = std::make_unique<SocketTransport>(pair->door.descriptor);
    Glutton user(*transport, 15U); // reaches its limit soon, however slowly the peer writes
    pair->peer->write(QByteArray(4 * 1024 * 1024, 'x'));
    REQUIRE(waitFor([&] { return user.iterations > 0 && transport->isSpent(); }));
    transport.reset();
    QCoreApplication::processEvents();
    CHECK(user.all < 4U * 1024 * 1024);
}

TEST_CASE("sends a large message over several iterations in order")
{
    Plain plain;
    const std::string all = pattern(12 * 1024 * 1024);
    QByteArray got;
    QObject::connect(plain.pair.peer.get(), &QTcpSocket::readyRead, plain.pair.peer.get(), [&] { got += plain.pair.peer->readAll(); });
    const QByteArray shared = QByteArray::fromStdString(all);
    const std::array slices{Slice(shared)};
    plain.transport.write(slices);
    CHECK(plain.transport.pendingBytes() >= 11 * 1024 * 1024);
    REQUIRE(waitFor([&] { return got.size() == shared.size(); }));
    CHECK(got == shared);
}
