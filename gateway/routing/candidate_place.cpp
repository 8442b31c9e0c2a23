#include "candidate_place.h"

#include "moving_cost.h"
#include "route_planner.h"

#include "gateway/routing/balancing/hash_key.h"
#include "gateway/routing/matching/request_traits.h"

#include <QtGlobal>

namespace gateway::routing {

namespace {

constexpr double kMillion = 1e6;

/// For a sticky route: the cost of moving the conversation, whose beginning is in the cache of the target that answered
/// so far.
void addConversation(usage::TargetPlace& place, const Candidate& candidate, const ModelPrice& price,
    const RequestFacts& facts, const Balancer& balancer)
{
    const auto holder = balancer.holder(*candidate.group, facts);
    if (!holder)
        return;
    place.keepsConversation = *holder == candidate.member;
    if (*place.keepsConversation)
        return;
    place.tokensAnew = RequestTraits(facts).inputTokens();
    if (price.input >= 0 && price.cachedInput >= 0)
        place.costAnew = static_cast<double>(place.tokensAnew) * (price.input - price.cachedInput) * price.rate / kMillion;
}

/// What it costs to stay where the conversation's prompt cache is warm, and to move it to this target.
void addCache(usage::TargetPlace& place, const Candidate& candidate, const ModelPrice& price, const RequestFacts& facts, const RoutePlanner& planner,
    const Balancer& balancer)
{
    const config::RouteSettings* const route = candidate.group->route;
    const auto cost = route && planner.usesCaches(*route) ? MovingCost::of(route->id, facts, planner, balancer) : std::nullopt;
    if (!cost)
        return;
    place.cachedTokens = cost->cache().tokens;
    place.stayCost = cost->stay() * price.rate;
    if (cost->isHeldBy(candidate.target->provider, candidate.model))
        return;
    place.cachedAt = cost->cache().provider + '/' + cost->cache().model;
    if (const double move = cost->moveTo(price); move >= 0)
        place.moveCost = move * price.rate;
}

using By = Balancer::By;

/// Why only a running gateway knows the order of two targets of one priority; null: the order does not depend on it.
const char* reasonOf(By by, bool hasHash)
{
    switch (by) {
    case By::RoundRobin: return QT_TRANSLATE_NOOP("Error", "weighted round robin: they take turns");
    case By::Hash: return hasHash ? nullptr : QT_TRANSLATE_NOOP("Error", "consistent hashing: they take turns if the request has nothing to hash");
    case By::LeastBusy: return QT_TRANSLATE_NOOP("Error", "least busy: the one with the fewest requests in progress comes first");
    case By::Fastest: return QT_TRANSLATE_NOOP("Error", "fastest: the one that recently answered fastest comes first");
    case By::Cheapest: return nullptr;
    case By::Conversation: return QT_TRANSLATE_NOOP("Error", "conversation affinity: a conversation stays with the target that answered it before");
    }
    return nullptr;
}

} // namespace

Sentence whatDecides(const std::vector<Candidate>& candidates, const RequestFacts& facts)
{
    for (std::size_t i = 1; i < candidates.size(); ++i) {
        const Balancer::Group* const group = candidates[i].group;
        if (!group || group != candidates[i - 1].group)
            continue;
        const bool hasHash = group->by == By::Hash && !hashKey(*group->settings, facts).empty();
        const char* const why = reasonOf(group->by, hasHash);
        if (!why)
            return {};
        return {QT_TRANSLATE_NOOP("Error", "among targets with priority %1, %2"), {std::to_string(candidates[i].target->priority), Sentence::of(why)}};
    }
    return {};
}

usage::TargetPlace placeOf(
    const Candidate& candidate, const RequestFacts& facts, const RoutePlanner& planner, const Balancer& balancer)
{
    const ModelPrice price = planner.priceOf(candidate, facts.wallNow);
    usage::TargetPlace place;
    if (price.input >= 0 && price.output >= 0) {
        place.currency = price.currency;
        place.inputPrice = static_cast<float>(price.input * price.rate);
        place.outputPrice = static_cast<float>(price.output * price.rate);
        place.priceFactor = price.factor;
        place.priceHours = price.hours;
    }
    if (!candidate.target)
        return place;
    place.hasRoute = true;
    place.priority = candidate.target->priority;
    place.weight = candidate.target->weight;
    place.isFirst = candidate.target->first;
    place.algorithm = candidate.group->settings->algorithm;
    addConversation(place, candidate, price, facts, balancer);
    addCache(place, candidate, price, facts, planner, balancer);
    return place;
}

} // namespace gateway::routing
