#include "gateway/host/checks/data_folder_lock.h"

#include "catch.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>
#include <QTemporaryDir>

#ifdef Q_OS_LINUX
#include <sys/mount.h>
#endif

using gateway::host::DataFolderLock;
using Outcome = DataFolderLock::Outcome;

TEST_CASE("allows only one gateway at a time per data folder")
{
    const QTemporaryDir folder;
    CHECK_FALSE(DataFolderLock::isHeld(folder.path()));
    DataFolderLock first(folder.path());
    REQUIRE(first.take() == Outcome::Taken);
    DataFolderLock second(folder.path());
    CHECK(second.take() == Outcome::Held);
    CHECK(second.holder() == QCoreApplication::applicationPid());
    CHECK(DataFolderLock::isHeld(folder.path()));
    first.release();
    CHECK_FALSE(DataFolderLock::isHeld(folder.path()));
    CHECK(second.take() == Outcome::Taken);
    CHECK(DataFolderLock(folder.filePath(QStringLiteral("none"))).take() == Outcome::NoFolder);
}

namespace {

constexpr auto kOtherMachine = "0123456789abcdef0123456789abcdef";
constexpr auto kOtherBoot = "01234567-89ab-cdef-0123-456789abcdef";

void writeLock(const QTemporaryDir& folder, const QByteArray& text)
{
    QFile file(DataFolderLock::fileIn(folder.path()));
    REQUIRE(file.open(QIODevice::ReadWrite)); // a lock on it stays
    REQUIRE(file.resize(0));
    file.write(text);
}

QByteArray ownMachine() { return QSysInfo::machineUniqueId(); }
QByteArray ownBoot() { return QSysInfo::bootUniqueId(); }
/// A running process that is not a gateway, like process 1 in another container.
QByteArray livingProcess() { return QByteArray::number(QCoreApplication::applicationPid()); }

} // namespace

TEST_CASE("takes over the lock of a gateway that has provably ended")
{
    struct Row {
        const char* name;
        QByteArray text;
    };
    const auto row = GENERATE(values<Row>({
        {"killed, and its process number reused by another program", livingProcess() + "\nsignalboxd\n\n" + ownMachine() + '\n' + ownBoot() + '\n'},
        {"killed", "4999999\nsignalboxd\n\n" + ownMachine() + '\n' + ownBoot() + '\n'},
        {"a restarted container: process 1, another name", "1\nsignalboxd\n0a1b2c3d4e5f\n\n" + ownBoot() + '\n'},
        {"a container with a machine id of its own", "1\nsignalboxd\n0a1b2c3d4e5f\n" + QByteArray(kOtherMachine) + '\n' + ownBoot() + '\n'},
        {"a container without any id", "1\nsignalboxd\n0a1b2c3d4e5f\n"},
        {"a container from before a reboot, on its own disk", "1\nsignalboxd\n0a1b2c3d4e5f\n\n" + QByteArray(kOtherBoot) + '\n'},
        {"this machine before a reboot", livingProcess() + "\nsignalboxd\n\n" + ownMachine() + '\n' + kOtherBoot + '\n'},
        {"this machine before it was renamed", livingProcess() + "\nsignalboxd\nold-name\n" + ownMachine() + '\n' + ownBoot() + '\n'},
        {"an empty file", ""},
        {"a file that was cut off", livingProcess()},
        {"nonsense", QByteArray("\0\xff\n\n\n\x01{}", 8)},
        {"a file of another kind", QByteArray(100000, 'x')},
        {"a negative number", "-1\nsignalboxd\n\n\n\n"},
    }));
    CAPTURE(row.name);
    const QTemporaryDir folder;
    writeLock(folder, row.text);
    CHECK_FALSE(DataFolderLock::isHeld(folder.path()));
    writeLock(folder, row.text);
    DataFolderLock lock(folder.path());
    REQUIRE(lock.take() == Outcome::Taken);
    CHECK(lock.holder() == QCoreApplication::applicationPid());
    CHECK(DataFolderLock(folder.path()).take() == Outcome::Held); // behaves like any other lock
}

