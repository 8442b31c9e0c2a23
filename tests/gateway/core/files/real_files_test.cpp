#include "gateway/core/files/file_calls_posix.h"
#include "gateway/core/files/file_system.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/core/files/private_lock.h"

#include "catch.h"
#include "file_fixture.h"

#include <QFileInfo>
#include <QLockFile>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <array>

using namespace gateway;
using namespace gateway::files;
using namespace files_test;

namespace {

constexpr std::size_t kBlock = 4096; // of tmpfs

std::string saidOf(const Result<void>& written) { return written ? "written" : written.error().text(); }

struct stat statusOf(const QString& path)
{
    struct stat found {};
    REQUIRE(::stat(QFile::encodeName(path).constData(), &found) == 0);
    return found;
}

/// Leaves `blocks` blocks of the file system free.
void fill(const QString& folder, int blocks)
{
    QFile filler(folder + QStringLiteral("/filler"));
    const QByteArray block(static_cast<qsizetype>(kBlock), 'f');
    filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    while (filler.write(block) == block.size()) {
    }
    filler.resize(filler.size() / static_cast<qint64>(kBlock) * static_cast<qint64>(kBlock) - blocks * static_cast<qint64>(kBlock));
}

/// Simulates a system's calls for a folder and file with the immutable attribute.
class NotPermitted final : public FileCalls {
public:
    int open(const char* path, int flags, mode_t mode) override
    {
        if ((flags & O_CREAT) == 0)
            return FileCalls::open(path, flags, mode);
        errno = EPERM;
        return -1;
    }
};

constexpr auto kSkipMounts = "skipped: this machine does not permit mounts in a namespace of one's own";
constexpr auto kSkipOwner = "skipped: only the superuser can make files of another owner";

} // namespace

TEST_CASE("a full file system leaves the file unchanged and is reported")
{
    struct Row { const char* name; bool hasOtherName; bool isNew; };
    const auto row = GENERATE(values<Row>({{"replaced", false, false}, {"in place", true, false}, {"new", false, true}}));
    CAPTURE(row.name);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("secrets.vault"));
    for (const int blocks : {0, 1, 2}) {
        CAPTURE(blocks);
        const auto said = withMounts([&]() -> std::string {
            if (!mountTmpfs(folder.path(), "size=1m"))
                return "skipped";
            if (!row.isNew)
                put(path, "old");
            if (row.hasOtherName && ::link(QFile::encodeName(path).constData(), QFile::encodeName(path + u'2').constData()) != 0)
                return "no link";
            fill(folder.path(), blocks);
            const QStringList before = filesIn(folder.path());
            // Less than any buffer, one byte more than is free, and much more.
            for (const std::size_t size : {kBlock * static_cast<std::size_t>(blocks) + 1, kBlock * 10})
                if (const auto written = writeFile(path, std::string(size, 'n')); written || contentOf(path) != (row.isNew ? "(none)" : "old") || filesIn(folder.path()) != before)
                    return saidOf(written) + " of " + std::to_string(size) + ", holds " + contentOf(path) + " among " + filesIn(folder.path()).join(u' ').toStdString();
            return saidOf(writeFile(path, std::string(kBlock * 10, 'n')));
        });
        if (!said || *said == "skipped") {
            WARN(kSkipMounts);
            return;
        }
        CHECK(*said == "cannot write " + path.toStdString() + ": No space left on device; " + (row.isNew ? "no file was created" : "the file is unchanged"));
    }
}

TEST_CASE("a read-only file system leaves the file unchanged and is reported")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.json"));
    const auto said = withMounts([&]() -> std::string {
        if (!mountTmpfs(folder.path(), ""))
            return "skipped";
        put(path, "old");
        if (::mount(nullptr, QFile::encodeName(folder.path()).constData(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) != 0)
            return "skipped";
        return saidOf(writeFile(path, "new")) + '|' + saidOf(writeFile(path + u'2', "new")) + '|' + contentOf(path);
    });
    if (!said || *said == "skipped") {
        WARN(kSkipMounts);
        return;
    }
    CHECK(*said == "cannot write " + path.toStdString() + ": Read-only file system; the file is unchanged|cannot write " + path.toStdString()
            + "2: Read-only file system; no file was created|old");
}

