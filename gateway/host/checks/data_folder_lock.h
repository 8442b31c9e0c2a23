#pragma once

#include <QLockFile>
#include <QString>

namespace gateway::host {

/// One gateway for each data folder, with a window or without: a file in the folder says whose it is. What a program that
/// was killed has left is in nobody's way. One thread.
class DataFolderLock final {
public:
    enum class Outcome {
        Taken,    ///< until this ends
        Held,     ///< by another; see `holder()`
        NoFolder, ///< the folder is not there, or cannot be written
    };

    explicit DataFolderLock(const QString& dataDir);

    Outcome take();
    void release() { m_file.unlock(); }
    /// The process that has it; 0: not known.
    qint64 holder() const;
    /// The machine whose process has it, where that is another one, as with a folder on a network; empty: this one.
    QString otherMachine() const;

    static QString fileIn(const QString& dataDir);

    /// Whether a gateway, of this program or another, has the folder.
    static bool isHeld(const QString& dataDir);

private:
    QLockFile m_file;
};

} // namespace gateway::host