TEST_CASE("refuses the lock of another machine and names the file and the remedy")
{
    if (ownMachine().isEmpty())
        return; // a machine without a known id
    const auto process = GENERATE(as<QByteArray>{}, "1", livingProcess(), "4999999");
    const auto boot = GENERATE(as<QByteArray>{}, kOtherBoot, "");
    const QTemporaryDir folder;
    const QByteArray text = process + "\nsignalboxd\nbuild-7\n" + kOtherMachine + '\n' + boot + '\n';
    writeLock(folder, text);
    DataFolderLock lock(folder.path());
    CHECK(lock.take() == Outcome::Held);
    CHECK(lock.otherMachine() == QStringLiteral("build-7"));
    const std::string said = lock.heldText();
    CAPTURE(said);
    CHECK(said.find("the machine \"build-7\" (process " + process.toStdString() + ")") != std::string::npos);
    CHECK(said.find("remove the lock file " + DataFolderLock::fileIn(folder.path()).toStdString()) != std::string::npos);
    CHECK(said.find("another gateway") == std::string::npos);
    QFile file(DataFolderLock::fileIn(folder.path()));
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.readAll() == text); // unchanged
    file.close();
    REQUIRE(file.remove()); // following the remedy
    CHECK(lock.take() == Outcome::Taken);
}

TEST_CASE("refuses a lock held by a local process whatever its file contains")
{
    struct Row {
        const char* name;
        QByteArray text;
        const char* said;
    };
    const auto row = GENERATE(values<Row>({
        {"in a container", "1\nsignalboxd\n0a1b2c3d4e5f\n\n" + ownBoot() + '\n', "another gateway (process 1 in the container or on the host \"0a1b2c3d4e5f\")"},
        {"in a container with an id of its own", "1\nsignalboxd\nweb\n" + QByteArray(kOtherMachine) + '\n' + ownBoot() + '\n', "(process 1 in the container or on the host \"web\")"},
        {"on this host", livingProcess() + "\nsignalboxd\n" + QSysInfo::machineHostName().toUtf8() + '\n' + ownMachine() + '\n' + ownBoot() + '\n', "another gateway (process "},
        {"an empty file", "", "another gateway (process unknown)"},
        {"nonsense", "nonsense", "another gateway (process unknown)"},
    }));
    CAPTURE(row.name);
    const QTemporaryDir folder;
    DataFolderLock first(folder.path());
    REQUIRE(first.take() == Outcome::Taken);
    writeLock(folder, row.text);
    DataFolderLock second(folder.path());
    CHECK(second.take() == Outcome::Held);
    CHECK(second.otherMachine().isEmpty());
    const std::string said = second.heldText();
    CAPTURE(said);
    CHECK(said.find(row.said) != std::string::npos);
    CHECK(said.find("(lock file " + DataFolderLock::fileIn(folder.path()).toStdString()) != std::string::npos);
    CHECK(said.find("--data-dir") != std::string::npos);
}

#ifdef Q_OS_LINUX
TEST_CASE("distinguishes a stale lock from a held one in a read-only folder")
{
    const QTemporaryDir folder;
    const QByteArray name = QFile::encodeName(folder.path());
    const bool isHeld = GENERATE(false, true);
    DataFolderLock first(folder.path());
    if (isHeld)
        REQUIRE(first.take() == Outcome::Taken);
    writeLock(folder, "1\nsignalboxd\n0a1b2c3d4e5f\n\n" + ownBoot() + '\n');
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner);
    bool isMounted = false;
    if (QFileInfo(folder.path()).isWritable()) { // root can write to every folder
        isMounted = ::mount(name.constData(), name.constData(), nullptr, MS_BIND, nullptr) == 0;
        if (!isMounted)
            return;
        REQUIRE(::mount(nullptr, name.constData(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) == 0);
    }
    CHECK(DataFolderLock(folder.path()).take() == (isHeld ? Outcome::Held : Outcome::NoFolder));
    if (isMounted)
        REQUIRE(::umount2(name.constData(), MNT_DETACH) == 0);
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}
#endif

TEST_CASE("recognises that a temporary folder is on a local disk")
{
    const QTemporaryDir folder;
    CHECK(gateway::host::isOnOwnDisk(folder.path()));
    CHECK_FALSE(gateway::host::isOnOwnDisk(folder.filePath(QStringLiteral("none"))));
}
