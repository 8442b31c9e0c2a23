#pragma once

#include <QByteArray>
#include <QLockFile>
#include <QString>

#include <string>

namespace gateway::host {

/// Allows one gateway for each data folder, with a window or without. A file in the folder names the owner, and the
/// kernel holds a lock on it while that process runs. The file of a killed program is taken over, unless it may belong
/// to another machine, whose locks are not visible here. One thread.
class DataFolderLock final {
public:
    enum class Outcome {
        Taken,    ///< until this object is destroyed
        Held,     ///< by another process, or apparently by another machine; see `heldText()`
        NoFolder, ///< the folder does not exist or is not writable
    };

    explicit DataFolderLock(const QString& dataDir);

    Outcome take();
    void release() { m_file.unlock(); }
    /// The process that holds the lock; 0: unknown.
    qint64 holder() const;
    /// The machine that holds the lock, if its process cannot be checked from here, as with a folder on a network
    /// share. Empty: this machine.
    QString otherMachine() const;
    /// Text on who holds the lock, where the lock file is and what to do; starts in lower case and has no final full
    /// stop.
    std::string heldText() const;

    static QString fileIn(const QString& dataDir);

    /// Whether a gateway, in this process or another, holds the folder.
    static bool isHeld(const QString& dataDir);

private:
    /// The owner as recorded in the file; missing fields are empty.
    struct Owner {
        qint64 pid = 0;
        QString host;       ///< name of the machine or container
        QByteArray machine; ///< machine id; containers mostly have none
        QByteArray boot;    ///< boot id of the running system, the same in all its containers
    };

    Owner owner() const;
    bool isOfThisSystem(const Owner& owner) const;

    QString m_dataDir;
    QLockFile m_file;
};

/// Whether only one running kernel can use the files of `folder` at a time: the folder is neither on a network share
/// nor shared between a host and its virtual machines. A lock held on it is always visible here. Blocks; any thread.
bool isOnOwnDisk(const QString& folder);

/// Whether a process of this system holds the lock on the file; false if the file cannot be read. Blocks; any thread.
bool isLocked(const QString& file);

} // namespace gateway::host
