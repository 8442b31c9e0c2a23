#include "gateway_process.h"

#include "catch.h"

#include <QFile>
#include <QTemporaryDir>

using namespace tests;

namespace {

/// Prints that it listens; on SIGTERM it writes `report` and exits with `status`.
class StandIn {
public:
    StandIn(const QByteArray& report, int status)
    {
        QFile file(m_folder.filePath(QStringLiteral("program")));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\nend() { kill $!; echo '" + report + "' >&2; exit " + QByteArray::number(status)
            + "; }\ntrap end TERM\nsleep 600 >/dev/null 2>&1 &\necho listening on http://127.0.0.1:9\nwait $!\n");
        file.close();
        REQUIRE(file.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        qputenv("SIGNALBOXD", file.fileName().toLocal8Bit());
    }
    ~StandIn() { m_before.isNull() ? qunsetenv("SIGNALBOXD") : qputenv("SIGNALBOXD", m_before); }
    StandIn(const StandIn&) = delete;
    StandIn& operator=(const StandIn&) = delete;

private:
    const QByteArray m_before = qEnvironmentVariableIsSet("SIGNALBOXD") ? qgetenv("SIGNALBOXD") : QByteArray();
    QTemporaryDir m_folder;
};

} // namespace

TEST_CASE("a leaking program fails the test when its object is destroyed", "[!shouldfail]")
{
    const StandIn program("==7==ERROR: LeakSanitizer: detected memory leaks", 23);
    const GatewayProcess gateway;
    REQUIRE(gateway.port() == 9);
}

TEST_CASE("a leaking program fails the test when its end is awaited", "[!shouldfail]")
{
    const StandIn program("no report", 23);
    GatewayProcess gateway;
    gateway.terminate();
    gateway.waitForExit();
}

TEST_CASE("a program that ends normally or with its own error is not a sanitizer report")
{
    const int status = GENERATE(0, 1);
    const StandIn program("stopped", status);
    GatewayProcess gateway;
    REQUIRE(gateway.port() == 9);
    gateway.terminate();
    CHECK(gateway.waitForExit() == status);
}

TEST_CASE("finds a sanitizer report in a log")
{
    CHECK(sanitizerReport("a\n==7==ERROR: AddressSanitizer: heap-use-after-free\nb\n", 1) == "==7==ERROR: AddressSanitizer: heap-use-after-free\nb\n");
    CHECK(sanitizerReport("x.cpp:3:4: runtime error: overflow\n", std::nullopt) == "x.cpp:3:4: runtime error: overflow\n");
    CHECK(sanitizerReport("a\n", 0).empty());
    CHECK(sanitizerReport("a\n", std::nullopt).empty());
    CHECK(sanitizerReport("a\n", 23).find("leak") != std::string::npos);
}
