#pragma once

#include "gateway/core/clock.h"
#include "gateway/http/message.h"
#include "gateway/protocol/upstream_error.h"

#include <optional>

namespace gateway::routing {

/// How an upstream's words about time are to be read.
struct LimitReset {
    WallTime now;
    std::chrono::minutes zone{0}; ///< of times that name none, east of Greenwich
    bool isLimit = false;         ///< a limit was hit: headers and words that count limits are about it
};

inline constexpr std::chrono::minutes kBeijing{8 * 60};
/// The furthest that is believed.
inline constexpr Milliseconds kLongestReset = std::chrono::hours(7 * 24);

/// Until the upstream takes requests again, as it said in a header, in a field of
/// its error or in words: more than nothing and at most `kLongestReset`. Empty if
/// it did not say, or said a time that has passed. Pure.
std::optional<Milliseconds> limitReset(const http::Headers& headers, const protocol::UpstreamError& said,
                                       const LimitReset& how);

} // namespace gateway::routing
