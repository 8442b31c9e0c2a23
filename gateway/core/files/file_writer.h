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
    QString copyFolder = {};  ///< absolute: where the old content is kept while a file has to be written in place; empty: beside the file
    QString like = {};        ///< the file gets owner, group, mode and attributes of this one, as far as the system lets it; absolute; empty: none
    bool isPrivate = false;   ///< also an existing file is closed to its group and others
    bool makeFolder = false;  ///< makes the file's folder (0700) where it is missing
    bool mayBeDevice = false; ///< a device or a pipe is written to directly; else it is refused
};

/// Writes one file as a whole. Every file of the product is written by this class or by another of this folder; the exceptions are
/// SQLite's databases with their journals, which SQLite writes, and `QLockFile`'s lock files.
///
/// The content goes to a temporary file beside the target, which is synchronised with the disk and renamed over it: whatever fails,
/// and whenever the process ends, the file holds the old content or the new. Symbolic links are followed and stay. An existing file
/// keeps its owner, group, mode, access control list and extended attributes. Where a renamed file could not have them, or has more
/// names (hard links), is a mount point of its own, or stands in a folder that is not writable, the content is written in place:
/// then a copy of the old content is on the disk first, and is put back if the write fails. After a kill in between,
/// `recoverWrite()` puts it back.
///
/// Blocks; any thread, one object for one write. Errors: Io, with the name of the file, the system's reason and what the file holds;
/// `writeReason()` is the same without the name.
class FileWriter final {
public:
    /// `path`: absolute.
    explicit FileWriter(const QString& path, const WriteOptions& options = {});
    /// `calls` must outlive the writer: for tests, where the system has such calls.
    FileWriter(const QString& path, const WriteOptions& options, FileCalls& calls);
    /// Without `commit()` the file stays as it was.
    ~FileWriter();
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;

    Result<void> open();
    /// Adds to the content; what fails is the first thing that fails here, not a later call.
    Result<void> write(std::string_view bytes);
    /// All that needs room on the disk, so that several files can be prepared before the first one is replaced.
    Result<void> prepare();
    /// Puts the content in the place of the old one; prepares first, if need be.
    Result<void> commit();

    /// Whether the last failure was for want of room: the disk or the quota is full.
    bool isFull() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// Writes all of it. Errors: Io.
Result<void> writeFile(const QString& path, std::string_view content, const WriteOptions& options = {});

/// Why a file could not be written, without its name: of an error of `FileWriter` or `writeFile()`. Pure.
Sentence writeReason(const Error& error);

/// Where the symbolic links of `path` end, also if nothing is there. Absolute.
QString linkTarget(const QString& path);

/// A write in place that the end of its process cut off.
struct RecoveredWrite {
    enum class Outcome {
        PutBack, ///< the file was damaged; it holds the old content again
        Whole,   ///< the file held the old content or the new
        Changed, ///< somebody has written the file since; the old content is in `copy`
        Failed,  ///< the old content is in `copy` and could not be put back, for `reason`
    };
    QString path;
    Outcome outcome = Outcome::Whole;
    QString copy = {};
    std::string reason = {};
};

/// Looks for a write in place of `path` that was cut off, beside the file and in `copyFolder`, and puts the old content back. Never
/// touches one that another process is at. Nothing: there was none.
std::vector<RecoveredWrite> recoverWrite(const QString& path, const QString& copyFolder = {});
/// The same for every file whose copy is in `copyFolder`.
std::vector<RecoveredWrite> recoverWrites(const QString& copyFolder);
/// For the log: what became of it. Empty: the file was whole.
std::string toText(const RecoveredWrite& write);

/// The copy folder in a data folder.
QString copyFolderIn(const QString& dataDir);

} // namespace gateway::files
