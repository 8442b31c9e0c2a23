#include "candidate_place.h"

#include "route_planner.h"

#include "gateway/routing/matching/request_traits.h"

namespace gateway::routing {

namespace {

constexpr double kMillion = 1e6;

/// Of a sticky route: what it costs to move the conversation, whose beginning the
/// one that answered it so far has in its cache.
void addConversation(usage::TargetPlace& place, const Candidate& candidate, const providers::CatalogModel* model,
    const RequestFacts& facts, const Balancer& balancer)
{
    const auto keeper = balancer.keeper(*candidate.group, facts);
    if (!keeper)
        return;
    place.keepsConversation = *keeper == candidate.member;
    if (*place.keepsConversation)
        return;
    place.tokensAnew = RequestTraits(facts).inputTokens();
    if (model && model->inputPrice >= 0 && model->cacheReadPrice >= 0)
        place.costAnew = static_cast<double>(place.tokensAnew)
            * static_cast<double>(model->inputPrice - model->cacheReadPrice) / kMillion;
}

} // namespace

usage::TargetPlace placeOf(
    const Candidate& candidate, const RequestFacts& facts, const RoutePlanner& planner, const Balancer& balancer)
{
    const providers::CatalogModel* const model = planner.modelOf(candidate);
    usage::TargetPlace place;
    if (model && model->inputPrice >= 0 && model->outputPrice >= 0) {
        place.inputPrice = model->inputPrice;
        place.outputPrice = model->outputPrice;
    }
    if (!candidate.target)
        return place;
    place.hasRoute = true;
    place.priority = candidate.target->priority;
    place.weight = candidate.target->weight;
    place.algorithm = candidate.group->settings->algorithm;
    addConversation(place, candidate, model, facts, balancer);
    return place;
}

} // namespace gateway::routing
