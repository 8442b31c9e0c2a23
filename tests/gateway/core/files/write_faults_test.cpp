#include "gateway/core/files/file_calls_posix.h"
#include "gateway/core/files/file_writer.h"

#include "catch.h"
#include "file_fixture.h"

#include <QTemporaryDir>

#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

using namespace gateway;
using namespace gateway::files;
using namespace files_test;

namespace {

constexpr int kKilled = 9;

/// The fault injected at one call of a write, counted from 0.
struct Fault {
    enum class Kind { None, Error, ErrorsFromHere, Kill, KillInTheMiddle };
    Kind kind = Kind::None;
    int at = 0;
    int error = 0;
};

class FaultyCalls final : public FileCalls {
public:
    explicit FaultyCalls(const Fault& fault) : m_fault(fault) {}
    int count() const { return m_count; }

    int open(const char* path, int flags, mode_t mode) override { return fails() ? -1 : FileCalls::open(path, flags, mode); }
    ssize_t write(int file, const char* bytes, std::size_t size, off_t at) override
    {
        if (m_fault.kind == Fault::Kind::KillInTheMiddle && m_count == m_fault.at) {
            FileCalls::write(file, bytes, size / 2, at);
            ::_exit(kKilled);
        }
        return fails() ? -1 : FileCalls::write(file, bytes, size, at);
    }
    int allocate(int file, off_t size) override { return fails() ? -1 : FileCalls::allocate(file, size); }
    int truncate(int file, off_t size) override { return fails() ? -1 : FileCalls::truncate(file, size); }
    int sync(int file) override { return fails() ? -1 : FileCalls::sync(file); }
    int close(int file) override
    {
        const int closed = FileCalls::close(file);
        return fails() ? -1 : closed;
    }
    int chown(int file, uid_t owner, gid_t group) override { return fails() ? -1 : FileCalls::chown(file, owner, group); }
    int chmod(int file, mode_t mode) override { return fails() ? -1 : FileCalls::chmod(file, mode); }
    int setAttribute(int file, const char* name, const std::string& value) override { return fails() ? -1 : FileCalls::setAttribute(file, name, value); }
    int removeAttribute(int file, const char* name) override { return fails() ? -1 : FileCalls::removeAttribute(file, name); }
    int rename(const char* from, const char* to) override { return fails() ? -1 : FileCalls::rename(from, to); }
    int remove(const char* path) override { return fails() ? -1 : FileCalls::remove(path); }

private:
    bool fails()
    {
        const int number = m_count++;
        const bool isHere = number == m_fault.at;
        if (isHere && (m_fault.kind == Fault::Kind::Kill || m_fault.kind == Fault::Kind::KillInTheMiddle))
            ::_exit(kKilled);
        if (!(isHere && m_fault.kind == Fault::Kind::Error) && !(number >= m_fault.at && m_fault.kind == Fault::Kind::ErrorsFromHere))
            return false;
        errno = m_fault.error;
        return true;
    }

    const Fault m_fault;
    int m_count = 0;
};

struct Scene {
    const char* name;
    std::optional<std::string> before;
    std::string after;
    bool hasOtherName = false;  ///< a hard link, so that it is written in place
    bool hasCopyFolder = false;
};

/// In memory where extended attributes work there: on disk, each of thousands of syncs takes time.
QString fastFolder()
{
    static const QString found = [] {
        const QTemporaryDir memory(QStringLiteral("/dev/shm/write-XXXXXX"));
        return memory.isValid() && ::setxattr(QFile::encodeName(memory.path()).constData(), "user.note", "mine", 4, 0) == 0 ? QStringLiteral("/dev/shm") : QDir::tempPath();
    }();
    return found;
}

/// A file in its own folder.
class Place {
public:
    explicit Place(const Scene& scene) : m_scene(scene)
    {
        if (scene.before)
            put(path(), *scene.before);
        if (scene.before) { // attributes the new file must keep
            REQUIRE(::chmod(QFile::encodeName(path()).constData(), 0640) == 0);
            ::setxattr(QFile::encodeName(path()).constData(), "user.note", "mine", 4, 0); // if supported
            REQUIRE((::geteuid() != 0 || ::chown(QFile::encodeName(path()).constData(), 65534, 65534) == 0));
        }
        if (scene.hasOtherName)
            REQUIRE(::link(QFile::encodeName(path()).constData(), QFile::encodeName(other()).constData()) == 0);
        if (scene.hasCopyFolder)
            m_options.copyFolder = m_folder.filePath(QStringLiteral("copies"));
    }

