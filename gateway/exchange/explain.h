#pragma once

#include "gateway/exchange/admission/admission.h"
#include "gateway/exchange/attempts/missing_endpoints.h"
#include "gateway/exchange/attempts/target_queue.h"
#include "gateway/routing/explanation.h"

namespace gateway::exchange {

using routing::Explanation;
using routing::Question;

/// Explains a request without changing balancer or health. To be called in their thread. `missing`: what the gateway
/// has learned about endpoints that its providers lack. `book`: the plans of the keys; null: unknown. `limits`: what is
/// used of limits; null: unknown. `loops`: which repetitions the loop guard has acted on; null: unknown.
Explanation explain(const Question& question, const Snapshot& snapshot, const routing::Balancer& balancer, const routing::Health& health, const Clock& clock,
                    MissingEndpoints missing = {}, const routing::PlanBook* book = nullptr, policy::LimitBook* limits = nullptr, policy::LoopBook* loops = nullptr);

} // namespace gateway::exchange
