#pragma once

#include "gateway/core/result.h"

#include <QString>

#include <memory>
#include <string_view>
#include <vector>

namespace gateway::files {

class FileCalls;

struct WriteOptions {
    int mode = 0600;          ///< of a new file; an existing one keeps its own
    QString copyFolder = {};  ///< absolute; holds the old content while a file is written in place; empty: the file's own folder
    QString like = {};        ///< absolute; the file gets owner, group, mode and attributes of this one, as far as permitted; empty: none
    bool isPrivate = false;   ///< also removes the access of group and others from an existing file
    bool makeFolder = false;  ///< creates the file's folder (0700) if it is missing
    bool mayBeDevice = false; ///< writes directly to a device or a pipe; otherwise these are rejected
};

/// Writes a file as a whole. Every file of the product is written by this class or by another one in this folder,
/// except SQLite databases with their journals, which SQLite writes, and the lock files of `QLockFile`.
///
/// The content goes to a temporary file beside the target, which is synchronised to disk and renamed over it: whatever
/// fails, and whenever the process ends, the file has either the old or the new content. Symbolic links are followed
/// and kept. An existing file keeps its owner, group, mode, access control list and extended attributes. If a renamed
/// file could not have them, or if the file has several hard links, is a mount point itself or is in a folder that is
/// not writable, the content is written in place: a copy of the old content is saved to disk first and restored if the
/// write fails. If the process is killed in between, `recoverWrite()` restores it.
///
/// Blocks; any thread, one object for each write. Errors: Io, with the name of the file, the system's reason and the
/// content that the file has now; `writeReason()` is the same without the name.
class FileWriter final {
public:
    /// `path`: absolute.
    explicit FileWriter(const QString& path, const WriteOptions& options = {});
    /// `calls` must outlive the writer: for tests, on systems with such calls.
    FileWriter(const QString& path, const WriteOptions& options, FileCalls& calls);
    /// Without `commit()` the file stays unchanged.
    ~FileWriter();
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;

    Result<void> open();
    /// Appends to the content; the first failure is reported here, not by a later call.
    Result<void> write(std::string_view bytes);
    /// Does everything that needs disk space, so that several files can be prepared before the first one is replaced.
    Result<void> prepare();
    /// Replaces the old content; calls `prepare()` first if necessary.
    Result<void> commit();

    /// Whether the last failure was caused by a full disk or quota.
    bool isFull() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// Writes the whole content. Errors: Io.
Result<void> writeFile(const QString& path, std::string_view content, const WriteOptions& options = {});

/// Why a file could not be written, without its name, from an error of `FileWriter` or `writeFile()`. Pure.
Sentence writeReason(const Error& error);

/// The target of the symbolic links in `path`, which need not exist. Absolute.
QString linkTarget(const QString& path);

/// The result of recovering an interrupted write in place.
struct RecoveredWrite {
    enum class Outcome {
        PutBack, ///< the file was damaged; its old content is restored
        Whole,   ///< the file had either the old or the new content
        Changed, ///< the file was changed since; the old content is in `copy`
        Failed,  ///< the old content is in `copy` and could not be restored, because of `reason`
    };
    QString path;
    Outcome outcome = Outcome::Whole;
    QString copy = {};
    std::string reason = {};
};

/// Looks for an interrupted write in place of `path`, beside the file and in `copyFolder`, and restores the old
/// content. Ignores writes of running processes. Empty: none found.
std::vector<RecoveredWrite> recoverWrite(const QString& path, const QString& copyFolder = {});
/// The same for every file with a copy in `copyFolder`.
std::vector<RecoveredWrite> recoverWrites(const QString& copyFolder);
/// Log message about the result. Empty: the file was not damaged.
std::string toText(const RecoveredWrite& write);

/// The copy folder within a data folder.
QString copyFolderIn(const QString& dataDir);

} // namespace gateway::files
