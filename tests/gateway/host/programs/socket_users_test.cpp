#include "gateway/host/programs/socket_users.h"
#include "gateway/host/programs/user_names.h"

#include "catch.h"

#include <QTcpServer>
#include <QTcpSocket>

#ifdef Q_OS_UNIX
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace gateway;
using gateway::host::SocketUsers;

namespace {

constexpr int kAcceptPatience_ms = 20'000;

http::ConnectionEnd socketEnd(const QHostAddress& address, quint16 port)
{
    http::ConnectionEnd end;
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    std::copy(std::begin(bytes.c), std::end(bytes.c), end.address.begin());
    end.port = port;
    return end;
}

http::ConnectionEnds endsOf(const QTcpSocket& accepted)
{
    return {socketEnd(accepted.peerAddress(), accepted.peerPort()), socketEnd(accepted.localAddress(), accepted.localPort())};
}

} // namespace

TEST_CASE("finds the user of a local connection where the system provides it")
{
    const auto address = GENERATE(QHostAddress::LocalHost, QHostAddress::LocalHostIPv6);
    QTcpServer server;
    if (!server.listen(QHostAddress(address)))
        return; // no IPv6 on this machine
    QTcpSocket client;
    client.connectToHost(QHostAddress(address), server.serverPort());
    REQUIRE(client.waitForConnected(kAcceptPatience_ms));
    REQUIRE(server.waitForNewConnection(kAcceptPatience_ms));
    const auto ends = endsOf(*server.nextPendingConnection());
    SocketUsers users(GENERATE(true, false));
    const auto found = users.find(ends);
    REQUIRE(found);
#ifdef Q_OS_LINUX
    CHECK(SocketUsers::areKnown());
    CHECK(*found == host::ownUser());
    // The kernel shows root for an ownerless socket; a caller must not become root by disconnecting.
    client.abort();
    CHECK_FALSE(users.find(ends));
    http::ConnectionEnds nowhere = ends;
    nowhere.peer.port = 1;
    CHECK_FALSE(users.find(nowhere));
#else
    CHECK(found->has_value() == SocketUsers::areKnown());
#endif
}

#ifdef Q_OS_LINUX
TEST_CASE("finds no user for a closed socket although the kernel shows root")
{
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    const int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(server.serverPort());
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(connect(client, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
    REQUIRE(server.waitForNewConnection(kAcceptPatience_ms));
    const auto ends = endsOf(*server.nextPendingConnection());
    SocketUsers users(GENERATE(true, false));
    CHECK(users.find(ends));
    CHECK(shutdown(client, SHUT_WR) == 0); // a client that finished sending may still wait for the answer
    CHECK(users.find(ends));
    CHECK(close(client) == 0); // the server's end stays open, so the client's end becomes an orphan
    CHECK_FALSE(users.find(ends));
}

TEST_CASE("finds the other user of a connection")
{
    if (geteuid() != 0) {
        WARN("not tested: only root can connect as another user");
        return;
    }
    constexpr uid_t kNobody = 65534;
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    const quint16 port = server.serverPort();
    int wait[2];
    REQUIRE(pipe(wait) == 0);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        close(wait[1]);
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_port = htons(port);
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        char end = 0;
        const bool isConnected = setuid(kNobody) == 0 && connect(socket(AF_INET, SOCK_STREAM, 0), reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0;
        _exit(isConnected && read(wait[0], &end, 1) == 0 ? 0 : 1); // until the test has finished
    }
    close(wait[0]);
    REQUIRE(server.waitForNewConnection(kAcceptPatience_ms));
    const auto found = SocketUsers().find(endsOf(*server.nextPendingConnection()));
    close(wait[1]);
    int status = -1;
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    REQUIRE(found);
    CHECK(*found == kNobody);
}
#endif

#ifdef Q_OS_UNIX
TEST_CASE("resolves users by name and by id")
{
    CHECK(host::userNamed("root") == 0U);
    CHECK(host::userNamed("0") == 0U);
    CHECK(host::userNamed("4711") == 4711U);
    CHECK(host::userNamed("no-such-user-here") == std::nullopt);
    CHECK(host::userNamed("47x") == std::nullopt);
    CHECK(host::ownUser() == geteuid());
}
#endif
