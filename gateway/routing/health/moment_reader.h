#pragma once

#include "gateway/core/clock.h"

#include <optional>
#include <string_view>

namespace gateway::routing {

/// Later times are reduced to this one: it is far enough, and a nanosecond clock overflows soon after.
inline constexpr WallTime kLastMoment{std::chrono::sys_days{std::chrono::year{2200} / std::chrono::December / 31}};

/// Reads a date and time of day at the beginning of `lower`, which is in lower case: "2026-11-20 18:00:00",
/// "2026/11/20t18:00z", "2026年11月20日 18:00", "... +0800 cst", "... utc+8". Without a zone it is `zone` east of
/// Greenwich.
std::optional<WallTime> readMoment(std::string_view lower, std::chrono::minutes zone);

/// Reads a time of day at the beginning of `lower`: "16:10", "16:10:00 utc+8". The next such time after `now`.
std::optional<WallTime> readTimeOfDay(std::string_view lower, std::chrono::minutes zone, WallTime now);

} // namespace gateway::routing
