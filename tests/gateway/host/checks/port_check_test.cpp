#include "gateway/host/checks/port_check.h"

#include "catch.h"

#include <QTcpServer>

using gateway::host::checkPort;

TEST_CASE("reports a port in use and suggests the next free one")
{
    QTcpServer server;
    const auto address = GENERATE(QHostAddress::LocalHost, QHostAddress::LocalHostIPv6, QHostAddress::Any);
    if (!server.listen(address))
        return; // no IPv6 on this machine
    const auto finding = checkPort("127.0.0.1", server.serverPort());
    CHECK(finding.port == server.serverPort());
    CHECK_FALSE(finding.isFree);
#ifdef Q_OS_LINUX
    REQUIRE(finding.holder);
    CHECK(finding.isOurs);
#endif
    CHECK(finding.nextFree > finding.port);
    CHECK(checkPort("127.0.0.1", finding.nextFree).isFree);
}

TEST_CASE("does not suggest a reserved port as the next free one")
{
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    const int next = checkPort("127.0.0.1", server.serverPort()).nextFree;
    REQUIRE(next > 0);
    const int other = checkPort("127.0.0.1", server.serverPort(), {next, 0}).nextFree;
    CHECK(other > next);
    CHECK(checkPort("127.0.0.1", next, {next}).isFree); // still free for whoever asks for it explicitly
}

TEST_CASE("reports a released port as free")
{
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    const int port = server.serverPort();
    server.close();
    const auto finding = checkPort("127.0.0.1", port);
    CHECK(finding.isFree);
    CHECK_FALSE(finding.holder);
    CHECK(finding.nextFree == 0);
}

TEST_CASE("reports no port as free on an address this machine does not have")
{
    CHECK_FALSE(checkPort("192.0.2.1", 1).isFree);
    CHECK_FALSE(checkPort("not an address", 18080).isFree);
}

TEST_CASE("names the loopback address that could not be listened on")
{
    struct Row {
        const char* address;
        std::vector<std::string> listensAt;
        const char* missing;
    };
    const auto row = GENERATE(values<Row>({
        {"127.0.0.1", {"127.0.0.1:8080", "[::1]:8080"}, ""},
        {"127.0.0.1", {"http://127.0.0.1:8080", "http://[::1]:8080", "https://127.0.0.1:8443"}, ""},
        {"127.0.0.1", {"127.0.0.1:8080"}, "::1"},
        {"127.0.0.1", {"[::1]:8080"}, "127.0.0.1"},
        {"127.0.0.1", {}, ""},
        {"::1", {"[::1]:8080"}, ""},
        {"0.0.0.0", {"0.0.0.0:8080"}, ""},
    }));
    CAPTURE(row.address, row.listensAt);
    CHECK(gateway::host::missingLoopback(row.address, row.listensAt) == row.missing);
}
