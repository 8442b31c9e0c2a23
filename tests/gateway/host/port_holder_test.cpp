#include "gateway/host/port_holder.h"

#include "catch.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTcpServer>

using gateway::host::portHolder;

TEST_CASE("the holder of a port is this process")
{
    QTcpServer server;
    const auto address = GENERATE(QHostAddress::LocalHost, QHostAddress::LocalHostIPv6, QHostAddress::Any);
    if (!server.listen(address))
        return; // no IPv6 here
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

TEST_CASE("nobody holds a port that was given back")
{
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    const auto port = server.serverPort();
    server.close();
    CHECK_FALSE(portHolder(port));
}