TEST_CASE("writes a file that is a mount point in place")
{
    struct Row { const char* name; bool isFolderReadOnly; bool hasCopyFolder; const char* says; };
    const auto row = GENERATE(values<Row>({{"copies beside it", false, false, "written"}, {"copies in the data folder", false, true, "written"},
        {"in a read-only folder", true, true, "written"}, {"in a read-only folder, without a place for copies", true, false, "Read-only file system; the file is unchanged"}}));
    CAPTURE(row.name);
    QTemporaryDir folder;
    REQUIRE(QDir(folder.path()).mkpath(QStringLiteral("etc")));
    REQUIRE(QDir(folder.path()).mkpath(QStringLiteral("data")));
    const QString host = folder.filePath(QStringLiteral("host.json"));
    const QString path = folder.filePath(QStringLiteral("etc/config.json"));
    put(host, "old");
    const auto said = withMounts([&]() -> std::string {
        const QByteArray etc = QFile::encodeName(QFileInfo(path).path());
        if (!mountTmpfs(QFileInfo(path).path(), ""))
            return "skipped";
        put(path, "what the mount hides");
        if (row.isFolderReadOnly && ::mount(nullptr, etc.constData(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) != 0)
            return "skipped";
        if (::mount(QFile::encodeName(host).constData(), QFile::encodeName(path).constData(), nullptr, MS_BIND, nullptr) != 0)
            return "skipped";
        WriteOptions options;
        if (row.hasCopyFolder)
            options.copyFolder = folder.filePath(QStringLiteral("data/unfinished"));
        const std::string first = saidOf(writeFile(path, "a longer new content", options));
        const std::string second = saidOf(writeFile(path, "new", options));
        return first + '|' + second + '|' + contentOf(path) + '|' + (filesIn(QFileInfo(path).path()) + filesIn(options.copyFolder)).join(u' ').toStdString();
    });
    if (!said || *said == "skipped") {
        WARN(kSkipMounts);
        return;
    }
    if (row.says == std::string("written")) {
        CHECK(*said == "written|written|new|config.json");
        CHECK(contentOf(host) == "new");
    } else {
        CHECK_THAT(*said, Catch::Contains(row.says));
        CHECK(contentOf(host) == "old");
    }
}

TEST_CASE("keeps a hard link so that both names have the new content")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.json"));
    const QString other = folder.filePath(QStringLiteral("b.json"));
    put(path, "old");
    REQUIRE(::link(QFile::encodeName(path).constData(), QFile::encodeName(other).constData()) == 0);
    const auto before = statusOf(path);
    for (const char* const content : {"a much longer new content", "", "new"}) {
        REQUIRE(writeFile(path, content));
        CHECK(contentOf(other) == content);
        CHECK(contentOf(path) == content);
    }
    CHECK(statusOf(path).st_ino == before.st_ino);
    CHECK(statusOf(path).st_nlink == 2);
    CHECK(filesIn(folder.path()).size() == 2);
}

TEST_CASE("keeps the mode and extended attributes and access control list")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.json"));
    const QByteArray name = QFile::encodeName(path);
    put(path, "old");
    REQUIRE(::chmod(name.constData(), 0640) == 0);
    const auto valueOf = [&](const char* attribute) {
        std::array<char, 256> room{};
        const ssize_t size = ::getxattr(name.constData(), attribute, room.data(), room.size());
        return size < 0 ? std::string("(none)") : std::string(room.data(), static_cast<std::size_t>(size));
    };
    const auto rewritten = [&] {
        const auto before = statusOf(path);
        REQUIRE(writeFile(path, "new"));
        CHECK(contentOf(path) == "new");
        CHECK(statusOf(path).st_ino != before.st_ino); // replaced, not written in place
        CHECK(statusOf(path).st_mode == before.st_mode);
    };
    SECTION("file mode") { rewritten(); }
    SECTION("user attributes")
    {
        if (::setxattr(name.constData(), "user.note", "mine", 4, 0) != 0) {
            WARN("skipped: this file system has no extended attributes");
            return;
        }
        rewritten();
        CHECK(valueOf("user.note") == "mine");
    }
    SECTION("access control list: user 12345 may read")
    {
        // Source: linux/posix_acl_xattr.h: version 2, then tag, permissions and id of each entry, little endian.
        const std::string none("\xff\xff\xff\xff", 4);
        const auto entry = [](char tag, char permissions, const std::string& id) { return std::string{tag, 0, permissions, 0} + id; };
        const std::string list = std::string("\2\0\0\0", 4) + entry(1, 6, none) + entry(2, 4, std::string("\x39\x30\0\0", 4)) + entry(4, 4, none) + entry(16, 4, none) + entry(32, 0, none);
        if (::setxattr(name.constData(), "system.posix_acl_access", list.data(), list.size(), 0) != 0) {
            WARN("skipped: this file system has no access control lists");
            return;
        }
        rewritten();
        CHECK(valueOf("system.posix_acl_access") == list);
    }
    SECTION("default list of the folder does not apply to a file without one")
    {
        const std::string none("\xff\xff\xff\xff", 4);
        const auto entry = [](char tag, char permissions, const std::string& id) { return std::string{tag, 0, permissions, 0} + id; };
        const std::string list = std::string("\2\0\0\0", 4) + entry(1, 7, none) + entry(2, 7, std::string("\x39\x30\0\0", 4)) + entry(4, 7, none) + entry(16, 7, none) + entry(32, 7, none);
        if (::setxattr(QFile::encodeName(folder.path()).constData(), "system.posix_acl_default", list.data(), list.size(), 0) != 0) {
            WARN("skipped: this file system has no access control lists");
            return;
        }
        rewritten();
        CHECK(valueOf("system.posix_acl_access") == "(none)");
    }
}

