#include "data_folder_lock.h"

#include "gateway/core/files/private_lock.h"

#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace gateway::host {

namespace {

constexpr std::chrono::milliseconds kNoWait{0};

} // namespace

DataFolderLock::DataFolderLock(const QString& dataDir)
    : m_dataDir(dataDir), m_file(fileIn(dataDir))
{
    m_file.setStaleLockTime(0); // never by age: a gateway runs for months
}

DataFolderLock::Outcome DataFolderLock::take()
{
    if (files::lockPrivately(m_file, kNoWait))
        return Outcome::Taken;
    if (m_file.error() != QLockFile::LockFailedError)
        return Outcome::NoFolder;
    // In a container every gateway is process 1 on a host with a new name: only the kernel's lock on the file shows whether
    // its owner still runs.
    if (!isOfThisSystem(owner()))
        return Outcome::Held;
    if (m_file.removeStaleLockFile() && files::lockPrivately(m_file, kNoWait))
        return Outcome::Taken;
    return isLocked(m_file.fileName()) || QFileInfo(m_dataDir).isWritable() ? Outcome::Held : Outcome::NoFolder;
}

/// Whether the owner's kernel lock would be visible to this process.
bool DataFolderLock::isOfThisSystem(const Owner& owner) const
{
    const QByteArray boot = QSysInfo::bootUniqueId();
    if (!boot.isEmpty() && owner.boot == boot)
        return true; // the same running kernel, perhaps in a container
    const QByteArray machine = QSysInfo::machineUniqueId();
    if (!machine.isEmpty() && !owner.machine.isEmpty())
        return owner.machine == machine; // after a reboot
    return isOnOwnDisk(m_dataDir);
}

// Source: Qt 6.4, qlockfile.cpp, lockFileContents(): process, program, host, machine and boot, one a line.
DataFolderLock::Owner DataFolderLock::owner() const
{
    Owner owner;
    QFile file(m_file.fileName());
    if (!file.open(QIODevice::ReadOnly))
        return owner;
    const QList<QByteArray> lines = file.read(4096).split('\n');
    const auto line = [&](qsizetype number) { return lines.value(number).left(256).trimmed(); };
    owner.pid = line(0).toLongLong();
    if (owner.pid <= 0)
        return {};
    owner.host = QString::fromUtf8(line(2));
    owner.machine = line(3);
    owner.boot = line(4);
    return owner;
}

qint64 DataFolderLock::holder() const { return owner().pid; }

QString DataFolderLock::otherMachine() const
{
    const Owner its = owner();
    if (isOfThisSystem(its))
        return {};
    return its.host.isEmpty() ? u"unknown"_s : its.host;
}

std::string DataFolderLock::heldText() const
{
    const Owner its = owner();
    const QString process = its.pid > 0 ? u"process %1"_s.arg(its.pid) : u"process unknown"_s;
    const QString file = m_file.fileName();
    if (!isOfThisSystem(its) && its.pid <= 0)
        return u"the lock file %1 does not name its owner, and the data folder may be shared with other machines. If no gateway uses the folder, remove that file "
               "and try again, or choose another folder with --data-dir"_s.arg(file).toStdString();
    if (!isOfThisSystem(its))
        return u"the data folder %1 is locked by a gateway on the machine \"%2\" (%3). Whether that gateway still runs cannot be checked from here. Stop it there, or "
               "choose another folder with --data-dir. If it no longer runs, remove the lock file %4 and try again"_s
            .arg(m_dataDir, its.host, process, file)
            .toStdString();
    const bool isElsewhere = !its.host.isEmpty() && its.host != QSysInfo::machineHostName();
    const QString where = isElsewhere ? u"%1 in the container or on the host \"%2\""_s.arg(process, its.host) : process;
    return u"another gateway (%1) is using the data folder %2 (lock file %3). Stop it, or choose another folder with --data-dir"_s
        .arg(where, m_dataDir, file)
        .toStdString();
}

QString DataFolderLock::fileIn(const QString& dataDir) { return dataDir + u"/signalbox.lock"_s; }

bool DataFolderLock::isHeld(const QString& dataDir)
{
    return QFileInfo::exists(fileIn(dataDir)) && DataFolderLock(dataDir).take() == Outcome::Held;
}

} // namespace gateway::host
