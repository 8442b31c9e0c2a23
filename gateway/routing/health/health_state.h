#pragma once

#include "rest.h"

#include "gateway/core/result.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace gateway::routing {

/// What rests, as the file says it that a restart reads: {"version":1,"rests":[...]},
/// one line for each, with the length of its cooldown beside the wall clock's instants: a
/// clock that was set meanwhile shows when they are read. Without what the file could not hold: names that are longer
/// than 512 bytes or have control characters, and more than 4096 rests. Any thread.
std::string toJson(const std::vector<Rest>& rests);

/// And back; whoever else wrote it is not trusted. Any thread.
/// Errors: ConfigInvalid, which names what is wrong and what to do about it.
Result<std::vector<Rest>> healthStateOf(std::string_view json);

/// Those in the file at `path`, for who only looks: one that cannot be read or used has none. Blocks; any thread.
std::vector<Rest> restsIn(const QString& path);

} // namespace gateway::routing
