#pragma once

#include "gateway/core/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::config {

/// A point in time as RFC 3339 writes it: `2026-01-31T23:59:59Z`, with fractions
/// of a second and offsets such as `+08:00`. Empty if it is none. Any thread.
std::optional<WallTime> parseTimestamp(std::string_view text);

/// The same in UTC with milliseconds, in 24 characters: `2026-01-31T23:59:59.000Z`. Any thread.
std::string toTimestamp(WallTime time);

} // namespace gateway::config
