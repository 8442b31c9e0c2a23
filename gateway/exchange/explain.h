#pragma once

#include "gateway/exchange/admission/admission.h"
#include "gateway/exchange/attempts/missing_endpoints.h"
#include "gateway/exchange/attempts/target_queue.h"
#include "gateway/routing/explanation.h"

namespace gateway::exchange {

using routing::Explanation;
using routing::Question;

/// Balancer and health are looked at only. In their thread. `missing`: what the gateway has learned of its providers.
Explanation explain(const Question& question, const Snapshot& snapshot, const routing::Balancer& balancer,
                    const routing::Health& health, const Clock& clock, MissingEndpoints missing = {});

} // namespace gateway::exchange