TEST_CASE("keeps the owner and group of a file of another user")
{
    if (::geteuid() != 0) {
        WARN(kSkipOwner);
        return;
    }
    constexpr uid_t kOther = 65534;
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.json"));
    const QByteArray name = QFile::encodeName(path);
    put(path, "old");
    SECTION("root writes a file of user 65534")
    {
        REQUIRE(::chown(name.constData(), kOther, kOther) == 0);
        REQUIRE(::chmod(name.constData(), 0600) == 0);
        REQUIRE(writeFile(path, "new"));
        CHECK(statusOf(path).st_uid == kOther);
        CHECK(statusOf(path).st_gid == kOther);
        CHECK((statusOf(path).st_mode & 07777) == 0600);
    }
    SECTION("another group only")
    {
        REQUIRE(::chown(name.constData(), 0, kOther) == 0);
        REQUIRE(::chmod(name.constData(), 0660) == 0);
        REQUIRE(writeFile(path, "new"));
        CHECK(statusOf(path).st_uid == 0);
        CHECK(statusOf(path).st_gid == kOther);
        CHECK((statusOf(path).st_mode & 07777) == 0660);
    }
    SECTION("a user with write permission writes a file of root in place")
    {
        REQUIRE(::chmod(name.constData(), 0666) == 0);
        REQUIRE(::chmod(QFile::encodeName(folder.path()).constData(), 0777) == 0);
        CHECK(asUser([&] { return saidOf(writeFile(path, "new")); }) == std::optional<std::string>("written"));
        CHECK(statusOf(path).st_uid == 0);
    }
    SECTION("writable file in an unwritable folder")
    {
        const QString copies = folder.filePath(QStringLiteral("copies"));
        REQUIRE(QDir().mkpath(copies));
        REQUIRE(::chmod(QFile::encodeName(copies).constData(), 0777) == 0);
        REQUIRE(::chmod(name.constData(), 0666) == 0);
        REQUIRE(::chmod(QFile::encodeName(folder.path()).constData(), 0755) == 0);
        CHECK(asUser([&] { return saidOf(writeFile(path, "new")); })
            == std::optional<std::string>("cannot write " + path.toStdString() + ": Permission denied; the file is unchanged"));
        CHECK(contentOf(path) == "old");
        WriteOptions options;
        options.copyFolder = copies;
        CHECK(asUser([&] { return saidOf(writeFile(path, "new", options)); }) == std::optional<std::string>("written"));
        CHECK(filesIn(copies).isEmpty());
    }
    CHECK(contentOf(path) == "new");
    CHECK(filesIn(folder.path()) == QStringList{QStringLiteral("a.json")});
}

TEST_CASE("a copy has the owner and group and mode of its original even over an older copy")
{
    if (::geteuid() != 0) {
        WARN(kSkipOwner);
        return;
    }
    constexpr uid_t kOther = 65534;
    const bool isThere = GENERATE(false, true);
    const int mode = GENERATE(0600, 0640, 0644);
    CAPTURE(isThere, mode);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.json"));
    const QString copy = path + QStringLiteral(".bak");
    put(path, "old");
    if (isThere)
        put(copy, "older");
    REQUIRE(::chown(QFile::encodeName(path).constData(), kOther, kOther) == 0);
    REQUIRE(::chmod(QFile::encodeName(path).constData(), static_cast<mode_t>(mode)) == 0);
    WriteOptions options;
    options.like = path;
    REQUIRE(writeFile(copy, "old", options));
    CHECK(statusOf(copy).st_uid == kOther);
    CHECK(statusOf(copy).st_gid == kOther);
    CHECK((statusOf(copy).st_mode & 07777) == static_cast<mode_t>(mode));
    CHECK(contentOf(copy) == "old");
}

