#pragma once

#include "gateway/core/result.h"

#include <QString>

namespace gateway::files {

/// Makes the folder for its owner alone (0700), and every missing one above it. One that is there stays as it is.
/// Blocks; any thread. Errors: Io, with the system's reason.
Result<void> makePrivateFolder(const QString& path);

/// Takes the access of the group and of others from a folder that belongs to the user of this process. Whether it had any; false as well
/// where it could not be taken. Blocks; any thread.
bool closeFolder(const QString& path);

/// Whether this process could change the mode of a file: it is the user's own (root may change every file), on a file system that can
/// be written to.
enum class ModeChange { Possible, ForeignFile, ReadOnlySystem };
/// Follows symbolic links. `Possible` where that is not known. Blocks; any thread.
ModeChange modeChangeOf(const QString& path);

/// What becomes of a file at the new name.
enum class Existing { Kept, Replaced };

/// Gives a file another name on the same file system. Blocks; any thread.
/// Errors: Io, with the system's reason; also if there is a file of the new name that is to be kept.
Result<void> moveFile(const QString& from, const QString& to, Existing existing = Existing::Kept);

/// The name under which `moveAside()` keeps a file.
inline QString asideOf(const QString& path) { return path + QStringLiteral(".bad"); }
/// Keeps a file that cannot be used beside its place, and replaces an earlier one there. As `moveFile()` otherwise.
inline Result<void> moveAside(const QString& path) { return moveFile(path, asideOf(path), Existing::Replaced); }

} // namespace gateway::files
