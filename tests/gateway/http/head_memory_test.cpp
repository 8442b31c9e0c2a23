#include "fixtures.h"

#include "catch.h"

using namespace gateway::http::test;

namespace {

QByteArray asBytes(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

bool areWhole(const Client& client, std::size_t count)
{
    const std::vector<Received> answers = answersIn(client.received);
    return answers.size() == count && answers.back().whole;
}

} // namespace

TEST_CASE("a head that comes again but for its length")
{
    struct AgainRow {
        const char* name;
        std::string_view first;
        std::string_view second; ///< of the same connection
        int status;
        const char* body; ///< part of it
    };
    const auto row = GENERATE(values<AgainRow>({
        {"the same", "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi", "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nyo", 200, "POST h /a|yo"},
        {"another length", "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nA: b\r\n\r\nhi", "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nA: b\r\n\r\nhello", 200, "|hello"},
        {"of more digits", "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi", "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n0123456789", 200, "|0123456789"},
        {"no length any more", "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi", "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", 200, "POST h /a|"},
        {"a length that is none", "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi", "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\nhi", 400, "bad_request"},
        {"one of two lengths", "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi", "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 2\r\n\r\nhi!", 400, "bad_request"},
        {"a list of lengths", "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2, 2\r\n\r\nhi", "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2, 3\r\n\r\nhi!", 400, "bad_request"},
        {"another path", "GET /a HTTP/1.1\r\nHost: h\r\n\r\n", "GET /b HTTP/1.1\r\nHost: h\r\n\r\n", 200, "GET h /b|"},
        {"another field behind", "GET /a HTTP/1.1\r\nHost: h\r\n\r\n", "GET /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", 400, "bad_request"},
        {"behind empty lines", "GET /a HTTP/1.1\r\nHost: h\r\n\r\n", "\r\n\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n", 200, "GET h /a|"},
        {"of chunks", "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nyo\r\n0\r\n\r\n", 200, "|yo"},
    }));
    CAPTURE(row.name);
    Gateway gateway;
    Client client(gateway.port());
    client.send(asBytes(row.first));
    REQUIRE(waitFor([&] { return areWhole(client, 1); }));
    client.send(asBytes(row.second));
    REQUIRE(waitFor([&] { return areWhole(client, 2); }));
    const std::vector<Received> answers = answersIn(client.received);
    CHECK(answers[0].status == 200);
    CHECK(answers[1].status == row.status);
    CHECK(answers[1].body.contains(row.body));
}
