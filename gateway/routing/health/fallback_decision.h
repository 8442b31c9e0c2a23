#pragma once

#include "failure_policy.h"

#include <random>

namespace gateway::routing {

struct FailedAttempt {
    config::FailureClass failure;
    int status = 0;         ///< of the upstream; 0: none arrived
    int retriesDone = 0;    ///< with this key at this target
    Milliseconds took{0};
    std::optional<Rests> rests = {}; ///< from the verdict, if more precise than the class
};

/// Decides by the route's fallback settings and the policy of the failure's class. A failure that the route excludes
/// from fallback is not retried; if both allow it, the policy decides how. A status that the route lists overrides a
/// policy that gives up. Pure.
Next decide(const config::FallbackSettings& settings, const FailurePolicy& policy, const FailedAttempt& attempt);

/// The mean wait before retry number `retry` (0 is the first): doubling from `backoff_ms`, at most 30 s.
Milliseconds meanBackoff(const config::FallbackSettings& settings, int retry);
/// The same with a jitter of 20 % in either direction.
Milliseconds backoff(const config::FallbackSettings& settings, int retry, std::mt19937_64& random);

} // namespace gateway::routing
