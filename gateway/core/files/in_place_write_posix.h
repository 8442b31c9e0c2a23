#pragma once

#include "file_calls_posix.h"
#include "file_writer.h"

#include <QByteArray>
#include <QString>

#include <string>

namespace gateway::files {

/// In the words of the system.
std::string reasonOf(int error);

/// An error's number, or 0. Where the file system cannot do it, nothing is wrong.
int syncFolder(FileCalls& calls, const QString& folder);

/// Closes its file at the end of its scope.
class OpenFile final {
public:
    OpenFile(FileCalls& calls, const QByteArray& path, int flags, mode_t mode = 0) : m_calls(calls), m_file(calls.open(path.constData(), flags, mode)) {}
    ~OpenFile();
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    bool isOpen() const { return m_file >= 0; }
    int number() const { return m_file; }

private:
    FileCalls& m_calls;
    int m_file;
};

/// Writes new content into a file that has to stay the same file. Three files in a folder say what it held and what it is to hold:
///
///     NAME.unfinished-HASH.target   the path of the file
///     NAME.unfinished-HASH.after    the new content
///     NAME.unfinished-HASH.before   the old content; as long as this is there, the write is not finished
///
/// Blocks. A process that writes or recovers has a lock of the system on the target.
class InPlaceWrite final {
public:
    /// `target`: absolute, without links at its end.
    InPlaceWrite(FileCalls& calls, const QString& target, const QString& folder);

    enum class Outcome { Written, Unchanged, Damaged };
    /// Gives `target` the content of the file `complete`, which is synchronised and goes away. Damaged: the old content could not be
    /// put back, and is in `before()`.
    Outcome write(const QString& complete);
    /// An error's number, of the last failure.
    int error() const { return m_error; }
    QString before() const { return m_base + QStringLiteral(".before"); }

    /// What an earlier write left, if there is one and no process is at it.
    std::vector<RecoveredWrite> recover();

    /// Those in `folder`.
    static std::vector<RecoveredWrite> recoverAll(FileCalls& calls, const QString& folder);

private:
    InPlaceWrite(FileCalls& calls, const QString& base);
    bool keep(const QString& complete, int target);
    bool copy(int from, int to);
    bool copyTo(int from, const QString& path);
    bool fill(int target, const QString& from);
    void forget(bool isKept);
    bool fail();
    bool isBetween(int target);

    FileCalls& m_calls;
    QString m_target;
    QString m_base; ///< the path of the three files without their endings
    int m_error = 0;
};

} // namespace gateway::files
