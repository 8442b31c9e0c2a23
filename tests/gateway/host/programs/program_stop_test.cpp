#include "gateway/host/programs/program_stop.h"

#include "catch.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QThread>

using gateway::host::ProgramStop;

namespace {

constexpr int kEndsWithin_ms = 10'000;

bool ends(const ProgramStop& stop)
{
    QElapsedTimer time;
    time.start();
    while (!stop.hasEnded() && time.elapsed() < kEndsWithin_ms)
        QThread::msleep(5);
    return stop.hasEnded();
}

} // namespace

TEST_CASE("refuses to terminate itself or process 1")
{
    for (const int pid : {static_cast<int>(QCoreApplication::applicationPid()), 1, 0, -1}) {
        CAPTURE(pid);
        CHECK_FALSE(ProgramStop::isPossible(pid));
        CHECK_FALSE(ProgramStop::ask(pid));
    }
}

#ifdef Q_OS_LINUX
TEST_CASE("terminates a program of the same user gracefully")
{
    QProcess program;
    program.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("trap 'echo cleaned; exit 3' TERM; echo ready; while :; do sleep 0.05; done")});
    REQUIRE(program.waitForReadyRead());
    const int pid = static_cast<int>(program.processId());
    CHECK(ProgramStop::isPossible(pid));
    const auto stop = ProgramStop::ask(pid);
    REQUIRE(stop);
    CHECK(ends(*stop));
    REQUIRE(program.waitForFinished());
    CHECK(program.exitCode() == 3);
    CHECK(program.readAllStandardOutput() == "ready\ncleaned\n");
    CHECK_FALSE(ProgramStop::isPossible(pid));
    CHECK_FALSE(ProgramStop::ask(pid));
}

TEST_CASE("reports that a program ignored the request to terminate")
{
    QProcess program;
    program.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("trap '' TERM; echo ready; read line; echo goes on; read line")});
    REQUIRE(program.waitForReadyRead());
    const auto stop = ProgramStop::ask(static_cast<int>(program.processId()));
    REQUIRE(stop);
    program.readAll();
    program.write("\n");
    REQUIRE(program.waitForReadyRead());
    CHECK(program.readAll() == "goes on\n");
    CHECK_FALSE(stop->hasEnded());
    program.closeWriteChannel();
    CHECK(ends(*stop));
    REQUIRE(program.waitForFinished());
}
#endif
