#include "gateway/evaluation/runner/command_check.h"

#include "catch.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTemporaryFile>

#include <optional>
#include <string>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace gateway;
using namespace gateway::evaluation;

namespace {

constexpr int kPatience_ms = 60'000;

/// Whether there is a sandbox; otherwise says why not.
bool hasSandbox()
{
    const auto problem = sandboxProblem();
    if (problem)
        WARN("not tested: " << problem->text());
    return !problem;
}

OutsideResult resultOf(const std::vector<std::string>& argv, const std::string& input, const CommandCheck::Limits& limits = {})
{
    CommandCheck check(limits);
    std::optional<OutsideResult> found;
    check.run(argv, input, [&found](OutsideResult result) { found = std::move(result); });
    const QDeadlineTimer deadline(kPatience_ms);
    while (!found && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    REQUIRE(found);
    return *found;
}

OutsideResult shell(const std::string& script, const std::string& input = {}, const CommandCheck::Limits& limits = {}) { return resultOf({"sh", "-c", script}, input, limits); }

} // namespace

TEST_CASE("a missing sandbox is explained")
{
    if (const auto problem = sandboxProblem()) {
        CHECK(problem->kind == ErrorKind::InvalidRequest);
        CHECK_THAT(problem->text(), Catch::Contains("command"));
    }
}

TEST_CASE("a command gets the answer and passes by its exit status")
{
    if (!hasSandbox())
        return;
    CHECK(resultOf({"grep", "-q", "forty-two"}, "It is forty-two.").score == 1.0);
    CHECK(resultOf({"grep", "-q", "forty-two"}, "It is 42.").score == 0.0);
    const OutsideResult explained = shell("echo 'not right' >&2; exit 3");
    CHECK(explained.score == 0.0);
    CHECK_THAT(toText(explained.reason), Catch::Contains("exit status 3"));
    CHECK_THAT(toText(explained.reason), Catch::Contains("not right"));
    REQUIRE(explained.reason.values.size() == 2); // what a program says is not translated
    CHECK(explained.reason.values.front().pattern == "exit status %1");
    CHECK(explained.reason.values.back().pattern.empty());
    const OutsideResult missing = resultOf({"no-such-program-here"}, {});
    CHECK_FALSE(missing.score);
    CHECK_THAT(toText(missing.reason), Catch::Contains("no-such-program-here"));
    CHECK(resultOf({"true"}, std::string(3'000'000, 'x')).score == 1.0); // which it does not read
    CHECK(shell("yes | head -c 3000000").score == 1.0);                  // which nobody keeps
}

TEST_CASE("a command has no network")
{
    if (!hasSandbox())
        return;
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost, 0));
    const std::string port = std::to_string(server.serverPort());
    const std::string script = "bash -c 'exec 3<>/dev/tcp/127.0.0.1/" + port + "'";
    CHECK(shell(script).score == 0.0);
    CHECK_FALSE(server.hasPendingConnections());
}

TEST_CASE("a command sees and changes no file outside")
{
    if (!hasSandbox())
        return;
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("secret")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("secret");
    file.close();
    CHECK(shell("test -e '" + file.fileName().toStdString() + "'").score == 0.0);
    CHECK(shell("test -e /etc/passwd || test -e /home || test -e /root || test -e /var").score == 0.0);
    CHECK(shell("touch /usr/x || touch /x || touch /dev/x").score == 0.0);
    CHECK(shell("test \"$(pwd)\" = /tmp/answer && test -z \"$(ls -A)\" && touch here && test -e here").score == 1.0);
    CHECK(shell("env | grep -v '^\\(PATH\\|HOME\\|LANG\\|PWD\\|OLDPWD\\|SHLVL\\|_\\)='").score == 0.0);
}

