#include "fixtures.h"

#include "catch.h"
#include "dead_port.h"

#include "gateway/http/proxy/system_proxy.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkProxy>
#include <QPointer>
#include <QTimer>

using namespace gateway;
using namespace gateway::http;
using namespace gateway::http::test;

namespace {

QByteArray answerOf(const QByteArray& body)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

TEST_CASE("reuses connections and the most recently used first")
{
    Upstream upstream([](QTcpSocket& socket, const QByteArray&, int index) { socket.write(answerOf(QByteArray::number(index))); });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    const KeepAlive keepAlive;
    {
        std::vector<Outcome> outs(3);
        std::vector<Runner> runners(3);
        for (std::size_t i = 0; i < 3; ++i)
            runners[i].start(fetch(pool, wheel, upstream.origin(), keepAlive, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", outs[i]));
        CHECK(pool.activeCount() == 3);
        REQUIRE(waitFor([&] { return runners[0].isOver() && runners[1].isOver() && runners[2].isOver(); }));
    }
    CHECK(upstream.connections == 3);
    CHECK(pool.idleCount() == 3);
    for (int i = 0; i < 5; ++i) {
        const Outcome out = fetchOnce(pool, wheel, upstream.origin());
        CHECK(out.complete);
        CHECK(out.reused);
        CHECK(pool.idleCount() == 3);
    }
    CHECK(upstream.connections == 3);
    Origin other = upstream.origin();
    other.host = "localhost";
    CHECK_FALSE(fetchOnce(pool, wheel, other).reused);
    pool.clear();
    CHECK(pool.idleCount() == 0);
    CHECK(waitFor([&] { return upstream.closed == 4; }));
}

TEST_CASE("bounds the pooled connections in number and time")
{
    struct KeepRow {
        const char* name;
        KeepAlive keepAlive;
        std::size_t kept;
    };
    const auto row = GENERATE(values<KeepRow>({
        {"a cap", {true, 60000, 2}, 2},
        {"switched off", {false, 60000, 30}, 0},
        {"a limit of 0", {true, 60000, 0}, 0},
        {"no time", {true, 0, 30}, 0},
    }));
    CAPTURE(row.name);
    Upstream upstream([](QTcpSocket& socket, const QByteArray&, int) { socket.write(answerOf("x")); });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    std::vector<Outcome> outs(4);
    std::vector<Runner> runners(4);
    for (std::size_t i = 0; i < 4; ++i)
        runners[i].start(fetch(pool, wheel, upstream.origin(), row.keepAlive, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", outs[i]));
    REQUIRE(waitFor([&] { return std::all_of(runners.begin(), runners.end(), [](const Runner& r) { return r.isOver(); }); }));
    CHECK(waitFor([&] { return pool.idleCount() == row.kept; })); // an excess connection may stay briefly
    CHECK(waitFor([&] { return upstream.closed == 4 - static_cast<int>(row.kept); }));
}

TEST_CASE("a burst leaves no more connections than the limit and is reported once over")
{
    Upstream upstream([](QTcpSocket& socket, const QByteArray&, int) { socket.write(answerOf("x")); });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    std::vector<std::size_t> idleAtTheEnd;
    QObject::connect(&pool, &UpstreamPool::burstOver, &pool, [&] { idleAtTheEnd.push_back(pool.idleCount()); });
    constexpr std::size_t kMany = 60; // also exceeds what is kept briefly
    std::vector<Outcome> outs(kMany);
    std::vector<Runner> runners(kMany);
    for (std::size_t i = 0; i < kMany; ++i)
        runners[i].start(
            fetch(pool, wheel, upstream.origin(), {true, 2000, 2}, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", outs[i]));
    REQUIRE(waitFor([&] { return std::all_of(runners.begin(), runners.end(), [](const Runner& r) { return r.isOver(); }); }));
    REQUIRE(waitFor([&] { return idleAtTheEnd.size() == 1; }));
    CHECK(idleAtTheEnd[0] == 2);
    REQUIRE(waitFor([&] { return idleAtTheEnd.size() == 2; }));
    CHECK(idleAtTheEnd[1] == 0);
    CHECK(fetchOnce(pool, wheel, upstream.origin(), {true, 50, 2}).complete);
    CHECK(waitFor([&] { return pool.idleCount() == 0; }));
    CHECK(idleAtTheEnd.size() == 2); // one request is not a burst
}

TEST_CASE("idle connections expire")
{
    Upstream upstream([](QTcpSocket& socket, const QByteArray&, int) { socket.write(answerOf("x")); });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    CHECK(fetchOnce(pool, wheel, upstream.origin(), {true, 150, 30}).complete);
    CHECK(pool.idleCount() == 1);
    CHECK(waitFor([&] { return upstream.closed == 1; }));
    CHECK(pool.idleCount() == 0);
    CHECK(wheel.isEmpty());
}

TEST_CASE("drops an idle connection that sends data or ends")
{
    const End end = GENERATE(End::Stay, End::Close, End::Reset);
    Upstream upstream([](QTcpSocket& socket, const QByteArray&, int) { socket.write(answerOf("x")); });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    CHECK(fetchOnce(pool, wheel, upstream.origin()).complete);
    REQUIRE(pool.idleCount() == 1);
    say(*upstream.sockets.front(), end == End::Stay ? "HTTP/1.1 408 Request Timeout\r\n\r\n" : "", end, false);
    CHECK(waitFor([&] { return pool.idleCount() == 0 && upstream.closed == 1; }));
    CHECK_FALSE(fetchOnce(pool, wheel, upstream.origin()).reused);
}

TEST_CASE("reports that a reused connection was stale")
{
    // Closed by the upstream while the request was being sent: no byte of an answer
    // arrived, so it may be sent again on a new connection.
    Upstream upstream([](QTcpSocket& socket, const QByteArray&, int index) {
        if (index == 1)
            socket.disconnectFromHost();
        else
            socket.write(answerOf("x"));
    });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    CHECK(fetchOnce(pool, wheel, upstream.origin()).complete);
    const Outcome out = fetchOnce(pool, wheel, upstream.origin());
    CHECK(out.reused);
    CHECK_FALSE(out.anyByte);
    CHECK(out.stale);
    REQUIRE(out.failure);
    CHECK(out.failure->kind == ErrorKind::UpstreamUnreachable);
    Lease fresh = pool.acquire(upstream.origin(), {}, true);
    CHECK_FALSE(fresh->wasReused());
}

TEST_CASE("a connection that ends long after the request was sent was not stale")
{
    Upstream upstream([](QTcpSocket& socket, const QByteArray&, int index) {
        if (index == 1)
            QTimer::singleShot(1300, &socket, &QTcpSocket::disconnectFromHost); // it was processing the request
        else
            socket.write(answerOf("x"));
    });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    CHECK(fetchOnce(pool, wheel, upstream.origin()).complete);
    const Outcome out = fetchOnce(pool, wheel, upstream.origin());
    CHECK(out.reused);
    CHECK_FALSE(out.anyByte);
    REQUIRE(out.failure);
    CHECK_FALSE(out.stale);
}

TEST_CASE("opens a new connection on request")
{
    Upstream upstream([](QTcpSocket& socket, const QByteArray&, int) { socket.write(answerOf("x")); });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    CHECK(fetchOnce(pool, wheel, upstream.origin()).complete);
    {
        const Lease lease = pool.acquire(upstream.origin(), {}, true);
        CHECK_FALSE(lease->wasReused());
        CHECK(pool.idleCount() == 1);
        CHECK(pool.activeCount() == 1);
    }
    CHECK(pool.activeCount() == 0); // dropped: it never answered
    CHECK(pool.idleCount() == 1);
}

TEST_CASE("releasing a lease early cancels the upstream request at once")
{
    int sent = 0;
    Upstream upstream([&](QTcpSocket& socket, const QByteArray&, int) {
        socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        ++sent;
    });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    Outcome out;
    {
        Runner runner;
        runner.start(fetch(pool, wheel, upstream.origin(), {}, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", out));
        REQUIRE(waitFor([&] { return !out.body.empty(); }));
        CHECK(pool.activeCount() == 1);
        runner.cancel();
    }
    CHECK(pool.activeCount() == 0);
    CHECK(pool.idleCount() == 0);
    CHECK(waitFor([&] { return upstream.closed == 1; }));
    CHECK_FALSE(out.isOver);
}

TEST_CASE("leases can be moved")
{
    Upstream upstream([](QTcpSocket& socket, const QByteArray&, int) { socket.write(answerOf("x")); });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    Lease a = pool.acquire(upstream.origin(), {});
    Lease b = std::move(a);
    CHECK_FALSE(a); // NOLINT: tests the moved-from state
    CHECK(b);
    CHECK(pool.activeCount() == 1);
    b = pool.acquire(upstream.origin(), {});
    CHECK(pool.activeCount() == 1);
    b = Lease();
    CHECK(pool.activeCount() == 0);
}

TEST_CASE("reports connection failures in plain words")
{
    struct FailRow {
        const char* name;
        std::function<void(Origin&)> change;
        const char* message;
    };
    QTcpServer closed; // a port without a listener
    REQUIRE(closed.listen(QHostAddress::LocalHost));
    const quint16 port = closed.serverPort();
    closed.close();
    const auto row = GENERATE_COPY(values<FailRow>({
        {"refused", [=](Origin& origin) { origin.port = port; }, "connection refused"},
        {"no such host", [](Origin& origin) { origin.host = "no-such-host.invalid"; }, "host not found"},
        {"plain where TLS is meant", [](Origin& origin) { origin.isSecure = true; }, "TLS handshake failed"},
        {"an unknown proxy", [](Origin& origin) { origin.proxy = "p"; }, "unknown proxy"},
        {"no CA file", [](Origin& origin) { origin.isSecure = true; origin.caFile = "/nonexistent/ca.pem"; },
         "ca_file \"/nonexistent/ca.pem\" does not exist; create it, or correct the path"},
        {"a CA file below the home folder", [](Origin& origin) { origin.isSecure = true; origin.caFile = "~/ca.pem"; },
         "ca_file \"~/ca.pem\" does not exist; \"~\" is not expanded, so write the full path"},
        {"a folder as CA file", [](Origin& origin) { origin.isSecure = true; origin.caFile = "/"; },
         "ca_file \"/\" is a folder, not a file: set it in SSL_CERT_DIR, or use one of its files here"},
        {"a device as CA file", [](Origin& origin) { origin.isSecure = true; origin.caFile = "/dev/null"; },
         "ca_file \"/dev/null\" is a device, pipe or socket: use a file with PEM certificates"},
    }));
    CAPTURE(row.name);
    Upstream upstream([](QTcpSocket& socket, const QByteArray&, int) { socket.write(answerOf("x")); });
    QObject::connect(&upstream, &QTcpServer::newConnection, &upstream, [] {});
    Origin origin = upstream.origin();
    row.change(origin);
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    Outcome out;
    Runner runner;
    runner.start(fetch(pool, wheel, origin, {}, "GET / HTTP/1.1\r\nHost: a\r\n\r\n\r\n\r\n", out));
    REQUIRE(waitFor([&] {
        for (QTcpSocket* socket : upstream.sockets) // a TLS handshake is not a valid request
            socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
        return runner.isOver();
    }));
    CHECK_FALSE(out.connected);
    CHECK_FALSE(out.anyByte);
    REQUIRE(out.failure);
    CHECK(out.failure->kind == ErrorKind::UpstreamUnreachable);
    CHECK(out.failure->text() == row.message);
    CHECK(pool.activeCount() == 0);
}

TEST_CASE("uses whichever address of a host answers")
{
    using Kind = tests::DeadPort::Kind;
    using Loopback = tests::DeadPort::Loopback;
    struct AddressRow {
        const char* name;
        Kind kind;
        Loopback dead;
    };
    const auto row = GENERATE(values<AddressRow>({
        {"IPv6 refuses", Kind::Refuses, Loopback::IPv6},
        {"IPv6 hangs", Kind::Hangs, Loopback::IPv6},
        {"IPv4 refuses", Kind::Refuses, Loopback::IPv4},
        {"IPv4 hangs", Kind::Hangs, Loopback::IPv4},
    }));
    CAPTURE(row.name);
    const QList<QHostAddress> both = QHostInfo::fromName(QStringLiteral("localhost")).addresses();
    if (!both.contains(QHostAddress(QHostAddress::LocalHost)) || !both.contains(QHostAddress(QHostAddress::LocalHostIPv6))) {
        WARN("localhost does not have both addresses here");
        return;
    }
    const tests::DeadPort dead(row.kind, row.dead);
    REQUIRE(dead.port() != 0);
    Upstream upstream([](QTcpSocket& socket, const QByteArray&, int) { socket.write(answerOf("x")); });
    upstream.close();
    const bool isOnIPv6 = row.dead == Loopback::IPv4;
    REQUIRE(upstream.listen(isOnIPv6 ? QHostAddress::LocalHostIPv6 : QHostAddress::LocalHost, static_cast<quint16>(dead.port())));
    Origin origin = upstream.origin();
    origin.host = "localhost";
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    const Outcome out = fetchOnce(pool, wheel, origin); // the kernel would try a hanging address for minutes
    CHECK(out.connected);
    CHECK(out.body == "x");
    CHECK(upstream.connections == 1);
}

TEST_CASE("leaves a hanging upstream to the caller's timeout")
{
    Upstream upstream([](QTcpSocket&, const QByteArray&, int) {});
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    bool timedOut = false;
    const auto await = [](UpstreamPool& p, TimerWheel& w, Origin origin, bool& out) -> Task<> {
        Lease lease = p.acquire(origin, {});
        lease->send(message("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        UpstreamConnection& connection = *lease;
        Until head(connection.waitPoint(), w, Milliseconds{200}, [&] { return connection.headReady(); });
        const Wait wait = co_await head;
        out = wait == Wait::Timeout;
    };
    Runner runner;
    runner.start(await(pool, wheel, upstream.origin(), timedOut));
    REQUIRE(waitFor([&] { return runner.isOver(); }));
    CHECK(timedOut);
    CHECK(upstream.requests == 1);
    CHECK(waitFor([&] { return upstream.closed == 1; }));
}

TEST_CASE("transfers large requests and answers completely")
{
    const int size = GENERATE(100 * 1024, 10 * 1024 * 1024);
    const bool chunked = GENERATE(false, true);
    CAPTURE(size, chunked);
    QByteArray body(size, Qt::Uninitialized);
    for (int i = 0; i < size; ++i)
        body[i] = static_cast<char>('a' + i % 23);
    QByteArray got;
    Upstream upstream([&](QTcpSocket& socket, const QByteArray& request, int) {
        got = request;
        if (!chunked) {
            socket.write(answerOf(body));
            return;
        }
        socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int at = 0; at < size; at += 10'007) // chunk sizes that do not align with reads
            socket.write(QByteArray::number(std::min(10'007, size - at), 16) + "\r\n" + body.mid(at, 10'007) + "\r\n");
        socket.write("0\r\n\r\n");
    });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    const QByteArray request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(size) + "\r\n\r\n" + body;
    const Outcome out = fetchOnce(pool, wheel, upstream.origin(), {}, request);
    CHECK((got == request));
    CHECK((out.body == body.toStdString()));
    CHECK(out.complete);
    CHECK(pool.idleCount() == 1);
    CHECK(out.pieces < 5000);
}

TEST_CASE("merges many small chunks but delivers each as soon as it arrives")
{
    QTcpSocket* upstreamSocket = nullptr;
    Upstream upstream([&](QTcpSocket& socket, const QByteArray&, int) {
        socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        upstreamSocket = &socket;
    });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    Outcome out;
    Runner runner;
    runner.start(fetch(pool, wheel, upstream.origin(), {}, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", out));
    REQUIRE(waitFor([&] { return upstreamSocket != nullptr; }));
    for (int i = 1; i <= 5; ++i) { // one at a time: each is delivered
        upstreamSocket->write("3\r\none\r\n");
        upstreamSocket->flush();
        REQUIRE(waitFor([&] { return out.body.size() == static_cast<std::size_t>(3 * i); }));
    }
    CHECK(out.pieces == 5);
    QByteArray many;
    for (int i = 0; i < 1000; ++i)
        many += "3\r\none\r\n";
    upstreamSocket->write(many + "0\r\n\r\n");
    REQUIRE(waitFor([&] { return runner.isOver(); }));
    CHECK(out.body.size() == 3015);
    CHECK(out.complete);
    CHECK(out.pieces <= 10);
}

TEST_CASE("does not read an upstream while nobody consumes the answer")
{
    constexpr int kTotal = 32 * 1024 * 1024;
    QTcpSocket* upstreamSocket = nullptr;
    Upstream upstream([&](QTcpSocket& socket, const QByteArray&, int) {
        upstreamSocket = &socket;
        socket.write(answerOf(QByteArray(kTotal, 'x')));
    });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    Lease lease = pool.acquire(upstream.origin(), {});
    lease->send(message("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    REQUIRE(waitFor([&] { return lease->headReady(); }));
    const QTcpSocket& unread = *upstreamSocket;
    const Outcome other = fetchOnce(pool, wheel, upstream.origin()); // as large, read meanwhile
    CHECK(other.body.size() == kTotal);
    CHECK(unread.bytesToWrite() > kTotal / 2);
    std::size_t got = 0;
    REQUIRE(waitFor([&] { // consuming is enough to resume reading
        while (!lease->isComplete() && !lease->failure() && lease->pieceReady())
            got += lease->piece().size();
        return lease->isComplete() || lease->failure();
    }));
    CHECK(got == kTotal);
}

TEST_CASE("reads the rest of an answer after its connection was closed")
{
    // More than Qt reads ahead, closed before it is consumed.
    const QByteArray body(4 * 1024 * 1024, 'x');
    const bool withLength = GENERATE(true, false);
    Upstream upstream([&](QTcpSocket& socket, const QByteArray&, int) {
        socket.write(withLength ? answerOf(body) : "HTTP/1.1 200 OK\r\n\r\n" + body);
        socket.disconnectFromHost();
    });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    Lease lease = pool.acquire(upstream.origin(), {});
    lease->send(message("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    REQUIRE(waitFor([&] { return lease->headReady(); }));
    waitUntilStill([&] { return upstream.sockets.empty() ? -1 : upstream.sockets.front()->bytesToWrite(); });
    std::size_t got = 0;
    REQUIRE(waitFor([&] {
        if (lease->pieceReady())
            got += lease->piece().size();
        return lease->isComplete() || lease->failure();
    }));
    CHECK(lease->isComplete());
    CHECK(got == static_cast<std::size_t>(body.size()));
}

TEST_CASE("gives up on endless headers and chunk headers")
{
    struct EndlessRow {
        const char* name;
        QByteArray start;
        QByteArray more;
    };
    const auto row = GENERATE(values<EndlessRow>({
        {"one field", "HTTP/1.1 200 OK\r\nA: ", "aaaaaaaaaaaaaaaa"},
        {"many fields", "HTTP/1.1 200 OK\r\n", "A: aaaaaaaaaaa\r\n"},
        {"interim answers", "", "HTTP/1.1 100 Continue\r\n\r\n"},
        {"a chunk extension", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "aaaaaaaaaaaaaaaa"},
        {"trailers", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "A: aaaaaaaaaaa\r\n"},
    }));
    CAPTURE(row.name);
    Upstream upstream([&](QTcpSocket& socket, const QByteArray&, int) { socket.write(row.start + row.more.repeated(20'000)); });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    const Outcome out = fetchOnce(pool, wheel, upstream.origin());
    REQUIRE(out.failure);
    CHECK(out.failure->kind == ErrorKind::UpstreamProtocolError);
    CHECK_FALSE(out.timedOut);
}

TEST_CASE("sends plain HTTP through a proxy with an absolute URI and its credentials")
{
    struct Row { const char* name; QNetworkProxy::ProxyType type; const char* host; int port; const char* user; const char* password; const char* line; const char* credentials; };
    const auto row = GENERATE(values<Row>({
        {"without a user", QNetworkProxy::HttpProxy, "provider.invalid", 8081, "", "", "GET http://provider.invalid:8081/ HTTP/1.1\r\n", nullptr},
        {"with a user, the usual port", QNetworkProxy::HttpProxy, "provider.invalid", 80, "box", "pr0xy:5ecret", "GET http://provider.invalid/ HTTP/1.1\r\n", "Basic Ym94OnByMHh5OjVlY3JldA=="},
        {"as some systems name it, to an address", QNetworkProxy::HttpCachingProxy, "2001:db8::1", 11434, "b\xC3\xB6x", "", "GET http://[2001:db8::1]:11434/ HTTP/1.1\r\n", "Basic YsO2eDo="},
    }));
    CAPTURE(row.name);
    std::vector<QByteArray> asked;
    Upstream proxy([&](QTcpSocket& socket, const QByteArray& request, int) {
        asked.push_back(request);
        socket.write(answerOf("through"));
    });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    QNetworkProxy way(row.type, QStringLiteral("127.0.0.1"), proxy.serverPort());
    setCredentials(way, row.user, Secret(std::string(row.password)));
    pool.setProxy("p", way);
    Origin origin;
    origin.host = row.host;
    origin.port = row.port;
    origin.proxy = "p";
    CHECK(fetchOnce(pool, wheel, origin).body == "through");
    CHECK(fetchOnce(pool, wheel, origin).reused);
    Origin other = origin;
    other.host = "other.invalid";
    CHECK_FALSE(fetchOnce(pool, wheel, other).reused);
    REQUIRE(asked.size() == 3);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(asked[i].startsWith(row.line));
        CHECK(asked[i].contains("Proxy-Authorization: ") == (row.credentials != nullptr));
        if (row.credentials)
            CHECK(asked[i].contains(QByteArray("Proxy-Authorization: ") + row.credentials + "\r\n"));
    }
    CHECK(asked[2].startsWith("GET http://other.invalid"));
    CHECK(proxy.connections == 2);
}

TEST_CASE("distinguishes a proxy's own answer from the provider's")
{
    struct Row { const char* answer; const char* words; };
    const auto row = GENERATE(values<Row>({
        {"407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"", "the proxy rejected the user name and password, or requires them"},
        {"407 Proxy Authentication Required\r\nProxy-Authenticate: Digest realm=\"x\"", "the proxy accepts only Digest authentication"},
        {"407 Proxy Authentication Required", "the proxy rejected the user name and password"},
        {"401 Unauthorized\r\nServer: tinyproxy/1.11.1\r\nProxy-Authenticate: Basic realm=\"x\"", "the proxy rejected the user name and password"},
        {"403 Filtered\r\nServer: tinyproxy/1.11.1\r\nContent-Type: text/html", "the proxy does not allow the request (status 403)"},
        {"500 Unable to connect\r\nServer: tinyproxy/1.11.1", "the proxy cannot reach the host (status 500)"},
        {"503 Service Unavailable\r\nX-Squid-Error: ERR_DNS_FAIL 0\r\nContent-Type: application/json", "the proxy cannot reach the host (status 503)"},
        {"502 Bad Gateway\r\nServer: mitmproxy 10.1.1", "the proxy cannot reach the host (status 502)"},
        {"403 Forbidden\r\nServer: Zscaler/6.2\r\nContent-Type: Text/HTML; charset=utf-8", "the proxy, or a server after it, answered with a web page (status 403)"},
        {"504 Gateway Timeout\r\nContent-Type: text/html", "the proxy, or a server after it, answered with a web page (status 504)"},
        {"403 Forbidden\r\nContent-Type: application/json", nullptr},
        {"401 Unauthorized\r\nContent-Type: text/html", nullptr},
        {"503 Service Unavailable\r\nServer: nginx\r\nRetry-After: 3", nullptr},
        {"404 Not Found\r\nContent-Type: text/html", nullptr},
        {"200 OK\r\nVia: 1.1 tinyproxy (tinyproxy/1.11.1)\r\nContent-Type: text/html", nullptr},
    }));
    CAPTURE(row.answer);
    Upstream proxy([&](QTcpSocket& socket, const QByteArray&, int) { socket.write(QByteArray("HTTP/1.1 ") + row.answer + "\r\nContent-Length: 2\r\n\r\n{}"); });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    pool.setProxy("p", QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), proxy.serverPort()));
    Origin origin;
    origin.host = "provider.invalid";
    origin.proxy = "p";
    const Outcome out = fetchOnce(pool, wheel, origin);
    REQUIRE(out.failure.has_value() == (row.words != nullptr));
    CHECK(out.complete == (row.words == nullptr));
    if (row.words) {
        CHECK(out.failure->kind == ErrorKind::UpstreamUnreachable);
        CHECK(out.failure->text().starts_with(row.words));
        CHECK(out.failure->text().ends_with(" (proxy 127.0.0.1:" + std::to_string(proxy.serverPort()) + ')'));
        CHECK(pool.idleCount() == 0);
    }
    // Without a proxy, the same answer comes from the provider.
    CHECK_FALSE(fetchOnce(pool, wheel, proxy.origin()).failure);
}

TEST_CASE("names a proxy that is unreachable or hangs up")
{
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    Upstream silent([](QTcpSocket& socket, const QByteArray&, int) { socket.disconnectFromHost(); });
    const tests::DeadPort nobody(tests::DeadPort::Kind::Refuses);
    struct Row { QString host; int port; const char* words; };
    for (const Row& row : {Row{QStringLiteral("127.0.0.1"), nobody.port(), "the proxy refused the connection (proxy 127.0.0.1:"},
             Row{QStringLiteral("proxy.invalid"), 3128, "the proxy's host was not found (proxy proxy.invalid:3128)"},
             Row{QStringLiteral("127.0.0.1"), silent.serverPort(), "the proxy closed the connection before an answer was received (proxy 127.0.0.1:"}}) {
        CAPTURE(row.words);
        pool.setProxy("p", QNetworkProxy(QNetworkProxy::HttpProxy, row.host, static_cast<quint16>(row.port)));
        Origin origin;
        origin.host = "provider.invalid";
        origin.proxy = "p";
        const Outcome out = fetchOnce(pool, wheel, origin);
        REQUIRE(out.failure);
        CHECK(out.failure->text().starts_with(row.words));
    }
}

TEST_CASE("proxy failures end with a remedy and failures of the host do not")
{
    struct Row {
        const char* name;
        const char* answer;
        const char* message;
    };
    const auto row = GENERATE(values<Row>({
        {"forbids", "HTTP/1.1 403 Forbidden\r\nServer: tinyproxy/1.11.1\r\n", "the proxy does not allow the request (status 403) (proxy 127.0.0.1:PORT). Check ALL_PROXY"},
        {"requires a password", "HTTP/1.1 407 Proxy Authentication Required\r\n", "the proxy rejected the user name and password, or requires them (proxy "
        "127.0.0.1:PORT). Check ALL_PROXY"},
        {"cannot reach it", "HTTP/1.1 503 Service Unavailable\r\nX-Squid-Error: ERR_DNS_FAIL 0\r\n", "the proxy cannot reach the host (status 503) (proxy 127.0.0.1:PORT). Check ALL_PROXY"},
        {"closes", "", "the proxy closed the connection before an answer was received (proxy 127.0.0.1:PORT). Check ALL_PROXY"},
        {"answers as no HTTP", "SSH-2.0-x\r\n", "the answer is not well-formed HTTP"},
    }));
    CAPTURE(row.name);
    Upstream proxy([&row](QTcpSocket& socket, const QByteArray&, int) {
        if (*row.answer)
            socket.write(QByteArray(row.answer) + "Content-Length: 0\r\n\r\n");
        socket.disconnectFromHost();
    });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    pool.setProxy("p", QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), proxy.serverPort()), "Check ALL_PROXY");
    Origin origin;
    origin.host = "provider.invalid";
    origin.proxy = "p";
    const Outcome out = fetchOnce(pool, wheel, origin);
    REQUIRE(out.failure);
    const std::string message = QString::fromLatin1(row.message).replace(QStringLiteral("PORT"), QString::number(proxy.serverPort())).toStdString();
    CHECK(out.failure->text().starts_with(message));
    CHECK((out.failure->text().find("Check ALL_PROXY") != std::string::npos) == (message.find("Check ALL_PROXY") != std::string::npos));
}

TEST_CASE("reaches an HTTPS origin through CONNECT of an HTTP proxy")
{
    QByteArray asked;
    Upstream proxy([&](QTcpSocket& socket, const QByteArray& request, int) {
        asked = request;
        socket.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    pool.setProxy("p", QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), proxy.serverPort()));
    Origin origin;
    origin.isSecure = true;
    origin.verify = false;
    origin.host = "provider.invalid"; // resolved by the proxy, if at all
    origin.port = 8081;
    origin.proxy = "p";
    const Outcome out = fetchOnce(pool, wheel, origin);
    REQUIRE(out.failure);
    CHECK(asked.startsWith("CONNECT provider.invalid:8081 HTTP/1."));
    QTcpServer closed;
    REQUIRE(closed.listen(QHostAddress::LocalHost));
    const quint16 port = closed.serverPort();
    closed.close();
    pool.setProxy("dead", QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), port));
    origin.proxy = "dead";
    const Outcome refused = fetchOnce(pool, wheel, origin);
    REQUIRE(refused.failure);
    CHECK(refused.failure->text().starts_with("the proxy refused the connection (proxy 127.0.0.1:"));
}

TEST_CASE("describes a proxy's failure correctly")
{
    struct Row {
        const char* name;
        QNetworkProxy::ProxyType type;
        std::vector<QByteArray> says; ///< answers to each message it receives
        const char* words;
    };
    constexpr auto kSocks = QNetworkProxy::Socks5Proxy;
    constexpr auto kHttp = QNetworkProxy::HttpProxy;
    const QByteArray open("\5\0", 2);
    const auto socks = [](char code) { return "\5" + QByteArray(1, code) + QByteArray("\0\1\0\0\0\0\0\0", 8); };
    const auto http = [](const char* status) { return QByteArray("HTTP/1.1 ") + status + "\r\nContent-Length: 0\r\n\r\n"; };
    // Source: RFC 1928 §3, §6; RFC 1929 §2; RFC 9110 §9.3.6.
    const std::vector<Row> rows{
        {"its own address by a name", kSocks, {open, QByteArray("\5\0\0\3\5proxy\1\273", 12)}, "the proxy's answer cannot be read: it is not a SOCKS5 proxy, or it returned a host name"},
        {"no SOCKS at all", kSocks, {http("400 Bad Request")}, "the proxy's answer cannot be read: it is not a SOCKS5 proxy"},
        {"a general failure", kSocks, {open, socks(1)}, "the proxy cannot reach the host, or does not allow it"},
        {"not allowed", kSocks, {open, socks(2)}, "the proxy cannot reach the host, or does not allow it"},
        {"no network", kSocks, {open, socks(3)}, "network or host unreachable"},
        {"no host", kSocks, {open, socks(4)}, "the proxy cannot reach the host, or does not allow it"},
        {"refused", kSocks, {open, socks(5)}, "connection refused"},
        {"no such command", kSocks, {open, socks(7)}, "the proxy does not support this type of connection"},
        {"no such kind of address", kSocks, {open, socks(8)}, "the proxy does not support this type of connection"},
        {"no way to sign in", kSocks, {"\5\377"}, "the proxy rejected the user name and password"},
        {"requires a password", kSocks, {"\5\2"}, "proxy authentication is required"},
        {"closes", kSocks, {open}, "the proxy closed the connection"},
        {"forbids", kHttp, {http("403 Forbidden")}, "the proxy does not allow the connection"},
        {"cannot reach it", kHttp, {http("502 Bad Gateway")}, "the proxy did not open the connection: it cannot reach the host, requires other credentials, or is not an HTTP proxy"},
        {"is something else", kHttp, {"SSH-2.0-x\r\n"}, "the proxy did not open the connection"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        QTcpServer proxy;
        REQUIRE(proxy.listen(QHostAddress::LocalHost));
        QObject::connect(&proxy, &QTcpServer::newConnection, &proxy, [&] {
            auto* const socket = proxy.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [&row, socket, said = std::size_t{0}]() mutable {
                socket->readAll();
                if (said < row.says.size())
                    socket->write(row.says[said++]);
                else
                    socket->disconnectFromHost();
            });
        });
        TimerWheel wheel;
        UpstreamPool pool(wheel, nullptr);
        pool.setProxy("p", QNetworkProxy(row.type, QStringLiteral("127.0.0.1"), proxy.serverPort()));
        Origin origin;
        origin.isSecure = row.type == kHttp; // plain HTTP would not be tunnelled
        origin.verify = false;
        origin.host = "provider.invalid";
        origin.proxy = "p";
        const Outcome out = fetchOnce(pool, wheel, origin);
        REQUIRE(out.failure);
        CAPTURE(out.failure->message);
        CHECK(out.failure->text().starts_with(row.words));
        CHECK(out.failure->text().find(" (proxy 127.0.0.1:") != std::string::npos);
        CHECK(out.failure->kind == ErrorKind::UpstreamUnreachable);
    }
}

TEST_CASE("formats origins like URLs")
{
    Origin secure;
    secure.isSecure = true;
    secure.host = "api.example";
    secure.port = 443;
    Origin literal;
    literal.host = "::1";
    literal.port = 11434;
    CHECK(secure.toString() == "https://api.example");
    CHECK(literal.toString() == "http://[::1]:11434");
}
