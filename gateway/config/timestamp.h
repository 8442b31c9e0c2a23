#pragma once

#include "gateway/core/clock.h"

#include <optional>
#include <string_view>

namespace gateway::config {

/// A point in time as RFC 3339 writes it: `2026-01-31T23:59:59Z`, with fractions
/// of a second and offsets such as `+08:00`. Empty if it is none. Any thread.
std::optional<WallTime> parseTimestamp(std::string_view text);

} // namespace gateway::config
