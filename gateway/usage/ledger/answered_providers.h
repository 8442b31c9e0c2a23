#pragma once

#include "gateway/core/clock.h"

#include <QString>

#include <map>
#include <string>

namespace gateway::usage {

/// When each provider, by id, last answered an exchange successfully, from the newest exchanges in the usage database
/// `file`, which may be of an older version. Empty if the file is missing or unreadable. Read-only. Blocks; any thread.
std::map<std::string, WallTime> lastAnswers(const QString& file);

} // namespace gateway::usage
