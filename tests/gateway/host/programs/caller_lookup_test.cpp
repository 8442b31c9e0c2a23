#include "gateway/host/programs/caller_lookup.h"

#include "catch.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#ifdef Q_OS_LINUX
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace gateway;
using gateway::host::CallerLookup;
using gateway::host::FoundCaller;

namespace {

constexpr int kLookupPatience_ms = 20'000;

http::ConnectionEnd endAt(const QHostAddress& address, quint16 port)
{
    http::ConnectionEnd end;
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    std::copy(std::begin(bytes.c), std::end(bytes.c), end.address.begin());
    end.port = port;
    return end;
}

/// A connection of this process to itself.
struct Pair {
    explicit Pair(const QHostAddress& at)
    {
        if (!server.listen(at))
            return; // no IPv6 on this machine
        client.connectToHost(at, server.serverPort());
        REQUIRE(client.waitForConnected(kLookupPatience_ms));
        REQUIRE(server.waitForNewConnection(kLookupPatience_ms));
        accepted = server.nextPendingConnection();
        ends = {endAt(accepted->peerAddress(), accepted->peerPort()), endAt(accepted->localAddress(), accepted->localPort())};
    }

    QTcpServer server;
    QTcpSocket client;
    QTcpSocket* accepted = nullptr;
    http::ConnectionEnds ends;
};

FoundCaller own()
{
    const std::string name = QFileInfo(QCoreApplication::applicationFilePath()).fileName().toStdString();
    const QDir folder = QDir::current();
    if (folder.isRoot() || folder == QDir::home())
        return {name, {}};
    return {name + " (" + folder.dirName().toStdString() + ')', folder.canonicalPath().toStdString()};
}

} // namespace

TEST_CASE("finds the calling process of a connection")
{
    const auto address = GENERATE(QHostAddress::LocalHost, QHostAddress::LocalHostIPv6);
    const auto source = GENERATE(CallerLookup::Source::Answers, CallerLookup::Source::Tables);
    Pair pair{QHostAddress(address)};
    if (!pair.accepted)
        return;
    CallerLookup lookup(source);
#ifdef Q_OS_LINUX
    CHECK(lookup.find({pair.ends}) == std::vector{own()});
    CHECK(lookup.find({pair.ends, {}, pair.ends}) == std::vector{own(), FoundCaller(), own()});
#else
    CHECK(lookup.find({pair.ends}) == std::vector<FoundCaller>(1));
#endif
    http::ConnectionEnds turned{pair.ends.own, pair.ends.peer}; // the accepted socket is a different one
    CHECK(lookup.find({turned}).size() == 1);
    http::ConnectionEnds elsewhere = pair.ends;
    elsewhere.own.address[15] = 77;
    CHECK(lookup.find({elsewhere}) == std::vector<FoundCaller>(1));
    CHECK(lookup.find({}).empty());
    pair.client.close();
    CHECK(lookup.find({pair.ends}) == std::vector<FoundCaller>(1)); // closed
}

#ifdef Q_OS_LINUX
TEST_CASE("names a calling script with its folder but without arguments")
{
    Pair pair{QHostAddress(QHostAddress::LocalHost)};
    QTemporaryDir folder;
    QFile script(folder.filePath(QStringLiteral("caller.sh")));
    REQUIRE(script.open(QIODevice::WriteOnly));
    script.write("echo ready\nread line\n");
    script.close();
    QProcess child; // inherits the client's socket and becomes its only holder
    const int inherited = dup(static_cast<int>(pair.client.socketDescriptor()));
    child.setWorkingDirectory(folder.path());
    child.start(QStringLiteral("/bin/sh"), {script.fileName(), QStringLiteral("--key"), QStringLiteral("sk-secret")});
    REQUIRE(child.waitForReadyRead(kLookupPatience_ms)); // only now has it, for sure, the arguments that are looked up
    close(inherited);
    pair.client.close();
    CallerLookup lookup;
    const auto callers = lookup.find({pair.ends});
    REQUIRE(callers.size() == 1);
    CHECK(callers[0].name == "sh caller.sh (" + QFileInfo(folder.path()).fileName().toStdString() + ')');
    CHECK(callers[0].folder == QDir(folder.path()).canonicalPath().toStdString());
    CHECK(lookup.find({pair.ends}) == callers); // found through the previous callers
    child.closeWriteChannel();
    REQUIRE(child.waitForFinished(kLookupPatience_ms));
    CHECK(lookup.find({pair.ends}) == std::vector<FoundCaller>(1));
}

TEST_CASE("leaves the program of another user unnamed without an error")
{
    constexpr uid_t kNobody = 65534;
    if (getuid() != 0)
        return; // only root can switch to another user
    Pair pair{QHostAddress(QHostAddress::LocalHost)};
    const pid_t child = fork();
    if (child == 0) {
        const bool isOther = setuid(kNobody) == 0;
        _exit(isOther && CallerLookup().find({pair.ends}) == std::vector<FoundCaller>(1) ? 0 : 1);
    }
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(status == 0);
}
#endif
