#include "gateway/config/config_file.h"

#include "catch.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QThread>

#include <unistd.h>

#include <chrono>
#include <cstdlib>

using namespace gateway;
using namespace gateway::config;

namespace {

constexpr int kWait_ms = 10000;
constexpr auto kPrivate =
    QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser;

void put(const QString& path, const char* text)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(text);
}

std::string contentOf(const QString& path)
{
    const FileText text = readConfigFile(path);
    return text && *text ? **text : "(none)";
}

/// A file in a thread of its own, as in the host.
class Threaded {
public:
    explicit Threaded(const QString& path)
        : m_file(new ConfigFile(path))
    {
        m_file->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_file, &QObject::deleteLater);
        QObject::connect(m_file, &ConfigFile::changed, m_file, [this] { m_emitted.release(); });
        QObject::connect(m_file, &ConfigFile::changed, &m_context, [this](const FileText& text, gateway::WallTime readAt) {
            CHECK(QThread::currentThread() == m_context.thread());
            m_readAt = readAt;
            m_changes.push_back(text ? text->value_or("(removed)") : "(error)");
        });
        m_thread.start();
    }
    ~Threaded()
    {
        m_thread.quit();
        m_thread.wait();
    }

    FileText read()
    {
        std::optional<FileText> result;
        m_file->read(&m_context, [&](FileText text) { result = std::move(text); });
        waitFor([&] { return result.has_value(); });
        return result.value_or(FileText());
    }

    Result<void> write(const std::string& text)
    {
        std::optional<Result<void>> result;
        m_file->write(text, &m_context, [&](Result<void> written) { result = std::move(written); });
        waitFor([&] { return result.has_value(); });
        return result.value_or(failure(ErrorKind::InternalError, gateway::asIs("no answer")));
    }

    /// Reads, then watches; calls are answered in order, so both have taken effect.
    void watch()
    {
        (void)read();
        m_file->watch();
        QMetaObject::invokeMethod(
            m_file, [] {}, Qt::BlockingQueuedConnection);
    }

    void watchKnowing(FileText known) { m_file->watch(std::move(known)); }

    /// Waits for a change without having it delivered.
    bool waitForEmitted() { return m_emitted.tryAcquire(1, kWait_ms); }

    /// Of the last change.
    gateway::WallTime readAt() const { return m_readAt; }

    std::vector<std::string> waitForChanges(std::size_t count)
    {
        waitFor([&] { return m_changes.size() >= count; });
        return std::exchange(m_changes, {});
    }

private:
    template <class Done> void waitFor(Done done)
    {
        QElapsedTimer timer;
        timer.start();
        while (!done() && timer.elapsed() < kWait_ms)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 50);
    }

    QObject m_context;
    QThread m_thread;
    ConfigFile* m_file;
    QSemaphore m_emitted;
    gateway::WallTime m_readAt{};
    std::vector<std::string> m_changes;
};

#ifdef Q_OS_LINUX
/// Root may write everything: runs as another user during its lifetime.
class NotSuperuser {
public:
    NotSuperuser() : m_before(geteuid())
    {
        constexpr uid_t kNobody = 65534;
        if (m_before == 0) REQUIRE(setresuid(kNobody, kNobody, 0) == 0);
    }
    ~NotSuperuser()
    {
        if (m_before == 0 && setresuid(0, 0, 0) != 0) std::abort();
    }
    NotSuperuser(const NotSuperuser&) = delete;
    NotSuperuser& operator=(const NotSuperuser&) = delete;

private:
    uid_t m_before;
};
#endif

} // namespace

TEST_CASE("distinguishes a missing file from a readable and an unreadable one")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("config.json"));
    const FileText missing = readConfigFile(path);
    REQUIRE(missing);
    CHECK_FALSE(missing->has_value());
    CHECK(readConfigFile(folder.filePath(QStringLiteral("a/b/c.json"))) == missing);

    put(path, "{}");
    CHECK(contentOf(path) == "{}");

    SECTION("a folder")
    {
        const FileText text = readConfigFile(folder.path());
        REQUIRE_FALSE(text);
        CHECK(text.error().kind == ErrorKind::Io);
        CHECK(text.error().text().ends_with("it is not a regular file"));
    }
    SECTION("no permission")
    {
        if (geteuid() == 0)
            return; // root can read everything
        QFile(path).setPermissions({});
        const FileText text = readConfigFile(path);
        REQUIRE_FALSE(text);
        CHECK(text.error().kind == ErrorKind::Io);
    }
    SECTION("too large")
    {
        QFile file(path);
        REQUIRE(file.resize(8 * 1024 * 1024 + 1));
        const FileText text = readConfigFile(path);
        REQUIRE_FALSE(text);
        CHECK(text.error().text().ends_with("it is larger than 8 MiB"));
    }
}

