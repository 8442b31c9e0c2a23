#pragma once

#include "gateway/core/files/file_system.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <QFileDevice>
#include <QString>

namespace gateway::secrets {

/// Largest file that can hold a secret, in bytes.
constexpr qint64 kMaxSecretFile = 65536;

/// Whether others than the owner may read or write; false where permissions are lists, of which these bits say nothing.
bool isOpenToOthers(QFileDevice::Permissions permissions);

/// Whether a file with these permissions may hold a secret. A file that this process could close to others has to be closed. One that it
/// cannot close, such as a secret that Docker or Kubernetes has mounted, may be readable by others, but not writable where they could
/// write. Errors: SecretDenied, with the remedy.
Result<void> checkSecretAccess(const QString& path, QFileDevice::Permissions permissions, files::ModeChange change);

/// Who else can read the file. Blocks.
enum class OtherReaders { None, Group, Everyone };
OtherReaders otherReaders(const QString& path);

/// The content of a file that holds nothing but a secret, without the line
/// feed at its end. UTF-16 with a byte order mark, which Windows PowerShell's ">" writes, is read as UTF-8. Blocks: for a worker thread.
/// Errors: SecretMissing (no such file, or an empty one), SecretDenied (not a
/// regular file, not readable, open to others as of `checkSecretAccess()`, too large).
Result<Secret> readSecretFile(const QString& path);

} // namespace gateway::secrets
