#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <QFileDevice>
#include <QString>

namespace gateway::secrets {

/// Largest file that can hold a secret, in bytes.
constexpr qint64 kMaxSecretFile = 65536;

/// Whether others than the owner may read or write; false where permissions are lists, of which these bits say nothing.
bool isOpenToOthers(QFileDevice::Permissions permissions);

/// The content of a file that holds nothing but a secret, without the line
/// feed at its end. Blocks: for a worker thread.
/// Errors: SecretMissing (no such file, or an empty one), SecretDenied (not a
/// regular file, not readable, readable or writable for others, too large).
Result<Secret> readSecretFile(const QString& path);

} // namespace gateway::secrets