TEST_CASE("a copy without the original's group grants nobody additional access")
{
    if (::geteuid() != 0) {
        WARN(kSkipOwner);
        return;
    }
    struct Row { mode_t mode; mode_t ofCopy; };
    const auto row = GENERATE(values<Row>({{0660, 0600}, {0664, 0644}, {0644, 0644}, {0604, 0600}}));
    CAPTURE(row.mode);
    QTemporaryDir folder;
    REQUIRE(::chmod(QFile::encodeName(folder.path()).constData(), 0777) == 0);
    const QString path = folder.filePath(QStringLiteral("a.json"));
    const QString copy = path + QStringLiteral(".bak");
    put(path, "old");
    REQUIRE(::chmod(QFile::encodeName(path).constData(), row.mode) == 0);
    const auto said = asUser([&] {
        put(copy, "older");
        WriteOptions options;
        options.like = path;
        return saidOf(writeFile(copy, "old", options));
    });
    REQUIRE(said == std::optional<std::string>("written"));
    CHECK((statusOf(copy).st_mode & 07777) == row.ofCopy);
}

TEST_CASE("makes its own folder private once and leaves others' folders alone")
{
    QTemporaryDir folder;
    const QByteArray name = QFile::encodeName(folder.path());
    REQUIRE(::chmod(name.constData(), 0755) == 0);
    if (::geteuid() == 0)
        CHECK(asUser([&] { return std::string(closeFolder(folder.path()) ? "closed" : "left"); }) == std::optional<std::string>("left"));
    CHECK((statusOf(folder.path()).st_mode & 07777) == 0755);
    CHECK(closeFolder(folder.path()));
    CHECK((statusOf(folder.path()).st_mode & 07777) == 0700);
    CHECK_FALSE(closeFolder(folder.path()));
    CHECK_FALSE(closeFolder(folder.filePath(QStringLiteral("missing"))));
}

TEST_CASE("a lock file is private")
{
    QTemporaryDir folder;
    QLockFile lock(folder.filePath(QStringLiteral("a.lock")));
    const mode_t before = ::umask(022);
    const bool isLocked = lockPrivately(lock, std::chrono::milliseconds(0));
    ::umask(before);
    REQUIRE(isLocked);
    CHECK((statusOf(lock.fileName()).st_mode & 07777) == 0600);
}

TEST_CASE("reports an immutable file with the remedy")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.json"));
    put(path, "old");
    NotPermitted calls;
    FileWriter writer(path, {}, calls);
    const auto opened = writer.open();
    REQUIRE_FALSE(opened);
    CHECK_THAT(opened.error().text(), Catch::Contains("Operation not permitted: the file or its folder may be marked as immutable") && Catch::EndsWith("the file is unchanged"));
    CHECK(contentOf(path) == "old");
}

TEST_CASE("rejects a read-only file with the remedy")
{
    QTemporaryDir folder;
    REQUIRE(::chmod(QFile::encodeName(folder.path()).constData(), 0777) == 0);
    const QString path = folder.filePath(QStringLiteral("a.json"));
    put(path, "old");
    REQUIRE(::chmod(QFile::encodeName(path).constData(), 0444) == 0);
    CHECK(asUser([&] { return saidOf(writeFile(path, "new")); })
        == std::optional<std::string>("cannot write " + path.toStdString() + ": the file is read-only; make it writable for your account; the file is unchanged"));
    CHECK(contentOf(path) == "old");
}

TEST_CASE("writes to a device only on request and never replaces it")
{
    const auto refused = writeFile(QStringLiteral("/dev/null"), "x");
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().text(), Catch::Contains("it is not a regular file"));
    WriteOptions options;
    options.mayBeDevice = true;
    CHECK(writeFile(QStringLiteral("/dev/null"), "x", options));
    const auto full = writeFile(QStringLiteral("/dev/full"), "x", options);
    REQUIRE_FALSE(full);
    CHECK(full.error().text() == "cannot write /dev/full: No space left on device");
    CHECK(S_ISCHR(statusOf(QStringLiteral("/dev/null")).st_mode));
}
