#pragma once

#include "gateway/core/clock.h"

#include <algorithm>
#include <cstdint>

namespace gateway::limits {

/// How much a limit allows in one window: requests, tokens, requests in flight, or 10^-12 of a currency unit.
struct LimitAmount {
    std::int64_t amount = 0; ///< not negative
    std::int64_t raisedTo = 0; ///< in force before `raisedUntil`, if it is higher
    WallTime raisedUntil{};

    std::int64_t at(WallTime now) const { return now < raisedUntil ? std::max(amount, raisedTo) : amount; }

    bool operator==(const LimitAmount&) const = default;
};

} // namespace gateway::limits
