#pragma once

#include "gateway/core/clock.h"

#include <optional>
#include <string_view>

namespace gateway::routing {

// Times and durations as upstreams write them, in headers and in sentences. Pure; any text is safe, and no result is
// negative or beyond a hundred days.

/// Reads all of `text`: "6m0s", "1.5s", "20ms", "3 hours", or a number of `bareUnit`.
std::optional<Milliseconds> parseLength(std::string_view text, Milliseconds bareUnit = std::chrono::seconds(1));

/// Reads all of `text`: a Unix time in seconds or milliseconds, RFC 3339, an HTTP date, or a duration from `now` on.
std::optional<WallTime> parseMoment(std::string_view text, WallTime now);

/// Reads an HTTP date in any of its three forms. Source: RFC 9110 §5.6.7.
std::optional<WallTime> parseHttpDate(std::string_view text);

/// A time to wait in English or Chinese text: "try again in 6m0s", "请在5小时后重试". The longest if there are several.
std::optional<Milliseconds> lengthInWords(std::string_view text);

/// A time of reset in English or Chinese text: "It will reset at 2026-11-20 18:00:00", "将在 2026-11-20 18:00:00 重置".
/// Without a zone it is `zone` east of Greenwich, or Beijing time in a Chinese sentence. Only times after `now`; a time
/// of day alone ("将在 16:10 重置") is the next such time.
std::optional<WallTime> momentInWords(std::string_view text, WallTime now, std::chrono::minutes zone);

} // namespace gateway::routing
