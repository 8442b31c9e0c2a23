#pragma once

#include "gateway/core/result.h"

#include <QString>

#include <string>

namespace gateway::usage {

/// Creates an empty file that only its owner can read, if there is none; SQLite itself would make it readable for
/// everybody. Its journals get the same permissions. Errors: Io, with the system's message.
Result<void> makeDatabaseFile(const QString& path);

/// Identifies the file, to detect that another one has replaced it; empty: no such file.
std::string fileIdentity(const QString& path);

} // namespace gateway::usage
