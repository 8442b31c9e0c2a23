#include "gateway/config/file_watch.h"

#include "catch.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <functional>

#ifdef Q_OS_LINUX
#include <sys/mount.h>
#endif

using gateway::config::FileWatch;

namespace {

constexpr int kLongest_ms = 10000;
constexpr int kSoon_ms = 20000; // nothing else would notice later

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

QByteArray textOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void moveTo(const QString& from, const QString& to) { REQUIRE(std::rename(qPrintable(from), qPrintable(to)) == 0); }

/// Atomically, like tools that switch releases.
void pointTo(const QString& target, const QString& link)
{
    REQUIRE(QFile::link(target, link + QStringLiteral(".new")));
    moveTo(link + QStringLiteral(".new"), link);
}

/// Returns once another watch has reported a change made now: watches have reported all earlier changes by then.
void outlastReports()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("later.json"));
    writeInto(path, "1");
    FileWatch watch;
    watch.setFiles({path});
    QSignalSpy touched(&watch, &FileWatch::touched);
    writeInto(path, "2");
    REQUIRE(QTest::qWaitFor([&] { return !touched.isEmpty(); }, kLongest_ms));
}

} // namespace

TEST_CASE("watches several files through rewriting and replacing and deletion")
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
    const auto isReported = [&](auto what) {
        touched.clear();
        what();
        return QTest::qWaitFor([&] { return !touched.isEmpty(); }, kLongest_ms);
    };
    CHECK(isReported([&] { writeInto(first, "2"); }));
    CHECK(isReported([&] { putInPlaceOf(second, "2"); }));
    CHECK(isReported([&] { writeInto(second, "3"); })); // it has followed the file
    CHECK(isReported([&] { REQUIRE(QFile::remove(first)); }));
    CHECK(isReported([&] { writeInto(first, "3"); }));
    CHECK(isReported([&] { writeInto(missing, "1"); })); // including its folders
    CHECK(isReported([&] { writeInto(missing, "2"); }));
    CHECK(isReported([&] { QDir(folder.filePath(QStringLiteral("c"))).removeRecursively(); }));
}

TEST_CASE("watches both a link and its target")
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
    SECTION("target rewritten in place") { writeInto(target, "2"); }
    SECTION("target replaced") { putInPlaceOf(target, "2"); }
    SECTION("link replaced")
    {
        writeInto(folder.filePath(QStringLiteral("dotfiles/two.json")), "2");
        touched.clear();
        REQUIRE(QFile::remove(link));
        REQUIRE(QFile::link(folder.filePath(QStringLiteral("dotfiles/two.json")), link));
    }
    CHECK(QTest::qWaitFor([&] { return !touched.isEmpty(); }, kLongest_ms));
}

TEST_CASE("combines successive events and stops reporting when nothing is watched")
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
    outlastReports();
    CHECK(touched.count() == 1);
    watch.setFiles({});
    writeInto(path, "6");
    outlastReports();
    CHECK(touched.count() == 1);
}

TEST_CASE("reports quickly when a path leads to another file and keeps watching it")
{
    const QTemporaryDir folder;
    const auto at = [&](const char* path) { return folder.filePath(QLatin1String(path)); };
    writeInto(at("releases/1/etc/one.json"), "1");
    writeInto(at("releases/2/etc/one.json"), "2");
    QDir().mkpath(at("home"));
    struct Row {
        const char* name;
        QString path;
        std::function<void()> prepare;
        std::function<void()> change; ///< to "2"
    };
    const Row rows[] = {
        {"the link above moves to a new folder", at("current/etc/one.json"), [&] { REQUIRE(QFile::link(at("releases/1"), at("current"))); },
            [&] { pointTo(at("releases/2"), at("current")); }},
        {"the link above is removed and created again", at("current/etc/one.json"), [&] { REQUIRE(QFile::link(at("releases/1"), at("current"))); },
            [&] {
                REQUIRE(QFile::remove(at("current")));
                REQUIRE(QFile::link(at("releases/2"), at("current")));
            }},
        {"a relative link in the middle, after another link", at("home/app/etc/one.json"),
            [&] {
                REQUIRE(QFile::link(QStringLiteral("releases/1"), at("current")));
                REQUIRE(QFile::link(QStringLiteral("../current"), at("home/app")));
            },
            [&] { pointTo(QStringLiteral("releases/2"), at("current")); }},
        {"the file is a link into a folder that is a link", at("home/one.json"),
            [&] {
                REQUIRE(QFile::link(at("releases/1"), at("current")));
                REQUIRE(QFile::link(at("current/etc/one.json"), at("home/one.json")));
            },
            [&] { pointTo(at("releases/2"), at("current")); }},
        {"a folder is renamed and another one takes its place", at("releases/1/etc/one.json"), [] { },
            [&] {
                moveTo(at("releases/1"), at("releases/old"));
                moveTo(at("releases/2"), at("releases/1"));
            }},
        {"the folder above it is", at("releases/1/etc/one.json"), [] { },
            [&] {
                moveTo(at("releases"), at("old"));
                writeInto(at("releases/1/etc/one.json"), "2");
            }},
        {"a folder is deleted and made anew", at("releases/1/etc/one.json"), [] { },
            [&] {
                REQUIRE(QDir(at("releases/1")).removeRecursively());
                writeInto(at("releases/1/etc/one.json"), "2");
            }},
        {"the file is replaced by a link", at("releases/1/etc/one.json"), [] { }, [&] { pointTo(at("releases/2/etc/one.json"), at("releases/1/etc/one.json")); }},
        {"a folder is replaced by a link", at("releases/1/etc/one.json"), [] { },
            [&] {
                moveTo(at("releases/1"), at("releases/old"));
                REQUIRE(QFile::link(QStringLiteral("2"), at("releases/1")));
            }},
        {"a link that led nowhere leads to a folder", at("current/etc/one.json"), [&] { REQUIRE(QFile::link(at("later/2"), at("current"))); },
            [&] { moveTo(at("releases"), at("later")); }},
    };
    const int number = GENERATE(range(0, 10));
    REQUIRE(std::size(rows) == 10);
    const Row& row = rows[number];
    CAPTURE(row.name);
    row.prepare();
    FileWatch watch;
    watch.setFiles({row.path});
    QByteArray seen = textOf(row.path);
    int told = 0;
    QObject::connect(&watch, &FileWatch::touched, &watch, [&] {
        ++told;
        seen = textOf(row.path);
    });
    CHECK_FALSE(watch.isPolling());
    row.change();
    CHECK(QTest::qWaitFor([&] { return seen == "2"; }, kSoon_ms));
    CHECK_FALSE(watch.isPolling());
    writeInto(row.path, "3"); // its current target
    CHECK(QTest::qWaitFor([&] { return seen == "3"; }, kSoon_ms));
    putInPlaceOf(row.path, "4");
    CHECK(QTest::qWaitFor([&] { return seen == "4"; }, kSoon_ms));
    told = 0;
    writeInto(at("releases.log"), "of another program"); // in a folder along the path
    outlastReports();
    CHECK(told == 0);
}

