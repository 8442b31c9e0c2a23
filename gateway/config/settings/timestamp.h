#pragma once

#include "gateway/core/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::config {

/// Parses an RFC 3339 time: `2026-01-31T23:59:59Z`, with fractions of a second and offsets such as `+08:00`. Empty if
/// it is invalid. Any thread.
std::optional<WallTime> parseTimestamp(std::string_view text);

/// Formats a time in UTC with milliseconds, 24 characters: `2026-01-31T23:59:59.000Z`. Any thread.
std::string toTimestamp(WallTime time);

} // namespace gateway::config
