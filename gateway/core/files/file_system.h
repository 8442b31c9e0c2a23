#pragma once

#include "gateway/core/result.h"

#include <QString>

namespace gateway::files {

/// Creates the folder and all missing parents for the owner only (0700). An existing folder is unchanged. Blocks; any
/// thread. Errors: Io, with the system's reason.
Result<void> makePrivateFolder(const QString& path);

/// Removes the access of group and others from a folder owned by the user of this process. Returns whether it had any;
/// false also if it could not be removed. Blocks; any thread.
bool closeFolder(const QString& path);

/// Whether this process can change the mode of a file: the user owns it (root may change every file), and the file
/// system is writable.
enum class ModeChange { Possible, ForeignFile, ReadOnlySystem };
/// Follows symbolic links. `Possible` if unknown. Blocks; any thread.
ModeChange modeChangeOf(const QString& path);

/// What happens to an existing file with the new name.
enum class Existing { Kept, Replaced };

/// Renames a file within its file system. Blocks; any thread. Errors: Io, with the system's reason; also if a file with
/// the new name exists and must be kept.
Result<void> moveFile(const QString& from, const QString& to, Existing existing = Existing::Kept);

/// The name under which `moveAside()` keeps a file.
inline QString asideOf(const QString& path) { return path + QStringLiteral(".bad"); }
/// Moves an unusable file out of the way, replacing a previous one. Otherwise like `moveFile()`.
inline Result<void> moveAside(const QString& path) { return moveFile(path, asideOf(path), Existing::Replaced); }

} // namespace gateway::files
