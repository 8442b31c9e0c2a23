#pragma once

#include "gateway/core/files/file_system.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <QFileDevice>
#include <QString>

namespace gateway::secrets {

/// Largest file that can hold a secret, in bytes.
constexpr qint64 kMaxSecretFile = 65536;

/// Whether others than the owner may read or write; false where permissions are access control lists, which these bits
/// do not show.
bool isOpenToOthers(QFileDevice::Permissions permissions);

/// Checks whether a file with these permissions may contain a secret. A file that this process can restrict must be
/// restricted. One that it cannot change, such as a secret mounted by Docker or Kubernetes, may be readable by others,
/// but not writable if they could write to it. Errors: SecretDenied, with the remedy.
Result<void> checkSecretAccess(const QString& path, QFileDevice::Permissions permissions, files::ModeChange change);

/// Who else can read the file. Blocks.
enum class OtherReaders { None, Group, Everyone };
OtherReaders otherReaders(const QString& path);

/// Reads a file that contains only a secret, without the trailing line feed. UTF-16 with a byte order mark, as written
/// by ">" in Windows PowerShell, is converted to UTF-8. Blocks: for a worker thread. Errors: SecretMissing (missing or
/// empty file), SecretDenied (not a regular file, unreadable, open to others according to `checkSecretAccess()`, too
/// large).
Result<Secret> readSecretFile(const QString& path);

} // namespace gateway::secrets
