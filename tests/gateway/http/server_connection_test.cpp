#include "fixtures.h"

#include "catch.h"

#include <QTimer>

using namespace gateway;
using namespace gateway::http;
using namespace gateway::http::test;

namespace {

QByteArray bytes(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

struct RequestRow {
    const char* name;
    const char* source;
    std::string_view request;
    int status;
    bool closes;
    const char* body; // part of it
};

using namespace std::string_view_literals;

const std::vector<RequestRow> kConformance{
    {"a request", "RFC 9112 §3", "GET /a?b=c HTTP/1.1\r\nHost: h\r\n\r\n", 200, false, "GET h /a?b=c|"},
    {"empty lines before it", "RFC 9112 §2.2", "\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", 200, false, "GET h /|"},
    {"a body", "RFC 9112 §6.2", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello", 200, false, "|hello"},
    {"connection closed on wish", "RFC 9112 §9.6", "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", 200, true, "/|"},
    {"HTTP/1.0 closes", "RFC 9112 §9.3", "GET / HTTP/1.0\r\n\r\n", 200, true, "GET  /|"},
    {"HTTP/1.0 stays on wish", "RFC 9112 §9.3", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 200, false, "/|"},
    {"no Host", "RFC 9112 §3.2", "GET / HTTP/1.1\r\n\r\n", 400, true, "bad_request"},
    {"two Hosts", "RFC 9112 §3.2", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, true, "bad_request"},
    {"an invalid Host", "RFC 9112 §3.2", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400, true, "bad_request"},
    {"a Host with user data", "RFC 9110 §7.2", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400, true, "bad_request"},
    {"Host in capitals, with a port", "RFC 3986 §3.2.2", "GET / HTTP/1.1\r\nHost: LocalHost:8080\r\n\r\n", 200, false, "GET localhost:8080 /|"},
    {"a folded line", "RFC 9112 §5.2", "GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n c\r\n\r\n", 400, true, "bad_request"},
    {"a folded line, by tab", "RFC 9112 §5.2", "GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n\tc\r\n\r\n", 400, true, "bad_request"},
    {"a folded first line", "RFC 9112 §5.2", "GET / HTTP/1.1\r\n Host: h\r\n\r\n", 400, true, "bad_request"},
    {"a blank before the colon", "RFC 9112 §5.1", "GET / HTTP/1.1\r\nHost : h\r\n\r\n", 400, true, "bad_request"},
    {"a line without colon", "RFC 9112 §5", "GET / HTTP/1.1\r\nHost: h\r\nnonsense\r\n\r\n", 400, true, "bad_request"},
    {"an empty field name", "RFC 9110 §5.1", "GET / HTTP/1.1\r\nHost: h\r\n: x\r\n\r\n", 400, true, "bad_request"},
    {"bare line feeds", "RFC 9112 §2.2", "GET / HTTP/1.1\nHost: h\n\n", 400, true, "bad_request"},
    {"a bare carriage return", "RFC 9112 §2.2", "GET / HTTP/1.1\r\nHost: h\r\nA: b\rc\r\n\r\n", 400, true, "bad_request"},
    {"a NUL in a value", "RFC 9110 §5.5", "GET / HTTP/1.1\r\nHost: h\r\nA: b\0c\r\n\r\n"sv, 400, true, "bad_request"},
    {"both lengths", "RFC 9112 §6.1", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, true, "bad_request"},
    {"both lengths, the other way round", "RFC 9112 §6.1", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400, true, "bad_request"},
    {"two different lengths", "RFC 9112 §6.3", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400, true, "bad_request"},
    {"different lengths in a list", "RFC 9112 §6.3", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5, 6\r\n\r\nhello", 400, true, "bad_request"},
    {"the same length twice", "RFC 9110 §8.6", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 200, false, "|hello"},
    {"a signed length", "RFC 9110 §8.6", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +5\r\n\r\nhello", 400, true, "bad_request"},
    {"a negative length", "RFC 9110 §8.6", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -5\r\n\r\nhello", 400, true, "bad_request"},
    {"a hexadecimal length", "RFC 9110 §8.6", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x5\r\n\r\nhello", 400, true, "bad_request"},
    {"an empty length", "RFC 9110 §8.6", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \r\n\r\n", 400, true, "bad_request"},
    {"a length beyond 64 bits", "RFC 9110 §8.6", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 18446744073709551621\r\n\r\nhello", 400, true, "bad_request"},
    {"chunked before another coding", "RFC 9112 §6.3", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", 400, true, "bad_request"},
    {"a coding that is not understood", "RFC 9112 §6.1", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501, true, "bad_request"},
    {"no chunked at all", "RFC 9112 §6.3", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400, true, "bad_request"},
    {"chunked twice", "RFC 9112 §7.1", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, true, "bad_request"},
    {"a coding and a length", "RFC 9112 §6.1", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello", 400, true, "bad_request"},
    {"a coding in HTTP/1.0", "RFC 9112 §6.1", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, true, "bad_request"},
    {"chunks", "RFC 9112 §7.1", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\nA\r\n, world...\r\n0\r\n\r\n", 200, false, "|hello, world..."},
    {"no chunk but the last", "RFC 9112 §7.1", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 200, false, "POST h /|"},
    {"a last chunk of more zeros", "RFC 9112 §7.1", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n00\r\n\r\n", 200, false, "POST h /|"},
    {"chunk extensions", "RFC 9112 §7.1.1", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b;c=\"d\"\r\nhello\r\n0;e\r\n\r\n", 200, false, "|hello"},
    {"trailers", "RFC 9112 §7.1.2", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n", 200, false, "|hello"},
    {"a trailer that is folded", "RFC 9112 §5.2", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n 2\r\n\r\n", 400, true, "bad_request"},
    {"a line feed in a chunk's extension", "RFC 9112 §7.1.1", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5;a=\"\n\"\r\nhello\r\n0\r\n\r\n", 400, true, "bad_request"},
    {"an invalid chunk size", "RFC 9112 §7.1", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nx\r\nhello\r\n0\r\n\r\n", 400, true, "bad_request"},
    {"a chunk longer than its size", "RFC 9112 §7.1", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhello\r\n0\r\n\r\n", 400, true, "bad_request"},
    {"a chunk size beyond 64 bits", "RFC 9112 §7.1", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000005\r\nhello\r\n0\r\n\r\n", 400, true, "bad_request"},
    {"absolute form", "RFC 9112 §3.2.2", "GET http://Other:81/a?b HTTP/1.1\r\nHost: h\r\n\r\n", 200, false, "GET other:81 /a?b|"},
    {"absolute form without a path", "RFC 9112 §3.2.2", "GET http://other?b HTTP/1.1\r\nHost: h\r\n\r\n", 200, false, "GET other /?b|"},
    {"absolute form with user data", "RFC 9110 §4.2.4", "GET http://u:p@other/ HTTP/1.1\r\nHost: h\r\n\r\n", 400, true, "bad_request"},
    {"absolute form of another scheme", "RFC 9112 §3.2.2", "GET ftp://other/ HTTP/1.1\r\nHost: h\r\n\r\n", 400, true, "bad_request"},
    {"absolute form that has to come encrypted", "RFC 9110 §7.4", "GET HTTPS://other/ HTTP/1.1\r\nHost: h\r\n\r\n", 421, true, "bad_request"},
    {"authority form", "RFC 9112 §3.2.3", "CONNECT other:443 HTTP/1.1\r\nHost: other:443\r\n\r\n", 400, true, "bad_request"},
    {"asterisk form", "RFC 9112 §3.2.4", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", 200, false, "OPTIONS h *|"},
    {"asterisk for another method", "RFC 9112 §3.2.4", "GET * HTTP/1.1\r\nHost: h\r\n\r\n", 400, true, "bad_request"},
    {"a fragment", "RFC 9112 §3.2", "GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n", 400, true, "bad_request"},
    {"two blanks in the first line", "RFC 9112 §3", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400, true, "bad_request"},
    {"HTTP/0.9", "RFC 9112 §3", "GET /\r\n\r\n", 400, true, "bad_request"},
    {"a later minor version", "RFC 9110 §2.5", "GET /a HTTP/1.2\r\nHost: h\r\n\r\n", 200, false, "GET h /a|"},
    {"a later minor version with a body", "RFC 9110 §2.5", "POST / HTTP/1.9\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello", 200, false, "|hello"},
    {"a later minor version and more", "RFC 9112 §2.3", "GET / HTTP/1.2x\r\nHost: h\r\n\r\n", 400, true, "bad_request"},
    {"another major version", "RFC 9110 §15.6.6", "GET / HTTP/3.1\r\nHost: h\r\n\r\n", 505, true, "bad_request"},
    {"an earlier major version", "RFC 9110 §15.6.6", "GET / HTTP/0.9\r\n\r\n", 505, true, "bad_request"},
    {"HTTP/2 with prior knowledge", "RFC 9113 §3.4, RFC 9110 §15.6.6", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, true, "bad_request"},
    {"a TLS greeting on a plain port", "RFC 8446 §4.1.2", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"sv, 400, true, "bad_request"},
    {"a custom method", "RFC 9110 §9.1", "BREW / HTTP/1.1\r\nHost: h\r\n\r\n", 200, false, "BREW h /|"},
    {"an offer of h2c", "RFC 9110 §7.8", "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n", 200, false, "GET h /|"},
    {"an expectation that is met at once", "RFC 9110 §10.1.1", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello", 200, false, "|hello"},
};

void checkRequest(const RequestRow& row, bool slowly)
{
    CAPTURE(row.name, row.source, slowly);
    Gateway gateway;
    Client client(gateway.port());
    if (slowly)
        client.sendSlowly(bytes(row.request));
    else
        client.send(bytes(row.request));
    REQUIRE(client.waitForText(row.body));
    if (row.closes) {
        REQUIRE(client.waitForClose());
    } else {
        client.send("GET /again HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        REQUIRE(client.waitForClose());
        CHECK(client.received.contains("GET h /again|"));
    }
    std::vector<Received> answers = answersIn(client.received);
    if (slowly) // the header block arrives first, so the client receives 100 Continue
        std::erase_if(answers, [](const Received& answer) { return answer.status == 100; });
    REQUIRE(answers.size() == (row.closes ? 1 : 2));
    CHECK(answers[0].status == row.status);
    CHECK(answers[0].whole);
    CHECK(answers[0].body.contains(row.body));
    CHECK(answers[0].head.contains("\r\nServer: signalbox/"));
    CHECK(answers[0].head.count("\r\nContent-Security-Policy: sandbox; default-src 'none'\r\n") == 1);
    CHECK(answers[0].head.count("\r\nX-Content-Type-Options: nosniff\r\n") == 1);
    CHECK(answers[0].head.contains(" GMT\r\n"));
    CHECK(answers[0].head.contains("Connection: close") == (row.closes && row.status != 426));
    // A handler sees only requests that were valid up to the body.
    CHECK(gateway.script.errors.size() == static_cast<std::size_t>(row.status == 400 && gateway.script.started == 1));
    CHECK(waitFor([&] { return gateway.listener->connectionCount() == 0 && gateway.script.alive == 0; }));
}

} // namespace

TEST_CASE("handles valid and malformed requests")
{
    for (const RequestRow& row : kConformance)
        checkRequest(row, false);
}

TEST_CASE("handles valid and malformed requests byte by byte")
{
    for (const RequestRow& row : kConformance)
        checkRequest(row, true);
}

TEST_CASE("handles valid and malformed requests after a similar one")
{
    for (const RequestRow& row : kConformance) {
        CAPTURE(row.name, row.source);
        if (row.closes)
            continue; // no further request follows
        Gateway gateway;
        Client client(gateway.port());
        for (const std::size_t count : {1U, 2U}) {
            client.send(bytes(row.request));
            REQUIRE(waitFor([&] { return answersIn(client.received).size() == count && answersIn(client.received).back().whole; }));
        }
        CHECK(answersIn(client.received).back().status == row.status);
        CHECK(answersIn(client.received).back().body == answersIn(client.received).front().body);
    }
}

TEST_CASE("sends 100 Continue only when the body is wanted")
{
    Gateway gateway;
    Client client(gateway.port());
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    REQUIRE(client.waitForText("HTTP/1.1 100 Continue\r\n\r\n"));
    client.send("hello");
    REQUIRE(client.waitForText("|hello"));
    CHECK(client.received.count("100 Continue") == 1);
}

TEST_CASE("answers a request before its body has arrived")
{
    struct EarlyRow {
        const char* name;
        QByteArray request;
        bool closes;
    };
    const auto row = GENERATE(values<EarlyRow>({
        {"its body has arrived", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello", false},
        {"its body is on the way", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhel", true},
        {"its body waits for 100 Continue", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n", true},
    }));
    CAPTURE(row.name);
    Gateway gateway(answerEarly);
    Client client(gateway.port());
    client.send(row.request);
    REQUIRE(client.waitForText("\r\n\r\nno"));
    CHECK_FALSE(client.received.contains("100 Continue"));
    CHECK(client.received.contains("Connection: close") == row.closes);
    if (row.closes) {
        CHECK(client.waitForClose());
    } else {
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        CHECK(waitFor([&] { return answersIn(client.received).size() == 2; }));
    }
}

TEST_CASE("an answer to HEAD has the headers of GET and no body")
{
    Gateway gateway;
    Client client(gateway.port());
    client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\nHEAD /b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    REQUIRE(client.waitForClose());
    const std::vector<Received> answers = answersIn(client.received, true);
    REQUIRE(answers.size() == 2);
    CHECK(answers[0].head.contains("Content-Length: 9\r\n"));
    CHECK(answers[1].head.contains("Content-Length: 10\r\n"));
}

TEST_CASE("enforces size limits")
{
    ServerLimits limits;
    limits.maxHeaderBytes = 2000;
    limits.maxBodyBytes = 1000;
    struct SizeRow {
        const char* name;
        QByteArray request;
        int status;
    };
    const QByteArray start = "POST / HTTP/1.1\r\nHost: h\r\n";
    QByteArray many;
    for (int i = 0; i < 200; ++i)
        many += "A" + QByteArray::number(i) + ": 12345678\r\n";
    const QByteArray chunk = "1f4\r\n" + QByteArray(500, 'x') + "\r\n";
    const QByteArray chunked = start + "Transfer-Encoding: chunked\r\n\r\n";
    const auto row = GENERATE_COPY(values<SizeRow>({
        {"a head as large as allowed", start + "A: " + QByteArray(2000 - 35, 'x') + "\r\n\r\n", 200},
        {"a large field", start + "A: " + QByteArray(2000, 'x') + "\r\n\r\n", 431},
        {"a large field without an end", start + "A: " + QByteArray(3000, 'x'), 431},
        {"many fields", start + many + "\r\n", 431},
        {"a long target", "GET /" + QByteArray(3000, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
        {"a long target without an end", "GET /" + QByteArray(3000, 'x'), 414},
        {"a long target after empty lines", "\r\n\r\nGET /" + QByteArray(3000, 'x'), 414},
        {"a target that fills the head, with too much after it",
         "GET /" + QByteArray(1980, 'x') + " HTTP/1.1\r\nHost: h\r\nA: " + QByteArray(2000, 'x') + "\r\n\r\n", 431},
        {"a long method", QByteArray(3000, 'X') + " / HTTP/1.1\r\nHost: h\r\n\r\n", 431},
        {"a body as large as allowed", start + "Content-Length: 1000\r\n\r\n" + QByteArray(1000, 'x'), 200},
        {"a body too large by its length", start + "Content-Length: 1001\r\n\r\n", 413},
        {"a length of terabytes", start + "Content-Length: 9000000000000\r\n\r\n", 413},
        {"chunks as large as allowed", chunked + chunk + chunk + "0\r\n\r\n", 200},
        {"chunks too large together", chunked + chunk + chunk + "1\r\nx\r\n", 413},
        {"one chunk too large", chunked + "fffffff\r\n", 413},
        {"a chunk extension without an end", chunked + "1;" + QByteArray(20000, 'a'), 431},
        {"trailers without an end", chunked + "0\r\n" + many + many + many + many + many + many, 431},
    }));
    const bool slowly = GENERATE(false, true);
    CAPTURE(row.name, slowly);
    Gateway gateway(echo, limits);
    Client client(gateway.port());
    if (slowly && row.request.size() < 8000)
        client.sendSlowly(row.request);
    else
        client.send(row.request);
    REQUIRE(waitFor([&] { return !answersIn(client.received).empty() && answersIn(client.received)[0].whole; }));
    CHECK(answersIn(client.received)[0].status == row.status);
    if (row.status != 200) {
        CHECK(client.received.contains("Connection: close"));
        CHECK(client.waitForClose());
    }
}

TEST_CASE("a rejection reaches a client that is still sending")
{
    ServerLimits limits;
    limits.maxBodyBytes = 1000;
    Gateway gateway(echo, limits);
    Client client(gateway.port());
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 8000000\r\n\r\n" + QByteArray(8000000, 'x'));
    REQUIRE(client.waitForText("request_too_large"));
    CHECK(waitFor([&] { return gateway.script.alive == 0; }));
}

TEST_CASE("enforces time limits")
{
    ServerLimits limits;
    limits.head_ms = 100;
    limits.body_ms = 100;
    limits.idle_ms = 100;
    struct TimeRow {
        const char* name;
        QByteArray request;
        const char* answer; // empty: closed without an answer
    };
    const auto row = GENERATE(values<TimeRow>({
        {"nothing comes", "", ""},
        {"only empty lines come", "\r\n\r\n", ""},
        {"the head stops", "GET / HTTP/1.1\r\nHo", "408 Request Timeout"},
        {"the head stops after a line", "GET / HTTP/1.1\r\n", "408 Request Timeout"},
        {"the body stops", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhel", "408 Request Timeout"},
        {"the body does not begin", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n", "408 Request Timeout"},
        {"100 Continue was sent", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n", "408 Request Timeout"},
        {"a chunk stops", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "408 Request Timeout"},
        {"nothing follows", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "200 OK"},
    }));
    CAPTURE(row.name);
    Gateway gateway(echo, limits);
    Client client(gateway.port());
    client.send(row.request);
    REQUIRE(client.waitForClose());
    CHECK(client.received.contains(row.answer));
    CHECK(client.received.isEmpty() == (*row.answer == '\0'));
    CHECK(waitFor([&] { return gateway.listener->connectionCount() == 0; }));
}

TEST_CASE("limits the total time for request headers that arrive slowly")
{
    ServerLimits limits;
    limits.head_ms = 300;
    Gateway gateway(echo, limits);
    Client client(gateway.port());
    client.send("GET / HTTP/1.1\r\nHost: h\r\n");
    REQUIRE(waitFor([&] { // repeats in each iteration until it is rejected
        client.send("A: b\r\n");
        return client.received.contains("408 Request Timeout");
    }));
    CHECK(client.waitForClose());
}

TEST_CASE("a steadily arriving body may take its time")
{
    ServerLimits limits;
    limits.body_ms = 2000;
    limits.bodyBytesPerSecond = 1;
    Gateway gateway(echo, limits);
    const QByteArray head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    Client steady(gateway.port());
    Client silent(gateway.port());
    steady.send(head);
    silent.send(head);
    REQUIRE(waitFor([&] { // longer in total than the limit of a pause, which the other one exceeds
        steady.send("1\r\nx\r\n");
        return silent.received.contains("408 Request Timeout");
    }));
    steady.send("0\r\n\r\n");
    CHECK(steady.waitForText("200 OK"));
    CHECK(waitFor([&] { return gateway.script.bodies.size() == 1; }));
}

TEST_CASE("gives up on a body that arrives too slowly")
{
    const QByteArray framing = GENERATE("Content-Length: 100000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n186a0\r\n");
    ServerLimits limits;
    limits.body_ms = 300;
    Gateway gateway(echo, limits);
    Client client(gateway.port());
    client.send("POST / HTTP/1.1\r\nHost: h\r\n" + framing);
    REQUIRE(waitFor([&] {
        client.send("x");
        return client.received.contains("408 Request Timeout");
    }));
    CHECK(client.waitForClose());
}

TEST_CASE("receives bodies of all sizes completely")
{
    const int size = GENERATE(1, 8000, 8192, 100 * 1024, 300 * 1024, 5 * 1024 * 1024, 20 * 1024 * 1024);
    const bool chunked = GENERATE(false, true);
    CAPTURE(size, chunked);
    QByteArray body(size, Qt::Uninitialized);
    for (int i = 0; i < size; ++i)
        body[i] = static_cast<char>('a' + i % 23);
    Gateway gateway;
    Client client(gateway.port());
    const QByteArray start = "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n";
    if (chunked)
        client.send(start + "Transfer-Encoding: chunked\r\n\r\n" + QByteArray::number(size, 16) + "\r\n" + body + "\r\n0\r\n\r\n");
    else
        client.send(start + "Content-Length: " + QByteArray::number(size) + "\r\n\r\n" + body);
    REQUIRE(client.waitForClose());
    REQUIRE(gateway.script.errors.empty());
    REQUIRE(gateway.script.bodies.size() == 1);
    CHECK((gateway.script.bodies[0] == body.toStdString()));
    CHECK((answersIn(client.received)[0].body == "POST h /|" + body)); // also tests large answers
}

namespace {

constexpr int kPieces = 2000;
const QByteArray kPiece(32 * 1024, 'y');

Task<> stream(ServerConnection& connection, TimerWheel& wheel, Script& script)
{
    const Headers headers;
    connection.writeHead(200, headers, -1);
    for (int i = 0; i < kPieces; ++i) {
        connection.write(kPiece);
        script.written += kPiece.size();
        script.mostPending = std::max(script.mostPending, connection.pendingBytes());
        if (!connection.drained()) {
            connection.watchDrain(true);
            Until drained(connection.waitPoint(), wheel, Milliseconds{kPatience_ms}, [&] { return connection.drained(); });
            (void)co_await drained;
            connection.watchDrain(false);
        }
    }
    connection.finish();
}

} // namespace

TEST_CASE("stops writing to a client that stops reading and continues later")
{
    Gateway gateway(stream);
    Client client(gateway.port());
    client.keep = false;
    client.setReading(false);
    client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    REQUIRE(waitFor([&] { return gateway.script.mostPending >= 256 * 1024; }));
    Client other(gateway.port());
    other.keep = false;
    other.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    REQUIRE(other.waitForClose()); // has read everything meanwhile
    const std::int64_t whole = static_cast<std::int64_t>(kPieces) * kPiece.size();
    CHECK(gateway.script.written - whole < whole / 2);
    CHECK(gateway.script.mostPending <= 256 * 1024 + kPiece.size() + 64);
    client.setReading(true);
    REQUIRE(client.waitForClose());
    CHECK(client.total > whole);
    CHECK(gateway.script.gone == 0);
}

TEST_CASE("ends the handler when the client disconnects")
{
    struct GoneRow {
        const char* name;
        decltype(Script::run) run;
        QByteArray request;
        bool reset;
    };
    const auto row = GENERATE(values<GoneRow>({
        {"while its body is awaited", echo, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n", false},
        {"while its body is awaited, by a reset", echo, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n", true},
        {"while it does not read", stream, "GET / HTTP/1.1\r\nHost: h\r\n\r\n", true},
    }));
    CAPTURE(row.name);
    Gateway gateway(row.run);
    Client client(gateway.port());
    client.setReading(false);
    client.send(row.request);
    REQUIRE(waitFor([&] { return gateway.script.started == 1; }));
    if (row.reset)
        client.socket->abort();
    else
        client.socket->disconnectFromHost();
    CHECK(waitFor([&] { return gateway.script.alive == 0 && gateway.listener->connectionCount() == 0; }));
    CHECK(gateway.script.gone == 1);
}

namespace {

Task<> writeOnAfterReset(ServerConnection& connection, TimerWheel& wheel, Script& script)
{
    const Headers headers;
    connection.writeHead(200, headers, -1);
    connection.write(std::string_view("first"));
    script.hook();
    // No event has arrived: writing detects the failure and defers it to the event loop.
    for (int i = 0; i < 1000; ++i)
        connection.write(kPiece);
    if (script.gone != 0)
        script.errors.emplace_back("told below a write");
    if (connection.pendingBytes() > 0)
        script.errors.emplace_back("kept for nobody");
    Until never(connection.waitPoint(), wheel, Milliseconds{kPatience_ms}, [] { return false; });
    co_await never;
    script.errors.emplace_back("went on");
}

} // namespace

TEST_CASE("reports a connection found broken while writing only afterwards")
{
    Gateway gateway(writeOnAfterReset);
    Client client(gateway.port());
    gateway.script.hook = [&] { resetNow(*client.socket); };
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(waitFor([&] { return gateway.script.started == 1 && gateway.listener->connectionCount() == 0; }));
    CHECK(gateway.script.alive == 0);
    CHECK(gateway.script.gone == 1);
    CHECK(gateway.script.errors.empty());
}

namespace {

Task<> breakOff(ServerConnection& connection, TimerWheel&, Script&)
{
    const Headers headers;
    const bool chunked = connection.request().path == "/chunked";
    connection.writeHead(200, headers, chunked ? -1 : 10);
    connection.write(std::string_view("part"));
    connection.breakOff();
    co_return;
}

Task<> promiseTooMuch(ServerConnection& connection, TimerWheel&, Script&)
{
    const Headers headers;
    connection.writeHead(200, headers, 10);
    connection.write(std::string_view("part"));
    connection.finish();
    co_return;
}

Task<> promiseTooLittle(ServerConnection& connection, TimerWheel&, Script&)
{
    const Headers headers;
    connection.writeHead(200, headers, 4);
    connection.write(std::string_view("part"));
    connection.write(std::string_view("HTTP/1.1 200 OK\r\n\r\n"));
    connection.finish();
    co_return;
}

Task<> dropHandler(ServerConnection&, TimerWheel&, Script&) { co_return; }

} // namespace

TEST_CASE("an incomplete answer is visibly incomplete")
{
    struct BrokenRow {
        const char* name;
        decltype(Script::run) run;
        const char* path;
        bool whole;
    };
    const auto row = GENERATE(values<BrokenRow>({
        {"chunks without an end", breakOff, "/chunked", false},
        {"a length that was not kept", breakOff, "/length", false},
        {"a finish that came too early", promiseTooMuch, "/", false},
        {"more than announced", promiseTooLittle, "/", true},
        {"a handler without an answer", dropHandler, "/", false},
    }));
    CAPTURE(row.name);
    Gateway gateway(row.run);
    Client client(gateway.port());
    client.send("GET " + QByteArray(row.path) + " HTTP/1.1\r\nHost: h\r\n\r\n");
    REQUIRE(client.waitForClose());
    const std::vector<Received> answers = answersIn(client.received);
    CHECK((!answers.empty() && answers[0].whole) == row.whole);
    CHECK(answers.size() <= 1);
    CHECK(waitFor([&] { return gateway.script.alive == 0 && gateway.listener->connectionCount() == 0; }));
}

namespace {

Task<> chunksAndTrailers(ServerConnection& connection, TimerWheel&, Script&)
{
    Headers headers;
    headers.add("Content-Type", "text/event-stream");
    headers.add("Content-Length", "3");                // ours
    headers.add("Transfer-Encoding", "gzip");          // ours
    headers.add("Connection", "x-secret");             // hop by hop
    headers.add("Keep-Alive", "timeout=5");            // hop by hop
    headers.add("Date", "yesterday");                  // ours
    headers.add("x-model", "a\r\nSet-Cookie: b=c");    // no second line
    headers.add("bad name", "x");                      // no field
    connection.writeHead(200, headers, -1);
    connection.write(std::string_view("one"));
    connection.write(std::string_view(""));
    connection.write(QByteArray(20000, 'z'));
    Headers trailers;
    trailers.add("x-sum", "1");
    connection.finish(trailers);
    co_return;
}

} // namespace

TEST_CASE("frames a streamed answer for the client's HTTP version")
{
    const bool isHttp11 = GENERATE(true, false);
    CAPTURE(isHttp11);
    Gateway gateway(chunksAndTrailers);
    Client client(gateway.port());
    client.send(isHttp11 ? "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
                         : "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    REQUIRE(client.waitForClose()); // without a length HTTP/1.0 cannot keep the connection
    const std::vector<Received> answers = answersIn(client.received);
    REQUIRE(answers.size() == 1);
    const QByteArray& head = answers[0].head;
    CHECK(answers[0].whole);
    CHECK((answers[0].body == "one" + QByteArray(20000, 'z')));
    CHECK(client.received.contains("\r\nTransfer-Encoding: chunked\r\n") == isHttp11);
    CHECK(client.received.endsWith("0\r\nx-sum: 1\r\n\r\n") == isHttp11);
    CHECK_FALSE(head.contains("Content-Length"));
    CHECK_FALSE(head.contains("gzip"));
    CHECK_FALSE(head.contains("x-secret"));
    CHECK_FALSE(head.contains("Keep-Alive"));
    CHECK_FALSE(head.contains("yesterday"));
    CHECK_FALSE(head.contains("\nSet-Cookie"));
    CHECK_FALSE(head.contains("bad name"));
    CHECK(head.count("\r\nConnection: close\r\n") == 1);
}

TEST_CASE("sends the headers together with the first piece")
{
    // In one write and therefore one segment: the client's first read contains both.
    Gateway gateway;
    Client client(gateway.port());
    QByteArray first;
    QObject::connect(client.socket.get(), &QTcpSocket::readyRead, client.socket.get(), [&] {
        if (first.isEmpty())
            first = client.received;
    });
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    REQUIRE(client.waitForText("GET h /|"));
    CHECK(first.endsWith("GET h /|"));
}

TEST_CASE("charges a body for the bytes received and rejects it beyond the budget")
{
    Gateway gateway;
    gateway.budget.setMost(4 * 1024 * 1024); // a caller may use 1 MiB
    Client client(gateway.port());
    SECTION("announced length")
    {
        client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n" + QByteArray(300'000, 'x'));
        REQUIRE(waitFor([&] { return gateway.budget.held() >= 300'000; }));
        CHECK(gateway.budget.held() < 400'000);
        client.send(QByteArray(1'000'000, 'x'));
    }
    SECTION("chunked")
    {
        for (int i = 0; i < 6; ++i)
            client.send((i == 0 ? "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" : QByteArray()) + "30D40\r\n" + QByteArray(200'000, 'x') + "\r\n");
    }
    REQUIRE(waitFor([&] { return client.received.contains("overloaded_here"); }));
    CHECK(answersIn(client.received).at(0).status == 503);
    REQUIRE(waitFor([&] { return gateway.budget.held() == 0; }));
    Client next(gateway.port());
    next.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n" + QByteArray(200'000, 'x'));
    REQUIRE(waitFor([&] { return gateway.script.bodies.size() == 1; }));
    REQUIRE(waitFor([&] { return gateway.budget.held() == 0; })); // returned when the exchange ends
}

TEST_CASE("returns the budget of a body when its client disconnects")
{
    Gateway gateway;
    {
        Client client(gateway.port());
        client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n" + QByteArray(300'000, 'x'));
        REQUIRE(waitFor([&] { return gateway.budget.held() >= 300'000; }));
    }
    REQUIRE(waitFor([&] { return gateway.budget.held() == 0; }));
}

TEST_CASE("does not charge small bodies")
{
    Gateway gateway;
    Client client(gateway.port());
    client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\n" + QByteArray(16'000, 'x'));
    REQUIRE(waitFor([&] { return gateway.script.started == 1; }));
    CHECK(gateway.budget.held() == 0);
    client.send(QByteArray(4'000, 'x'));
    REQUIRE(waitFor([&] { return gateway.script.bodies.size() == 1; }));
}

TEST_CASE("limits the pipelined requests served per event loop iteration")
{
    Gateway gateway;
    Client client(gateway.port());
    constexpr int kRequests = 500;
    int most = 0;
    int last = 0;
    QTimer iterations; // fires once per iteration
    QObject::connect(&iterations, &QTimer::timeout, [&] {
        const int served = static_cast<int>(gateway.script.bodies.size());
        most = std::max(most, served - std::exchange(last, served));
    });
    QByteArray all;
    for (int i = 0; i < kRequests; ++i)
        all += "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";
    iterations.start(0);
    client.send(all);
    REQUIRE(waitFor([&] { return gateway.script.bodies.size() == kRequests; }));
    CHECK(most <= 2 * 16); // 16 per socket event and per continuation
}

TEST_CASE("limits the chunks read per event loop iteration")
{
    Gateway gateway;
    Client client(gateway.port());
    int ticks = 0;
    QTimer iterations;
    QObject::connect(&iterations, &QTimer::timeout, [&] { ++ticks; });
    QByteArray all = "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    constexpr int kChunks = 100'000;
    for (int i = 0; i < kChunks; ++i)
        all += "1;a=b\r\nx\r\n";
    all += "0\r\n\r\n";
    iterations.start(0);
    client.send(all);
    REQUIRE(waitFor([&] { return gateway.script.bodies.size() == 1; }));
    CHECK(gateway.script.bodies[0].size() == kChunks);
    CHECK(ticks >= all.size() / (16 * 1024) / 2); // 16 KiB at a time
}
