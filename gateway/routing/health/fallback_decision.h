#pragma once

#include "gateway/config/route_settings.h"
#include "gateway/core/clock.h"

#include <random>

namespace gateway::routing {

/// What follows a failed attempt.
enum class Next {
    RetrySameKey,
    NextKey, ///< of the same target; the next target where there is none
    NextTarget,
    GiveUp, ///< the client gets this failure
};

struct FailedAttempt {
    config::FailureClass failure;
    int status = 0;         ///< of the upstream; 0: none came
    int retriesDone = 0;    ///< with this key at this target
    Milliseconds took{0};
};

/// Decides by the route's fallback settings alone. Pure.
Next decide(const config::FallbackSettings& settings, const FailedAttempt& attempt);

/// How long to wait before retry number `retry` (0 is the first): doubling from
/// `backoff_ms`, at most 30 s, with a jitter of a fifth either way.
Milliseconds backoff(const config::FallbackSettings& settings, int retry, std::mt19937_64& random);

} // namespace gateway::routing
