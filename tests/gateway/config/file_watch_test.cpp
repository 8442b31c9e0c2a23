#include "gateway/config/file_watch.h"

#include "catch.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using gateway::config::FileWatch;

namespace {

constexpr int kLongest_ms = 10000;
constexpr int kQuiet_ms = 400; ///< longer than a watch waits after the last event

void writeInto(const QString& path, const char* text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(text);
}

void putInPlaceOf(const QString& path, const char* text)
{
    writeInto(path + QStringLiteral(".new"), text);
    REQUIRE(std::rename(qPrintable(path + QStringLiteral(".new")), qPrintable(path)) == 0);
}

} // namespace

TEST_CASE("each of several files is watched, whatever is done to it, and again after that")
{
    const QTemporaryDir folder;
    const QString first = folder.filePath(QStringLiteral("a/one.json"));
    const QString second = folder.filePath(QStringLiteral("b/two.json"));
    const QString missing = folder.filePath(QStringLiteral("c/d/three.json"));
    writeInto(first, "1");
    writeInto(second, "1");
    FileWatch watch;
    watch.setFiles({first, second, missing});
    QSignalSpy touched(&watch, &FileWatch::touched);
    const auto isToldOf = [&](auto what) {
        touched.clear();
        what();
        return QTest::qWaitFor([&] { return !touched.isEmpty(); }, kLongest_ms);
    };
    CHECK(isToldOf([&] { writeInto(first, "2"); }));
    CHECK(isToldOf([&] { putInPlaceOf(second, "2"); }));
    CHECK(isToldOf([&] { writeInto(second, "3"); })); // it has followed the file
    CHECK(isToldOf([&] { REQUIRE(QFile::remove(first)); }));
    CHECK(isToldOf([&] { writeInto(first, "3"); }));
    CHECK(isToldOf([&] { writeInto(missing, "1"); })); // with its folders
    CHECK(isToldOf([&] { writeInto(missing, "2"); }));
    CHECK(isToldOf([&] { QDir(folder.filePath(QStringLiteral("c"))).removeRecursively(); }));
}

TEST_CASE("the target of a link is watched, and the link")
{
    const QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("dotfiles/one.json"));
    const QString link = folder.filePath(QStringLiteral("home/one.json"));
    writeInto(target, "1");
    QDir().mkpath(QFileInfo(link).path());
    REQUIRE(QFile::link(target, link));
    FileWatch watch;
    watch.setFiles({link});
    QSignalSpy touched(&watch, &FileWatch::touched);
    SECTION("written in place") { writeInto(target, "2"); }
    SECTION("replaced") { putInPlaceOf(target, "2"); }
    SECTION("the link is another")
    {
        writeInto(folder.filePath(QStringLiteral("dotfiles/two.json")), "2");
        touched.clear();
        REQUIRE(QFile::remove(link));
        REQUIRE(QFile::link(folder.filePath(QStringLiteral("dotfiles/two.json")), link));
    }
    CHECK(QTest::qWaitFor([&] { return !touched.isEmpty(); }, kLongest_ms));
}

TEST_CASE("several events in a row are told once, and none where nothing is watched any more")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("one.json"));
    writeInto(path, "1");
    FileWatch watch;
    watch.setFiles({path});
    QSignalSpy touched(&watch, &FileWatch::touched);
    for (const char* text : {"2", "3", "4", "5"})
        writeInto(path, text);
    REQUIRE(QTest::qWaitFor([&] { return !touched.isEmpty(); }, kLongest_ms));
    QTest::qWait(kQuiet_ms);
    CHECK(touched.count() == 1);
    watch.setFiles({});
    writeInto(path, "6");
    QTest::qWait(kQuiet_ms);
    CHECK(touched.count() == 1);
}