TEST_CASE("distinguishes a dangling link from a missing file and a valid link")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("config.json"));
    const QString target = folder.filePath(QStringLiteral("elsewhere.json"));
    CHECK_FALSE(danglingLink(path));
    REQUIRE(QFile::link(target, path));
    const auto dangling = danglingLink(path);
    REQUIRE(dangling);
    CHECK_THAT(sentenceOf(*dangling), Catch::Contains("a link to " + target.toStdString() + ", which does not exist"));
    REQUIRE(writeConfigFile(target, "{}"));
    CHECK_FALSE(danglingLink(path));
}

TEST_CASE("a write creates the folder and a private file and keeps the previous version")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a/signalbox/config.json"));
    REQUIRE(writeConfigFile(path, "one"));
    CHECK(contentOf(path) == "one");
    CHECK(QFileInfo(path).permissions() == kPrivate);
    CHECK(QFileInfo(QFileInfo(path).absolutePath()).permissions()
        == (kPrivate | QFileDevice::ExeOwner | QFileDevice::ExeUser));
    CHECK_FALSE(QFileInfo::exists(path + QStringLiteral(".bak")));

    REQUIRE(writeConfigFile(path, "two"));
    CHECK(contentOf(path) == "two");
    CHECK(contentOf(path + QStringLiteral(".bak")) == "one");
    REQUIRE(writeConfigFile(path, "two")); // unchanged: the backup stays
    CHECK(contentOf(path + QStringLiteral(".bak")) == "one");
    CHECK(QDir(QFileInfo(path).absolutePath()).entryList(QDir::Files | QDir::Hidden).size() == 2);
}

TEST_CASE("a write keeps the file mode and symbolic links")
{
    QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("dotfiles.json"));
    const QString link = folder.filePath(QStringLiteral("config.json"));
    put(target, "one");
    const auto mode = kPrivate | QFileDevice::ReadGroup | QFileDevice::ReadOther;
    QFile(target).setPermissions(mode);
    SECTION("directly") { REQUIRE(QFile::link(target, link)); }
    SECTION("through another relative link")
    {
        REQUIRE(QFile::link(QStringLiteral("dotfiles.json"), folder.filePath(QStringLiteral("middle"))));
        REQUIRE(QFile::link(QStringLiteral("middle"), link));
    }
    REQUIRE(writeConfigFile(link, "two"));
    CHECK(QFileInfo(link).isSymLink());
    CHECK_FALSE(QFileInfo(target).isSymLink());
    CHECK(contentOf(target) == "two");
    CHECK(QFileInfo(target).permissions() == mode);
}

TEST_CASE("a failed write leaves the file unchanged")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("config.json"));
    SECTION("a folder is in the way")
    {
        REQUIRE(QDir().mkdir(path));
        const auto written = writeConfigFile(path, "x");
        REQUIRE_FALSE(written);
        CHECK(written.error().kind == ErrorKind::Io);
    }
    SECTION("a file is where the folder should be")
    {
        put(path, "x");
        const auto written = writeConfigFile(path + QStringLiteral("/config.json"), "y");
        REQUIRE_FALSE(written);
        CHECK(written.error().kind == ErrorKind::Io);
        CHECK(contentOf(path) == "x");
    }
#ifdef Q_OS_LINUX
    SECTION("the file is read only")
    {
        put(path, "x");
        QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther);
        QFile::setPermissions(folder.path(), QFile::permissions(folder.path()) | QFileDevice::ReadGroup | QFileDevice::ExeGroup | QFileDevice::ReadOther | QFileDevice::ExeOther);
        const NotSuperuser nobody;
        const auto written = writeConfigFile(path, "y", Previous::Dropped);
        REQUIRE_FALSE(written);
        CHECK(written.error().text() == "cannot write " + path.toStdString() + ": the file is read-only; make it writable for your account; the file is unchanged"); // once
    }
#endif
}

