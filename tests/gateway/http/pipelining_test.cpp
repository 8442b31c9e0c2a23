#include "fixtures.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::http;
using namespace gateway::http::test;

// Pipelined requests, sent before an earlier one is answered. Source: RFC 9112 §9.3.2.

namespace {

constexpr int kTakenIn = 4 * 1024 * 1024; // by the connection; the system buffers the rest

/// Streams "begun" and ends when the test allows it.
class Held {
public:
    Task<> run(ServerConnection& connection, TimerWheel& wheel, Script& script)
    {
        if (connection.request().path != "/held") {
            co_await echo(connection, wheel, script);
            co_return;
        }
        m_point = &connection.waitPoint();
        const Headers headers;
        connection.writeHead(200, headers, -1);
        connection.write(std::string_view("begun"));
        Until told(*m_point, wheel, Milliseconds{kPatience_ms}, [this] { return m_mayEnd; });
        co_await told;
        connection.write(std::string_view(" and ended"));
        connection.finish();
    }
    void end()
    {
        m_mayEnd = true;
        m_point->wake();
    }

private:
    WaitPoint* m_point = nullptr;
    bool m_mayEnd = false;
};

/// Until the other side accepts no more.
void sendUntilFull(Client& client)
{
    const auto* const secure = qobject_cast<QSslSocket*>(client.socket.get());
    waitUntilStill([&] { return client.socket->bytesToWrite() + (secure ? secure->encryptedBytesToWrite() : 0); });
}

} // namespace

TEST_CASE("answers pipelined requests in order")
{
    Gateway gateway;
    Client client(gateway.port());
    client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n"
                "POST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\ntwo"
                "POST /3 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nthree\r\n0\r\n\r\n"
                "GET /4 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
                "GET /5 HTTP/1.1\r\nHost: h\r\n\r\n");
    REQUIRE(client.waitForClose());
    const std::vector<Received> answers = answersIn(client.received);
    REQUIRE(answers.size() == 4);
    CHECK(answers[0].body == "GET h /1|");
    CHECK(answers[1].body == "POST h /2|two");
    CHECK(answers[2].body == "POST h /3|three");
    CHECK(answers[3].body == "GET h /4|");
    CHECK(gateway.script.started == 4); // none after "close". Source: RFC 9112 §9.6
}

TEST_CASE("a pipelined request starts before the previous handler has been destroyed")
{
    std::vector<int> alive;
    Gateway gateway([&alive](ServerConnection& connection, TimerWheel& wheel, Script& script) {
        alive.push_back(script.alive);
        return echo(connection, wheel, script);
    });
    Client client(gateway.port());
    client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\nGET /3 HTTP/1.1\r\nHost: h\r\n\r\n");
    REQUIRE(waitFor([&] { return answersIn(client.received).size() == 3; }));
    CHECK(alive == std::vector<int>{1, 2, 2});
    CHECK(waitFor([&] { return gateway.script.alive == 0; })); // no request follows the last one
}

TEST_CASE("a pipelined request of any size waits for the current answer")
{
    const bool isSecure = GENERATE(false, true);
    CAPTURE(isSecure);
    const Certificates certificates;
    Held held;
    const auto run = [&](ServerConnection& connection, TimerWheel& wheel, Script& script) { return held.run(connection, wheel, script); };
    Gateway gateway(run, {}, isSecure ? std::optional(certificates.serverConfiguration()) : std::nullopt);
    Client client(gateway.port(), isSecure ? std::optional(certificates.clientConfiguration()) : std::nullopt);
    client.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n");
    REQUIRE(client.waitForText("begun"));
    const QByteArray body(24 * 1024 * 1024, 'x');
    client.send("POST /large HTTP/1.1\r\nHost: h\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body
                + "GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    sendUntilFull(client);
    CHECK_FALSE(client.closed);
    CHECK(gateway.script.gone == 0);
    CHECK(gateway.script.started == 1);
    if (!isSecure) // over TLS the test's own socket encrypts all of it at once
        CHECK(client.socket->bytesToWrite() > 0); // not all of it has been read into memory
    held.end();
    REQUIRE(client.waitForClose());
    const std::vector<Received> answers = answersIn(client.received);
    REQUIRE(answers.size() == 3);
    CHECK(answers[0].body == "begun and ended");
    CHECK((answers[1].body == "POST h /large|" + body));
    CHECK(answers[2].body == "GET h /last|");
    CHECK(gateway.script.gone == 0);
}

TEST_CASE("many pipelined requests wait for the current answer")
{
    constexpr int kMany = 100;
    const QByteArray body(128 * 1024, 'x');
    const QByteArray one = "POST /one HTTP/1.1\r\nHost: h\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    Held held;
    Gateway gateway([&](ServerConnection& connection, TimerWheel& wheel, Script& script) { return held.run(connection, wheel, script); });
    Client client(gateway.port());
    client.keep = false;
    client.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n");
    REQUIRE(waitFor([&] { return client.total > 0; }));
    client.send(one.repeated(kMany) + "GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    sendUntilFull(client);
    held.end();
    REQUIRE(client.waitForClose());
    CHECK(gateway.script.started == kMany + 2);
    CHECK(gateway.script.gone == 0);
}

TEST_CASE("a client that disconnects with unread pipelined data ends its handler")
{
    struct GoneRow {
        const char* name;
        int sent;
        bool reset;
    };
    const auto row = GENERATE(values<GoneRow>({
        {"by a reset", 24 * 1024 * 1024, true},
        {"in order", kTakenIn + 64 * 1024, false},
    }));
    CAPTURE(row.name);
    Held held;
    Gateway gateway([&](ServerConnection& connection, TimerWheel& wheel, Script& script) { return held.run(connection, wheel, script); });
    Client client(gateway.port());
    client.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n");
    REQUIRE(client.waitForText("begun"));
    client.send(QByteArray(row.sent, 'x'));
    sendUntilFull(client);
    CHECK(gateway.script.gone == 0);
    if (row.reset)
        resetNow(*client.socket);
    else
        client.socket->disconnectFromHost();
    CHECK(waitFor([&] { return gateway.script.alive == 0 && gateway.listener->connectionCount() == 0; }));
    CHECK(gateway.script.gone == 1);
}
