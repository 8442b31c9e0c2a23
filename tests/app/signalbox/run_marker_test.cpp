#include "app/signalbox/lifecycle/run_marker.h"

#include "catch.h"

#include <QFile>
#include <QTemporaryDir>

#include <memory>

using app::RunMarker;

namespace {

/// A killed run leaves its marker.
void crash(const QString& folder, const QString& boot)
{
    QFile file(folder + QStringLiteral("/running"));
    QByteArray kept;
    {
        const RunMarker run(folder, boot);
        REQUIRE(file.open(QIODevice::ReadOnly));
        kept = file.readAll();
        file.close();
    }
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(kept);
}

} // namespace

TEST_CASE("a run that ended normally is not reported")
{
    const QTemporaryDir folder;
    {
        const RunMarker first(folder.path(), QStringLiteral("boot"));
        CHECK_FALSE(first.crashed());
        CHECK(QFile::exists(folder.filePath(QStringLiteral("running"))));
    }
    CHECK_FALSE(QFile::exists(folder.filePath(QStringLiteral("running"))));
    CHECK_FALSE(RunMarker(folder.path(), QStringLiteral("boot")).crashed());
}

TEST_CASE("reports a killed run once unless the machine restarted")
{
    struct Row {
        const char* then;
        const char* now;
        bool isTold;
    };
    const auto row = GENERATE(values<Row>({{"one", "one", true}, {"one", "two", false}, {"", "two", true}, {"one", "", true}}));
    CAPTURE(row.then, row.now);
    const QTemporaryDir folder;
    crash(folder.path(), QString::fromLatin1(row.then));
    {
        const RunMarker next(folder.path(), QString::fromLatin1(row.now));
        REQUIRE(next.crashed().has_value() == row.isTold);
        if (row.isTold)
            CHECK(std::abs(next.crashed()->secsTo(QDateTime::currentDateTime())) < 60);
    }
    CHECK_FALSE(RunMarker(folder.path(), QString::fromLatin1(row.now)).crashed());
}

TEST_CASE("replaces an invalid marker")
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("running")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("what is this\n");
    file.close();
    CHECK_FALSE(RunMarker(folder.path(), QStringLiteral("boot")).crashed());
}