TEST_CASE("a command reads neither the environment nor the open files of the program outside")
{
    if (!hasSandbox())
        return;
    const char* const variable = "SIGNALBOX_TEST_KEY";
    REQUIRE(qputenv(variable, "sk-outside"));
    QTemporaryFile file;
    REQUIRE(file.open());
    file.write("sk-in-a-file");
    REQUIRE(file.flush());
    const int inherited = ::fcntl(file.handle(), F_DUPFD, 200); // without FD_CLOEXEC
    REQUIRE(inherited >= 0);
    CHECK(shell("cat /proc/*/environ /proc/*/cmdline | tr '\\0' '\\n' | grep -e 'TEST_[K]EY' -e '-[o]utside'").score == 0.0);
    CHECK(shell("test -e /proc/1/environ && tr '\\0' '\\n' < /proc/1/environ | grep -q '^PATH='").score == 1.0); // it is readable
    CHECK(shell("test -e /proc/self/fd/" + std::to_string(inherited) + " || test -e /proc/1/fd/" + std::to_string(inherited)).score == 0.0);
    ::close(inherited);
    qunsetenv(variable);
}

TEST_CASE("a command is limited in memory and files")
{
    if (!hasSandbox())
        return;
    CommandCheck::Limits limits;
    limits.memory_mib = 64;
    limits.files_mib = 4;
    CHECK(shell("x=$(head -c 200000000 /dev/zero | tr '\\0' x); exit 0", {}, limits).score == 0.0);
    CHECK(shell("x=$(head -c 2000000 /dev/zero | tr '\\0' x); exit 0", {}, limits).score == 1.0);
    CHECK(shell("head -c 3000000 /dev/zero > file", {}, limits).score == 1.0);
    CHECK(shell("head -c 3000000 /dev/zero > file; head -c 3000000 /dev/zero > more", {}, limits).score == 0.0);
}

TEST_CASE("a command is limited in processes, as root, too")
{
    if (!hasSandbox())
        return;
    const std::string duration = "98761.5"; // which no other process sleeps
    const auto children = [&duration](int count) { return "i=0; while [ $i -lt " + std::to_string(count) + " ]; do sleep " + duration + " & i=$((i+1)); done; exit 0"; };
    CHECK(shell(children(10)).score == 1.0);
    const OutsideResult forks = shell(children(30));
    CHECK(forks.score == 0.0);
    CHECK_THAT(toText(forks.reason), Catch::Contains("fork"));
    CHECK(shell("unshare --user --map-root-user true").score == 0.0); // a user namespace of its own would have a limit of its own

    const auto isRunning = [&duration] {
        for (const QString& id : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
            QFile command(QStringLiteral("/proc/") + id + QStringLiteral("/cmdline"));
            if (command.open(QIODevice::ReadOnly) && command.readAll().contains(QByteArray::fromStdString(duration) + '\0'))
                return true;
        }
        return false;
    };
    const QDeadlineTimer deadline(kPatience_ms);
    while (isRunning() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    CHECK_FALSE(isRunning());
}

TEST_CASE("a command gets no memory outside its processes")
{
    if (!hasSandbox() || resultOf({"perl", "-e", "exit 0"}, {}).score != 1.0)
        return;
#if defined(__x86_64__) || defined(__aarch64__)
    CHECK(resultOf({"perl", "-e", "exit(defined(shmget(0, 100000, 0600)) ? 0 : 1)"}, {}).score == 0.0);
#endif
    CHECK(shell("unshare --user --map-root-user --mount mount -t tmpfs none /tmp/answer").score == 0.0);
}

TEST_CASE("a command is limited in time")
{
    if (!hasSandbox())
        return;
    CommandCheck::Limits limits;
    limits.processor_s = 1;
    const OutsideResult busy = shell("while :; do :; done", {}, limits);
    CHECK(busy.score == 0.0);
    limits.processor_s = 10;
    limits.wall_ms = 300;
    const OutsideResult idle = shell("sleep 1000", {}, limits);
    CHECK(idle.score == 0.0);
    CHECK_THAT(toText(idle.reason), Catch::Contains("300 ms"));
}
