#include "gateway/host/updates/update_look.h"

#include "catch.h"
#include "package_sources.h"

#include <QFile>
#include <QFileInfo>

#include <atomic>
#include <chrono>
#include <future>

using gateway::host::lookForUpdate;
using gateway::host::RunningProgram;
using gateway::host::UpdateFinding;
using Kind = UpdateFinding::Kind;

namespace {

UpdateFinding look(const RunningProgram& program)
{
    const std::atomic<bool> isOver = false;
    return lookForUpdate(program, isOver);
}

/// Restricts the program search path to `folder`.
struct PathOnly {
    explicit PathOnly(const QString& folder) { qputenv("PATH", QFile::encodeName(folder)); }
    ~PathOnly() { qputenv("PATH", before); }
    QByteArray before = qgetenv("PATH");
};

/// Replaces a tool with a script that runs `body`.
void putTool(const QString& folder, const char* name, const QByteArray& body)
{
    QFile file(folder + QLatin1Char('/') + QLatin1String(name));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\n" + body + "\n");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

TEST_CASE("finds a newer version in the machine's package sources with the real tools")
{
    if (!PackageSources::isPossible()) {
        WARN("no apt here");
        return;
    }
    const PackageSources sources;
    const QString file = sources.folder() + QStringLiteral("/odd *[name]?\\");
    sources.install(QStringLiteral("0.1.0-1"), file);
    struct Row { const char* offered; Kind kind; const char* version; };
    const auto row = GENERATE(values<Row>({
        {"0.1.0-1", Kind::Current, "0.1.0-1"},
        {"0.2.0~rc1-1", Kind::Available, "0.2.0~rc1-1"},
        {"0.10.0-1", Kind::Available, "0.10.0-1"},
        {"0.0.9", Kind::Current, "0.1.0-1"},
    }));
    CAPTURE(row.offered);
    REQUIRE(sources.offer(QString::fromLatin1(row.offered)));
    const UpdateFinding finding = look({file});
    CAPTURE(finding.reason);
    CHECK(finding.kind == row.kind);
    CHECK(finding.version == row.version);
    CHECK(finding.package == "signalbox");
    REQUIRE(finding.sourcesRead);
    CHECK(gateway::SystemClock().wallNow() - *finding.sourcesRead < std::chrono::minutes(10));
}

TEST_CASE("does not offer a pinned older version as an update")
{
    if (!PackageSources::isPossible()) return;
    const PackageSources sources;
    const QString file = sources.folder() + QStringLiteral("/signalbox");
    sources.install(QStringLiteral("0.2.0"), file);
    REQUIRE(sources.offer(QStringLiteral("0.1.0")));
    QFile config(sources.folder() + QStringLiteral("/apt.conf"));
    REQUIRE(config.open(QIODevice::Append));
    config.write(QStringLiteral("Dir::Etc::preferences \"%1/pins\";\n").arg(sources.folder()).toUtf8());
    config.close();
    QFile pins(sources.folder() + QStringLiteral("/pins"));
    REQUIRE(pins.open(QIODevice::WriteOnly));
    pins.write("Package: *\nPin: version 0.1.0\nPin-Priority: 1001\n");
    pins.close();
    CHECK(look({file}).kind == Kind::Current);
}

TEST_CASE("reports an update that is installed but not running and a program without a package")
{
    if (!PackageSources::isPossible()) return;
    const PackageSources sources;
    const QString file = sources.folder() + QStringLiteral("/signalbox");
    sources.install(QStringLiteral("0.2.0"), file);
    REQUIRE(sources.offer(QStringLiteral("0.3.0")));
    const UpdateFinding replaced = look({file, true});
    CHECK(replaced.kind == Kind::Installed);
    CHECK(replaced.version == "0.2.0");
    CHECK(look({file + QStringLiteral("2")}).kind == Kind::NotPackaged);
    CHECK(look({file + QStringLiteral("2"), true}).kind == Kind::NotPackaged);
}

TEST_CASE("reports the error of a failing package tool and a missing package system")
{
    QTemporaryDir tools;
    const PathOnly path(tools.path());
    const RunningProgram program{QStringLiteral("/usr/bin/signalbox")};
    CHECK(look(program).kind == Kind::Unsupported);
    putTool(tools.path(), "dpkg-query", "echo 'dpkg-query: error: the database is locked' >&2; exit 2");
    UpdateFinding finding = look(program);
    CHECK(finding.kind == Kind::Failed);
    CHECK(finding.reason == "dpkg-query: dpkg-query: error: the database is locked");
    putTool(tools.path(), "dpkg-query", "echo 'dpkg-query: no path found' >&2; exit 1");
    CHECK(look(program).kind == Kind::NotPackaged);
    putTool(tools.path(), "dpkg-query", "echo \"signalbox: $2\"");
    CHECK(look(program).kind == Kind::Unsupported); // dpkg alone knows no package sources
    putTool(tools.path(), "apt-cache", "kill -9 $$");
    CHECK(look(program).kind == Kind::Failed);
    putTool(tools.path(), "apt-cache", "exit 0");
    finding = look(program);
    CHECK(finding.kind == Kind::Failed);
    CHECK(finding.reason == "apt-cache: no version of signalbox found");
    putTool(tools.path(), "apt-cache", "printf 'signalbox:\\n  Installed: 1\\n  Candidate: (none)\\n'");
    finding = look(program); // apt-config is missing
    CHECK(finding.kind == Kind::Current);
    CHECK_FALSE(finding.sourcesRead);
}

TEST_CASE("ends a hanging package tool when the update check is cancelled")
{
    QTemporaryDir tools;
    const PathOnly path(tools.path());
    putTool(tools.path(), "dpkg-query", "while :; do :; done");
    const RunningProgram program{QStringLiteral("/usr/bin/signalbox")};
    std::atomic<bool> isOver = false;
    auto other = std::async(std::launch::async, [&] { return lookForUpdate(program, isOver).kind; }); // ends at its time limit
    const std::atomic<bool> isOverAtOnce = true;
    CHECK(lookForUpdate(program, isOverAtOnce).kind == Kind::Failed);
    CHECK(other.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
    isOver = true;
    CHECK(other.get() == Kind::Failed);
}

TEST_CASE("finds its own executable file")
{
    const RunningProgram self = RunningProgram::self();
    CHECK(QFileInfo(self.file).fileName() == QStringLiteral("gateway_host_updates_tests"));
    CHECK_FALSE(self.isReplaced);
}
