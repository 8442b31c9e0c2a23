#pragma once

#include "gateway/core/clock.h"
#include "gateway/limits/terms/period.h"

#include <cstdint>
#include <limits>

namespace gateway::limits::tests {

inline constexpr WallTime kStart{std::chrono::seconds{1'800'000'000}}; ///< a full hour in UTC
inline constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
inline constexpr Period kMinute{CalendarUnit::Minute};

} // namespace gateway::limits::tests
