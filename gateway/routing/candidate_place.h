#pragma once

#include "gateway/routing/balancing/balancer.h"
#include "gateway/routing/matching/request_facts.h"
#include "gateway/usage/trail/target_place.h"

namespace gateway::routing {

struct Candidate;
class RoutePlanner;

/// Why `candidate`, which `planner` made, has its place for this request. Before it answers.
usage::TargetPlace placeOf(
    const Candidate& candidate, const RequestFacts& facts, const RoutePlanner& planner, const Balancer& balancer);

} // namespace gateway::routing
