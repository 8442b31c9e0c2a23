#include "gateway/host/programs/port_holder.h"

#include "catch.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

using gateway::host::portHolder;

TEST_CASE("finds this process as the holder of its port")
{
    QTcpServer server;
    const auto address = GENERATE(QHostAddress::LocalHost, QHostAddress::LocalHostIPv6, QHostAddress::Any);
    if (!server.listen(address))
        return; // no IPv6 on this machine
    const auto holder = portHolder(server.serverPort());
#ifdef Q_OS_LINUX
    REQUIRE(holder);
    CHECK(holder->pid == QCoreApplication::applicationPid());
    CHECK(holder->program == QFileInfo(QCoreApplication::applicationFilePath()).fileName().toStdString());
    CHECK(holder->commandLineShort == holder->program);
    CHECK_FALSE(holder->isSignalbox());
#else
    CHECK_FALSE(holder);
#endif
}

TEST_CASE("finds no holder of a released port")
{
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    const auto port = server.serverPort();
    server.close();
    CHECK_FALSE(portHolder(port));
}

#ifdef Q_OS_LINUX
TEST_CASE("names a script that holds a port without its arguments")
{
    // A listening socket that the child inherits and then holds alone.
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(listener, reinterpret_cast<const sockaddr*>(&address), size) == 0);
    REQUIRE(listen(listener, 1) == 0);
    REQUIRE(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);

    QTemporaryDir folder;
    QFile script(folder.filePath(QStringLiteral("server.sh")));
    REQUIRE(script.open(QIODevice::WriteOnly));
    script.write("echo ready\nread line\n");
    script.close();
    QProcess child;
    child.start(QStringLiteral("/bin/sh"), {script.fileName(), QStringLiteral("--key"), QStringLiteral("sk-secret")});
    REQUIRE(child.waitForReadyRead()); // only now has it, for sure, the arguments that are looked up
    close(listener);

    const qint64 pid = child.processId();
    const auto holder = portHolder(ntohs(address.sin_port));
    child.closeWriteChannel();
    REQUIRE(child.waitForFinished());
    REQUIRE(holder);
    CHECK(holder->pid == pid);
    CHECK(holder->program == "sh");
    CHECK(holder->commandLineShort == "sh server.sh");
    CHECK_FALSE(portHolder(ntohs(address.sin_port)));
}
#endif
