#include "data_folder_lock.h"

#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace gateway::host {

DataFolderLock::DataFolderLock(const QString& dataDir)
    : m_file(fileIn(dataDir))
{
    m_file.setStaleLockTime(0); // never by age: a gateway runs for months
}

DataFolderLock::Outcome DataFolderLock::take()
{
    if (m_file.tryLock(0))
        return Outcome::Taken;
    if (m_file.error() != QLockFile::LockFailedError)
        return Outcome::NoFolder;
    // In a container every gateway is process 1, and has a new name of a host each time: whoever has the file holds a
    // lock of the system on it, too, and without that it can be removed. That of another machine may not be seen here.
    if (!otherMachine().isEmpty())
        return Outcome::Held;
    return m_file.removeStaleLockFile() && m_file.tryLock(0) ? Outcome::Taken : Outcome::Held;
}

qint64 DataFolderLock::holder() const
{
    qint64 pid = 0;
    QString host;
    QString name;
    return m_file.getLockInfo(&pid, &host, &name) ? pid : 0;
}

// The fourth line is the machine's own id, which a name that was changed leaves as it is; containers mostly have none.
// Source: Qt 6.4, qlockfile.cpp, lockFileContents().
QString DataFolderLock::otherMachine() const
{
    QFile file(m_file.fileName());
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = file.read(4096).split('\n');
    if (lines.size() < 4 || lines[3].isEmpty() || lines[3] == QSysInfo::machineUniqueId())
        return {};
    return QString::fromUtf8(lines[2]);
}

QString DataFolderLock::fileIn(const QString& dataDir) { return dataDir + u"/signalbox.lock"_s; }

bool DataFolderLock::isHeld(const QString& dataDir)
{
    return QFileInfo::exists(fileIn(dataDir)) && DataFolderLock(dataDir).take() == Outcome::Held;
}

} // namespace gateway::host
