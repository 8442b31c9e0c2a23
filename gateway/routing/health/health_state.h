#pragma once

#include "rest.h"

#include "gateway/core/result.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace gateway::routing {

/// The cooldowns in the format of the file that is read after a restart: {"version":1,"rests":[...]}, one line for
/// each, with the length of the cooldown in addition to wall clock times, so that a clock change in between is detected
/// when they are read. Omits what the file cannot hold: names longer than 512 bytes or with control characters, and
/// more than 4096 cooldowns. Any thread.
std::string toJson(const std::vector<Rest>& rests);

/// Reads that format; the content is validated, since others may have written it. Any thread. Errors: ConfigInvalid,
/// which names the problem and how to fix it.
Result<std::vector<Rest>> healthStateOf(std::string_view json);

/// The cooldowns in the file at `path`, for display only; empty if the file cannot be read or is invalid. Blocks; any
/// thread.
std::vector<Rest> restsIn(const QString& path);

} // namespace gateway::routing
