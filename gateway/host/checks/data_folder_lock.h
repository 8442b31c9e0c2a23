#pragma once

#include <QByteArray>
#include <QLockFile>
#include <QString>

#include <string>

namespace gateway::host {

/// One gateway for each data folder, with a window or without. A file in the folder names the owner, and the kernel holds a lock on
/// it while that process runs. The file of a program that was killed is taken over, unless it may belong to another
/// machine, whose locks are not visible here. One thread.
class DataFolderLock final {
public:
    enum class Outcome {
        Taken,    ///< until this ends
        Held,     ///< by another, or by another machine as far as can be told; see `heldText()`
        NoFolder, ///< the folder is not there, or cannot be written
    };

    explicit DataFolderLock(const QString& dataDir);

    Outcome take();
    void release() { m_file.unlock(); }
    /// The process that has it; 0: not known.
    qint64 holder() const;
    /// The machine that the lock belongs to if its process cannot be checked from here, as with a folder on a network. Empty: this one.
    QString otherMachine() const;
    /// Who holds it, where the lock file is and what to do; starts in lower case and has no final full stop.
    std::string heldText() const;

    static QString fileIn(const QString& dataDir);

    /// Whether a gateway, of this program or another, has the folder.
    static bool isHeld(const QString& dataDir);

private:
    /// What the file says; what it does not say is empty.
    struct Owner {
        qint64 pid = 0;
        QString host;       ///< its name, or that of a container
        QByteArray machine; ///< the machine's own id; containers mostly have none
        QByteArray boot;    ///< of the system that runs, the same in all its containers
    };

    Owner owner() const;
    bool isOfThisSystem(const Owner& owner) const;

    QString m_dataDir;
    QLockFile m_file;
};

/// Whether only one running kernel can use the files of `folder` at a time: it is neither on a network share nor on a folder that a
/// host shares with virtual machines. Nobody holds a lock there that is not visible here. Blocks; any thread.
bool isOnOwnDisk(const QString& folder);

/// Whether a process of this system holds the lock on the file; false if the file cannot be read. Blocks; any thread.
bool isLocked(const QString& file);

} // namespace gateway::host
