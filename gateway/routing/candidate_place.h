#pragma once

#include "gateway/core/text/sentence.h"
#include "gateway/routing/balancing/balancer.h"
#include "gateway/routing/matching/request_facts.h"
#include "gateway/usage/decisions/target_place.h"

#include <vector>

namespace gateway::routing {

struct Candidate;
class RoutePlanner;

/// Why `candidate`, which `planner` created, has its position for this request. To be called before it answers.
usage::TargetPlace placeOf(
    const Candidate& candidate, const RequestFacts& facts, const RoutePlanner& planner, const Balancer& balancer);

/// Which earlier requests affect the order of these candidates of one route; empty if none do.
Sentence whatDecides(const std::vector<Candidate>& candidates, const RequestFacts& facts);

} // namespace gateway::routing