TEST_CASE("an emptied file never overwrites the backup copy")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("config.json"));
    REQUIRE(writeConfigFile(path, "one"));
    REQUIRE(writeConfigFile(path, "two"));
    for (const std::string& lost : {std::string(), std::string("\n"), std::string(4096, '\0')}) {
        put(path, "");
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(lost.data(), static_cast<qint64>(lost.size()));
        file.close();
        REQUIRE(writeConfigFile(path, "three"));
        CHECK(contentOf(path) == "three");
        CHECK(contentOf(path + QStringLiteral(".bak")) == "one");
    }
}

TEST_CASE("recovers a missing file from the newest complete temporary file of a write")
{
    constexpr const char* kWhole = "{\"version\": 1}";
    constexpr const char* kTorn = "{\"version\": 1, \"ui";
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("config.json"));
    const auto leave = [&](const char* ending, const char* text, int age_s) {
        put(path + QLatin1String(ending), text);
        QFile file(path + QLatin1String(ending));
        REQUIRE(file.open(QIODevice::ReadWrite));
        REQUIRE(file.setFileTime(QDateTime::currentDateTime().addSecs(-age_s), QFileDevice::FileModificationTime));
    };
    const auto names = [&] {
        QStringList list = QDir(folder.path()).entryList(QDir::Files | QDir::Hidden);
        list.sort();
        return list;
    };

    SECTION("out of several, touching nothing else")
    {
        leave(".bak", kWhole, 40);
        leave(".OldEsT", kWhole, 30);
        leave(".NeWeSt", "{\"version\": 1, \"x_newest\": true}", 20);
        leave(".ToRnOf", kTorn, 10);
        leave(".WrOnGs", "{\"version\": 1, \"listen\": 7}", 9);
        leave(".LaTeRs", "{\"version\": 2}", 8);
        for (const char* ending : {".backup", ".Backup", ".BACKUP", ".bak.AbCdEf", ".AbCdEfG", "xAbCdEf"})
            leave(ending, kWhole, 5);
        QStringList expected = names();
        CHECK(recoverConfigFile(path) == QStringLiteral("config.json.NeWeSt"));
        CHECK(contentOf(path) == "{\"version\": 1, \"x_newest\": true}");
        expected.replaceInStrings(QStringLiteral("config.json.NeWeSt"), QStringLiteral("config.json"));
        expected.sort();
        CHECK(names() == expected);
    }
    SECTION("with file names from QTemporaryFile")
    {
        for (int i = 0; i < 30; ++i) { // some of these look like ordinary words
            QTemporaryFile left(path + QStringLiteral(".XXXXXX"));
            left.setAutoRemove(false);
            REQUIRE(left.open());
            left.write(kWhole);
            CHECK(QFileInfo(left.fileName()).fileName().size() == 18);
        }
        CHECK(recoverConfigFile(path));
        CHECK(contentOf(path) == kWhole);
    }
    SECTION("next to the target of a link")
    {
        REQUIRE(QDir().mkdir(folder.filePath(QStringLiteral("dotfiles"))));
        REQUIRE(QFile::link(folder.filePath(QStringLiteral("dotfiles/box.json")), path));
        put(folder.filePath(QStringLiteral("dotfiles/box.json.AbCdEf")), kWhole);
        CHECK(recoverConfigFile(path) == QStringLiteral("box.json.AbCdEf"));
        CHECK(QFileInfo(path).isSymLink());
        CHECK(contentOf(path) == kWhole);
    }
    SECTION("not from a truncated one")
    {
        leave(".ToRnOf", kTorn, 1);
        CHECK_FALSE(recoverConfigFile(path));
        CHECK(names() == QStringList{QStringLiteral("config.json.ToRnOf")});
    }
    SECTION("not from one older than the backup copy")
    {
        leave(".AbCdEf", kWhole, 20);
        leave(".bak", kWhole, 10);
        CHECK_FALSE(recoverConfigFile(path));
        CHECK(contentOf(path) == "(none)");
    }
    SECTION("not while the file exists")
    {
        put(path, kTorn);
        leave(".AbCdEf", kWhole, 1);
        CHECK_FALSE(recoverConfigFile(path));
        CHECK(contentOf(path) == kTorn);
    }
}

