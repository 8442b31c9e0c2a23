#pragma once

#include "local_grid.h"
#include "usage_by.h"

#include <cstdint>
#include <string>

namespace gateway::usage {

/// Name of the span of kind `by` that begins with `minute`, such as "2026-11-01 08:00" for an hour. If local time has
/// that time twice, the UTC offset is appended: "2026-10-25 02:00+01:00".
std::string timeName(UsageBy by, std::int64_t minute);
/// The same for any stretch of time: "2026-11-01 08:30 to 2026-11-01 09:30".
std::string stretchName(const MinuteSpan& stretch);

} // namespace gateway::usage