    QString path() const { return m_folder.filePath(QStringLiteral("a.json")); }
    QString other() const { return m_folder.filePath(QStringLiteral("other.json")); }
    QString copies() const { return m_scene.hasCopyFolder ? m_options.copyFolder : m_folder.path(); }

    Result<void> write(FileCalls& calls) const
    {
        FileWriter writer(path(), m_options, calls);
        auto done = writer.open();
        const std::size_t half = m_scene.after.size() / 2;
        if (done)
            done = writer.write(std::string_view(m_scene.after).substr(0, half));
        if (done)
            done = writer.write(std::string_view(m_scene.after).substr(half));
        return done ? writer.commit() : done;
    }

    bool holdsOld() const { return m_scene.before ? contentOf(path()) == *m_scene.before : !QFile::exists(path()); }
    bool holdsNew() const { return contentOf(path()) == m_scene.after; }
    bool isSameFile() const { return !m_scene.hasOtherName || contentOf(other()) == contentOf(path()); }
    /// A complete copy of the old content, if the file does not contain it.
    bool hasCopy() const
    {
        const QStringList copies = QDir(this->copies()).entryList({QStringLiteral("*.before")}, QDir::Files);
        return copies.size() == 1 && contentOf(this->copies() + QLatin1Char('/') + copies.first()) == *m_scene.before;
    }
    std::vector<RecoveredWrite> recover() const { return recoverWrite(path(), m_options.copyFolder); }
    QStringList remains() const
    {
        QStringList all = filesIn(m_folder.path()) + (m_scene.hasCopyFolder ? filesIn(copies()) : QStringList());
        all.removeAll(QStringLiteral("a.json"));
        all.removeAll(QStringLiteral("other.json"));
        return all;
    }

private:
    const Scene m_scene;
    QTemporaryDir m_folder{fastFolder() + QStringLiteral("/write-XXXXXX")};
    WriteOptions m_options;
};

const std::vector<Scene>& scenes()
{
    static const std::string old = std::string(9000, 'o') + "old";
    static const std::vector<Scene> all{{"a new file", std::nullopt, "new"}, {"a file that is replaced", old, "new"},
        {"in place, with more content", old, std::string(20'000, 'n') + "new", true}, {"in place, with less content", old, "new", true},
        {"in place, with a copy elsewhere", "old", std::string(5000, 'n'), true, true}};
    return all;
}

int callsOf(const Scene& scene)
{
    const Place place(scene);
    FaultyCalls calls({});
    const auto written = place.write(calls);
    CAPTURE(written ? "" : written.error().text());
    REQUIRE(written);
    CHECK(place.holdsNew());
    CHECK(place.remains().isEmpty());
    return calls.count();
}

} // namespace

TEST_CASE("a file has the old or the new content whichever call of a write fails")
{
    for (const Scene& scene : scenes()) {
        const int count = callsOf(scene);
        for (const int error : {ENOSPC, EIO, EROFS}) {
            for (int at = 0; at < count; ++at) {
                CAPTURE(scene.name, error, at);
                const Place place(scene);
                FaultyCalls calls({Fault::Kind::Error, at, error});
                const auto written = place.write(calls);
                CAPTURE(written ? std::string("written") : written.error().text());
                CHECK(place.isSameFile());
                if (written) {
                    CHECK(place.holdsNew()); // completed by another method
                } else if (written.error().text().find("the new content was written") != std::string::npos) {
                    CHECK(place.holdsNew());
                } else {
                    CHECK(place.holdsOld());
                    CHECK_THAT(written.error().text(), Catch::Contains(place.path().toStdString()) && Catch::Contains(scene.before ? "; the file is unchanged" : "; no file was created"));
                }
                if (!written && error == ENOSPC)
                    CHECK_THAT(written.error().text(), Catch::Contains("No space left on device"));
            }
        }
    }
}

TEST_CASE("the old content survives in the file or a recoverable copy if all later calls fail")
{
    for (const Scene& scene : scenes()) {
        const int count = callsOf(scene);
        for (int at = 0; at < count; ++at) {
            CAPTURE(scene.name, at);
            const Place place(scene);
            FaultyCalls calls({Fault::Kind::ErrorsFromHere, at, EIO});
            const auto written = place.write(calls);
            const bool isWhole = place.holdsOld() || place.holdsNew();
            if (!isWhole) {
                REQUIRE_FALSE(written);
                CHECK_THAT(written.error().text(), Catch::Contains("the file is damaged; its previous content is in " + place.copies().toStdString()));
                CHECK(place.hasCopy());
                REQUIRE(place.recover().size() == 1);
                CHECK(place.holdsOld());
            }
            static_cast<void>(place.recover());
            CHECK((place.holdsOld() || place.holdsNew()));
            CHECK(place.isSameFile());
        }
    }
}

TEST_CASE("a process killed at any call of a write leaves recoverable old or new content")
{
    for (const Scene& scene : scenes()) {
        const int count = callsOf(scene);
        for (int at = 0; at < count; ++at) {
            for (const auto kind : {Fault::Kind::Kill, Fault::Kind::KillInTheMiddle}) {
                CAPTURE(scene.name, at, int(kind));
                const Place place(scene);
                const pid_t child = ::fork();
                if (child == 0) {
                    FaultyCalls calls({kind, at, 0});
                    static_cast<void>(place.write(calls));
                    ::_exit(0);
                }
                int status = 0;
                REQUIRE(::waitpid(child, &status, 0) == child);
                REQUIRE(WIFEXITED(status));
                REQUIRE(WEXITSTATUS(status) == kKilled);
                if (!place.holdsOld() && !place.holdsNew()) {
                    CHECK(scene.hasOtherName);
                    CHECK(place.hasCopy());
                }
                for (const RecoveredWrite& write : place.recover())
                    CHECK((write.outcome == RecoveredWrite::Outcome::PutBack || write.outcome == RecoveredWrite::Outcome::Whole));
                CHECK((place.holdsOld() || place.holdsNew()));
                CHECK(place.isSameFile());
                FaultyCalls calls({});
                REQUIRE(place.write(calls)); // leftovers do not interfere
                CHECK(place.holdsNew());
            }
        }
    }
}

TEST_CASE("recovery leaves a file alone that was written by others after the kill")
{
    const Scene scene{"", "old old old", "new new new new", true, true};
    const int count = callsOf(scene);
    for (int at = 0; at < count; ++at) {
        const Place place(scene);
        const pid_t child = ::fork();
        if (child == 0) {
            FaultyCalls calls({Fault::Kind::Kill, at, 0});
            static_cast<void>(place.write(calls));
            ::_exit(0);
        }
        REQUIRE(::waitpid(child, nullptr, 0) == child);
        if (!place.hasCopy())
            continue;
        put(place.path(), "mended");
        const auto found = recoverWrites(place.copies());
        REQUIRE(found.size() == 1);
        CHECK(found.front().outcome == RecoveredWrite::Outcome::Changed);
        CHECK(found.front().path == place.path());
        CHECK(contentOf(place.path()) == "mended");
        CHECK(contentOf(found.front().copy) == "old old old");
        CHECK_THAT(toText(found.front()), Catch::Contains("is left unchanged") && Catch::Contains(found.front().copy.toStdString()));
        return;
    }
    FAIL("no call came after the copy");
}