TEST_CASE("reports a change that happened just before another file was added")
{
    const QTemporaryDir folder;
    const QString first = folder.filePath(QStringLiteral("current/one.json"));
    const QString second = folder.filePath(QStringLiteral("two.json"));
    writeInto(folder.filePath(QStringLiteral("1/one.json")), "1");
    writeInto(folder.filePath(QStringLiteral("2/one.json")), "2");
    REQUIRE(QFile::link(QStringLiteral("1"), folder.filePath(QStringLiteral("current"))));
    FileWatch watch;
    watch.setFiles({first});
    QSignalSpy touched(&watch, &FileWatch::touched);
    pointTo(QStringLiteral("2"), folder.filePath(QStringLiteral("current")));
    watch.setFiles({first, second});
    CHECK(watch.files() == QStringList{first, second});
    CHECK(QTest::qWaitFor([&] { return !touched.isEmpty(); }, kSoon_ms));
}

TEST_CASE("polls a file only while the system refuses to watch it")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("current/one.json"));
    writeInto(folder.filePath(QStringLiteral("1/one.json")), "1");
    writeInto(folder.filePath(QStringLiteral("2/one.json")), "2");
    REQUIRE(QFile::link(QStringLiteral("1"), folder.filePath(QStringLiteral("current"))));
    bool isGranted = false;
    FileWatch watch(nullptr, [&](const QString&) { return isGranted; });
    watch.setFiles({path});
    CHECK(watch.isPolling());
    QSignalSpy touched(&watch, &FileWatch::touched);
    pointTo(QStringLiteral("2"), folder.filePath(QStringLiteral("current")));
    CHECK(QTest::qWaitFor([&] { return !touched.isEmpty(); }, kSoon_ms));
    CHECK(watch.isPolling());
    isGranted = true;
    CHECK(QTest::qWaitFor([&] { return !watch.isPolling(); }, kSoon_ms));
    touched.clear();
    writeInto(path, "3");
    CHECK(QTest::qWaitFor([&] { return !touched.isEmpty(); }, kSoon_ms));
    isGranted = false;
    watch.setFiles({});
    CHECK_FALSE(watch.isPolling());
}

TEST_CASE("watches a path through a link cycle until it leads to a file")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a/one.json"));
    REQUIRE(QFile::link(QStringLiteral("b"), folder.filePath(QStringLiteral("a"))));
    REQUIRE(QFile::link(QStringLiteral("a"), folder.filePath(QStringLiteral("b"))));
    FileWatch watch;
    watch.setFiles({path});
    QSignalSpy touched(&watch, &FileWatch::touched);
    writeInto(folder.filePath(QStringLiteral("c/one.json")), "1");
    pointTo(QStringLiteral("c"), folder.filePath(QStringLiteral("b")));
    CHECK(QTest::qWaitFor([&] { return !touched.isEmpty(); }, kSoon_ms));
}

#ifdef Q_OS_LINUX
TEST_CASE("reports mounting over a folder and unmounting")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("etc/one.json"));
    writeInto(path, "1");
    writeInto(folder.filePath(QStringLiteral("other/one.json")), "2");
    FileWatch watch;
    watch.setFiles({path});
    QSignalSpy touched(&watch, &FileWatch::touched);
    const QByteArray over = QFile::encodeName(folder.filePath(QStringLiteral("etc")));
    if (::mount(QFile::encodeName(folder.filePath(QStringLiteral("other"))).constData(), over.constData(), nullptr, MS_BIND, nullptr) != 0)
        return; // requires root
    CHECK(QTest::qWaitFor([&] { return !touched.isEmpty(); }, kSoon_ms));
    CHECK(textOf(path) == "2");
    touched.clear();
    writeInto(path, "3");
    CHECK(QTest::qWaitFor([&] { return !touched.isEmpty(); }, kSoon_ms));
    touched.clear();
    REQUIRE(::umount2(over.constData(), MNT_DETACH) == 0);
    CHECK(QTest::qWaitFor([&] { return !touched.isEmpty(); }, kSoon_ms));
    CHECK(textOf(path) == "1");
}
#endif
