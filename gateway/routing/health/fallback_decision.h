#pragma once

#include "failure_policy.h"

#include <random>

namespace gateway::routing {

struct FailedAttempt {
    config::FailureClass failure;
    int status = 0;         ///< of the upstream; 0: none came
    int retriesDone = 0;    ///< with this key at this target
    Milliseconds took{0};
    std::optional<Rests> rests = {}; ///< of the verdict, where it knows better than the class
};

/// Decides by the route's fallback settings and the policy of the failure's class.
/// What the route does not want tried again, is not; where both agree, the policy
/// says how. A status that the route lists outweighs a policy that gives up. Pure.
Next decide(const config::FallbackSettings& settings, const FailurePolicy& policy, const FailedAttempt& attempt);

/// How long to wait before retry number `retry` (0 is the first), in the mean: doubling from `backoff_ms`, at most 30 s.
Milliseconds meanBackoff(const config::FallbackSettings& settings, int retry);
/// The same with a jitter of a fifth either way.
Milliseconds backoff(const config::FallbackSettings& settings, int retry, std::mt19937_64& random);

} // namespace gateway::routing
