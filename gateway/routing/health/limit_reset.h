#pragma once

#include "gateway/core/clock.h"
#include "gateway/http/message.h"
#include "gateway/protocol/upstream_error.h"

#include <optional>

namespace gateway::routing {

/// How an upstream's statements about time are to be read.
struct LimitReset {
    WallTime now;
    std::chrono::minutes zone{0}; ///< east of Greenwich, for times without a zone
    bool isLimit = false;         ///< a limit was reached: headers and words about limits are relevant
};

inline constexpr std::chrono::minutes kBeijing{8 * 60};
/// Longer times are limited to this.
inline constexpr Milliseconds kLongestReset = std::chrono::hours(7 * 24);

/// The time until the upstream accepts requests again, as stated in a header, in a field of its error or in words: more
/// than zero and at most `kLongestReset`. Empty if it is not stated or has passed. Pure.
std::optional<Milliseconds> limitReset(const http::Headers& headers, const protocol::UpstreamError& said,
                                       const LimitReset& how);

} // namespace gateway::routing
