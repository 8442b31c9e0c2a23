#pragma once

#include "model_price.h"

#include "gateway/config/settings/route_settings.h"
#include "gateway/routing/balancing/balancer.h"
#include "gateway/routing/balancing/warm_caches.h"
#include "gateway/routing/matching/request_facts.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace gateway::routing {

class RoutePlanner;

/// What the next request of a conversation costs at the target that has its beginning in the prompt cache, and at another
/// one, which has to read it anew. Both sums include the fresh part of the prompt and an answer as long as the last one, so
/// that their difference is what leaving the cache costs less what the other target's prices save. A value.
class MovingCost {
public:
    /// Empty: the conversation has no warm cache that is known, or the price of using it is unknown.
    static std::optional<MovingCost> of(std::string_view route, const RequestFacts& facts, const RoutePlanner& planner, const Balancer& balancer);

    const WarmCache& cache() const { return m_cache; }
    bool isHeldBy(std::string_view provider, std::string_view model) const { return m_cache.provider == provider && m_cache.model == model; }
    /// Of staying, in USD.
    double stay() const { return m_stay; }
    /// The price at the target with the cache.
    const ModelPrice& price() const { return m_price; }
    /// Of moving to a target with that price, in USD; below 0: unknown.
    double moveTo(const ModelPrice& price) const;
    /// Whether the conversation stays where it is instead of moving there. Not if that costs an unknown amount.
    bool isCheaperThan(const ModelPrice& price) const
    {
        const double move = moveTo(price);
        return move >= 0 && m_stay <= move;
    }

private:
    MovingCost(const WarmCache& cache, std::int64_t prompt, ModelPrice price);

    WarmCache m_cache;
    std::int64_t m_prompt = 0; // tokens
    ModelPrice m_price;
    double m_stay = -1;
};

/// Whether the load balancer takes warm prompt caches into account.
bool isCacheAware(const config::BalancerSettings& settings);
/// Whether a key with a warm prompt cache is used although its plan is to be avoided.
bool isCacheAwareOfPlans(const config::BalancerSettings& settings);

} // namespace gateway::routing
