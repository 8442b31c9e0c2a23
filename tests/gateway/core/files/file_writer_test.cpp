#include "gateway/core/files/append_file.h"
#include "gateway/core/files/empty_file.h"
#include "gateway/core/files/file_system.h"
#include "gateway/core/files/file_writer.h"

#include "catch.h"
#include "file_fixture.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::files;
using namespace files_test;

namespace {

constexpr auto kPrivate = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser;

} // namespace

TEST_CASE("writes a file completely on commit and not before")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.json"));
    SECTION("a new file is private unless a mode is given")
    {
        REQUIRE(writeFile(path, "new"));
        CHECK(contentOf(path) == "new");
        CHECK(QFileInfo(path).permissions() == kPrivate);
        WriteOptions options;
        options.mode = 0644;
        const QString open = folder.filePath(QStringLiteral("b.pem"));
        REQUIRE(writeFile(open, "for all", options));
        CHECK(QFileInfo(open).permissions() == (kPrivate | QFileDevice::ReadGroup | QFileDevice::ReadOther));
    }
    SECTION("without commit the old content stays and no other file remains")
    {
        put(path, "old");
        {
            FileWriter writer(path);
            REQUIRE(writer.open());
            REQUIRE(writer.write("half"));
            REQUIRE(writer.prepare());
            CHECK(contentOf(path) == "old");
        }
        CHECK(contentOf(path) == "old");
        CHECK(filesIn(folder.path()) == QStringList{QStringLiteral("a.json")});
    }
    SECTION("in pieces, one larger than any buffer")
    {
        const std::string large(300'000, 'x');
        FileWriter writer(path);
        REQUIRE(writer.open());
        REQUIRE(writer.write("begin"));
        REQUIRE(writer.write({}));
        REQUIRE(writer.write(large));
        REQUIRE(writer.commit());
        CHECK(contentOf(path) == "begin" + large);
    }
    SECTION("the longest possible file name")
    {
        const QString longest = folder.filePath(QString(250, QLatin1Char('n')) + QStringLiteral(".json"));
        REQUIRE(writeFile(longest, "one"));
        REQUIRE(writeFile(longest, "two"));
        CHECK(contentOf(longest) == "two");
    }
    SECTION("a missing folder is an error or created privately on request")
    {
        const QString below = folder.filePath(QStringLiteral("x/y/a.json"));
        const auto refused = writeFile(below, "new");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().text() == "cannot write " + below.toStdString() + ": No such file or directory; no file was created");
        WriteOptions options;
        options.makeFolder = true;
        REQUIRE(writeFile(below, "new", options));
        for (const char* const made : {"x", "x/y"})
            CHECK(QFileInfo(folder.filePath(QLatin1String(made))).permissions() == (kPrivate | QFileDevice::ExeOwner | QFileDevice::ExeUser));
    }
    SECTION("a folder is not a file")
    {
        const auto refused = writeFile(folder.path(), "new");
        REQUIRE_FALSE(refused);
        CHECK_THAT(refused.error().text(), Catch::Contains("Is a directory"));
    }
}

TEST_CASE("reports the reason of a failed write without the file name")
{
    QTemporaryDir folder;
    const QString isFolder = folder.filePath(QStringLiteral("folder"));
    REQUIRE(QDir().mkpath(isFolder));
    put(folder.filePath(QStringLiteral("file")), "x");
    for (const QString& path : {isFolder, folder.filePath(QStringLiteral("missing/a.json")), folder.filePath(QStringLiteral("file/a.json"))}) {
        CAPTURE(path.toStdString());
        const auto written = writeFile(path, "new");
        REQUIRE_FALSE(written);
        const std::string reason = toText(writeReason(written.error()));
        CHECK_FALSE(reason.empty());
        CHECK(written.error().text() == "cannot write " + path.toStdString() + ": " + reason);
        CHECK(written.error().detail == reason);
    }
    Error other;
    other.message = {"cannot make the folder %1: %2", {std::string("/a"), std::string("full")}};
    CHECK(toText(writeReason(other)) == "cannot make the folder /a: full");
}

TEST_CASE("follows a path through links and keeps every link")
{
    QTemporaryDir folder;
    REQUIRE(QDir(folder.path()).mkpath(QStringLiteral("releases/1")));
    const QString target = folder.filePath(QStringLiteral("releases/1/a.json"));
    const QString link = folder.filePath(QStringLiteral("a.json"));
    SECTION("a link in the middle")
    {
        put(target, "old");
        REQUIRE(QFile::link(QStringLiteral("releases/1"), folder.filePath(QStringLiteral("current"))));
        REQUIRE(writeFile(folder.filePath(QStringLiteral("current/a.json")), "new"));
        CHECK(QFileInfo(folder.filePath(QStringLiteral("current"))).isSymLink());
    }
    SECTION("chained and relative links")
    {
        put(target, "old");
        REQUIRE(QFile::link(QStringLiteral("releases/1/a.json"), folder.filePath(QStringLiteral("b.json"))));
        REQUIRE(QFile::link(folder.filePath(QStringLiteral("b.json")), link));
        REQUIRE(writeFile(link, "new"));
        CHECK(QFileInfo(link).isSymLink());
        CHECK(QFileInfo(folder.filePath(QStringLiteral("b.json"))).isSymLink());
    }
    SECTION("dangling link")
    {
        REQUIRE(QFile::link(QStringLiteral("releases/1/a.json"), link));
        REQUIRE(writeFile(link, "new"));
        CHECK(QFileInfo(link).isSymLink());
    }
    CHECK(contentOf(target) == "new");
    CHECK(filesIn(QFileInfo(target).path()) == QStringList{QStringLiteral("a.json")});
}

TEST_CASE("renames a file and replaces another only on request")
{
    QTemporaryDir folder;
    const QString from = folder.filePath(QStringLiteral("from"));
    const QString to = folder.filePath(QStringLiteral("to"));
    put(from, "1");
    put(to, "2");
    const auto refused = moveFile(from, to);
    REQUIRE_FALSE(refused);
    CHECK(contentOf(to) == "2");
    REQUIRE(moveFile(from, to, Existing::Replaced));
    CHECK(contentOf(to) == "1");
    CHECK_FALSE(QFile::exists(from));
    CHECK_FALSE(moveFile(from, to));
}

TEST_CASE("creates an empty private file for another program without emptying an existing one")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.sqlite"));
    REQUIRE(makeEmptyFile(path));
    CHECK(QFileInfo(path).permissions() == kPrivate);
    put(path, "data");
    REQUIRE(makeEmptyFile(path));
    CHECK(contentOf(path) == "data");
}

TEST_CASE("an append-only file is private and continues at its end")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("logs/a.log"));
    AppendFile file;
    REQUIRE(file.open(path));
    REQUIRE(file.append("one\n"));
    REQUIRE(file.open(path));
    CHECK(file.size() == 4);
    REQUIRE(file.append("two\n"));
    CHECK(contentOf(path) == "one\ntwo\n");
    CHECK(QFileInfo(path).permissions() == kPrivate);
    CHECK_FALSE(AppendFile().open(folder.path()));
}
