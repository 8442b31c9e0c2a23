#include "moving_cost.h"

#include "route_planner.h"

#include "gateway/routing/matching/request_traits.h"

#include <algorithm>

namespace gateway::routing {

namespace {

constexpr double kPricedTokens = 1e6; // that a price is for

/// Of a million tokens of the prompt that are not in the cache.
double freshPrice(const ModelPrice& price, bool isWritten) { return isWritten && price.cacheWrite >= 0 ? price.cacheWrite : price.input; }

double costOf(std::int64_t tokens, double price) { return static_cast<double>(tokens) * price / kPricedTokens; }

bool isKnown(const ModelPrice& price) { return price.input >= 0 && price.output >= 0; }

} // namespace

MovingCost::MovingCost(const WarmCache& cache, std::int64_t prompt, ModelPrice price)
    : m_cache(cache)
    , m_prompt(std::max(prompt, cache.tokens))
    , m_price(std::move(price))
    , m_stay(costOf(cache.tokens, m_price.cachedInput) + costOf(m_prompt - cache.tokens, freshPrice(m_price, cache.isWritten)) + costOf(cache.output, m_price.output))
{
}

std::optional<MovingCost> MovingCost::of(std::string_view route, const RequestFacts& facts, const RoutePlanner& planner, const Balancer& balancer)
{
    if (balancer.caches().isEmpty() || !facts.head || !facts.request || !facts.operation.empty())
        return std::nullopt;
    const WarmCache* const cache = balancer.caches().find(cachedConversationOf(route, facts), facts.now);
    if (!cache)
        return std::nullopt;
    ModelPrice price = planner.priceAt(cache->provider, cache->model, facts.wallNow);
    if (!isKnown(price) || price.cachedInput < 0)
        return std::nullopt;
    return MovingCost(*cache, RequestTraits(facts).inputTokens(), std::move(price));
}

double MovingCost::moveTo(const ModelPrice& price) const
{
    if (!isKnown(price))
        return -1;
    return costOf(m_prompt, freshPrice(price, m_cache.isWritten)) + costOf(m_cache.output, price.output);
}

bool isCacheAware(const config::BalancerSettings& settings)
{
    return settings.cacheAware.value_or(settings.algorithm == "cheapest" || settings.algorithm == "fastest");
}

bool isCacheAwareOfPlans(const config::BalancerSettings& settings) { return settings.cacheAware.value_or(true); }

} // namespace gateway::routing
