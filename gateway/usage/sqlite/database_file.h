#pragma once

#include "gateway/core/result.h"

#include <QString>

#include <string>

namespace gateway::usage {

/// Makes an empty file that only its owner can read, where there is none yet; SQLite itself would make it readable for
/// everybody. Its journals take after it. Errors: Io, in the words of the system.
Result<void> makeDatabaseFile(const QString& path);

/// What tells the file from another one in its place; empty: there is none.
std::string fileIdentity(const QString& path);

} // namespace gateway::usage
