#pragma once

#include "gateway/core/clock.h"

#include <QString>

#include <map>
#include <string>

namespace gateway::usage {

/// When each provider last answered an exchange with success, by its id, from the newest exchanges of the usage database `file`, also one
/// of an older version. Empty where the file is missing or cannot be read. Reads only. Blocks; any thread.
std::map<std::string, WallTime> lastAnswers(const QString& file);

} // namespace gateway::usage