TEST_CASE("reports external changes however they are made")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("config.json"));
    const QString other = folder.filePath(QStringLiteral("other"));
    put(path, "one");
    Threaded file(path);
    file.watch();

    SECTION("in place")
    {
        put(path, "two");
        CHECK(file.waitForChanges(1).back() == "two");
        put(path, "three");
        CHECK(file.waitForChanges(1).back() == "three");
    }
    SECTION("by replacing the file repeatedly")
    {
        for (const char* text : {"two", "three", "four"}) {
            put(other, text);
            REQUIRE(rename(other.toLocal8Bit().constData(), path.toLocal8Bit().constData()) == 0);
            CHECK(file.waitForChanges(1) == std::vector<std::string>{text});
        }
        put(path, "five"); // the watch has followed the file
        CHECK(file.waitForChanges(1).back() == "five");
    }
    SECTION("by deleting and recreating it")
    {
        REQUIRE(QFile::remove(path));
        CHECK(file.waitForChanges(1) == std::vector<std::string>{"(removed)"});
        put(path, "two");
        CHECK(file.waitForChanges(1).back() == "two");
    }
    SECTION("not when the content is unchanged")
    {
        put(other, "one");
        REQUIRE(rename(other.toLocal8Bit().constData(), path.toLocal8Bit().constData()) == 0);
        put(folder.filePath(QStringLiteral("neighbour")), "x");
        put(path, "two"); // in order: earlier changes have been processed
        CHECK(file.waitForChanges(1).back() == "two");
    }
}

TEST_CASE("says when a change was read, however late it is delivered")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("config.json"));
    put(path, "one");
    Threaded file(path);
    file.watch();
    put(folder.filePath(QStringLiteral("other")), "two");
    REQUIRE(rename(folder.filePath(QStringLiteral("other")).toLocal8Bit().constData(), path.toLocal8Bit().constData()) == 0);
    REQUIRE(file.waitForEmitted());
    const gateway::WallTime later = std::chrono::system_clock::now();
    CHECK(file.waitForChanges(1) == std::vector<std::string>{"two"});
    CHECK(file.readAt() > gateway::WallTime{});
    CHECK(file.readAt() <= later);
}

TEST_CASE("reports changes behind a link and in folders created later")
{
    QTemporaryDir folder;
    SECTION("the link's target is replaced")
    {
        REQUIRE(QDir().mkdir(folder.filePath(QStringLiteral("dotfiles"))));
        const QString target = folder.filePath(QStringLiteral("dotfiles/signalbox.json"));
        const QString link = folder.filePath(QStringLiteral("config.json"));
        put(target, "one");
        REQUIRE(QFile::link(target, link));
        Threaded file(link);
        file.watch();
        REQUIRE(writeConfigFile(target, "two"));
        CHECK(file.waitForChanges(1) == std::vector<std::string>{"two"});
    }
    SECTION("the folder is created")
    {
        const QString path = folder.filePath(QStringLiteral("a/b/config.json"));
        Threaded file(path);
        file.watch();
        REQUIRE(writeConfigFile(path, "one"));
        CHECK(file.waitForChanges(1) == std::vector<std::string>{"one"});
        REQUIRE(writeConfigFile(path, "two"));
        CHECK(file.waitForChanges(1) == std::vector<std::string>{"two"});
    }
}

TEST_CASE("does not report its own writes and never overwrites an external change")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("config.json"));
    Threaded file(path);
    file.watch();
    REQUIRE(file.write("one"));
    REQUIRE(file.write("two"));
    put(path, "theirs");
    const auto written = file.write("three");
    REQUIRE_FALSE(written);
    CHECK(written.error().kind == ErrorKind::Io);
    CHECK(contentOf(path) == "theirs");
    CHECK(file.waitForChanges(1) == std::vector<std::string>{"theirs"});
    REQUIRE(file.write("three"));
    put(path, "end");
    CHECK(file.waitForChanges(1) == std::vector<std::string>{"end"});
}

TEST_CASE("reports a change between the caller's read and the start of watching")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("config.json"));
    put(path, "one");
    Threaded file(path);
    const FileText known = readConfigFile(path);
    put(path, "two");
    file.watchKnowing(known);
    CHECK(file.waitForChanges(1) == std::vector<std::string>{"two"});
}

TEST_CASE("drops the answer for a receiver that is gone")
{
    QTemporaryDir folder;
    ConfigFile file(folder.filePath(QStringLiteral("config.json")));
    QObject stays;
    auto context = std::make_unique<QObject>();
    bool called = false;
    bool last = false;
    file.read(context.get(), [&](FileText) { called = true; });
    context.reset();
    file.read(&stays, [&](FileText) { last = true; });
    while (!last)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    CHECK_FALSE(called);
}
