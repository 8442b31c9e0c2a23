#pragma once

#include "local_grid.h"
#include "usage_by.h"

#include <cstdint>
#include <string>

namespace gateway::usage {

/// How a span of that kind is called that begins with that minute, such as "2026-11-01 08:00" for an hour. Where the clocks show that
/// time twice, its offset stands behind it: "2026-10-25 02:00+01:00".
std::string timeName(UsageBy by, std::int64_t minute);
/// The same of any stretch of time: "2026-11-01 08:30 to 2026-11-01 09:30".
std::string stretchName(const MinuteSpan& stretch);

} // namespace gateway::usage
