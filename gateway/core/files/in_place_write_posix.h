#pragma once

#include "file_calls_posix.h"
#include "file_writer.h"

#include <QByteArray>
#include <QString>

#include <string>

namespace gateway::files {

/// The system's message.
std::string reasonOf(int error);

/// Returns an error number, or 0. Not an error if the file system does not support it.
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

/// Overwrites the content of a file that must remain the same file. Three files in a folder record its old and its new
/// content:
///
///     NAME.unfinished-HASH.target   the path of the file
///     NAME.unfinished-HASH.after    the new content
///     NAME.unfinished-HASH.before   the old content; while it exists, the write is not finished
///
/// Blocks. A process that writes or recovers holds a system lock on the target.
class InPlaceWrite final {
public:
    /// `target`: absolute, not itself a link.
    InPlaceWrite(FileCalls& calls, const QString& target, const QString& folder);

    enum class Outcome { Written, Unchanged, Damaged };
    /// Gives `target` the content of the file `complete`, which must be synchronised and is removed. Damaged: the old
    /// content could not be restored, and is in `before()`.
    Outcome write(const QString& complete);
    /// Error number of the last failure.
    int error() const { return m_error; }
    QString before() const { return m_base + QStringLiteral(".before"); }

    /// Recovers the remains of an earlier write, if there is one and no process is working on it.
    std::vector<RecoveredWrite> recover();

    /// The same for all writes recorded in `folder`.
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
    QString m_base; ///< common path of the three files, without their suffixes
    int m_error = 0;
};

} // namespace gateway::files
